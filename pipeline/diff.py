"""What differs between two versions of a document, block by block and word by word, for people to read.

Blocks of the same text are aligned by their longest common subsequence; between them, blocks that are much alike count
as changed and are compared word by word. Nothing is lost: the segments that are kept and removed, joined, are the old
text, those kept and added the new one. Knows nothing of where the documents come from or how a diff is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from pipeline.records import BLOCK_BREAK, Block, BlockKind, Document

SegmentKind = Literal["kept", "removed", "added"]
ChangeKind = Literal["unchanged", "removed", "added", "changed"]
# Words, the spaces between them, and everything else sign by sign.
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# From this likeness on (100 is equal) two blocks are one that has changed. Six sentences with another number, name or
# ending lie at 66 to 90; of 18,032 pairs of paragraphs on one page of the sample, 0.4 % reach 60 and 0.6 % reach 50.
_ALIKE = 60.0
# Likeness is judged by the beginnings of two blocks.
_JUDGED = 600
# So much of the shorter text (100 is all), of at least so many characters, stands at the ends of the longer one where a
# sentence or more was put in or taken out.
_HELD = 90.0
_FEWEST = 20
# Stretches between equal blocks are compared in pieces of so many blocks: each with each, so the work is bounded.
_PIECE = 50
# The table of a longest common subsequence has a bit for each pair: 12 MB at most.
_MOST_PAIRS = 100_000_000
# Blocks that stand around a change when the rest is folded.
AROUND = 1

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that both versions have, or only the old one (removed) or the new one (added)."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A block of the old version, of the new one, or of both; the pages are those of a PDF on which it begins."""

    kind: ChangeKind
    block: BlockKind
    segments: tuple[Segment, ...]
    old_page: int | None = None
    new_page: int | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """The titles, then the kept blocks of both documents, in reading order."""

    title: tuple[Segment, ...]
    blocks: tuple[BlockChange, ...]

    @property
    def differs(self) -> bool:
        """Say whether a reader would see any difference."""
        return any(s.kind != "kept" for s in self.title) or any(b.kind != "unchanged" for b in self.blocks)

    @property
    def old_text(self) -> str:
        """The text of the old document."""
        return self._text("removed")

    @property
    def new_text(self) -> str:
        """The text of the new document."""
        return self._text("added")

    def words(self, kind: SegmentKind) -> int:
        """Return how many words stand in the text's segments of that kind."""
        return sum(len(s.text.split()) for block in self.blocks for s in block.segments if s.kind == kind)

    def _text(self, side: SegmentKind) -> str:
        blocks = [[s.text for s in block.segments if s.kind in {"kept", side}] for block in self.blocks]
        return BLOCK_BREAK.join("".join(texts) for texts in blocks if texts)


def diff(old: Document, new: Document) -> Diff:
    """Return how `new` differs from `old` in its title and its kept blocks."""
    before = [block for block in old.blocks if block.kept]
    after = [block for block in new.blocks if block.kept]
    return Diff(word_segments(old.title, new.title), tuple(_block_changes(before, after)))


def folded(blocks: Iterable[BlockChange], around: int = AROUND) -> Iterator[BlockChange | tuple[BlockChange, ...]]:
    """Yield blocks in order, the unchanged ones farther than `around` from a change together as one stretch."""
    stretches = [list(stretch) for _, stretch in groupby(blocks, key=lambda block: block.kind == "unchanged")]
    for place, stretch in enumerate(stretches):
        head = around if place > 0 else 0
        tail = around if place + 1 < len(stretches) else 0
        # A line that says "1 left out" saves nothing.
        if stretch[0].kind != "unchanged" or len(stretch) <= head + tail + 1:
            yield from stretch
            continue
        yield from stretch[:head]
        yield tuple(stretch[head : len(stretch) - tail])
        yield from stretch[len(stretch) - tail :]


