"""What "kommunen" and "staden" mean on a municipality's own page: that municipality, unless the text speaks of another.

The antecedent is sought as a reader does: the municipalities named before it in the same paragraph, else in its
heading. Another one there takes the word over, unless it is only a partner ("tillsammans med Göteborg") or the
publisher is named there too. A general kommun ("kommunen där du bor", "den andra kommunen") is no one's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.records import Mention, Municipality

_WORD = re.compile(
    r"(?<![\w\u2011-])(?:kommunens?|stadens?)(?![\w\u2011-])",
    re.IGNORECASE,
)
_GENERAL_BEFORE = re.compile(
    r"(?:(?<!\w)(?:den|andra|nya|egna|varje|en annan|respektive|aktuella|gamla|inre|lilla|samma|största|ena|denna"
    r"|\w*(?:stora|små|mindre|större)|berörda|sökande|ansvariga)[ \u00a0]+)$",
    re.IGNORECASE,
)
_GENERAL_AFTER = re.compile(r"[ \u00a0]+(?:där (?:du|man|hen|personen|den|barnet)|som (?:du|man) |dit du|du bor)")
_PARTNER = re.compile(
    r"(?<!\w)(?:med|från|till|som|liksom|hos|av|än|både|exempelvis|utanför|bland annat|bl\.a\.|t\.ex\.)[ \u00a0]+$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 80
_CONFIDENCE = 0.9


def own_municipality(text: str, publisher: Municipality, named: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of `publisher` as "kommunen" or "staden"; `named` are the municipalities named, in order."""
    starts = [one.start for one in named]
    return [
        Mention(
            match.start(),
            match.end(),
            match.group(),
            "MUNICIPALITY",
            f"municipality:{publisher.code}",
            publisher.name,
            code=publisher.code,
            confidence=_CONFIDENCE,
            reason=f'"{match.group().lower()}" on the publisher\'s page',
        )
        for match in _WORD.finditer(text)
        if not _is_general(text, match) and _means_own(text, match, publisher, named, starts)
    ]


def _is_general(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 20) : match.start()]
    return bool(_GENERAL_BEFORE.search(before) or _GENERAL_AFTER.match(text, match.end()))


def _means_own(
    text: str, match: re.Match[str], publisher: Municipality, named: Sequence[Mention], starts: Sequence[int]
) -> bool:
    last = bisect_left(starts, match.start())
    if last < len(named) and named[last].start <= match.end() + 1:
        return False  # "kommunen Vara"
    begin = text.rfind("\n", 0, match.start()) + 1
    before = named[bisect_left(starts, begin) : last] or _in_heading_above(text, begin, named, starts)
    if not before or any(one.code == publisher.code for one in before):
        return True
    return all(_PARTNER.search(text, max(0, one.start - 20), one.start) for one in before)


def _in_heading_above(text: str, begin: int, named: Sequence[Mention], starts: Sequence[int]) -> Sequence[Mention]:
    """Return the one municipality that the heading above the paragraph at `begin` names, if it names one."""
    end = begin
    while end > 0 and text[end - 1].isspace():
        end -= 1
    heading = text.rfind("\n", 0, end) + 1
    if end == heading or end - heading > _LONGEST_HEADING or text[end - 1] in ".!?:;,":
        return ()
    found = named[bisect_left(starts, heading) : bisect_left(starts, end)]
    return found if len({one.code for one in found}) == 1 else ()
