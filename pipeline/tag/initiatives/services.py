"""Local services named by what they do, where a text speaks of one as its own: "avhopparstödet", "vårt avhopparstöd".

Knows nothing about whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_S = r"[ \u00a0]"
_DEFINITE = re.compile(
    r"(?<![\w\u2011-])(?:stöd- och )?[Aa]vhoppar(?:stödet|verksamheten|programmet|teamet)s?(?![\w\u2011-])"
)
_PLAIN = re.compile(r"(?<![\w\u2011-])(?:(?:[Kk]ontroll(?:grupp|funktion))ens?|[Nn]ärvaroteamets?)(?![\w\u2011-])")
_OWNED = re.compile(
    rf"(?<!\w)(?:[Kk]ommunens|[Ss]tadens|[Vv]årt?|sin|sitt|[A-ZÅÄÖ]\w+s|[A-ZÅÄÖ]\w+{_S}(?:kommuns|stads|Stads)"
    rf"|kallar{_S}det)(?:{_S}[a-zåäö]+)?{_S}"
    r"(avhopparstöd|avhopparverksamhet|kontrollgrupp|kontrollfunktion|närvaroteam)(?![\w\u2011-])"
)


def services(text: str, published: bool = True) -> Iterator[tuple[int, int]]:
    """Yield where `text` names a service in the definite form, or as someone's own.

    Others than help to those who leave crime ("kontrollgruppen") may be anybody's: one counts where a municipality has
    `published` the text, or the text says whose it is.
    """
    yield from (match.span() for match in _DEFINITE.finditer(text))
    owned = [match.span(1) for match in _OWNED.finditer(text)]
    yield from owned
    stems = {text[start:end].lower() for start, end in owned}
    for match in _PLAIN.finditer(text):
        if published or match.group().lower().startswith(tuple(stems)):
            yield match.span()
