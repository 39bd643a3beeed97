"""DOCX (Office Open XML, ISO/IEC 29500) → title, dates, author and blocks.

python-docx opens the package and knows its styles; the body is walked here, since text in content controls, tracked
insertions and text boxes is passed over by its own paragraphs. Headers, footers, notes and comments are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from pipeline.clean.dates import address_date, stated_dates
from pipeline.clean.decode import tidy
from pipeline.clean.file_properties import sane_author, sane_day, sane_title
from pipeline.clean.html.page import Extracted
from pipeline.clean.hyphens import repaired
from pipeline.clean.metadata import Metadata
from pipeline.errors import UnusableContent
from pipeline.records import Block, BlockKind

# A 500-page report is under 10 MB of XML, which takes some twenty times that in memory; the rest is pictures.
MAX_XML_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_PARTS = 10_000
OPENING_BLOCKS = 40
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# "<" in the encodings that XML may have, white space, byte order marks; no picture or font begins like that.
_XML_BEGINS = (
    b"<",
    b" ",
    b"\t",
    b"\r",
    b"\n",
    b"\x00<",
    b"\x00\x00",
    b"\xef\xbb",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x4c\x6f",
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"
# What was deleted, moved away, or is a field's formula; a text box speaks for itself, and a fallback repeats it.
_NO_TEXT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}rPr", f"{_W}pPr"}) | {
    _FALLBACK,
    _TEXT_BOX,
}
_CHARACTERS = {
    f"{_W}tab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "",
}
_HEADING = re.compile(r"^(?:heading|rubrik) ?\d|^(?:title|subtitle|rubrik|underrubrik)$", re.I)
_TITLE = re.compile(r"^(?:title|rubrik|titel)$", re.I)
_CONTENTS = re.compile(r"^(?:toc|innehåll) ?\d|^toc heading|^innehållsförteckning|^table of figures", re.I)
_LIST = re.compile(r"^(?:list|lista|punktlista|numrerad lista|liststycke)\b", re.I)
_QUOTE = re.compile(r"quote|citat", re.I)
_CAPTION = re.compile(r"^(?:caption|beskrivning|bildtext|figurtext|tabellrubrik|tabelltext)", re.I)
_TALSTRECK = re.compile(r"^[–—]\s*\S")


def extract_docx(content: bytes, url: str | None) -> Extracted:
    """Return what the file says; UnusableContent if it is encrypted, damaged, too large unpacked, or has no text."""
    _check_package(content)
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = Document(io.BytesIO(content))
        blocks = [block for block in _Body(document).blocks() if block.text]
        properties = _core_properties(document)
    except (
        OpcError,
        LxmlError,
        zipfile.BadZipFile,
        zlib.error,
        ArithmeticError,
        AttributeError,
        EOFError,
        LookupError,
        OSError,
        RecursionError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        raise UnusableContent(f"it is damaged or no DOCX ({type(error).__name__})") from error
    if not blocks:
        raise UnusableContent("there is no text in it")
    return _extracted(blocks, properties, url)


def _extracted(blocks: list[Block], properties: Any, url: str | None) -> Extracted:
    opening = [block.text for block in blocks[:OPENING_BLOCKS]]
    stated = stated_dates(opening)
    named = sane_title(properties.title or "", " ".join(opening)) if properties else None
    first = next((i for i, block in enumerate(blocks) if block.kept and block.kind == "heading"), None)
    title = named or (blocks[first].text if first is not None else " ".join(opening[0].split()[:16]))
    if first is not None and blocks[first].text == title:
        blocks = [*blocks[:first], Block("heading", title, kept=False, reason="the title"), *blocks[first + 1 :]]
    made = sane_day(properties.created.date()) if properties and properties.created else None
    changed = sane_day(properties.modified.date()) if properties and properties.modified else None
    published = stated.published or address_date(url) or made
    reviewed = stated.reviewed or (changed if changed and published and changed > published else None)
    author = sane_author(properties.author or "") if properties else None
    return Extracted(title, blocks, Metadata(published, reviewed, author))


def _check_package(content: bytes) -> None:
    """Refuse what is no package, and what unpacks to more than a document does, before anything is unpacked."""
    if content.startswith(_OLE):
        raise UnusableContent("it is encrypted, or an old .doc file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MAX_PARTS:
                raise UnusableContent(f"it has {len(parts)} parts; {MAX_PARTS} is the most")
            if any(part.flag_bits & 1 for part in parts):
                raise UnusableContent("it is encrypted")
            # zipfile unpacks no more of a part than its directory says, so that the sizes there can be trusted.
            whole = sum(part.file_size for part in parts)
            xml = sum(part.file_size for part in parts if _may_be_xml(package, part))
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, OSError, EOFError) as error:
        raise UnusableContent("it is damaged or no DOCX (no whole zip archive)") from error
    if xml > MAX_XML_BYTES or whole > MAX_UNPACKED_BYTES:
        raise UnusableContent(
            f"it unpacks to {whole // 1_000_000} MB, {xml // 1_000_000} MB of it text;"
            f" {MAX_UNPACKED_BYTES // 1_000_000} and {MAX_XML_BYTES // 1_000_000} are the most"
        )
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise UnusableContent("it is damaged or no DOCX (no content types)")


def _may_be_xml(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Judged by how it begins: the package itself says what a part is, whatever its name."""
    with package.open(part) as content:
        return content.read(2).startswith(_XML_BEGINS)


