"""PDF and DOCX files written line by line, so that a test knows where everything stands."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595, 842
LEADING = 1.2


@dataclass(frozen=True)
class Put:
    """Lines of text one under the other: the first one's baseline is `y` points below the top of the page."""

    y: float
    lines: str | tuple[str, ...]
    x: float = 70
    size: float = 11
    bold: bool = False
    turned: float = 0

    @property
    def font(self) -> str:
        return "Helvetica-Bold" if self.bold else "Helvetica"


def make_pdf(*pages: Iterable[Put], password: str | None = None, sideways: bool = False, **metadata: str) -> bytes:
    """A PDF of A4 pages; `metadata` may give Title, Author, CreationDate and ModDate.

    `sideways` pages are turned by 90° clockwise when they are shown.
    """
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (WIDTH, HEIGHT), encrypt=StandardEncryption(password) if password else None)
    canvas.setTitle(metadata.get("Title", ""))
    canvas.setAuthor(metadata.get("Author", ""))
    for page in pages:
        for put in page:
            _draw(canvas, put)
        canvas.showPage()
    canvas.save()
    content = buffer.getvalue()
    if sideways:
        content = content.replace(b"/Rotate 0 /", b"/Rotate 90/")
    for name in ("CreationDate", "ModDate"):
        if name in metadata:
            start = content.index(b"/" + name.encode() + b" (D:") + len(name) + 5
            content = content[:start] + metadata[name].encode() + content[start + len(metadata[name]) :]
    return content


def _draw(canvas: Canvas, put: Put) -> None:
    lines = (put.lines,) if isinstance(put.lines, str) else put.lines
    for number, line in enumerate(lines):
        canvas.saveState()
        canvas.setFont(put.font, put.size)
        canvas.translate(put.x, HEIGHT - put.y - number * put.size * LEADING)
        canvas.rotate(put.turned)
        canvas.drawString(0, 0, line)
        canvas.restoreState()


def wrapped(text: str, width: float, size: float = 11) -> tuple[str, ...]:
    """`text` in lines no wider than `width` points of Helvetica."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, "Helvetica", size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of the given numbered objects, for files that no tool writes."""
    parts, offsets = [b"%PDF-1.7\n"], []
    for number, body in enumerate(objects, start=1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = sum(map(len, parts))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table))
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return b"".join(parts)


def page_with(stream: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    """A PDF of one page with that packed content, and F1 for Helvetica."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(stream), filters, stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def deflated(chunk: bytes, times: int) -> bytes:
    """`chunk` so many times over, packed, without ever holding it all."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(chunk) for _ in range(times)), packer.flush()])


def zip_of(parts: dict[str, bytes]) -> bytes:
    """A zip archive of parts named by path."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()
