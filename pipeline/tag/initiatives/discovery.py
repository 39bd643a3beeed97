"""Names of initiatives that no list has, by what the text says beside them.

    introduced   projektet Bromsa tidigt, stödteamet Vägvisaren, Verksamheten heter Vägen vidare
    described    Klart huvud är Lunds kommuns satsning; Vändpunkten, en verksamhet som; a title "Bryggan – bostad först"
    cued         1,4 miljoner kronor till Ung framtid; inom Rent kontrakt; • Dörröppnaren, Sandvikens kommun.
    forms        TUTI-projektet, Kungälvsmodellen, Trygg i Tureberg, UngSydväst, TUTI (Tidig Upptäckt Tidig Insats)
    services     avhopparstödet, vår avhopparverksamhet

Except for services and "projektet Stegen riktar sig till", such a name counts only where the text around it speaks of
crime or social work, and not where it is a document's, an office's or a broadcast's. Knows nothing about listed
initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.tag.initiatives.context import S, Topic
from pipeline.tag.initiatives.cued import names_after_cues
from pipeline.tag.initiatives.described import described_names, names_in_title
from pipeline.tag.initiatives.forms import listed_beside, names_by_form, proper_nouns
from pipeline.tag.initiatives.introduced import names_after_heads, names_that_act
from pipeline.tag.initiatives.names import reads_as_name
from pipeline.tag.initiatives.services import services

_NO_NAMES = frozenset(
    "Sverige Sveriges Europa EU FN Sida Norden Stockholm Det Den Detta Denna De Dessa Vi Man Här Där Då När Nu Så Han"
    " Hon Om Målet Syftet Projektet Verksamheten Metoden Modellen Arbetet Satsningen Programmet Insatsen Stödet"
    " Kommunen Staden Utbildningen Skolan Polisen Teamet Kampanjen Planen Strategin Rapporten Lagen Regeringen"
    " Initiativet Socialtjänsten"
    " YouTube TikTok LinkedIn WhatsApp FaceTime PostNord AirTag PowerPoint LOV LVU LVM LSU HVB IVO".split()
)
_SOMETHING_ELSE = re.compile(
    r"\w+(?:direktivet|lagen|avtalet|konventionen|förordningen|medlemskapet|dagarna|ombudet|mässan|konferensen|veckan"
    r"|institutet)s?$"
    r"|^(?:Rapport|Prop|SOU|Ds|Dnr|Bilaga|Kapitel|LOV|Ju|HVB)(?!\w)"
    r"|(?<!\w)\w*(?:förvaltning|kontoret|nämnd|enhet|avdelning|styrelse|\w{3}skola|polis|kommun|departement|myndighet"
    r"|kansli"
    r"|utskott|sjukhus|högskola|universitet|domstol|förbundet|föreningen|stiftelse)\w*|\w(?:verk|verket|rådet|museet)s?$",
    re.IGNORECASE,
)
_DOCUMENT_BEFORE = re.compile(
    r"(?:rapport|bok|strategi|plan|film|artikel|lag|utredning|promemoria|proposition|betänkande|skrivelse|seminari"
    r"|konferens"
    r"|föreläsning|serie|podd|låt|pjäs|rubrik|tidning|riktlinje|motion|direktiv|handbok|vägledning)\w*"
    rf"(?:{S}(?:om|med{S}namnet|som{S}heter|heter|kallad))?{S}?$",
    re.IGNORECASE,
)
_BROADCAST = re.compile(rf"[”\"»]?{S}(?:i|på){S}(?:SVT|TV|P[1-4]|Sveriges)")
_SHORTEST, _LONGEST = 3, 80  # letters of a name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name at text[start:end]; `kind` is "service" for a local service named by what it does."""

    start: int
    end: int
    kind: str | None = None


def discovered(title: str, text: str, local: bool, published: bool = True) -> Iterator[Candidate]:
    """Yield the names of initiatives in `text` that it or its title introduces, in no order; some may overlap.

    Where a text is `local`, `published` by a municipality or about one, a common noun with a capital is a name sooner.
    """
    yield from (Candidate(start, end, "service") for start, end in services(text, published))
    found = {*names_after_heads(text, local), *described_names(text, local), *names_in_title(title, text)}
    found |= set(names_after_cues(text, local))
    found |= {*names_by_form(text), *listed_beside(text), *(proper_nouns(text) if local else ())}
    acting = set(names_that_act(text))
    topic = Topic(title, text)
    for start, end in sorted(found | acting):
        if _is_name(text, start, end) and ((start, end) in acting or topic.is_crime_at(start, end)):
            yield Candidate(start, end)


def _is_name(text: str, start: int, end: int) -> bool:
    name = text[start:end]
    if (
        not _SHORTEST <= len(name) <= _LONGEST
        or name in _NO_NAMES
        or _SOMETHING_ELSE.search(name)
        or not reads_as_name(name)
    ):
        return False
    return not (_BROADCAST.match(text, end) or _DOCUMENT_BEFORE.search(text[max(0, start - 40) : start]))
