"""Run one stage on files or standard input and store nothing: `kb clean` and `kb tag`."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.clean.decode import decode
from pipeline.clean.document import clean_page
from pipeline.crawl.files import FoundFile, find_files, read_file
from pipeline.errors import UnusableContent
from pipeline.records import Document, Page, Rejected, Tags, given
from pipeline.tag.tagger import load_tagger

Result = dict[str, Any]
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_files(paths: list[Path]) -> Iterator[Result | Rejected]:
    """Yield each page in `paths` as the clean stage leaves it."""
    for path, page in _pages(paths):
        if isinstance(page, Rejected):
            yield page
            continue
        try:
            yield _cleaned(path, clean_page(page))
        except UnusableContent as error:
            yield Rejected(path, "clean", str(error))


def tag_files(paths: list[Path], stdin: BinaryIO, own: Path | None = None) -> Iterator[Result | Rejected]:
    """Yield the tags of each text: plain files as they are, lines of .jsonl by their text, others as they are cleaned.

    Without paths, standard input is read: JSON lines if it starts with "{", else one text with the id "-". The tagger's
    data files in the folder `own` are read beside the bundled ones.
    """
    tagger = load_tagger(own)
    for name, text in _texts(paths) if paths else _stdin_texts(stdin):
        if isinstance(text, Rejected):
            yield Rejected(name, "tag", text.reason)
        else:
            yield {"id": name, **tags_json(tagger.tag_text(text))}


def tags_json(tags: Tags) -> Result:
    """Return tags in the contracted shape: what a mention does not have is left out."""
    return {
        "mentions": [given(m) for m in tags.mentions],
        "focus_areas": [asdict(area) for area in tags.focus_areas],
        "initiatives": [asdict(one) for one in tags.initiatives],
        "municipalities": [asdict(link) for link in tags.municipalities],
    }


def _pages(paths: list[Path]) -> Iterator[tuple[str, Page | Rejected]]:
    for found in find_files(paths):
        if isinstance(found, FoundFile):
            for item in read_file(found):
                yield str(found.path), item
        else:
            yield found.url, found


def _cleaned(path: str, document: Document) -> Result:
    blocks = [{k: v for k, v in asdict(block).items() if k not in {"reason", "page"} or v} for block in document.blocks]
    return {
        "path": path,
        "url": document.url,
        "title": document.title,
        "published": document.published,
        "reviewed": document.reviewed,
        "author": document.author,
        "language": document.language,
        "publisher": document.publisher,
        "municipality": asdict(document.municipality) if document.municipality else None,
        "canonical_url": document.canonical_url,
        "breadcrumbs": list(document.breadcrumbs),
        "text": document.text,
        "blocks": blocks,
    }


def _texts(paths: list[Path]) -> Iterator[tuple[str, str | Rejected]]:
    for path, page in _pages(paths):
        if isinstance(page, Rejected):
            yield page.url, page
        elif page.media_type == "application/json":
            yield _line_text(page.content)
        elif page.media_type not in {"text/plain", "text/markdown"}:
            try:
                yield path, clean_page(page).text
            except UnusableContent as error:
                yield path, Rejected(path, "clean", str(error))
        else:
            yield path, _as_given(page.content)


def _stdin_texts(stdin: BinaryIO) -> Iterator[tuple[str, str | Rejected]]:
    first = stdin.readline()
    record = first.removeprefix(BOM_UTF8)
    if not _opens_json_lines(record):
        yield "-", _as_given(first + stdin.read())
        return
    for number, line in enumerate([record, *stdin], start=1):
        if line.strip():
            try:
                yield _line_text(line)
            except (ValueError, RecursionError) as error:
                yield f"-#L{number}", Rejected(f"-#L{number}", "tag", f"not a record with a text ({error})")


def _opens_json_lines(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        # A record that is broken all the same is a fault to be told, a text that begins with a brace is a text.
        return line.lstrip().startswith(b'{"')


def _as_given(content: bytes) -> str:
    """The text with its byte order mark, which a reader of plain UTF-8 counts as a character."""
    return ("\ufeff" if content.startswith(BOM_UTF8) else "") + decode(content)


def _line_text(line: bytes) -> tuple[str, str]:
    """The id and the text of a JSON record; ValueError if it has no text."""
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    text = next((record[key] for key in ("text", "body") if isinstance(record.get(key), str)), None)
    if text is None:
        raise ValueError("no 'text' or 'body'")
    given = next((record[key] for key in ("id", "url") if record.get(key) not in (None, "")), "-")
    return _printable(str(given)), _printable(text)


def _printable(text: str) -> str:
    """`text`, as long as it was, without the halves of characters that JSON can write and UTF-8 cannot."""
    return _LONE_SURROGATE.sub("\ufffd", text)
