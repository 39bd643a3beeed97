"""Document → Tags: the tag stage's one door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import tee
from pathlib import Path

from pipeline.models import PEOPLE
from pipeline.records import Document, Evidence, FocusArea, Mention, Tags, text_hash
from pipeline.swedish.composed import Composed, composed
from pipeline.tag.focus_areas import Taxonomy, label_focus_areas, load_taxonomy
from pipeline.tag.gazetteer import Gazetteer, load_gazetteer
from pipeline.tag.municipalities import find_municipalities
from pipeline.tag.people import PeopleTagger, load_people

# Raise it when the same text would get other tags; changed data files and weights count by themselves.
VERSION = "1"
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Tagger:
    """The tools of the stage, loaded once."""

    people: PeopleTagger
    municipalities: Gazetteer
    focus_areas: Taxonomy

    def tag_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Tags]]:
        """Yield each document with its tags, in order, mentions sorted by place."""
        documents, for_people = tee(documents)
        people = self.people.find_many(document.text for document in for_people)
        for document, persons in zip(documents, people, strict=True):
            yield document, self._join(document.title, document.text, persons)

    def tag_text(self, text: str) -> Tags:
        """Return the tags of one text without a title, however its letters are written; offsets are into `text`."""
        whole = composed(text)
        tags = self._join("", whole.text, next(iter(self.people.find_many([whole.text]))))
        return _as_written(tags, whole)

    def _join(self, title: str, text: str, persons: tuple[Mention, ...]) -> Tags:
        # "Anna Lund" is a person, so the Lund in her name is no municipality.
        taken = [(m.start, m.end) for m in persons]
        places = (
            m
            for m in find_municipalities(self.municipalities, text)
            if not any(m.start < end and start < m.end for start, end in taken)
        )
        mentions = sorted((*persons, *places), key=lambda m: (m.start, m.end))
        areas: tuple[FocusArea, ...] = label_focus_areas(self.focus_areas, title, text)
        return Tags(tuple(mentions), areas)


def _as_written(tags: Tags, whole: Composed) -> Tags:
    mentions = []
    for mention in tags.mentions:
        start, end, text = whole.back(mention.start, mention.end)
        mentions.append(replace(mention, start=start, end=end, text=text))
    areas = [
        replace(area, evidence=Evidence(*whole.back(area.evidence.start, area.evidence.end)))
        for area in tags.focus_areas
    ]
    return Tags(tuple(mentions), tuple(areas))


def load_tagger() -> Tagger:
    """Return the tagger with the bundled model and data."""
    return Tagger(load_people(), load_gazetteer(), load_taxonomy())


def tagger_version() -> str:
    """Return what names the stage's rules, data files and weights together."""
    files = [*sorted(path for path in DATA.iterdir() if path.is_file()), PEOPLE / "SHA256SUMS"]
    return f"{VERSION}.{text_hash(''.join(text_hash(path.read_bytes()) for path in files))[:12]}"
