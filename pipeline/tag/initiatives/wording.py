"""What the words of a stretch say about whether they are a name: how usual, how formed, what kind of word.

Numbers by name; knows nothing about where the stretch stands.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from pathlib import Path

from pipeline.swedish.vocabulary import word_counts
from pipeline.swedish.words import STOP_WORDS
from pipeline.tag.initiatives.context import CRIME
from pipeline.tag.initiatives.names import is_common_word, reads_as_name, stops_a_name
from pipeline.tag.people.name_lists import load_name_lists

_NAMES = Path(__file__).parent.parent / "data"
_MOST_COUNTED = 5  # words that have a signal of their own
_VERB = re.compile(r"\w{2,}(?:ar|er|ade|te|de|ts|as|ades|at|it)$")
_DEFINITE = re.compile(r"\w{3}(?:en|et|an|na|arna|erna)s?$")
_HEAD = re.compile(
    r"(?:projektet|modellen|metoden|programmet|satsningen|kampanjen|verksamheten|teamet|samverkan|mottagningen"
    r"|insatsen|centret|centrum)s?$",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?:projekt|satsning|program|metod|modell|verksamhet|kampanj|initiativ|koncept|arbetssätt|mötesplats|team|insats"
    r"|center|centrum|mottagning|linje|stöd|samarbete|kurs|utbildning|nätverk|försök|grupp|samverkan|jour|behandling"
    r"|manual|insatser|träff|träffar|chatt)(?:et|en|n|t|met|na|er|s)?$",
    re.IGNORECASE,
)
# What compounds end in that are names of services: "Närvarokompassen", "Dialogrummet".
_NAMED_AFTER = re.compile(
    r"(?:verkstan|huset|punkten|linjen|kraften|bron|steget|spåret|porten|värdarna|vandrarna|ligan|akademin|smedjan"
    r"|lyftet|jouren|slussen|kompassen|kedjan|lotsen|länken|nyckeln|coacherna|stegen|rummet|vägen|stunden|kollen|rundan"
    r"|hjälpen|kontraktet|gruppen|gården|passet|paketet|snacket|spelet|pengen|gänget|mamman|mammor)s?$"
)
_PLACE = re.compile(
    r"(?:torget|banan|gatan|platsen|parken|skolan|hallen|kyrkan|viken|sjön|staden|området|byn|torg|väg|gata|plan)s?$",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"(?:^|[ \u00a0])(?:AB|HB|KB)$|[A-ZÅÄÖ]AB$")
_CAMEL = re.compile(r"[A-ZÅÄÖ][a-zåäö]+[A-ZÅÄÖ]")
_ACRONYM = range(2, 7)
# Words that other things are named with.
_SOMETHING_ELSE = re.compile(
    r"\w+(?:direktivet|lagen|avtalet|konventionen|förordningen|medlemskapet|dagarna|ombudet|mässan|konferensen|veckan"
    r"|institutet)s?$"
    r"|(?:trygghets|handlings|åtgärds|verksamhets|samverkans)plan(?:en)?s?(?: \d{4})?$|^(?:Stads|Kommuns|Kommunens) "
    r"|^(?:Rapport|Prop|SOU|Ds|Dnr|Bilaga|Kapitel|LOV|Ju|HVB)(?!\w)"
    r"|(?<!\w)\w*(?:förvaltning|kontoret|nämnd|enhet|avdelning|styrelse|\w{3}skola|polis|kommun|departement|myndighet"
    r"|kansli"
    r"|utskott|sjukhus|högskola|universitet|domstol|förbundet|föreningen|stiftelse)\w*|\w(?:verk|verket|rådet|museet)s?$",
    re.IGNORECASE,
)
_NEVER = frozenset(
    "Sverige Sveriges Europa EU FN Sida Norden Stockholm Det Den Detta Denna De Dessa Vi Man Här Där Då När Nu Så Han"
    " Hon Om Målet Syftet Projektet Verksamheten Metoden Modellen Arbetet Satsningen Programmet Insatsen Stödet"
    " Kommunen Staden Utbildningen Skolan Polisen Teamet Kampanjen Planen Strategin Rapporten Lagen Regeringen"
    " Initiativet Socialtjänsten Nordost Nordväst Sydost Sydväst"
    " Riktlinjen Riktlinjerna Policyn Resecentrum Överenskommelsen Avtalet Beslutet"
    " PDF DOC DOCX XLS XLSX PPT ZIP KD SD MP"
    " YouTube TikTok LinkedIn WhatsApp FaceTime PostNord AirTag PowerPoint LOV LVU LVM LSU HVB IVO".split()
)


def wording(name: str, words: list[str]) -> dict[str, float]:
    """Return what the `words` of `name` show."""
    first, last = words[0], words[-1]
    names = load_name_lists(_NAMES)
    return {
        **{f"of {n} words": len(words) == n for n in range(1, _MOST_COUNTED)},
        "of many words": len(words) >= _MOST_COUNTED,
        "length": len(name) / 20,
        "length of first": len(first) / 10,
        "first is usual": _usual(first),
        "last is usual": _usual(last),
        "words are usual": sum(map(_usual, words)) / len(words),
        "first is common": is_common_word(first),
        "one is unknown": any(_usual(word) == 0 for word in words),
        "last is small": last[0].islower(),
        "last is a stop word": last.lower() in STOP_WORDS,
        "last is a verb": len(words) > 1 and last[0].islower() and bool(_VERB.search(last)),
        "one inside is a verb": any(word[0].islower() and _VERB.search(word) for word in words[1:-1]),
        "stops inside": sum(stops_a_name(word) for word in words[1:-1]),
        "all have capitals": all(word[0].isupper() for word in words),
        "first is definite": bool(_DEFINITE.search(first)),
        "last is definite": bool(_DEFINITE.search(last)),
        "first is named after": bool(_NAMED_AFTER.search(first)),
        "last is named after": bool(_NAMED_AFTER.search(last)),
        "first holds a head": bool(_HEAD.search(first)),
        "last holds a head": bool(_HEAD.search(last)),
        "last is a kind": is_kind(last),
        "in capitals": name.isupper(),
        "an acronym": is_acronym(name),
        "in camel case": bool(_CAMEL.search(name)),
        "hyphenated": "-" in name,
        "with a digit": any(character.isdigit() for character in name),
        "first is a given name": first in names.given,
        "last is a surname": last in names.surnames,
        "named as a place": bool(_PLACE.search(last)),
        "named as a company": bool(_COMPANY.search(name)),
        "reads as a name": reads_as_name(name),
        "speaks of crime": bool(CRIME.search(name)),
    }


def is_something_else(name: str) -> bool:
    """Whether `name` is that of a document, an office, a file, a party or a municipality, or no name."""
    return (
        name in _NEVER
        or name.removesuffix("s") in load_name_lists(_NAMES).municipalities
        or _SOMETHING_ELSE.search(name) is not None
    )


def is_acronym(name: str) -> bool:
    """Whether `name` is one short word in capitals."""
    return name.isupper() and name.isalpha() and len(name) in _ACRONYM


def is_kind(word: str) -> bool:
    """Whether `word` says what kind of initiative something is: "ungdomsprojektet", "satsning"."""
    return _KIND.search(word) is not None


def is_definite_head(word: str) -> bool:
    """Whether `word` is one that a name comes after: "projektet", "stödteamet"."""
    return _HEAD.search(word) is not None


def is_verb_form(word: str) -> bool:
    """Whether `word` ends as verbs do."""
    return _VERB.search(word) is not None


@lru_cache(maxsize=20_000)
def _usual(word: str) -> float:
    return math.log1p(word_counts().get(word.lower(), 0))
