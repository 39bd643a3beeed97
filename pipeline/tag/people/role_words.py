"""The words of roles and organisations, as regexes to build patterns of: "samordnare", "vice", "kontoret".

Knows single words by their endings; nothing about names or where the words stand.
"""

from __future__ import annotations

import re

# A word for a role ("kommunpolisen", "sektionschef") …
ROLE_WORD = (
    r"[\w-]*?(?:chef|strateg|samordnare|ledare|utredare|handläggare|utvecklare|sekreterare|forskare|polis|direktör|minister"
    r"|ordförande|ledamot|professor|docent|lektor|doktor|doktorand|kriminolog|sociolog|psykolog|socionom|ekonom|jurist"
    r"|åklagare|advokat|kurator|lärare|rektor|pedagog|fältare|assistent|konsulent|konsult|koordinator|controller"
    r"|planerare|arkitekt|ingenjör|inspektör|kommissarie|kommunikatör|coach|ordningsvakt|trygghetsvärd|ombudsman"
    r"|talesperson|representant|statsråd|kommunalråd|regionråd|oppositionsråd|borgarråd|justitieråd|departementsråd"
    r"|landshövding|analytiker|expert|specialist|rådgivare|redaktör|journalist|reporter|fotograf|författare|politiker"
    r"|kyrkoherde|biskop|imam|präst|grundare|medarbetare|stödjare|arbetare|sköterska|läkare|administratör|bibliotekarie"
    r"|tränare|behandlare|terapeut|vaktmästare|företagare|entreprenör|utbildare|föreläsare|moderator|mentor|ansvarig"
    r"|intendent|revisor|general|överste|befäl|talman|president|kansler|lots|ägare|förvaltare|skötare|boende"
    r"|kommissionär|ambassadör|producent|skådespelare|artist|iker|olog)(?:n|en|et|an)?|vd|VD"
)
# … what may stand before it …
MODIFIER = r"(?:[\w-]+(?:ande|ende|iga?|iska?)|tf|t\.f\.|vice|tidigare|f\.d\.|ny|nya|förste|första)"
# … and a word for a part of an organisation ("socialtjänsten").
UNIT = (
    r"[\w-]*(?:kontoret|förvaltningen|tjänsten|nämnden|enheten|verket|rådet|styrelsen|polisen|skolan|gården|kansliet"
    r"|avdelningen|myndigheten|vården|stationen|projektet|museet|institutet|centret|universitetet|högskolan|kommunen"
    r"|regionen|stiftelsen|föreningen|bolaget|sektionen|teamet|biblioteket|departementet|omsorgen)"
)
_ROLE_WORD_ONLY = re.compile(ROLE_WORD)


def is_role_word(word: str) -> bool:
    """Whether the lower-case `word` as a whole is a role."""
    return _ROLE_WORD_ONLY.fullmatch(word) is not None
