"""Whether a text names a person in a public role: only those become profiles.

The rule, for all mentions of a person in one document together:

1. An office is public, whatever befalls who holds it ("socialchefen Anna Berg, vars bil stals"): a role in the service of
   others beside the name, a party ("Anna Berg (S)"), an organisation ("Anna Berg, Brå", "från Frivården"), a byline or
   photo credit, a telephone number or e-mail address, a place in a list of speakers, members or appointments.
2. Weaker signs are public unless a private one stands beside any mention: a mere profession ("läkaren Bo Ek"), and work
   told by a verb ("Bo Ek forskar om gäng", "leder arbetet", "har arbetat med ungdomar").
3. Private signs: suspected, charged, convicted, arrested, killed, hurt; a victim, relative, pupil, resident, client or
   neighbour; an age ("Bo Ek, 52,"); "heter egentligen något annat". Being an owner, student or resident is no role.
4. People joined by commas and "och" share the signs of the first and the last ("Bo Ek och Anna Berg från Krami").
5. No sign is not public: having been quoted is none.

Knows nothing about how names and roles are found, nor about other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records import Mention
from pipeline.tag.people.cues import BYLINE_BEFORE, CONTACT_AFTER

_BEFORE, _AFTER = 60, 90  # characters beside a name in which signs are looked for
_PARTY = re.compile(r",?[ \u00a0]\(?(?:S|M|C|V|L|KD|MP|SD|FP|s|m|c|v|l|kd|mp|sd|fp)\)")
_PARTY_MEMBER = re.compile(
    r"(?<!\w)(?:\w*(?:partisten|demokraten)|moderaten|liberalen|partiledaren|politikern)[ \u00a0]+$", re.I
)
_NO_ROLE = re.compile(
    r"(?:^|.*[ -])(?:\w*(?:ägare|student|elev|boende|företagare|entreprenör|arbetslös|pensionär|deltagare)(?:n|en)?)\b"
)
_PROFESSION = re.compile(
    r"(?:^|.*[ -])\w*(?:läkare|tandläkare|lärare|sköterska|arbetare|skådespelare|artist|jurist|advokat|revisor|ekonom"
    r"|ingenjör|tränare|arkitekt|konsult|medarbetare|psykolog|mäklare|frisör|taxiförare)(?:n|en)?\b"
)
_LISTED_BEFORE = re.compile(
    r"(?:^|\n)[^\n]{0,200}?(?:\b(?:medverkande|talare|föreläsare|föredragshållare|paneldeltagare|i panelen|panel|ledamöter"
    r"|ledamot|ersättare|närvarande|beslutande|justerare|deltagare|medverkar|intervjuas av|samtalar med|samtal med"
    r"|föreläsning med|föreläsning av|utser(?: regeringen)?|utsett|förordnat|förordnas|arbetsgruppen|kontaktpersoner)\b"
    r"|^\d{1,2}[.:]\d\d\b|\n\d{1,2}[.:]\d\d\b)[^\n]*$",
    re.IGNORECASE,
)
_SUCCEEDED_BEFORE = re.compile(r"(?<!\w)(?:efterträder|ersätter|avlöser|utsåg|utser|utsett)[ \u00a0]+$")
_WORKS = re.compile(
    r",?[ \u00a0](?:som[ \u00a0])?(?:också[ \u00a0]|själv[ \u00a0])?(?:har[ \u00a0]|kommer(?:[ \u00a0]att)?[ \u00a0])?"
    r"(?:leder|leda|lett|ansvarar|samordnar|utreder|forskar|forskat|arbetar|arbetat|jobbar|jobbat|föreläser|yrkar|modererar"
    r"|undervisar|besöker|besöka|besökte|företräder|företrädde|företräda|representerar|inviger|invigde|presenterar"
    r"|presenterade|redovisar|medverkar|medverka|deltar|delta|deltog|utsågs|utses|utsetts|utnämns|utnämndes|förordnas"
    r"|förordnats|tillträder|tillträdde|efterträder|anställs|reser|håller i|höll i|visar|invigningstalar|grillas"
    r"|är anställd|berättar om (?:sitt|arbetet|projektet|metoden|verksamheten|den \w+ verksamheten)|är[ \u00a0]sedan[ \u00a0]\d{4}|kommer närmast från|tar emot)(?!\w)"
)
_PRIVATE_WORD = (
    r"(?:misstänkt|misstänkte|misstänkta|åtalad|åtalade|dömd|dömde|häktad|häktade|gripen|gripne|anhållen|anhållne"
    r"|gärningsman(?:nen)?|offer|offret|brottsoffer|brottsoffret|målsägande(?:n)?|anhörig(?:e|a)?|mamma(?:n)?|pappa(?:n)?"
    r"|mor|far|mormor|morfar|farmor|farfar|modern|fadern|son(?:en)?|dotter(?:n)?|bror|brodern|syster|systern|systrarna|bröderna|syskonen|hustru(?:n)?"
    r"|fru|maka|make|man|sambo|pojkvän|flickvän|kusin|granne(?:n)?|elev(?:en)?|klient(?:en)?|brukare(?:n)?|patient(?:en)?"
    r"|hyresgäst(?:en)?|pensionär(?:en)?|boende|invånare(?:n)?|ägare(?:n)?|\d\d-åring(?:en)?|\d\d-årig[ae]?|tonåring(?:en)?"
    r"|avhoppare(?:n)?|paret|makarna|kund(?:en)?|besökare(?:n)?|student(?:en)?|deltagare(?:n)?)"
)
_PRIVATE_BEFORE = re.compile(rf"(?<!\w){_PRIVATE_WORD},?[ \u00a0]+$", re.IGNORECASE)
_PRIVATE_AFTER = re.compile(
    rf"[ \u00a0]\(\d\d?\)|,[ \u00a0]\d\d?(?:[ \u00a0]år)?(?=[,.;:\n]|$|[ \u00a0]och)|,[ \u00a0](?:en[ \u00a0])?{_PRIVATE_WORD}(?!\w)"
    r"|,?[ \u00a0](?:som[ \u00a0])?(?:egentligen[ \u00a0])?(?:är|blev|var|har|hade)?[ \u00a0]?(?:misstänks|misstänkt|åtalas|åtalad|åtalades"
    r"|döms|dömd|dömdes|dömts|häktas|häktad|häktades|häktats|greps|gripits|anhölls|släpptes|sköts|skjutits|mördades|mördats"
    r"|dödades|knivhöggs|rånades|misshandlades|misshandlats|hotades|fråntas|delgivits|bodde|bor|bott|växte upp|pendlar"
    r"|drabbades|blivit av med|ska flytta)(?!\w)"
    r"|,?[ \u00a0]vars[ \u00a0](?:son|dotter|bror|syster|barn|man|fru|mamma|pappa)|,?[ \u00a0](?:som[ \u00a0])?heter[ \u00a0]egentligen"
)
# A name alone on the last line signs the text.
_LAST_LINE = re.compile(r"\n[^\n]*\s*")
_JOINED = re.compile(r"(?:,|,? och|,? samt)[ \u00a0\n]")


def with_public_roles(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return `mentions`, the people of `text` in text order, each with `public` as the rule above has it."""
    signs: dict[str, set[str]] = {}
    for group in _joined(text, mentions):
        shared = {sign for one in (group[0], group[-1]) for sign in _signs(text, one) if sign != "private"}
        for mention in group:
            signs.setdefault(mention.entity_id, set()).update(_signs(text, mention), shared if len(group) > 1 else ())
    return tuple(replace(mention, public=_is_public(signs[mention.entity_id])) for mention in mentions)


