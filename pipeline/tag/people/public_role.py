"""Whether a text names a person in a public role: only those become profiles.

The rule, for all mentions of a person in one document together:

1. Never public: who is accused, convicted or wanted, or has a criminal's role (`accusation`); who is under 18; a
   relative who lost or looks for one of theirs, unless a role that is no association's speaks elsewhere in the text.
2. An office is public, whatever else befalls who holds it ("socialchefen Anna Berg, vars bil stals"): a role beside
   the name, an academic title, a party ("Anna Berg (S)"), an organisation ("Anna Berg, Brå", "från Frivården"), a
   byline or photo credit, the year of a work ("Anna Berg (2020)"), a telephone number or e-mail address, a place in a
   list of speakers, members or appointments, a book "av Anna Berg". Beside a surname alone it does not count for who is
   private where the full name stands: "kommunalrådet Lund" may be another than Maria Lund, 34.
3. Weaker signs are public unless a private one stands beside any mention: a mere profession ("läkaren Bo Ek"), and work
   told by a verb ("Bo Ek forskar om gäng", "leder arbetet", "har arbetat med ungdomar").
4. Private signs: killed, hurt; a victim, relative, pupil, resident, client or neighbour; an age ("Bo Ek, 52,"); "heter
   egentligen något annat". Being an owner, student or resident is no role.
5. People joined by commas and "och" share the signs of the first and the last ("Bo Ek och Anna Berg från Krami").
6. No sign is not public: having been quoted is none.

Knows nothing about how names and roles are found, nor about other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records import Mention
from pipeline.tag.people.accusation import is_accused
from pipeline.tag.people.cues import BYLINE_BEFORE, CONTACT_AFTER, KIN_AFTER
from pipeline.tag.people.names import UPPER

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
    r"|föreläsning av|frågar ut|moderatorer|klippning|i samtalet är"
    r"|utser(?: regeringen)?|utsett|förordnat|förordnas|arbetsgruppen|kontaktpersoner)\b"
    r"|^\s*\d{1,2}[.:]\d\d\b",
    re.IGNORECASE,
)
# A heading over a bare list of names, in short lines that end no sentence.
_HEADING_BEFORE = re.compile(
    r"(?:^|\n)[ \t#*]*(?:medverkande|medverkar|talare|föreläsare|i panelen|panel|paneldeltagare|moderatorer|författare)"
    r"[ \t:*]*\r?\n(?:[^\n]{0,90}(?<![.!?\r])\r?\n)*[ \t•*–-]*$",
    re.IGNORECASE,
)
# "boken Gäng av", "en bok om hat av".
_WORK_BEFORE = re.compile(
    rf"(?<!\w)(?:bok|boken|rapport|rapporten|artikel|artikeln|avhandling|avhandlingen|roman|romanen|dokumentär|film)"
    rf"(?: [”\"»][^”\"»«\n]{{1,60}}[”\"«]| (?-i:[{UPPER}])[\w-]*(?: [\w-]+){{0,5}}| om [\w-]+(?: [\w-]+)?)?"
    rf"(?<![adlt]s),?(?: (?:skriven|författad))? av $",
    re.IGNORECASE,
)
# A writer's signature with the paper's name: "Olof Grip/TT".
_PAPER_AFTER = re.compile(rf"/[{UPPER}][\w -]*(?:\r?\n|\Z)")
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
    r"|samtalar|debatterar|inledningstalar|lyfte i sitt|höll sitt|har skrivit (?:boken|en bok|flera böcker|rapporten)"
    r"|skrivit boken|har granskat|har utforskat|har kartlagt"
    r"|invigningstalar|grillas|är anställd|kommer närmast från|tar emot|är sedan \d{4}"
    r"|berättar om (?:sitt|arbetet|projektet|metoden|verksamheten|den \w+ verksamheten))(?!\w)"
)
_RELATIVE = (
    r"anhörig(?:e|a)?|mamma(?:n)?|pappa(?:n)?|mor|far|mormor|morfar|farmor|farfar|modern|fadern|son(?:en)?|dotter(?:n)?"
    r"|bror|brodern|syster|systern|systrarna|bröderna|syskonen|hustru(?:n)?|fru|maka|make|man|sambo|pojkvän|flickvän"
    r"|kusin|paret|makarna|änka(?:n)?|barnbarn(?:et)?"
)
_HURT = r"offer|offret|brottsoffer|brottsoffret|målsägande(?:n)?|avhoppare(?:n)?"
_OUTSIDER = (
    r"granne(?:n)?|elev(?:en)?|klient(?:en)?|brukare(?:n)?|patient(?:en)?|hyresgäst(?:en)?|pensionär(?:en)?|boende"
    r"|invånare(?:n)?|ägare(?:n)?|tonåring(?:en)?|kund(?:en)?|besökare(?:n)?|student(?:en)?|deltagare(?:n)?"
    r"|\d\d-åring(?:en)?|\d\d-årig[ae]?"
)
_PRIVATE_WORD = rf"(?:{_RELATIVE}|{_HURT}|{_OUTSIDER})"
_PRIVATE_BEFORE = re.compile(rf"(?<!\w){_PRIVATE_WORD},?{_SP}+$", re.IGNORECASE)
_BEFALLS = (
    r"(?:fängslad|fängslades|anklagas|anklagad|anklagades|släpptes|sköts|skjutits|mördades|mördats|dödades|knivhöggs"
    r"|rånades|misshandlades|misshandlats|hotades"
    r"|fråntas|delgivits|bodde|bor|bott|växte upp|pendlar|drabbades|blivit av med|ska flytta)"
)
_PRIVATE_AFTER = re.compile(
    rf"{_SP}\(\d\d?\)"
    rf"|,{_SP}\d\d?(?:{_SP}år)?(?=[,.;:\r\n](?!\d)|$|{_SP}och)"
    rf"|,{_SP}(?:en{_SP})?{_PRIVATE_WORD}(?!\w)"
    rf"|,?{_SP}(?:som{_SP})?(?:(?:är|blev|var|har|hade){_SP})?{_BEFALLS}(?!\w)"
    rf"|,?{_SP}vars{_SP}(?:son|dotter|bror|syster|barn|man|fru|mamma|pappa)"
    rf"|,?{_SP}(?:som{_SP})?heter{_SP}egentligen"
)
# Under 18: "Ella Ek, 13, volontär", "Ella Ek (13)", "17-åriga Ella Ek", "Ella Ek, klass 8B".
_MINOR_AFTER = re.compile(
    rf"{_SP}\((?:[5-9]|1[0-7])(?:{_SP}år)?\)"
    rf"|,?{_SP}(?:som{_SP}är{_SP}|är{_SP})?(?:(?:\d|1[0-7])(?:{_SP}år(?!\w)|-åri[ng]\w*)|(?:[5-9]|1[0-7])(?=[,.;\r\n](?!\d)|$))"
    rf"(?<=\w)(?!{_SP}(?:inom|i|som|med|sedan))"
    rf"|,?{_SP}(?:elev{_SP})?(?:i{_SP})?(?:årskurs|klass|åk){_SP}\d",
    re.IGNORECASE,
)
_MINOR_BEFORE = re.compile(rf"(?<!\d)(?:\d|1[0-7])-åri(?:g|ga|ge|ng|ngen){_SP}(?:[a-zåäö]+{_SP}){{0,2}}$")
_PUPILS = re.compile(r"elev(?:råd|kår)\w*", re.IGNORECASE)
# "… efterlyser sin son", with no other full name between.
_LOST = r"(?:son|dotter|bror|syster|barn|söner|döttrar|man|fru|pappa|mamma|make|maka|sambo)(?!\w)"
_BEREAVED_AFTER = re.compile(
    rf",?{_SP}vars{_SP}(?:\w+{_SP})?{_LOST}"
    rf"|(?:(?![{UPPER}][\w-]+ [{UPPER}])[^.!?\n]){{0,90}}?"
    rf"(?<!\w)(?:efterlyser|söker|saknar|förlorade|förlorat|förlorar|miste|mist|sörjer|letar{_SP}efter|sökt){_SP}"
    rf"(?:sin|sitt|sina){_SP}(?:\w+{_SP})?{_LOST}"
)
_RELATIVE_BEFORE = re.compile(rf"(?<!\w)(?:{_RELATIVE}),?{_SP}$", re.IGNORECASE)
_ASSOCIATION = re.compile(r".*(?:förening|klubb|församling|förbund|nätverk|stiftelse|organisation)", re.IGNORECASE)
_ASSOCIATION_ROLE = re.compile(
    r"(?:.* )?(?:vice )?(?:\w*ordförande|\w*styrelseledamot|\w*ledare|grundare|volontär|företrädare|talesperson)"
)
# A name alone on the last line signs the text.
_TEXT_END = re.compile(r"\s*\Z")
# The signs that people joined share.
_SHARED = frozenset({"office", "association", "short", "work"})
_JOINED = re.compile(r"(?:,|,? och|,? samt)[ \u00a0\n]")


def with_public_roles(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return `mentions`, the people of `text` in text order, each with `public` as the rule above has it."""
    signs: dict[str, set[str]] = {}
    for group in _joined(text, mentions):
        shared = {sign for one in (group[0], group[-1]) for sign in _signs(text, one) if sign in _SHARED}
        for mention in group:
            signs.setdefault(mention.entity_id, set()).update(_signs(text, mention), shared if len(group) > 1 else ())
    return tuple(replace(mention, public=_is_public(signs[mention.entity_id])) for mention in mentions)


