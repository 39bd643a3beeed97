"""Which initiative each sentence of a document speaks of.

A sentence that names an initiative speaks of the one named last before the place asked for, else the next. One that
names none speaks of the one named last before it, if it takes that up ("Projektet", "Målgruppen", "Vi") in the same
paragraph or right under its heading; else of the document's main initiative, if it has one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import BLOCK_BREAK, Mention
from pipeline.swedish.sentences import sentence_spans

_TAKES_UP = re.compile(
    r"(?<!\w)(?:\w*(?:projektet|verksamheten|satsningen|programmet|metoden|modellen|insatsen|stödet|teamet|kampanjen"
    r"|initiativet|samarbetet|samverkan|mötesplatsen|arbetet|behandlingen|centret|strategin|konceptet|kursen)s?"
    r"|[Mm]ålgrupp\w*|[Bb]udget\w*|[Kk]ostnad\w*|[Ff]inansier\w*|[Dd]e[nt]|[Vv]i|[Dd]är|[Hh]är|[Ss]yftet|[Pp]engarna"
    r"|[Dd]eltagarna|[Mm]edlen|[Ss]tartår|[Ss]amarbet\w*|[Ss]amverkar|[Pp]eriod)(?!\w)"
)
_LABELLED = re.compile(
    r"(?:Vilka|För vem|När|Var|Pengar|Med|Målgrupp|Ålder|Budget|Kostnad|Finansi\w+|Sam\w+|Partner\w*|Period|Start\w*"
    r"|Projekttid"
    r"|Kommun(?:er)?):[ \u00a0]"
)
_COMMISSION = re.compile(
    r"(?:Kommuner som ingår i|Redovisnings\w+:|\w+:[ \u00a0])[^.\n]{0,40}?uppdraget(?!\w)|Uppdraget(?!\w)"
)
_LEAD = 300  # characters before a text's first name that introduce it
_OPENING = 80  # characters within which a sentence takes up what was named before
_SENTENCES_BACK = 2
_HEADING = 60  # characters of a line that may be one
_OFTEN = 4  # times that a document names an initiative before it is about it, wherever it does
_EARLY = 400  # characters within which a document names what it is about


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end], the initiatives named in it, the id of the one it is about where it names none.

    `takes_up` says that its words point back to one, `lead` that it stands right before the text's first name.
    """

    start: int
    end: int
    named: tuple[Mention, ...]
    about: str | None
    takes_up: bool
    lead: bool = False

    @property
    def sure(self) -> bool:
        """Whether the sentence itself shows that it speaks of an initiative."""
        return bool(self.named) or self.takes_up or self.lead

    def initiative_at(self, place: int) -> str | None:
        """Return the id of the initiative that it speaks of at the offset `place`."""
        before = [one.entity_id for one in self.named if one.start <= place]
        if before:
            return before[-1]
        return self.named[0].entity_id if self.named else self.about


def sentences_about(text: str, named: Sequence[Mention]) -> Iterator[Sentence]:
    """Yield the sentences of `text`, in order; `named` are its mentions of initiatives, at least one, in order."""
    main = main_initiative(named)
    starts = [one.start for one in named]
    last: tuple[str, int, int] | None = None  # the id named last, the block it holds in, sentences since
    block = before = 0
    for start, end in sentence_spans(text):
        block += text.count(BLOCK_BREAK, before, start)
        before = start
        here = tuple(named[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)])
        takes_up = bool(_TAKES_UP.search(text, start, min(end, start + _OPENING)) or _LABELLED.match(text, start))
        takes_up = takes_up and not _COMMISSION.match(text, start)
        lead = not here and last is None and named[0].start - start < _LEAD
        near = last is not None and block <= last[1] and last[2] < _SENTENCES_BACK
        other = None if _COMMISSION.match(text, start) else main
        yield Sentence(start, end, here, last[0] if last and near and takes_up else other, takes_up, lead)
        if here:
            heading = end - start < _HEADING and text[end - 1] not in ".!?"
            last = (here[-1].entity_id, block + heading, 0)
        elif last:
            last = (last[0], last[1], last[2] + 1)


def main_initiative(named: Sequence[Mention]) -> str | None:
    """Return the id of the initiative that a document is about: one it names often, early, or nothing else beside."""
    counts = Counter(one.entity_id for one in named)
    early = [one.entity_id for one in named if one.start < _EARLY]
    first = max(dict.fromkeys(early), key=counts.__getitem__, default=None)
    most, times = counts.most_common(1)[0]
    if times >= _OFTEN or (len(counts) == 1 and times > 1):
        return most
    return first
