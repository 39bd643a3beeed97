"""Names that no list has and that the words beside them, or their form, say are initiatives'.

    heads      projektet Bromsa tidigt, stödteamet Vägvisaren, Verksamheten heter Vägen vidare
    acting     projektet Stegen riktar sig till
    described  Klart huvud är Lunds kommuns satsning; Vändpunkten, en verksamhet som
    title      a title "Bryggan – bostad först"
    cued       1,4 miljoner kronor till Ung framtid; inom Rent kontrakt; • Dörröppnaren, Sandvikens kommun.
    formed     TUTI-projektet, Kungälvsmodellen, Trygg i Tureberg, UngSydväst, TUTI (Tidig Upptäckt Tidig Insats)
    beside     Våga fråga: en träff …, in a list with a known method
    nouns      på Stationen, i Närvarokompassen

A proposal is one of the signals that `discovery` weighs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.tag.initiatives.cued import names_after_cues
from pipeline.tag.initiatives.described import described_names, names_in_title
from pipeline.tag.initiatives.forms import listed_beside, names_by_form, proper_nouns
from pipeline.tag.initiatives.introduced import names_after_heads, names_that_act

Span = tuple[int, int]
# Each reads a title, a text, and whether the text is local.
_WAYS: dict[str, Callable[[str, str, bool], Iterable[Span]]] = {
    "heads": lambda title, text, local: names_after_heads(text, local),
    "acting": lambda title, text, local: names_that_act(text),
    "described": lambda title, text, local: described_names(text, local),
    "title": lambda title, text, local: names_in_title(title, text),
    "cued": lambda title, text, local: names_after_cues(text, local),
    "formed": lambda title, text, local: names_by_form(text),
    "beside": lambda title, text, local: listed_beside(text),
    "nouns": lambda title, text, local: proper_nouns(text) if local else (),
}
WAYS = tuple(_WAYS)


def proposals(title: str, text: str, local: bool) -> dict[Span, frozenset[str]]:
    """Return the names that `text` or its title introduces, each with those of WAYS in which it does.

    Where a text is `local`, of a municipality or about one, a common noun with a capital is proposed sooner.
    """
    found: dict[Span, set[str]] = {}
    for way, names in _WAYS.items():
        for start, end in names(title, text, local):
            if start < end:
                found.setdefault((start, end), set()).add(way)
    return {span: frozenset(ways) for span, ways in found.items()}