def _is_public(signs: set[str]) -> bool:
    if "never" in signs:
        return False
    if "office" in signs or ("association" in signs and "bereaved" not in signs):
        return True
    return "private" not in signs and bool(signs & {"work", "short"})


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
    """Return which signs stand beside one mention.

    "office", "association" (an office in one), "short" (an office beside one name only), "work", "private",
    "bereaved", and "never".
    """
    before, after = text[max(0, mention.start - _BEFORE) : mention.start], text[mention.end : mention.end + _AFTER]
    found = set()
    if _holds_office(text, mention, before, after):
        found.add("short" if " " not in mention.text else "association" if _in_association(mention) else "office")
    if (mention.role and _PROFESSION.match(mention.role)) or _WORKS.match(after):
        found.add("work")
    if _PRIVATE_BEFORE.search(before) or _PRIVATE_AFTER.match(after) or KIN_AFTER.match(text, mention.end):
        found.add("private")
    if _BEREAVED_AFTER.match(text, mention.end):
        found.update(("private", "bereaved", *(("never",) if _RELATIVE_BEFORE.search(before) else ())))
    if is_accused(text, mention) or _is_minor(mention, before, after):
        found.add("never")
    return found


def _in_association(mention: Mention) -> bool:
    if mention.organisation:
        return _ASSOCIATION.match(mention.organisation) is not None
    return mention.role is not None and _ASSOCIATION_ROLE.fullmatch(mention.role) is not None


def _is_minor(mention: Mention, before: str, after: str) -> bool:
    if _MINOR_AFTER.match(after) or _MINOR_BEFORE.search(before):
        return True
    return any(_PUPILS.match(words) for words in (mention.role, mention.organisation) if words)


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
    if before.endswith("\n") and _PAPER_AFTER.match(text, mention.end):
        return True
    if _WORK_BEFORE.search(before) or _HEADING_BEFORE.search(text, max(0, mention.start - 600), mention.start):
        return True
    if before.endswith("\n") and _TEXT_END.match(text, mention.end):
        return True
    line = text[max(text.rfind("\n", 0, mention.start), mention.start - 300, 0) : mention.start]
    return bool(BYLINE_BEFORE.search(before) or CONTACT_AFTER.match(after) or _LISTED_BEFORE.search(line))
