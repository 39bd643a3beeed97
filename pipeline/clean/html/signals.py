"""Pieces of a page → numbers that tell main text from what surrounds it, one row for each piece.

Nothing here depends on the language but the words of `_ASIDE`, headings of what follows a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.clean.html.outline import Outline, Piece
from pipeline.clean.html.places import PLACES, TAGS

Floats = NDArray[np.float64]
LONG = 15  # words of a running paragraph
MOST = 0.6  # a box with that share of the running text holds the main text
_ASIDE = re.compile(
    r"^(?:related|similar|more (?:from|on|about|like)|you (?:may|might)|read (?:more|next)|recommended|latest|popular"
    r"|trending|recent|subscribe|newsletter|sign up|follow|share|connect|contact|about (?:us|the author)|our|get in"
    r"|quick|useful|categories|tags|archives?|comments?|leave a|footer|explore|company|resources|support|legal"
    r"|relatera|läs (?:mer|även|också)|mer (?:om|från|på)|senaste|populär|nyhetsbrev|följ|dela|kontakt|om (?:oss|webb)"
    r"|genvägar|snabblänkar|kategorier|taggar|kommentarer|lämna)",
    re.I,
)
_LEGAL = re.compile(r"©|\(c\) ?\d{4}|copyright|all rights reserved|cookies?\b|kakor\b|privacy policy|webbplatsen", re.I)
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_H1 = TAGS.index("h1")
_HEADING_BITS = sum(1 << TAGS.index(f"h{level}") for level in range(1, 7))

_OF_TEXT = (
    "words", "linked", "is_link", "ends_sentence", "digits", "capitals", "commas", "repeated", "first_of_repeated",
    "is_heading", "is_item", "is_row", "is_aside_heading", "is_legal", "is_dated", "is_question", "lines",
)  # fmt: skip
_OF_PLACE = (
    "depth", "order", "words_before", "after_h1", "no_h1", "before_h1", "main_elsewhere", "has_main", "has_article",
    "share_in_main", "page_words", "page_linked", "shares_with_h1", "below_h1_box", "in_text_box", "above_text_box",
    "steps_to_text_box", "after_last_long", "before_first_long", "under_aside", "since_heading", "long_share",
)  # fmt: skip
_OF_BOX = ("words", "linked", "pieces", "long")
_BOXES = ("box", "outer", "outermost", "branch")
_OF_GROUP = ("pieces", "words", "linked", "sentences")
_NEAR = (-2, -1, 1, 2)
SIGNALS = (
    *_OF_TEXT,
    *_OF_PLACE,
    *(f"{box}_{name}" for box in _BOXES for name in _OF_BOX),
    *(f"group_{name}" for name in _OF_GROUP),
    *(f"in_{place}" for place in PLACES),
    *(f"{name}{near:+}" for near in _NEAR for name in ("words", "linked", "long")),
    *(f"window_{name}" for name in ("words", "linked", "long")),
)


def signals(page: Outline) -> Floats:
    """Return one row for each piece, one column for each of SIGNALS; about zero to ten, never infinite."""
    pieces = page.pieces
    words = np.array([piece.words for piece in pieces], float)
    linked = np.array([piece.linked for piece in pieces])
    long = ((words >= LONG) & (linked < 0.3)).astype(float)
    columns = [
        *_text_columns(pieces, words, linked),
        *_place_columns(page, words, linked, long),
    ]
    return np.column_stack(columns)


def _column(pieces: Sequence[Piece], of: Callable[[Piece], Any]) -> Floats:
    return np.array([of(piece) for piece in pieces], float)


def _text_columns(pieces: Sequence[Piece], words: Floats, linked: Floats) -> list[Floats]:
    texts = [piece.text for piece in pieces]
    lengths = np.array([len(text) for text in texts], float)
    count: dict[str, int] = {}
    nth = []
    for text in texts:
        nth.append(count.get(text, 0))
        count[text] = nth[-1] + 1
    return [
        np.log1p(words),
        linked,
        (linked > 0.8).astype(float),
        np.array([text[-1] in ".!:…" for text in texts], float),
        np.array([sum(map(text.count, "0123456789")) for text in texts]) / lengths,
        np.array([sum(map(str.isupper, text[:200])) for text in texts]) / np.minimum(lengths, 200),
        np.array([text.count(",") for text in texts]) / words,
        np.log([count[text] for text in texts]),
        np.array([count[text] > 1 and n == 0 for text, n in zip(texts, nth, strict=True)], float),
        _column(pieces, lambda piece: piece.kind == "heading"),
        _column(pieces, lambda piece: piece.kind == "list_item"),
        _column(pieces, lambda piece: piece.kind == "table_row"),
        np.array([len(text) < 60 and _ASIDE.match(text) is not None for text in texts], float),
        np.array([len(text) < 400 and _LEGAL.search(text) is not None for text in texts], float),
        np.array([len(text) < 60 and _DATED.search(text) is not None for text in texts], float),
        np.array([text[-1] == "?" for text in texts], float),
        np.log1p([text.count("\n") for text in texts]),
    ]


def _place_columns(page: Outline, words: Floats, linked: Floats, long: Floats) -> list[Floats]:
    pieces, count = page.pieces, len(page.pieces)
    places = np.array([piece.places for piece in pieces], np.int64)
    flags = ((places[:, None] >> np.arange(len(PLACES))) & 1).astype(float)
    order = np.arange(count)
    total = words.sum()
    before = np.cumsum(words) - words
    in_main, in_article = flags[:, TAGS.index("main")], flags[:, TAGS.index("article")]
    h1s = np.flatnonzero(flags[:, _H1])
    h1 = int(h1s[0]) if len(h1s) else -1
    boxes = _Boxes(page, words, linked, long)
    text_box, steps, above = boxes.nearness(boxes.text_chain())
    with_h1, _, _ = boxes.nearness(boxes.chain(pieces[h1].box) if h1 >= 0 else [0])
    longs = np.flatnonzero(long)
    first, last = (int(longs[0]), int(longs[-1])) if len(longs) else (0, count - 1)
    under, since = _under_headings(pieces)
    share = np.full(count, (words * long).sum() / total)
    columns = [
        boxes.depth[boxes.own] / 10,
        order / count,
        before / total,
        (order - h1) / count if h1 >= 0 else np.zeros(count),
        np.full(count, h1 < 0),
        order < h1,
        (1 - in_main) * in_main.any(),
        np.full(count, in_main.any()),
        np.full(count, in_article.any()),
        np.full(count, (words * in_main).sum() / total),
        np.full(count, np.log(total)),
        np.full(count, (words * linked).sum() / total),
        with_h1,
        (with_h1 > 0.99).astype(float),
        text_box,
        above,
        steps,
        np.maximum(order - last, 0) / count * 5,
        np.maximum(first - order, 0) / count * 5,
        under,
        since,
        share,
    ]
    branch = boxes.branches(boxes.text_chain())
    levels = [boxes.own, boxes.up(boxes.own), boxes.up(boxes.up(boxes.own)), branch]
    for level in levels:
        columns += [
            np.log1p(boxes.words[level]),
            boxes.linked[level] / np.maximum(boxes.words[level], 1),
            np.log1p(boxes.pieces[level]),
            boxes.long[level] / np.maximum(boxes.words[level], 1),
        ]
    columns += _group_columns(pieces, words, linked)
    columns += list(flags.T)
    near = np.column_stack([np.log1p(words), linked, long])
    columns += [column for step in _NEAR for column in _shifted(near, step).T]
    columns += list(_window(np.column_stack([words, words * linked, words * long]), 4).T)
    return [np.asarray(column, float) for column in columns]


def _under_headings(pieces: Sequence[Piece]) -> tuple[Floats, Floats]:
    """Whether the nearest heading above is one of what follows a text, and how far above it stands."""
    under, since = np.zeros(len(pieces)), np.zeros(len(pieces))
    aside, heading = 0.0, -1
    for n, piece in enumerate(pieces):
        if piece.kind == "heading":
            aside, heading = float(len(piece.text) < 60 and _ASIDE.match(piece.text) is not None), n
        under[n], since[n] = aside, np.log1p(n - heading)
    return under, since


def _group_columns(pieces: Sequence[Piece], words: Floats, linked: Floats) -> list[Floats]:
    numbers: dict[str, int] = {}
    group = np.array([numbers.setdefault(piece.group, len(numbers)) for piece in pieces])
    size = np.bincount(group)
    sentences = np.array([piece.text[-1] in ".!?…" for piece in pieces], float)
    return [
        np.log1p(size)[group],
        np.log1p(np.bincount(group, words) / size)[group],
        (np.bincount(group, words * linked) / np.bincount(group, words))[group],
        (np.bincount(group, sentences) / size)[group],
    ]


def _shifted(columns: Floats, step: int) -> Floats:
    """Each row's neighbour `step` rows on; beyond the ends zeros with a link, as menus have."""
    shifted = np.zeros_like(columns)
    shifted[:, 1] = 1
    if step > 0:
        shifted[:-step] = columns[step:]
    else:
        shifted[-step:] = columns[:step]
    return shifted


