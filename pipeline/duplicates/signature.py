"""What is remembered of a document so that it can be compared with others without reading it again."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.duplicates.likeness import shingles
from pipeline.duplicates.minhash import signature
from pipeline.duplicates.telling import telling_words
from pipeline.records import Document, text_hash
from pipeline.swedish.words import words

# Raise it when the same document would get another signature, or its URL another `page_address`, stored beside it.
VERSION = "2"


@dataclass(frozen=True, slots=True)
class Signature:
    """`text_hash` is of the kept text with case and white space folded, `telling` a hash of its telling words.

    `title` is the title's words, `title_tells` those telling words of it that the text does not have.
    """

    text_hash: str
    words: int
    title: str
    title_tells: str
    telling: str
    minhash: bytes


def sign(document: Document) -> Signature:
    """Return the signature of a cleaned document: equal for equal title and text, whatever its address."""
    text = document.text
    # The municipality that publishes is part of what a page tells, named in the text or not.
    owner = (document.municipality.code,) if document.municipality else ()
    told = (*telling_words(text), *owner)
    return Signature(
        text_hash(" ".join(text.casefold().split())),
        len(words(text)),
        " ".join(words(document.title)),
        " ".join(sorted({*telling_words(document.title)} - {*told})),
        text_hash("\n".join(told)),
        signature(shingles(text)),
    )
