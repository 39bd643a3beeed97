"""PDF → title, dates, author and blocks with their pages."""

from __future__ import annotations

import re

from pipeline.clean.dates import address_date, stated_dates
from pipeline.clean.file_properties import pdf_date, sane_author, sane_title
from pipeline.clean.html.page import Extracted
from pipeline.clean.metadata import Metadata
from pipeline.clean.pdf.blocks import pdf_blocks, without_title
from pipeline.clean.pdf.reader import PdfReader, shared_reader
from pipeline.errors import UnusableContent
from pipeline.records import Block

# Fewer letters than this in the whole file are stamps on scanned pages.
FEWEST_LETTERS = 20
MOST_UNREADABLE = 0.3
OPENING_PAGES = 2
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x1f]")


def extract_pdf(content: bytes, url: str | None, reader: PdfReader | None = None) -> Extracted:
    """Return what the file says; UnusableContent if it cannot be opened or has no text."""
    file = (reader or shared_reader()).read(content)
    blocks, largest = pdf_blocks(file.pages)
    _require_text(blocks, len(file.pages))
    # Further on such words stand in lists of references, and mean other documents.
    opening = [block.text for block in blocks if (block.page or 0) <= OPENING_PAGES]
    title = sane_title(file.metadata["Title"], " ".join(opening)) or largest or _first_words(blocks)
    stated = stated_dates(opening)
    made, changed = pdf_date(file.metadata["CreationDate"]), pdf_date(file.metadata["ModDate"])
    published = stated.published or address_date(url) or made
    reviewed = stated.reviewed or (changed if changed and published and changed > published else None)
    metadata = Metadata(published, reviewed, sane_author(file.metadata["Author"]))
    return Extracted(title, without_title(blocks, title), metadata)


def _require_text(blocks: list[Block], pages: int) -> None:
    text = "".join(block.text for block in blocks)
    letters = sum(map(str.isalpha, text))
    unreadable = len(_UNREADABLE.findall(text))
    if unreadable > MOST_UNREADABLE * (letters + unreadable + 1):
        raise UnusableContent("its fonts do not say which letters they show")
    if letters < FEWEST_LETTERS:
        raise UnusableContent(f"there is no text on its {pages} pages: scanned pages must be read by OCR first")


def _first_words(blocks: list[Block]) -> str:
    words = next((block.text for block in blocks if block.kept), "").split()
    return " ".join(words[:16]) + ("…" if len(words) > 16 else "")