def _core_properties(document: Any) -> Any:
    """The core properties the file has; None rather than those that python-docx makes up for a file without."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    except KeyError:
        return None
    return document.core_properties


class _Body:
    """Walks the body with the styles that its paragraphs name."""

    def __init__(self, document: Any) -> None:
        self._body = document.element.body
        self._styles = {style.style_id: style for style in document.styles}
        self._names: dict[str, tuple[str, ...]] = {}
        self._default = next((key for key, style in self._styles.items() if _is_default_paragraph(style)), None)

    def blocks(self) -> Iterator[Block]:
        yield from self._container(self._body)

    def _container(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag not in _NO_TEXT and child.tag != f"{_W}sectPr":
                # Content controls, custom XML and tracked insertions around whole paragraphs.
                yield from self._container(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        text = _tidied(paragraph)
        kind, reason = self._kind(paragraph, text)
        yield Block(kind, text, reason is None, reason)
        for box in paragraph.iter(_TEXT_BOX):
            nested = next(box.iterancestors(_TEXT_BOX, f"{_W}p"), None)
            if nested is paragraph and next(box.iterancestors(_FALLBACK), None) is None:
                yield from self._container(box)

    def _kind(self, paragraph: Any, text: str) -> tuple[BlockKind, str | None]:
        names = self._style_names(_value(paragraph, "pPr/pStyle") or self._default)
        if any(_CONTENTS.match(name) for name in names):
            return "list_item", "table of contents"
        if any(_HEADING.match(name) for name in names) or _is_outlined(paragraph):
            return "heading", None
        if any(_CAPTION.match(name) for name in names):
            return "caption", None
        if any(_QUOTE.search(name) for name in names):
            return "quote", None
        if self._is_numbered(paragraph, names):
            return "list_item", None
        return ("quote" if _TALSTRECK.match(text) else "paragraph"), None

    def _is_numbered(self, paragraph: Any, names: tuple[str, ...]) -> bool:
        given = _value(paragraph, "pPr/numPr/numId")
        if given is not None:
            return given != "0"
        return any(_LIST.match(name) for name in names)

    def _style_names(self, style_id: str | None) -> tuple[str, ...]:
        """The names of a style and of those it is based on, nearest first."""
        if style_id is None:
            return ()
        if style_id not in self._names:
            found: list[str] = []
            style, seen = self._styles.get(style_id), set()
            while style is not None and style.style_id not in seen:
                seen.add(style.style_id)
                found.append(style.name or style.style_id)
                style = getattr(style, "base_style", None)
            self._names[style_id] = tuple(found)
        return self._names[style_id]

    def _table(self, table: Any) -> Iterator[Block]:
        """One block a row; a table of one column is a frame around its text."""
        rows = [list(_own(row, "tc", "tr")) for row in _own(table, "tr", "tbl")]
        if all(len(cells) <= 1 for cells in rows):
            for cell in (cell for cells in rows for cell in cells):
                yield from self._container(cell)
            return
        for cells in rows:
            texts = (" ".join(t for p in cell.iter(f"{_W}p") if (t := _tidied(p).replace("\n", " "))) for cell in cells)
            yield Block("table_row", " | ".join(text for text in texts if text))


def _own(parent: Any, name: str, parent_name: str) -> Iterator[Any]:
    """The elements of that name under `parent`, content controls between or not, without those of inner tables."""
    for element in parent.iter(f"{_W}{name}"):
        if next(element.iterancestors(f"{_W}{parent_name}")) is parent:
            yield element


def _is_default_paragraph(style: Any) -> bool:
    return style.element.get(f"{_W}type") == "paragraph" and style.element.get(f"{_W}default") in {"1", "true"}


def _is_outlined(paragraph: Any) -> bool:
    """Whether the paragraph itself says it stands in the outline; level 9 is body text."""
    level = _value(paragraph, "pPr/outlineLvl")
    return level is not None and level != "9"


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(f"{_W}{name}" for name in path.split("/")))
    return None if found is None else found.get(f"{_W}val")


def _tidied(paragraph: Any) -> str:
    return repaired(re.sub(r"\n{2,}", "\n", tidy("".join(_texts(paragraph)))))


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _NO_TEXT:
            yield from _texts(child)
