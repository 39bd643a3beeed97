"""Cut a document into passages: whole sentences, near a given length, cut at headings.

A passage knows the heading it stands under; the heading is searched and embedded with it but is not part of its
text. Knows nothing about models.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.records import BLOCK_BREAK, Block, Document, Passage, text_hash
from pipeline.swedish.sentences import sentence_spans

VERSION = 1
SHORTEST_SECTION = 25

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PassageOptions:
    """A passage is closed at the sentence border nearest to `words` words."""

    words: int = 120

    def __post_init__(self) -> None:
        if not 20 <= self.words <= 1000:
            raise ValueError(f"words = {self.words} is outside 20 to 1000")


def cut_passages(document: Document, options: PassageOptions) -> tuple[Passage, ...]:
    """Return the passages of `document` in order; together they cover every sentence outside headings."""
    text = document.text
    passages: list[Passage] = []
    for heading, sentences in _sections(document, text):
        for start, end in _pack(text, sentences, options.words):
            position = len(passages)
            body = text[start:end]
            key = text_hash(f"{document.doc_id}\n{position}\n{body}")[:16]
            passages.append(Passage(key, document.doc_id, position, start, end, body, heading))
    pages = document.pages_at(passage.start for passage in passages)
    return tuple(replace(passage, page=page) for passage, page in zip(passages, pages, strict=True))


def embedded_text(title: str, passage: Passage) -> str:
    """Return what is embedded for a passage: its place on the page, then its words."""
    place = [part for part in (title, passage.heading) if part]
    return ". ".join([*dict.fromkeys(place), passage.text])


def _sections(document: Document, text: str) -> Iterator[tuple[str | None, list[Span]]]:
    """Yield each heading with the spans of the sentences under it.

    A section of a few words joins the one before it, heading included, since it says little by itself.
    """
    heading: str | None = None
    current: list[Span] = []
    for block, start in _kept(document):
        spans = [(start + s, start + e) for s, e in sentence_spans(block.text)]
        if block.kind == "heading" and _words(text, current) >= SHORTEST_SECTION:
            yield heading, current
            heading, current = block.text, []
        elif block.kind == "heading" and not current:
            heading = block.text
        else:
            current += spans
    if current:
        yield heading, current
    elif heading is not None and not any(block.kind != "heading" for block, _ in _kept(document)):
        yield None, sentence_spans(text)


def _kept(document: Document) -> Iterator[tuple[Block, int]]:
    position = 0
    for block in document.blocks:
        if block.kept:
            yield block, position
            position += len(block.text) + len(BLOCK_BREAK)


def _words(text: str, spans: list[Span]) -> int:
    return sum(len(text[start:end].split()) for start, end in spans)


def _pack(text: str, sentences: list[Span], words: int) -> Iterator[Span]:
    """Join neighbouring sentences into runs of about equal length, none far above `words`."""
    lengths = [len(text[start:end].split()) for start, end in sentences]
    runs = max(1, round(sum(lengths) / words))
    target = sum(lengths) / runs
    first = 0
    filled = 0.0
    for i, length in enumerate(lengths):
        filled += length
        following = lengths[i + 1] if i + 1 < len(lengths) else 0
        last = i + 1 == len(lengths)
        # Close where stopping leaves the run nearer to its target than taking the next sentence would.
        nearest = filled >= target / 2 and abs(filled - target) <= abs(filled + following - target)
        if last or nearest:
            yield sentences[first][0], sentences[i][1]
            first, filled = i + 1, 0.0
