"""The tag stage as a spaCy pipeline: its tokenizer and the factories of its components.

spaCy finds the factories by the entry points in pyproject.toml, so that `spacy.load` opens what `nlp.to_disk` wrote
wherever kunskapsbank is installed. A component reads `doc.text`, `doc._.title`, `doc._.publisher` and what earlier ones
have found, and adds to the underscore attributes below; the last one also puts the mentions into
`doc.spans["mentions"]`. Texts must be composed (Unicode's NFC). A component with a file of the user's own writes it
along with the pipeline.

This is the one module that imports spaCy at its top: it is imported where a pipeline is made, and nowhere else.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import DummyTokenizer, registry

from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.records import Label, Mention, Municipality, Tags
from pipeline.tag import INITIATIVES, MUNICIPALITIES, ORGANISATIONS, TAXONOMY
from pipeline.tag.focus_areas import label_focus_areas, load_head, load_taxonomy
from pipeline.tag.gazetteer import load_gazetteer
from pipeline.tag.initiatives import find_initiatives, initiative_facts, load_initiatives
from pipeline.tag.municipalities import find_municipalities
from pipeline.tag.organisations import find_organisations, load_organisations
from pipeline.tag.people import load_people
from pipeline.tag.relations import municipality_links

_WORD = re.compile(r"\w+|[^\w\s]|\s+")
_TEXTS_A_BATCH = 64

Doc.set_extension("title", default="", force=True)
Doc.set_extension("publisher", default=None, force=True)
Doc.set_extension("whole", default=None, force=True)
Doc.set_extension("mentions", default=(), force=True)
Doc.set_extension("focus_areas", default=(), force=True)
Doc.set_extension("initiatives", default=(), force=True)
Doc.set_extension("municipalities", default=(), force=True)


class Words(DummyTokenizer):
    """Words, marks and white space, in time linear in the text, which spaCy's own is not for a row of brackets."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of `text`, whose `doc.text` is `text`."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _WORD.finditer(text):
            piece = match.group()
            if piece[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                piece = piece[1:]
            if piece:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


class Component(ABC):
    """A pipe with tools, which may be made with a file of the user's own; they are read when they are first used."""

    own_file = ""

    def __init__(self) -> None:
        self._tools: Any = None
        self._own: bytes | None = None

    @property
    def tools(self) -> Any:
        """What the component works with."""
        if self._tools is None:
            self._tools = self.load(None)
        return self._tools

    @abstractmethod
    def load(self, own: Path | None) -> Any:
        """Return the tools, with what the file `own` adds."""

    def use(self, own: Path) -> None:
        """Read the tools with the file `own`; UsageError where it is wrong."""
        self._tools = self.load(own)
        self._own = own.read_bytes()

    @abstractmethod
    def __call__(self, doc: Doc) -> Doc:
        """Add to `doc` what is found in it."""

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Write the user's own file into the folder `path`."""
        path = Path(path)
        path.mkdir(exist_ok=True)
        if self._own is not None:
            (path / self.own_file).write_bytes(self._own)

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> Component:
        """Read what `to_disk` wrote."""
        own = Path(path) / self.own_file
        if self.own_file and own.exists():
            self.use(own)
        return self


class People(Component):
    """Adds the people, whom a model of its own helps to find; it is saved with the pipeline."""

    def load(self, own: Path | None) -> Any:
        """Return the people tagger with the bundled model."""
        return load_people()

    def pipe(self, docs: Iterable[Doc], batch_size: int = _TEXTS_A_BATCH) -> Iterator[Doc]:
        """Add to each document; the model reads a batch at a time."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            found = self.tools.find_many(_text(doc) for doc in batch)
            for doc, mentions in zip(batch, found, strict=True):
                _add(doc, mentions)
                yield doc

    def __call__(self, doc: Doc) -> Doc:
        """Add the people to one document."""
        return next(self.pipe([doc]))

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Write the model into the folder `path`."""
        super().to_disk(path)
        self.tools.nlp.to_disk(Path(path) / "names")

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> People:
        """Read the model."""
        self._tools = load_people(Path(path) / "names")
        return self


class OrganisationNames(Component):
    """Adds the organisations."""

    own_file = ORGANISATIONS

    def load(self, own: Path | None) -> Any:
        """Return the lexicon of organisations."""
        return load_organisations(own)

    def __call__(self, doc: Doc) -> Doc:
        """Add to one document."""
        _add(doc, find_organisations(self.tools, _text(doc), places_of(doc, "PERSON")))
        return doc


class Municipalities(Component):
    """Adds the municipalities, and how the page has to do with each."""

    own_file = MUNICIPALITIES

    def load(self, own: Path | None) -> Any:
        """Return the gazetteer."""
        return load_gazetteer(own)

    def __call__(self, doc: Doc) -> Doc:
        """Add to one document: "Anna Lund" is a person, so the Lund in her name is no municipality."""
        taken = places_of(doc, "PERSON", "ORGANISATION")
        _add(doc, find_municipalities(self.tools, _text(doc), doc._.publisher, taken))
        doc._.municipalities = municipality_links(self.tools, doc._.title, doc._.mentions, doc._.publisher)
        return doc


class InitiativeNames(Component):
    """Adds the initiatives that are named; what is said of them is for a later component."""

    own_file = INITIATIVES

    def load(self, own: Path | None) -> Any:
        """Return the lexicon of initiatives, and the head that tells which sentences speak of a focus area."""
        return load_initiatives(own), load_head(load_static(EMBEDDER).encode)

    def __call__(self, doc: Doc) -> Doc:
        """Add to one document."""
        taken = places_of(doc, "PERSON", "ORGANISATION")
        places = [m for m in doc._.mentions if m.label == "MUNICIPALITY"]
        known, head = self.tools
        _add(doc, find_initiatives(known, head, _text(doc), taken, owner_of(doc), places, doc._.title))
        return doc


class FocusAreas(Component):
    """Adds the focus areas."""

    own_file = TAXONOMY

    def load(self, own: Path | None) -> Any:
        """Return the taxonomy and the head, which reads sentences by the bundled embedder."""
        return load_taxonomy(own), load_head(load_static(EMBEDDER).encode)

    def __call__(self, doc: Doc) -> Doc:
        """Add to one document."""
        taxonomy, head = self.tools
        doc._.focus_areas = label_focus_areas(taxonomy, doc._.title, _text(doc), head)
        return doc


# In the order in which they run.
COMPONENTS: dict[str, type[Component]] = {
    "kunskapsbank_people": People,
    "kunskapsbank_organisations": OrganisationNames,
    "kunskapsbank_municipalities": Municipalities,
    "kunskapsbank_initiatives": InitiativeNames,
    "kunskapsbank_focus_areas": FocusAreas,
}


def make_words() -> Any:
    """Return what makes the tokenizer of a pipeline; spaCy knows it as "kunskapsbank_words"."""
    return lambda nlp: Words(nlp.vocab)


registry.tokenizers.register("kunskapsbank_words", func=make_words)


@Language.factory("kunskapsbank_people")
def make_people(nlp: Language, name: str) -> People:
    """Return the component."""
    return People()


@Language.factory("kunskapsbank_organisations")
def make_organisations(nlp: Language, name: str) -> OrganisationNames:
    """Return the component."""
    return OrganisationNames()


@Language.factory("kunskapsbank_initiatives")
def make_initiatives(nlp: Language, name: str) -> InitiativeNames:
    """Return the component."""
    return InitiativeNames()


@Language.factory("kunskapsbank_municipalities")
def make_municipalities(nlp: Language, name: str) -> Municipalities:
    """Return the component."""
    return Municipalities()


@Language.factory("kunskapsbank_focus_areas")
def make_focus_areas(nlp: Language, name: str) -> FocusAreas:
    """Return the component."""
    return FocusAreas()


@Language.component("kunskapsbank_facts")
def facts(doc: Doc) -> Doc:
    """Add what the document states about each initiative that it names."""
    doc._.initiatives = initiative_facts(_text(doc), doc._.mentions, owner_of(doc), doc._.focus_areas, doc._.title)
    return doc


@Language.component("kunskapsbank_spans")
def spans(doc: Doc) -> Doc:
    """Put the mentions into `doc.spans["mentions"]`, widened to whole tokens."""
    found = (doc.char_span(m.start, m.end, m.label, m.entity_id, alignment_mode="expand") for m in doc._.mentions)
    doc.spans["mentions"] = [span for span in found if isinstance(span, Span)]
    return doc


def make_pipeline(own: Path | None = None) -> Language:
    """Return the pipeline with the bundled models and data, and the user's own files in the folder `own`."""
    nlp = spacy.blank("sv", config={"nlp": {"tokenizer": {"@tokenizers": "kunskapsbank_words"}}})
    for name, kind in COMPONENTS.items():
        pipe: Any = nlp.add_pipe(name)
        if own is not None and kind.own_file and (own / kind.own_file).exists():
            pipe.use(own / kind.own_file)
    nlp.add_pipe("kunskapsbank_facts")
    nlp.add_pipe("kunskapsbank_spans")
    nlp.max_length = 1 << 40
    return nlp


def tags_of(doc: Doc) -> Tags:
    """Return what the pipeline has found in `doc`."""
    return Tags(doc._.mentions, doc._.focus_areas, doc._.initiatives, doc._.municipalities)


def _text(doc: Doc) -> str:
    """Return `doc.text`, which spaCy puts together anew each time, a fifth of the stage's time in all."""
    if doc._.whole is None:
        doc._.whole = doc.text
    return str(doc._.whole)


def owner_of(doc: Doc) -> Municipality | None:
    """Return the municipality whose local services the page means: its publisher, or the only one that it is about."""
    about = [link for link in doc._.municipalities if link.relation == "about"]
    if doc._.publisher is None and len(about) == 1:
        return Municipality(about[0].code, about[0].name)
    publisher: Municipality | None = doc._.publisher
    return publisher


def places_of(doc: Doc, *labels: Label) -> list[tuple[int, int]]:
    """Return where the mentions with these labels stand that have been found so far."""
    return [(m.start, m.end) for m in doc._.mentions if m.label in labels]


def _add(doc: Doc, mentions: Iterable[Mention]) -> None:
    doc._.mentions = tuple(sorted((*doc._.mentions, *mentions), key=lambda m: (m.start, m.end)))
