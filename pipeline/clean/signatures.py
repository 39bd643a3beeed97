"""Contact signatures: the user ids that content systems print beside a date ("Senast granskad 2023-03-10 av KLALIW").

They are made of the first letters of a person's names and name nobody to a reader.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.clean.dates import is_date_line
from pipeline.records import Block

_ID = r"(?:[A-ZÅÄÖ]{4,8}\d{0,4}|[a-zåäö]{2,6}\d{2,4})"
_DATED = re.compile(rf"(?i:\b(?:av|by|sign(?:atur)?:?)|/) ?(?P<id>{_ID})(?!\w)")
_ALONE = re.compile(
    rf"(?:(?i:(?:senast )?(?:granskad|uppdaterad|ändrad|publicerad|skriven) av|sign(?:atur)?\.?:?|sidansvarig:?"
    rf"|innehållsansvarig:?|webbredaktör:?|redaktör:)|av|/) ?(?P<id>{_ID})\.?"
)
# A date line that ends a block of text, on a line of its own or after a full stop.
_TAIL = re.compile(
    r"(?:\n|(?<=[.!?]) )(?P<line>(?i:(?:sidan |artikeln )?(?:är )?(?:senast )?(?:granskad|uppdaterad|ändrad|reviderad))"
    r"[^\n.]{0,60})$"
)
REASON = "signature"


def mark_signatures(blocks: list[Block]) -> list[Block]:
    """Return the same text, lines that sign it no longer kept; one that ends a paragraph becomes a block of its own.

    A bare id is only one where another line of the page uses it as such: "BROTT" may be a heading.
    """
    parted = [part for block in blocks for part in _parted(block)]
    known = {found["id"] for block in parted if (found := _signed(block.text))}
    return [
        replace(block, kept=False, reason=REASON)
        if block.kept and (_signed(block.text) or block.text.strip("/ ") in known)
        else block
        for block in parted
    ]


def _signed(text: str) -> re.Match[str] | None:
    return _ALONE.fullmatch(text) or (_DATED.search(text) if is_date_line(text) else None)


def _parted(block: Block) -> list[Block]:
    found = _TAIL.search(block.text) if block.kept else None
    if found is None or not is_date_line(found["line"]) or not _DATED.search(found["line"]):
        return [block]
    return [replace(block, text=block.text[: found.start()].rstrip()), replace(block, text=found["line"])]
