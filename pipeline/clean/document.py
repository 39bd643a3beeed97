"""Page → Document: the clean stage's one door, by media type."""

from __future__ import annotations

import json
from dataclasses import replace

from pipeline.clean.boilerplate import mark_boilerplate
from pipeline.clean.dates import address_date, iso_date, stated_dates
from pipeline.clean.decode import decode, tidy
from pipeline.clean.html import Extracted, extract_html
from pipeline.clean.language import language_of
from pipeline.clean.markdown import front_matter, markdown_blocks
from pipeline.clean.text import split_byline, split_title, text_blocks
from pipeline.errors import UnusableContent
from pipeline.privacy import mask_identity_numbers
from pipeline.records import Block, Document, Page

# Raise it when the same bytes would give another document: every page is then cleaned again.
VERSION = "7"


def clean_page(page: Page) -> Document:
    """Return the cleaned page; UnusableContent says in a few words why there is nothing to keep."""
    found = _EXTRACTORS[page.media_type](decode(page.content), page.url)
    if not found.blocks:
        raise UnusableContent("there is no text in it")
    # Here and not before: markup, entities and JSON escapes may stand in the middle of a number.
    blocks = mark_boilerplate([replace(block, text=mask_identity_numbers(block.text)) for block in found.blocks])
    kept = "\n".join(block.text for block in blocks if block.kept)
    if not kept:
        raise UnusableContent("nothing is left when boilerplate is removed")
    return Document(
        page.doc_id,
        page.url,
        mask_identity_numbers(found.title) or page.external_id or "",
        tuple(blocks),
        found.published,
        found.reviewed,
        found.author,
        language_of(kept),
    )


def _plain(text: str, url: str | None) -> Extracted:
    return _titled(text_blocks(text), url)


def _markdown(text: str, url: str | None) -> Extracted:
    matter, text = front_matter(text)
    found = _titled(markdown_blocks(text), url)
    return replace(
        found, title=matter.get("title") or found.title, published=iso_date(matter.get("date")) or found.published
    )


def _titled(blocks: list[Block], url: str | None) -> Extracted:
    if not blocks:
        raise UnusableContent("there is no text in it")
    title, blocks = split_title(blocks)
    author, blocks = split_byline(blocks)
    stated = stated_dates(block.text for block in blocks)
    return Extracted(title, blocks, stated.published or address_date(url), stated.reviewed, author)


def _json_line(text: str, url: str | None) -> Extracted:
    """A line of a .jsonl file, whose shape was checked when it was read."""
    try:
        record = json.loads(text)
        body = next(
            (record[key] for key in ("text", "body") if isinstance(record.get(key), str) and record[key].strip()), ""
        )
        blocks = text_blocks(_whole(body))
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise UnusableContent("not a record with a 'text' or 'body'") from error
    given = record.get("title")
    title = tidy(_whole(str(given))).replace("\n", " ") if isinstance(given, str | int) else ""
    if not title and blocks:
        title, blocks = split_title(blocks)
    stated = stated_dates(block.text for block in blocks)
    published = iso_date(str(record.get("date") or "")) or stated.published or address_date(url)
    return Extracted(title, blocks, published, stated.reviewed, None)


def _whole(text: str) -> str:
    """`text` with the halves of a character that JSON can write and UTF-8 cannot replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_EXTRACTORS = {
    "text/html": extract_html,
    "text/plain": _plain,
    "text/markdown": _markdown,
    "application/json": _json_line,
}
