"""What "kommunen" and "staden" mean on a municipality's own page: that municipality, unless the text speaks of another.

The antecedent is sought as a reader does: the municipalities named before it in the same paragraph, else in its
heading. Another one there takes the word over, unless it is only a partner ("tillsammans med Göteborg") or the
publisher is named there too. A general kommun ("kommunen där du bor", "den andra kommunen") is no one's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.records import Mention, Municipality

_WORD = re.compile(
    r"(?<![\w\u2011-])(?:kommunens?|stadens?)(?![\w\u2011-])",
    re.IGNORECASE,
)
_GENERAL_BEFORE = re.compile(
    r"(?:(?<!\w)(?:den|andra|nya|egna|varje|en annan|respektive|aktuella|gamla|inre|lilla|samma|största|ena|denna"
    r"|\w*(?:stora|små|mindre|större)|berörda|sökande|ansvariga|hela|staten? och"
    r"|region(?:en)? och)[ \u00a0]+)$",
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
        if not _is_named(match, named) and not _is_general(text, match) and _means_own(text, match, publisher, named)
    ]


def _is_named(match: re.Match[str], named: Sequence[Mention]) -> bool:
    """Whether the word belongs to a name, as in "kommunen Vara"."""
    return any(one.start <= match.end() + 1 and match.start() < one.end for one in named)


def _is_general(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 20) : match.start()]
    return bool(_GENERAL_BEFORE.search(before) or _GENERAL_AFTER.match(text, match.end()))


def _means_own(text: str, match: re.Match[str], publisher: Municipality, named: Sequence[Mention]) -> bool:
    begin = text.rfind("\n", 0, match.start()) + 1
    before = [one for one in named if begin <= one.start < match.start()]
    before = before or _in_heading_above(text, begin, named)
    if not before or any(one.code == publisher.code for one in before):
        return True
    return all(_PARTNER.search(text, max(0, one.start - 20), one.start) for one in before)


def _in_heading_above(text: str, begin: int, named: Sequence[Mention]) -> list[Mention]:
    """Return the one municipality that the heading above the paragraph at `begin` names, if it names one."""
    above = text[:begin].rstrip()
    heading = above.rfind("\n") + 1
    if not above or len(above) - heading > _LONGEST_HEADING or above[-1] in ".!?:;,":
        return []
    found = [one for one in named if heading <= one.start < len(above)]
    return found if len({one.code for one in found}) == 1 else []
