"""The words of roles and organisations, as regexes to build patterns of: "samordnare", "vice", "kontoret".

Knows single words by their endings; nothing about names or where the words stand.
"""

from __future__ import annotations

import re
from functools import lru_cache

# How words for a role end ("kommunpolis", "sektionschef") …
_ROLE_ENDS = (
    r"chef|strateg|samordnare|ledare|utredare|handläggare|utvecklare|sekreterare|forskare|polis|direktör|minister"
    r"|ordförande|ledamot|professor|docent|lektor|doktor|doktorand|kriminolog|sociolog|psykolog|socionom|ekonom|jurist"
    r"|åklagare|advokat|kurator|lärare|rektor|pedagog|fältare|assistent|konsulent|konsult|koordinator|controller"
    r"|planerare|arkitekt|ingenjör|inspektör|kommissarie|kommunikatör|coach|ordningsvakt|ombudsman|ombud|kontaktperson"
    r"|representant|statsråd|kommunalråd|regionråd|oppositionsråd|borgarråd|justitieråd|departementsråd|kansliråd"
    r"|landshövding|analytiker|expert|specialist|rådgivare|redaktör|journalist|reporter|fotograf|författare|politiker"
    r"|kyrkoherde|biskop|rabbin|imam|präst|pastor|diakon|grundare|medarbetare|stödjare|arbetare|sköterska|läkare"
    r"|administratör|bibliotekarie|tränare|behandlare|terapeut|vaktmästare|företagare|entreprenör|utbildare|föreläsare"
    r"|moderator|mentor|ansvarig|intendent|revisor|general|överste|befäl|talman|president|kansler|lots|ägare|förvaltare"
    r"|skötare|boende|kommissionär|ambassadör|producent|skådespelare|artist|iker|olog|prefekt|rådman|nämndeman|domare"
    r"|ersättare|volontär|debattör|regissör|förebyggare|byggare|rekryterare|granskare|kontrollant|krönikör|konstnär"
    r"|företrädare|partist|demokrat|moderat|psykiater|student|vägledare|receptionist"
    r"|stödperson|talesperson|talesman|trygghetsvärd|områdesvärd|skolvärd|bovärd|husvärd|häradshövding|lagman|notarie"
)
# … such a word, also in the definite form …
ROLE_WORD = rf"[\w-]*?(?:{_ROLE_ENDS})(?:n|en|et|nen|an)?|vd|VD|GD|ordf\.?"
# … and in the definite plural ("forskarna").
ROLE_PLURAL = rf"[\w-]*?(?:{_ROLE_ENDS.replace('are|', 'ar|')})(?:na|arna|erna)"
# … what may stand before it …
MODIFIER = r"(?:[\w-]+(?:ande|ende|iga?|iska?)|tf|t\.f\.|vice|tidigare|f\.d\.|förre|förra|ny|nya|förste|första)"
# … and a word for a part of an organisation ("socialtjänsten").
UNIT = (
    r"[\w-]*(?:kontoret|förvaltningen|tjänsten|nämnden|enheten|verket|rådet|styrelsen|polisen|skolan|gården|kansliet"
    r"|avdelningen|myndigheten|vården|stationen|projektet|museet|institutet|centret|universitetet|högskolan|kommunen"
    r"|regionen|stiftelsen|föreningen|bolaget|sektionen|teamet|utskottet|gruppen|kliniken|kåren|biblioteket|departementet|omsorgen)"
)
_ROLE_WORD_ONLY = re.compile(ROLE_WORD)
_DEFINITE = re.compile(rf"([\w-]*?(?:{_ROLE_ENDS}))(?:n|en|et|nen|an|na|arna|erna)")
_PLURAL = re.compile(ROLE_PLURAL)
_DEFINITE_ADJECTIVE = re.compile(r"([\w-]+(?:ig|isk|sk|ny|nd))a")


@lru_cache(maxsize=8192)
def _is_role(word: str) -> bool:
    return _ROLE_WORD_ONLY.fullmatch(word) is not None or _PLURAL.fullmatch(word) is not None


def has_role_word(text: str) -> bool:
    """Whether a word of `text` is a role, in whatever case or number: a quick look before a slow pattern."""
    return any(_is_role(word.strip(",:|").lower()) for word in text.split())


def is_role_word(word: str) -> bool:
    """Whether the lower-case `word` as a whole is a role."""
    return _ROLE_WORD_ONLY.fullmatch(word) is not None


def indefinite(role: str) -> str:
    """Return the phrase `role` in lower case with its role words and their adjectives in the indefinite form:
    "Utredaren" → "utredare", "nya konstnärliga ledaren" → "konstnärlig ledare"; what has no such word stays."""
    words = role.lower().removeprefix("ny ").removeprefix("nya ").split(" ")
    words = [f"{word[:-2]}e" if word.endswith("arna") and _PLURAL.fullmatch(word) else word for word in words]
    found = [_DEFINITE.fullmatch(word.rstrip(",")) for word in words]
    for place, match in enumerate(found):
        if match is None:
            continue
        words[place] = match[1] + words[place][len(match[0]) :]
        if place and (adjective := _DEFINITE_ADJECTIVE.fullmatch(words[place - 1])):
            words[place - 1] = adjective[1]
    return " ".join(words)
