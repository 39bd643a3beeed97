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

_THING_AFTER = re.compile(
    r"[ \u00a0-]*(?:väg|gata|plats|torg|gränd|allé|park|minnesfond|stiftelse|fond|akademi|skola|sjukhus|barnsjukhus"
    r"|institut|pris|museum|minne|stipendium|kyrka|gymnasium|musikklasser|församling|center|hus|hem|AB|HB|KB"
    r"|Aktiebolag|Institut|Institutet|Center|Centre|Foundation|Academy|Barnsjukhus|Museum|Universitet|University)"
    r"(?![\w-])|-[a-zåäö]"
)
_PLACE_AFTER = re.compile(r"[ \u00a0]+(?:kommuns?|stads?|län|församling|socken|centrum)(?!\w)|-")


def opens_another_name(text: str, end: int) -> bool:
    """Whether what ends at `end` opens a place's or thing's name: "Dag Hammarskjölds| väg", "Lars Bergs| AB"."""
    return _THING_AFTER.match(text, end) is not None or _PLACE_AFTER.match(text, end) is not None
