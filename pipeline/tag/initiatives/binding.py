"""Which initiative each sentence of a document speaks of.

A sentence that names an initiative speaks of the one named last before the place asked for, else the next. One that
names none speaks of the one named last before it in its paragraph or in the heading right above, unless it has a new
subject (`subjects`); where it points back from another paragraph, of the initiative that the document is about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import BLOCK_BREAK, Mention
from pipeline.swedish.sentences import sentence_spans
from pipeline.tag.initiatives.subjects import Subject, subject

# Sentences since the name within which one goes on with it, by its subject.
_SENTENCES_BACK = {Subject.BACK: 4, Subject.OPEN: 2, Subject.JOINS: 2, Subject.NEW: 0}
_HEADING = 60  # characters of a line that may be one
_EARLY = 400  # characters within which a document names what it is about


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end], the initiatives named in it, and the id of the one it is about where it names none.

    `near` says that this one is named in the same paragraph or the heading above it, `back` that the sentence points
    back to the one in the document's title.
    """

    start: int
    end: int
    named: tuple[Mention, ...]
    about: str | None
    near: bool = False
    back: bool = False

    @property
    def sure(self) -> bool:
        """Whether the sentence or its paragraph shows that it speaks of an initiative."""
        return bool(self.named) or self.near or self.back

    def initiative_at(self, place: int) -> str | None:
        """Return the id of the initiative that it speaks of at the offset `place`."""
        before = [one.entity_id for one in self.named if one.start <= place]
        if before:
            return before[-1]
        return self.named[0].entity_id if self.named else self.about


def sentences_about(text: str, named: Sequence[Mention], title: str = "") -> Iterator[Sentence]:
    """Yield the sentences of `text`, in order; `named` are its mentions of initiatives, at least one, in order."""
    titled = titled_initiative(named, title)
    main = titled or main_initiative(named)
    starts = [one.start for one in named]
    last: tuple[str, int, int] | None = None  # the id named last, the block it holds in, sentences since
    block = before = 0
    taken_up = -1  # the block in which a sentence last pointed back to the one in the title
    for start, end in sentence_spans(text):
        block += text.count(BLOCK_BREAK, before, start)
        before = start
        here = tuple(named[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)])
        if here:
            yield Sentence(start, end, here, None)
            heading = end - start < _HEADING and text[end - 1] not in ".!?"
            last = (here[-1].entity_id, block + heading, 0)
            continue
        about = subject(text, start, end)
        if last and block <= last[1] and last[2] < _SENTENCES_BACK[about]:
            yield Sentence(start, end, (), last[0], near=True)
        elif about is Subject.JOINS and taken_up == block:
            yield Sentence(start, end, (), titled)
        elif last and block <= last[1] and main != last[0]:
            yield Sentence(start, end, (), None)
        else:
            afar = _afar(about, main, titled)
            back = titled is not None and about is Subject.BACK
            yield Sentence(start, end, (), afar, back=back)
            taken_up = block if back else taken_up
        if last:
            last = (last[0], last[1], last[2] + 1)


def _afar(about: Subject, main: str | None, titled: str | None) -> str | None:
    """Return the id of the initiative that a sentence far from any name speaks of."""
    if about is Subject.BACK:
        return main
    return titled if about is Subject.OPEN else None


def titled_initiative(named: Sequence[Mention], title: str) -> str | None:
    """Return the id of the initiative named first of those that the document's title names."""
    heading = title.lower()
    return next((one.entity_id for one in named if one.name.lower() in heading), None)


def main_initiative(named: Sequence[Mention]) -> str | None:
    """Return the id of the initiative that a document without one in its title is about: named early and most often."""
    counts = Counter(one.entity_id for one in named)
    early = [one.entity_id for one in named if one.start < _EARLY]
    first = max(dict.fromkeys(early), key=counts.__getitem__, default=None)
    if first is None or counts[first] < max(counts.values()):
        return None
    return first
