"""What a document's file says of itself, where it can be believed.

Office programs fill titles and authors in by themselves: file names, templates, user ids.
"""

from __future__ import annotations

import re
from datetime import date

from pipeline.clean.decode import tidy

_PROGRAM = re.compile(r"^(?:microsoft (?:word|powerpoint|excel|office word)|powerpoint|word) ?[-–] ?", re.I)
_FILE_NAME = re.compile(
    r"\.(?:docx?|docm|dotx?|pdf|pptx?|xlsx?|indd|qxd|rtf|odt|tmp|wpd)\b|^\S*[_\d]\S*$|[\\{}<>]", re.I
)
_FILLED_IN = re.compile(
    r"^(?:untitled|namnlös\w*|unspecified|(?:word )?(?:document|dokument)(?:titel)? ?\d*|titel|rubrik|title"
    r"|presentation ?\d*|powerpoint-presentation|(?:ny )?mall\b.*|.*\bmall(?: för)?|layout ?\d*|bok ?\d*"
    r"|slide ?\d*|bild ?\d*|tjänsteskrivelse|protokoll|anonymous)$",
    re.I,
)
_PDF_DATE = re.compile(r"^(?:D:)?((?:19|20)\d\d)(\d\d)(\d\d)")
LONGEST_TITLE = 250
# Before this year there were neither PDF nor web pages; clocks that were never set say 1980 or 1970.
FIRST_YEAR = 1993


def sane_title(title: str, opening: str) -> str | None:
    """Return the title a file gives itself; None if a program filled it in or the `opening` text does not bear it out.

    At least half of its words must stand in the opening: templates keep the title of another document.
    """
    title = tidy(title).replace("\n", " ")
    if not title or len(title) > LONGEST_TITLE or len(re.findall(r"[^\W\d_]", title)) < 4:
        return None
    if _PROGRAM.match(title) or _FILE_NAME.search(title) or _FILLED_IN.match(title):
        return None
    words = re.findall(r"\w+", title.lower())
    said = set(re.findall(r"\w+", opening.lower()))
    return title if 2 * sum(word in said for word in words) >= len(words) else None


def sane_author(author: str) -> str | None:
    """Return the author a file names, None for user ids, programs and empty ones."""
    author = tidy(author).replace("\n", " ").split(";")[0].strip()
    named = " " in author and len(author) <= 100 and not re.search(r"[\d@\\/_]", author)
    return author if named and not re.match(r"python-docx|microsoft|windows|.*\banvändare", author, re.I) else None


def pdf_date(value: str) -> str | None:
    """Return the day of a PDF date (ISO 32000-1, 7.9.4: `D:20230310120000+01'00'`)."""
    found = _PDF_DATE.match(value.strip())
    try:
        return sane_day(date(*map(int, found.groups()))) if found else None
    except ValueError:
        return None


def sane_day(day: date) -> str | None:
    """Return the day in ISO form, None for one from before there were such files."""
    return day.isoformat() if day.year >= FIRST_YEAR else None
