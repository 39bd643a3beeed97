"""Document → Tags: the tag stage's one door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.models import EMBEDDER, FOCUS_AREAS, INITIATIVE_NAMES, INITIATIVE_READER, PEOPLE
from pipeline.records import Document, Evidence, Municipality, Tags, text_hash
from pipeline.swedish.composed import Composed, composed
from pipeline.tag import OWN_FILES

# Raise it when the same text would get other tags; changed data files and weights count by themselves.
VERSION = "8"
DATA = Path(__file__).parent / "data"
_DOCUMENTS_A_BATCH = 64


@dataclass(frozen=True, slots=True)
class Tagger:
    """The spaCy pipeline of `components`, loaded once."""

    nlp: Any

    def tag_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Tags]]:
        """Yield each document with its tags, in order, mentions sorted by place."""
        stream = iter(documents)
        while batch := list(islice(stream, _DOCUMENTS_A_BATCH)):
            yield from zip(batch, self._tags((d.title, d.text, d.municipality) for d in batch), strict=True)

    def tag_text(self, text: str) -> Tags:
        """Return the tags of one text without a title, however its letters are written; offsets are into `text`."""
        whole = composed(text)
        (tags,) = self._tags([("", whole.text, None)])
        return _as_written(tags, whole)

    def _tags(self, texts: Iterable[tuple[str, str, Municipality | None]]) -> list[Tags]:
        from pipeline.tag.components import tags_of

        # What spaCy interns for these texts goes with the zone.
        with self.nlp.memory_zone():
            return [tags_of(doc) for doc in self.nlp.pipe(self._doc(*text) for text in texts)]

    def _doc(self, title: str, text: str, publisher: Municipality | None) -> Any:
        doc = self.nlp.make_doc(text)
        doc._.title, doc._.publisher = title, publisher
        return doc


def load_tagger(own: Path | None = None) -> Tagger:
    """Return the tagger with the bundled models and data, and those of OWN_FILES that are in the folder `own`.

    UsageError where one of them is not as it should be.
    """
    from pipeline.tag.components import make_pipeline

    return Tagger(make_pipeline(own))


def tagger_version(own: Path | None = None) -> str:
    """Return what names the stage's rules, data files, weights and the user's own files together."""
    files = [*sorted(path for path in DATA.iterdir() if path.is_file())]
    files += [model / "SHA256SUMS" for model in (PEOPLE, FOCUS_AREAS, INITIATIVE_NAMES, INITIATIVE_READER, EMBEDDER)]
    if own is not None:
        files += [own / name for name in OWN_FILES if (own / name).exists()]
    return f"{VERSION}.{text_hash(''.join(text_hash(path.read_bytes()) for path in files))[:12]}"


def _as_written(tags: Tags, whole: Composed) -> Tags:
    def placed(one: Any) -> Any:
        start, end, text = whole.back(one.start, one.end)
        return replace(one, start=start, end=end, text=text)

    return replace(
        tags,
        mentions=tuple(map(placed, tags.mentions)),
        focus_areas=tuple(
            replace(area, evidence=Evidence(*whole.back(area.evidence.start, area.evidence.end)))
            for area in tags.focus_areas
        ),
        initiatives=tuple(replace(one, facts=tuple(map(placed, one.facts))) for one in tags.initiatives),
    )