def _is_public(signs: set[str]) -> bool:
    return "office" in signs or ("work" in signs and "private" not in signs)


def _joined(text: str, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the mentions in groups joined by nothing but commas and "och"."""
    group: list[Mention] = []
    for mention in mentions:
        if group and not _JOINED.fullmatch(text, group[-1].end, mention.start):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _signs(text: str, mention: Mention) -> set[str]:
    """Return which of "office", "work" and "private" stand beside one mention."""
    before, after = text[max(0, mention.start - _BEFORE) : mention.start], text[mention.end : mention.end + _AFTER]
    found = set()
    if _holds_office(text, mention, before, after):
        found.add("office")
    if (mention.role and _PROFESSION.match(mention.role)) or _WORKS.match(after):
        found.add("work")
    if _PRIVATE_BEFORE.search(before) or _PRIVATE_AFTER.match(after):
        found.add("private")
    return found


def _holds_office(text: str, mention: Mention, before: str, after: str) -> bool:
    if mention.role and not _NO_ROLE.match(mention.role) and not _PROFESSION.match(mention.role):
        return True
    if mention.organisation and not (mention.role and _NO_ROLE.match(mention.role)):
        return True
    if _PARTY.match(after) or _PARTY_MEMBER.search(before) or _SUCCEEDED_BEFORE.search(before):
        return True
    if " " not in mention.text:
        return False
    if _LAST_LINE.fullmatch(text, max(0, mention.start - 1)):
        return True
    line = text[max(text.rfind("\n", 0, mention.start), mention.start - 300, 0) : mention.start]
    return bool(BYLINE_BEFORE.search(before) or CONTACT_AFTER.match(after) or _LISTED_BEFORE.search(line))
