"""Whether a text names a person in a public role: only those become profiles.

The rule, for all mentions of a person in one document together:

1. An office is public, whatever befalls who holds it ("socialchefen Anna Berg, vars bil stals"): a role beside the
   name, an academic title, a party ("Anna Berg (S)"), an organisation ("Anna Berg, Brå", "från Frivården"), a byline or
   photo credit, the year of a work ("Anna Berg (2020)"), a telephone number or e-mail address, a place in a list of
   speakers, members or appointments.
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
from pipeline.tag.people.cues import BYLINE_BEFORE, CONTACT_AFTER, KIN_AFTER

_BEFORE, _AFTER = 60, 90  # characters beside a name in which signs are looked for
_PARTY = re.compile(r",?[ \u00a0]?\((?:S|M|C|V|L|KD|MP|SD|FP|s|m|c|v|l|kd|mp|sd|fp)\)")
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
    r"\b(?:medverkande|talare|föreläsare|föredragshållare|paneldeltagare|i panelen|panel|ledamöter|ledamot|ersättare"
    r"|närvarande|beslutande|justerare|deltagare|medverkar|intervjuas av|samtalar med|samtal med|föreläsning med"
    r"|föreläsning av|utser(?: regeringen)?|utsett|förordnat|förordnas|arbetsgruppen|kontaktpersoner)\b"
    r"|^\s*\d{1,2}[.:]\d\d\b",
    re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(
    r"(?<!\w)(?:dr|prof|(?:fil|med|tekn|ekon?|jur|pol)\.? ?(?:dr|lic|mag)|ph\.? ?d)\.?[ \u00a0]+$", re.I
)
# The author of a work: "Anna Berg (2020)".
_YEAR_AFTER = re.compile(r"(?: m\.? ?fl\.?)?(?:[ \u00a0]\((?:19|20)\d\d\b|,[ \u00a0](?:19|20)\d\d\))")
_SUCCEEDED_BEFORE = re.compile(r"(?<!\w)(?:efterträder|ersätter|avlöser|utsåg|utser|utsett)[ \u00a0]+$")
_SP = r"[ \u00a0]"
_WORKS = re.compile(
    rf",?{_SP}(?:som{_SP})?(?:också{_SP}|själv{_SP})?(?:har{_SP}|kommer(?:{_SP}att)?{_SP})?"
    r"(?:leder|leda|lett|ansvarar|samordnar|utreder|forskar|forskat|arbetar|arbetat|jobbar|jobbat|föreläser|yrkar"
    r"|modererar|undervisar|besöker|besöka|besökte|företräder|företrädde|företräda|representerar|inviger|invigde"
    r"|presenterar|presenterade|redovisar|medverkar|medverka|deltar|delta|deltog|utsågs|utses|utsetts|utnämns"
    r"|utnämndes|förordnas|förordnats|tillträder|tillträdde|efterträder|anställs|reser|håller i|höll i|visar"
    r"|invigningstalar|grillas|är anställd|kommer närmast från|tar emot|är sedan \d{4}"
    r"|berättar om (?:sitt|arbetet|projektet|metoden|verksamheten|den \w+ verksamheten))(?!\w)"
)
_RELATIVE = (
    r"anhörig(?:e|a)?|mamma(?:n)?|pappa(?:n)?|mor|far|mormor|morfar|farmor|farfar|modern|fadern|son(?:en)?|dotter(?:n)?"
    r"|bror|brodern|syster|systern|systrarna|bröderna|syskonen|hustru(?:n)?|fru|maka|make|man|sambo|pojkvän|flickvän"
    r"|kusin|paret|makarna|änka(?:n)?|barnbarn(?:et)?"
)
_ACCUSED_OR_HURT = (
    r"misstänkt[ae]?|åtalade?|dömde?|häktade?|gripen|gripne|anhållen|anhållne|gärningsman(?:nen)?|offer|offret"
    r"|brottsoffer|brottsoffret|målsägande(?:n)?|avhoppare(?:n)?"
)
_OUTSIDER = (
    r"granne(?:n)?|elev(?:en)?|klient(?:en)?|brukare(?:n)?|patient(?:en)?|hyresgäst(?:en)?|pensionär(?:en)?|boende"
    r"|invånare(?:n)?|ägare(?:n)?|tonåring(?:en)?|kund(?:en)?|besökare(?:n)?|student(?:en)?|deltagare(?:n)?"
    r"|\d\d-åring(?:en)?|\d\d-årig[ae]?"
)
_PRIVATE_WORD = rf"(?:{_RELATIVE}|{_ACCUSED_OR_HURT}|{_OUTSIDER})"
_PRIVATE_BEFORE = re.compile(rf"(?<!\w){_PRIVATE_WORD},?{_SP}+$", re.IGNORECASE)
_BEFALLS = (
    r"(?:misstänks|misstänkt|fängslad|fängslades|åtalas|åtalad|åtalades|döms|dömd|dömdes|dömts|häktas|häktad|häktades|häktats|greps|gripits"
    r"|anhölls|släpptes|sköts|skjutits|mördades|mördats|dödades|knivhöggs|rånades|misshandlades|misshandlats|hotades"
    r"|fråntas|delgivits|bodde|bor|bott|växte upp|pendlar|drabbades|blivit av med|ska flytta)"
)
_PRIVATE_AFTER = re.compile(
    rf"{_SP}\(\d\d?\)"
    rf"|,{_SP}\d\d?(?:{_SP}år)?(?=[,.;:\n]|$|{_SP}och)"
    rf"|,{_SP}(?:en{_SP})?{_PRIVATE_WORD}(?!\w)"
    rf"|,?{_SP}(?:som{_SP})?(?:(?:är|blev|var|har|hade){_SP})?{_BEFALLS}(?!\w)"
    rf"|,?{_SP}vars{_SP}(?:son|dotter|bror|syster|barn|man|fru|mamma|pappa)"
    rf"|,?{_SP}(?:som{_SP})?heter{_SP}egentligen"
)
# A name alone on the last line signs the text.
_TEXT_END = re.compile(r"\s*\Z")
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
    if _PRIVATE_BEFORE.search(before) or _PRIVATE_AFTER.match(after) or KIN_AFTER.match(text, mention.end):
        found.add("private")
    return found


def _holds_office(text: str, mention: Mention, before: str, after: str) -> bool:
    if mention.role and not _NO_ROLE.match(mention.role) and not _PROFESSION.match(mention.role):
        return True
    if mention.organisation and not (mention.role and _NO_ROLE.match(mention.role)):
        return True
    if _TITLE_BEFORE.search(before) or _YEAR_AFTER.match(after):
        return True
    if _PARTY.match(after) or _PARTY_MEMBER.search(before) or _SUCCEEDED_BEFORE.search(before):
        return True
    if " " not in mention.text:
        return False
    if before.endswith("\n") and _TEXT_END.match(text, mention.end):
        return True
    line = text[max(text.rfind("\n", 0, mention.start), mention.start - 300, 0) : mention.start]
    return bool(BYLINE_BEFORE.search(before) or CONTACT_AFTER.match(after) or _LISTED_BEFORE.search(line))
