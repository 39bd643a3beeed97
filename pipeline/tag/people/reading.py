"""The text as rules read it, character for character as long: soft line breaks and emoji are spaces.

Knows nothing about names or roles.
"""

from __future__ import annotations

import re

# A line break within a sentence: before a word in lower case, or behind a comma or a word that wants another.
_SOFT_BREAK = re.compile(
    r"(?<=[a-zåäöé,])[ \u00a0]*\r?\n(?=[a-zåäöé-]+(?:[ ,;:\r\n]|[.!?](?!\w)|$))"
    r"|(?:(?<=\Wi)|(?<=\Wpå)|(?<=\W(?:vid|hos|för|och)))[ \u00a0]*\r?\n(?=\w)"
)
_EMOJI = re.compile(r"[ \u00a0]*[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+(,?)")


def as_read(text: str) -> str:
    """Return `text` with each soft line break and each emoji replaced by as many spaces, a comma behind it first."""
    text = _SOFT_BREAK.sub(lambda match: " " * len(match[0]), text)
    return _EMOJI.sub(lambda match: match[1].ljust(len(match[0])), text)
