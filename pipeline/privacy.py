"""Personal identity numbers are masked before anything is stored.

Form and checksum follow Skatteverket's SKV 704 and 707: six or eight digits of birth date (for a samordningsnummer
the day plus 60), an optional hyphen or plus, and four digits of which the last is a Luhn check digit.
"""

from __future__ import annotations

import re
from datetime import date

MASK = "[personnummer]"
# "\n" and its like come from JSON that is masked as it stands; the dashes from word processors.
_NUMBER = re.compile(
    r"(?:(?<![\w.,/-])|(?<=\\[nrt]))(?:(19|20))?(\d\d)([01]\d)([0-9]\d)[-+ \u2010\u2011\u2013]?(\d{4})(?![\w/]|[-.,]\d)"
)


def mask_identity_numbers(text: str) -> str:
    """Return `text` with every valid personnummer and samordningsnummer replaced by MASK."""
    return _NUMBER.sub(lambda m: MASK if _is_valid(m) else m.group(), text)


def mask_identity_bytes(content: bytes) -> bytes:
    """The same for undecoded text of any encoding that keeps ASCII digits as they are."""
    # Latin-1 maps every byte to one character and back, whatever the bytes mean.
    return mask_identity_numbers(content.decode("latin-1")).encode("latin-1")


def _is_valid(number: re.Match[str]) -> bool:
    century, year, month, day, tail = number.groups()
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