def word_segments(old: str, new: str) -> tuple[Segment, ...]:
    """Return what of two texts is kept, removed and added, by words, in reading order."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    segments: list[Segment] = []
    for kind, (start, end), (first, last) in _opcodes(before, after):
        if kind == "equal":
            segments.append(Segment("kept", "".join(before[start:end])))
        else:
            segments.append(Segment("removed", "".join(before[start:end])))
            segments.append(Segment("added", "".join(after[first:last])))
    return tuple(_readable([segment for segment in segments if segment.text]))


def _block_changes(old: Sequence[Block], new: Sequence[Block]) -> Iterator[BlockChange]:
    for kind, (start, end), (first, last) in _opcodes([b.text for b in old], [b.text for b in new]):
        if kind == "equal":
            for before, after in zip(old[start:end], new[first:last], strict=True):
                yield BlockChange("unchanged", after.kind, (Segment("kept", after.text),), before.page, after.page)
        else:
            for one, other in _pieces((start, end), (first, last), _PIECE):
                yield from _piece_changes(old[slice(*one)], new[slice(*other)])


def _piece_changes(old: Sequence[Block], new: Sequence[Block]) -> Iterator[BlockChange]:
    """Changes of two stretches without a block in common: what was removed stands before what was added."""
    start = first = 0
    for row, column in [*_alike(old, new), (len(old), len(new))]:
        yield from (_whole("removed", block) for block in old[start:row])
        yield from (_whole("added", block) for block in new[first:column])
        if row < len(old):
            before, after = old[row], new[column]
            yield BlockChange("changed", after.kind, word_segments(before.text, after.text), before.page, after.page)
        start, first = row + 1, column + 1


def _whole(kind: Literal["removed", "added"], block: Block) -> BlockChange:
    pages = (block.page, None) if kind == "removed" else (None, block.page)
    return BlockChange(kind, block.kind, (Segment(kind, block.text),), *pages)


def _alike(old: Sequence[Block], new: Sequence[Block]) -> list[Span]:
    """The pairs of blocks that are one which has changed: in the order of both, the likest altogether."""
    if not old or not new:
        return []
    scores = _likenesses([block.text for block in old], [block.text for block in new])
    for row, before in enumerate(old):
        for column, after in enumerate(new):
            if (before.kind == "heading") != (after.kind == "heading"):
                scores[row][column] = 0.0
    # best[i][j] is the sum of the best pairs of old[i:] and new[j:].
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likenesses(old: Sequence[str], new: Sequence[str]) -> list[list[float]]:
    """How like each text is to each, from _ALIKE to 100, else 0: as a whole, or as one with something put in."""
    import numpy as np
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Postfix, Prefix
    from rapidfuzz.process import cdist

    judged = [[text[:_JUDGED] for text in texts] for texts in (old, new)]
    likeness = cdist(*judged, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    shorter = np.minimum.outer([len(text) for text in old], [len(text) for text in new])
    ends = cdist(old, new, scorer=Prefix.similarity) + cdist(old, new, scorer=Postfix.similarity)
    held = 100 * np.minimum(ends, shorter) / np.maximum(shorter, 1)
    return list(np.maximum(likeness, np.where((held >= _HELD) & (shorter >= _FEWEST), held, 0)).tolist())


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Literal["equal", "other"], Span, Span]]:
    """Stretches of both, in order, that are equal or have nothing in common; too much to compare is cut to pieces."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    if head:
        yield "equal", (0, head), (0, head)
    size = int(_MOST_PAIRS**0.5)
    one, other = (head, len(old) - tail), (head, len(new) - tail)
    pieces = [(one, other)] if (one[1] - one[0]) * (other[1] - other[0]) <= _MOST_PAIRS else _pieces(one, other, size)
    for before, after in pieces:
        yield from _aligned(old, new, before, after)
    if tail:
        yield "equal", (len(old) - tail, len(old)), (len(new) - tail, len(new))


def _aligned(
    old: Sequence[str], new: Sequence[str], one: Span, other: Span
) -> Iterator[tuple[Literal["equal", "other"], Span, Span]]:
    from rapidfuzz.distance import Indel

    codes = Indel.opcodes(old[slice(*one)], new[slice(*other)])
    for equal, group in groupby(codes, key=lambda code: code.tag == "equal"):
        stretch = list(group)
        yield (
            "equal" if equal else "other",
            (one[0] + stretch[0].src_start, one[0] + stretch[-1].src_end),
            (other[0] + stretch[0].dest_start, other[0] + stretch[-1].dest_end),
        )


def _pieces(one: Span, other: Span, size: int) -> Iterator[tuple[Span, Span]]:
    """Cut two stretches into as many pieces each, in step, none longer than `size`."""
    count = max(1, -(-(one[1] - one[0]) // size), -(-(other[1] - other[0]) // size))

    def cut(span: Span, number: int) -> int:
        return span[0] + (span[1] - span[0]) * number // count

    for number in range(count):
        yield (cut(one, number), cut(one, number + 1)), (cut(other, number), cut(other, number + 1))


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many items both begin with."""
    return next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _readable(segments: list[Segment]) -> Iterator[Segment]:
    """Yield the same texts, with chance words between two changes made part of them.

    A kept stretch that holds no word, or is not longer than the changes on each side of it, tells a reader nothing
    (the semantic clean-up of Neil Fraser's diff-match-patch).
    """
    removed = added = ""
    for place, segment in enumerate(segments):
        if segment.kind == "removed":
            removed += segment.text
        elif segment.kind == "added":
            added += segment.text
        elif (removed or added) and _is_chance(
            segment.text, max(len(removed), len(added)), segments[place + 1 : place + 3]
        ):
            removed, added = removed + segment.text, added + segment.text
        else:
            yield from _changes(removed, added)
            removed = added = ""
            yield segment
    yield from _changes(removed, added)


def _is_chance(text: str, before: int, following: Sequence[Segment]) -> bool:
    """Whether a kept text between a change of `before` characters and the one that follows, if one does, is chance."""
    change = [len(segment.text) for segment in following if segment.kind != "kept"]
    if not change:
        return False
    return not any(map(str.isalnum, text)) or len(text) <= min(before, max(change))


def _changes(removed: str, added: str) -> Iterator[Segment]:
    if removed:
        yield Segment("removed", removed)
    if added:
        yield Segment("added", added)
