"""Ages stated in a text, as "12-25", "16-" (16 or older), "-18" (18 or younger) or "15".

Spans of years that are durations ("under 2 år", "1–3 år") are no ages. Knows nothing about initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.initiatives.stated import Stated, apart

_S = r"[ \u00a0]?"
_WORDS = (
    "noll ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton"
    " tjugo".split()
)
_N = rf"(?:\d{{1,2}}|{'|'.join(_WORDS[4:])})"
_YEARS = rf"(?:{_S}(?:års?(?:[ \u00a0]?åldern)?(?!\w)|[\u2011-]?års?åldern|[\u2011-]?åring\w*|[\u2011-]?årig\w*))"
_TO = rf"{_S}(?:år{_S})?[\u2011-]?{_S}(?:[–—\u2011-]|till|och|upp till|t\.o\.m\.){_S}"
_RANGE = re.compile(rf"(?<![\w.,-])(?P<low>{_N}){_TO}(?P<high>{_N}){_YEARS}")
_AGE_RANGE = re.compile(
    rf"(?<!\w)(?:[åÅ]ld(?:ern|rarna|ersgruppen)[ \u00a0](?:mellan[ \u00a0])?"
    rf"|(?:unga|ungdomar|barn|pojkar|killar|flickor|tjejer|personer|män|kvinnor|elever|är)[ \u00a0]mellan[ \u00a0])"
    rf"(?P<low>\d{{1,2}}){_TO}(?P<high>\d{{1,2}})(?![\d,:.]\d|[ \u00a0]?(?:procent|%|kronor|personer|stycken|gånger"
    rf"|av)|\d)(?:{_YEARS})?"
)
_AT_LEAST = re.compile(
    rf"(?<!\w)(?:(?:över|från|fyllt|lägst|minst)[ \u00a0](?P<low>{_N}){_S}(?:år(?:[ \u00a0]och[ \u00a0]uppåt)?"
    rf"|års[ \u00a0]ålder)(?!\w)"
    rf"|(?P<older>{_N}){_S}år[ \u00a0](?:eller|och)[ \u00a0](?:äldre|uppåt)"
    rf"|(?:[Åå]ldersgränsen[ \u00a0]är[ \u00a0])(?P<limit>\d{{2}}){_S}år"
    r"|(?:personer|män|kvinnor|nätverk,)[ \u00a0]över[ \u00a0](?P<bare>\d{2})(?!\w|[ \u00a0]?(?:procent|år|%)))"
)
_AT_MOST = re.compile(
    rf"(?<!\w)(?:(?:under|upp[ \u00a0]till|högst){_S}(?P<high>\d{{2}}){_S}år(?!\w)"
    rf"|(?P<younger>\d{{2}}){_S}år[ \u00a0](?:eller|och)[ \u00a0]yngre)"
)
_OF_AGE = re.compile(r"(?<![\w–\u2011-])(?P<age>\d{2})[\u2011-]åring(?:ar|arna)(?!\w)")
_YOUNGEST_RANGE, _YOUNGEST, _OLDEST = (
    5,
    7,
    30,
)  # lower numbers are durations, higher limits say little of a target group


def ages(text: str, start: int = 0, end: int | None = None) -> Iterator[Stated]:
    """Yield the ages in text[start:end], in text order and without overlaps."""
    return apart(_all(text, start, len(text) if end is None else end))


def _all(text: str, start: int, end: int) -> Iterator[Stated]:
    for pattern in (_RANGE, _AGE_RANGE):
        for match in pattern.finditer(text, start, end):
            low, high = _number(match["low"]), _number(match["high"])
            if _YOUNGEST_RANGE <= low < high:
                yield Stated(match.start("low"), match.end(), f"{low}-{high}")
    for match in _AT_LEAST.finditer(text, start, end):
        low = _number(match["low"] or match["older"] or match["limit"] or match["bare"])
        if low >= _YOUNGEST:
            yield Stated(*match.span(), f"{low}-")
    for match in _AT_MOST.finditer(text, start, end):
        high = int(match["high"] or match["younger"])
        if _YOUNGEST <= high <= _OLDEST:
            yield Stated(*match.span(), f"-{high}")
    for match in _OF_AGE.finditer(text, start, end):
        yield Stated(*match.span(), match["age"])


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _WORDS.index(written)
