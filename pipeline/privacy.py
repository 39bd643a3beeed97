"""Personal identity numbers are masked before anything is stored.

Form and checksum follow Skatteverket's SKV 704 and 707: six or eight digits of birth date (for a samordningsnummer
the day plus 60), an optional hyphen or plus, and four digits of which the last is a Luhn check digit.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote, unquote

MASK = "[personnummer]"
_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=~"
_DATE = r"(?:(19|20))?(\d\d)([01]\d)([0-9]\d)"
_DASH = "[-+\u2010-\u2015\u2212]|&[mn]dash;|&minus;"
# The same dashes as undecoded UTF-8, where every byte stands for one character.
_DASH_BYTES = "[-+]|\xe2\x80[\x90-\x95]|\xe2\x88\x92|&[mn]dash;|&minus;"
_SPACE, _SPACE_BYTES = "[ \u00a0\u202f\u2009]", "(?: |\xc2\xa0|\xe2\x80\xaf|\xa0)"


def _pattern(dash: str, space: str) -> re.Pattern[str]:
    # Ten or twelve digits in a row may be anything, so they must stand by themselves; "\n" and its like come from JSON
    # that is masked as it stands. Six digits, a dash and four need no more than that no digit stands beside them.
    row = rf"(?:(?<![\w.,/-])|(?<=\\[nrt])){_DATE}{space}?(\d{{4}})(?![\w/]|[-.,]\d)"
    # A line may be broken after the dash.
    dashed = rf"(?<!\d){_DATE}{space}?(?:{dash})(?:{space}|\r?\n)?(\d{{4}})(?!\d)"
    return re.compile(f"{row}|{dashed}", re.ASCII)


_NUMBER, _NUMBER_BYTES = _pattern(_DASH, _SPACE), _pattern(_DASH_BYTES, _SPACE_BYTES)
# Digits and dashes written as references, which mean nothing else in HTML: "811228&#45;9876".
_REFERENCE = re.compile(r"&#(?:(\d{2})|x([0-9a-f]{2}));", re.IGNORECASE)
_IN_A_NUMBER = frozenset("0123456789-+")


def mask_identity_numbers(text: str) -> str:
    """Return `text` with every valid personnummer and samordningsnummer replaced by MASK."""
    return _NUMBER.sub(_masked, text)


def mask_identity_address(url: str) -> str:
    """Return an address with its identity numbers masked, in whatever escapes they are written ("811228%2D9876")."""
    plain = unquote(url)
    masked = mask_identity_numbers(plain)
    return url if masked == plain else quote(masked, safe=_IN_ADDRESS)


def mask_identity_bytes(content: bytes) -> bytes:
    """The same for undecoded text: UTF-16 by its byte order mark, else any encoding that keeps ASCII as it is."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="surrogateescape")
        masked = mask_identity_numbers(text)
        return content if masked == text else masked.encode("utf-16", errors="replace")
    # Latin-1 maps every byte to one character and back, whatever the bytes mean.
    text = content.decode("latin-1")
    plain = _REFERENCE.sub(_digit, text) if "&#" in text else text
    masked = _NUMBER_BYTES.sub(_masked, plain)
    return content if masked == plain else masked.encode("latin-1")


def _digit(reference: re.Match[str]) -> str:
    decimal, hexadecimal = reference.groups()
    character = chr(int(decimal) if decimal else int(hexadecimal, 16))
    return character if character in _IN_A_NUMBER else reference.group()


def _masked(number: re.Match[str]) -> str:
    return MASK if _is_valid(number.groups()) else number.group()


def _is_valid(groups: tuple[str | None, ...]) -> bool:
    century, year, month, day, tail = groups[:5] if groups[4] else groups[5:]
    if not (year and month and day and tail):
        return False
    born = int(day) - 60 if int(day) > 60 else int(day)
    try:
        # 2000 is a leap year: a number without century may belong to either one.
        date(int((century or "20") + year), int(month), born)
    except ValueError:
        return False
    return _luhn(year + month + day + tail)


def _luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: double every other digit from the left, sum the digits of the results."""
    products = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(p // 10 + p % 10 for p in products) % 10 == 0