def _window(sums: Floats, reach: int) -> Floats:
    """Words, linked share and long share of each row and `reach` neighbours on both sides."""
    whole = np.vstack([np.zeros(3), np.cumsum(sums, axis=0)])
    rows = np.arange(len(sums))
    part = whole[np.minimum(rows + reach + 1, len(sums))] - whole[np.maximum(rows - reach, 0)]
    return np.column_stack([np.log1p(part[:, 0]), part[:, 1] / part[:, 0], part[:, 2] / part[:, 0]])


class _Boxes:
    """The block elements around the pieces, with the sums of all that stands inside each."""

    def __init__(self, page: Outline, words: Floats, linked: Floats, long: Floats) -> None:
        self.parents = np.array(page.parents)
        self.own = np.array([piece.box for piece in page.pieces])
        size = len(page.parents)
        sums = [
            np.bincount(self.own, values, size) for values in (words, words * linked, np.ones_like(words), words * long)
        ]
        table = np.column_stack(sums)
        depth = [0] * size
        rows = table.tolist()
        for n in range(size - 1, 0, -1):
            row, outer = rows[n], rows[page.parents[n]]
            if row[2]:
                outer[0] += row[0]
                outer[1] += row[1]
                outer[2] += row[2]
                outer[3] += row[3]
        for n in range(1, size):
            depth[n] = depth[page.parents[n]] + 1
        self.depth = np.array(depth, float)
        self.words, self.linked, self.pieces, self.long = np.array(rows).T

    def up(self, boxes: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(self.parents[boxes])

    def chain(self, box: int) -> list[int]:
        """The box and all around it, the outermost first."""
        found = [box]
        while found[-1]:
            found.append(int(self.parents[found[-1]]))
        return found[::-1]

    def text_chain(self) -> list[int]:
        """From the page inwards, the boxes that hold most of its running text."""
        least = MOST * self.long[0]
        if not least:
            return [0]
        holding = np.flatnonzero(self.long >= least)
        return self.chain(int(holding[np.argmax(self.depth[holding])]))

    def nearness(self, chain: list[int]) -> tuple[Floats, Floats, Floats]:
        """How far along the chain each piece stands inside it (0–1), its steps off it, and whether outside its end."""
        place = {box: n for n, box in enumerate(chain)}
        on = [0] * len(self.parents)
        for n, outer in enumerate(self.parents.tolist()):
            on[n] = place.get(n, on[outer])
        shared = np.array(on, float)[self.own]
        steps = self.depth[self.own] - self.depth[np.array(chain)[shared.astype(int)]]
        last = max(1, len(chain) - 1)
        return shared / last, np.log1p(steps), (shared < len(chain) - 1).astype(float)

    def branches(self, chain: list[int]) -> NDArray[np.int64]:
        """For each piece the outermost box around it that is not on the chain, else its own."""
        held = set(chain)
        top = list(range(len(self.parents)))
        for n, outer in enumerate(self.parents.tolist()):
            if n and outer not in held:
                top[n] = top[outer]
        return np.asarray(np.array(top)[self.own])
