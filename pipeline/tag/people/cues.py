"""The words beside a name that several rules read: who speaks, and what is a place or a thing rather than a person.

Knows nothing about names themselves.
"""

from __future__ import annotations

import re

# A regex for one verb of saying.
SPEECH = (
    r"(?:sa|sade|säger|berättar|berättade|menar|menade|betonar|betonade|förklarar|förklarade|fortsätter|avslutar|tycker"
    r"|konstaterar|konstaterade|tillägger|understryker|poängterar|påpekar|uppger|skriver|hälsar|tror|tänker|ser|hoppas"
    r"|anser|svarar|föreläser|kommenterar|redogör|lyfter|summerar)"
)
SPEECH_BEFORE = re.compile(rf"(?<!\w){SPEECH}[ \u00a0]+$", re.IGNORECASE)
SPEECH_AFTER = re.compile(rf"[ \u00a0]+{SPEECH}(?!\w)")

# "Foto: ", "Kontaktperson " …
BYLINE_BEFORE = re.compile(
    r"(?<!\w)(?:foto(?:graf)?|text|bild|illustration|skribent|redaktör|reporter|författare|moderator|kontakt(?:person)?"
    r"|kontakta|sidansvarig|ansvarig utgivare|vid protokollet|vid pennan|sekreterare|ordförande|(?<=\n)av|^av)"
    r"(?: och foto)?[ \u00a0]*[:/]?[ \u00a0]*\n?$|på [\w ]+ vägnar\s*$",
    re.IGNORECASE,
)
# … and a telephone number or an e-mail address within the two lines behind a name.
CONTACT_AFTER = re.compile(
    r"[^.!?\n]{0,60}(?:\n{1,2}[^.!?\n]{0,60}){0,2}?[ \u00a0,:\n(](?:\+46|0\d{1,3}[ \u00a0]?[-–/][ \u00a0]?\d\d"
    r"|[\w.-]+@[\w-]+\.)"
)

# "Fikru Marus dotter", "… svenska advokat": only people have these.
KIN_AFTER = re.compile(
    r"(?<=s)[ \u00a0](?:[a-zåäö]+[ \u00a0])?(?:dotter|son|fru|hustru|änka|mamma|pappa|bror|syster|advokat"
    r"|försvarare)(?!\w)"
)

_THING_AFTER = re.compile(
    r"[ \u00a0-]*(?:väg|gata|plats|torg|gränd|allé|park|minnesfond|stiftelse|fond|akademi|skola|sjukhus|barnsjukhus"
    r"|institut|pris|museum|minne|stipendium|kyrka|gymnasium|musikklasser|församling|center|hus|AB|HB|KB"
    r"|pokal|cup|vandringspris|minnespris|förlag|bokhandel|Aktiebolag|Institut|Institutet|Center|Centre|Foundation|Academy|Barnsjukhus|Museum|Universitet|University)"
    r"(?![\w-])|-[a-zåäö]"
)
_PLACE_AFTER = re.compile(r"[ \u00a0]+(?:kommuns?|stads?|län|församling|socken|centrum)(?!\w)|-(?=\w|$|[ \u00a0]och)")


def opens_another_name(text: str, end: int) -> bool:
    """Whether what ends at `end` opens a place's or thing's name: "Dag Hammarskjölds| väg", "Lars Bergs| AB"."""
    return _THING_AFTER.match(text, end) is not None or _PLACE_AFTER.match(text, end) is not None
