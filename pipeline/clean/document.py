"""Page → Document: the clean stage's one door, by media type."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import unquote

from pipeline.clean.authors import author
from pipeline.clean.boilerplate import mark_boilerplate
from pipeline.clean.breadcrumbs import split_path_line
from pipeline.clean.dates import address_date, iso_date, stated_dates
from pipeline.clean.decode import decode, tidy
from pipeline.clean.docx import extract_docx
from pipeline.clean.html.page import Extracted, extract_html
from pipeline.clean.language import language_of
from pipeline.clean.markdown import front_matter, markdown_blocks
from pipeline.clean.metadata import Metadata
from pipeline.clean.pdf.report import extract_pdf
from pipeline.clean.publisher import municipality_of, municipality_with_code
from pipeline.clean.repair import repair
from pipeline.clean.rules import NO_RULES, CleanOptions, apply_rules
from pipeline.clean.text import split_byline, split_title, text_blocks
from pipeline.errors import UnusableContent
from pipeline.privacy import mask_identity_numbers
from pipeline.records import DOCX, PDF, Block, Document, Page

# Raise it when the same bytes would give another document: every page is then cleaned again.
VERSION = "9"


def clean_page(page: Page, options: CleanOptions = NO_RULES) -> Document:
    """Return the cleaned page; UnusableContent says in a few words why there is nothing to keep."""
    found = _extracted(page)
    if not found.blocks:
        raise UnusableContent("there is no text in it")
    repaired = [replace(block, text=repair(block.text)) for block in found.blocks]
    path, found_blocks = split_path_line([block for block in repaired if block.text])
    # Here and not before: markup, entities and JSON escapes may stand in the middle of a number.
    blocks = [replace(block, text=mask_identity_numbers(block.text)) for block in found_blocks]
    # Contact boxes, comment forms and doubled captions are web pages' own; a report may well repeat a heading.
    blocks = blocks if page.media_type in _FILES else mark_boilerplate(blocks)
    blocks = apply_rules(blocks, options)
    kept = "\n".join(block.text for block in blocks if block.kept)
    if not kept:
        raise UnusableContent("nothing is left when boilerplate is removed")
    meta = found.metadata
    return Document(
        page.doc_id,
        page.url,
        mask_identity_numbers(repair(found.title)) or page.external_id or "",
        tuple(blocks),
        meta.published,
        meta.reviewed,
        _told(meta.author),
        language_of(kept, meta.language),
        _told(meta.publisher) or page.publisher,
        municipality_of(meta.publisher, page.url, meta.canonical_url) or municipality_with_code(page.municipality),
        _public(meta.canonical_url),
        tuple(mask_identity_numbers(repair(name)) for name in meta.breadcrumbs or path),
    )


def _told(value: str | None) -> str | None:
    return mask_identity_numbers(repair(value)) if value else None


def _public(url: str | None) -> str | None:
    """The address, None if it holds an identity number in any escape: a masked one would lead nowhere."""
    plain = unquote(url or "")
    return url if mask_identity_numbers(plain) == plain else None


def _extracted(page: Page) -> Extracted:
    if page.media_type not in _FILES:
        return _EXTRACTORS[page.media_type](decode(page.content), page.url)
    found = _FILES[page.media_type](page.content, page.url)
    # A clock that was wrong when the file was made: nothing is published after it was fetched.
    fetched = page.fetched_at[:10]
    published, reviewed = (
        day if day and day <= fetched else None for day in (found.metadata.published, found.metadata.reviewed)
    )
    return replace(found, metadata=replace(found.metadata, published=published, reviewed=reviewed))


def _plain(text: str, url: str | None) -> Extracted:
    return _titled(text_blocks(repair(text)), url)


def _markdown(text: str, url: str | None) -> Extracted:
    matter, text = front_matter(text)
    found = _titled(markdown_blocks(text), url)
    meta = replace(
        found.metadata,
        published=iso_date(matter.get("date")) or found.metadata.published,
        author=author([matter.get("author", "")]) or found.metadata.author,
    )
    return replace(found, title=matter.get("title") or found.title, metadata=meta)


def _titled(blocks: list[Block], url: str | None) -> Extracted:
    if not blocks:
        raise UnusableContent("there is no text in it")
    title, blocks = split_title(blocks)
    signed, blocks = split_byline(blocks)
    stated = stated_dates(block.text for block in blocks)
    return Extracted(title, blocks, Metadata(stated.published or address_date(url), stated.reviewed, signed))


def _json_line(text: str, url: str | None) -> Extracted:
    """A line of a .jsonl file, whose shape was checked when it was read."""
    try:
        record = json.loads(text)
        body = next(
            (record[key] for key in ("text", "body") if isinstance(record.get(key), str) and record[key].strip()), ""
        )
        blocks = text_blocks(repair(_whole(body)))
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise UnusableContent("not a record with a 'text' or 'body'") from error
    given = record.get("title")
    title = tidy(_whole(str(given))).replace("\n", " ") if isinstance(given, str | int) else ""
    if not title and blocks:
        title, blocks = split_title(blocks)
    stated = stated_dates(block.text for block in blocks)
    published = iso_date(str(record.get("date") or "")) or stated.published or address_date(url)
    return Extracted(title, blocks, Metadata(published, stated.reviewed))


def _whole(text: str) -> str:
    """`text` with the halves of a character that JSON can write and UTF-8 cannot replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_EXTRACTORS = {
    "text/html": extract_html,
    "text/plain": _plain,
    "text/markdown": _markdown,
    "application/json": _json_line,
}
_FILES = {PDF: extract_pdf, DOCX: extract_docx}
