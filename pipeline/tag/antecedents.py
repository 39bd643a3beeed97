"""What "kommunen" and "staden" mean on a municipality's own page: that municipality, unless the text speaks of another.

The antecedent is sought as a reader does: the nearest municipality named before it in the same paragraph. Another one
there takes the word over, unless it is only a partner ("tillsammans med Göteborg") or the paragraph has named the
publisher before. A general kommun ("kommunen där du bor", "den andra kommunen") is no one's.
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
_PARAGRAPH = re.compile(r"\n+")
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
    if not before or before[-1].code == publisher.code:
        return True
    if any(one.code == publisher.code for one in before):
        return True
    return all(_PARTNER.search(text, max(begin, one.start - 20), one.start) for one in before)
