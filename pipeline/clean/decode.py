"""Bytes → text, in the encodings that Swedish sites really use."""

from __future__ import annotations

import codecs
import re
import unicodedata

from pipeline.swedish.composed import INVISIBLE

_DECLARED = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_SPACES = re.compile(r"[ \t\f\v\r]+")


def decode(content: bytes) -> str:
    """Return `content` as text: by its byte order mark, else UTF-8, else what it declares, else Windows-1252.

    UTF-8 goes before the declaration because it hardly ever fits by chance, while declarations are often wrong. A
    text that is UTF-8 but for a few stray bytes keeps all but those.
    """
    for mark, marked in _BOMS:
        if content.startswith(mark):
            return content.decode(marked, errors="replace")
    tolerant = content.decode("utf-8", errors="replace")
    stray = tolerant.count("\ufffd")
    if stray and sum(character > "\x7f" for character in tolerant) > 2 * stray:
        return tolerant
    declared = _DECLARED.search(content[:4096])
    for encoding in ("utf-8", declared.group(1).decode() if declared else None, "cp1252"):
        try:
            if encoding is not None and _keeps_ascii(encoding):
                return content.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return content.decode("cp1252", errors="replace")


def _keeps_ascii(encoding: str) -> bool:
    """A declaration that was read as ASCII cannot stand in UTF-16, nor in Python's own codecs such as punycode."""
    return _ASCII.encode(encoding) == _ASCII.encode("ascii")


def tidy(text: str) -> str:
    """Return `text` as NFC without invisible characters, one space for each run of them, line breaks kept."""
    lines = unicodedata.normalize("NFC", text).translate(INVISIBLE).split("\n")
    return "\n".join(_SPACES.sub(" ", line).strip() for line in lines).strip()
