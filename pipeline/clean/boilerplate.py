"""Blocks that are on the page but not of it: contact boxes, date lines, feedback forms, doubled captions.

Works on typed blocks, so that it serves HTML and plain text alike. A block is never deleted: it loses `kept` and
gains a reason, which `kb clean` shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.clean.authors import byline
from pipeline.clean.dates import is_date_line
from pipeline.clean.signatures import mark_signatures
from pipeline.records import Block

_CONTACT_HEADING = re.compile(
    r"^(?:(?:kontakt|medborgar|service|kund)(?:center|tjänst)\b.{0,40}|kontakta? ?(?:oss|kommunen)?|kontaktuppgifter"
    r"|kontaktinformation|kontaktperson(?:er)?|besök oss|öppettider|öppet|besöksadress|postadress|telefontid(?:er)?"
    r"|hitta hit|vad kan kontaktcenter hjälpa mig med\?|det här hjälper kontaktcenter dig med)[:.]?$",
    re.I,
)
_DAY = r"(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:ar)?)?|vardagar|helger"
_REACH = re.compile(r"\S+@\S+\.\w+|(?<!\d)0\d{1,3}[- ]?\d[\d ]{4,12}(?!\d)|\b\d{3} ?\d{2} [A-ZÅÄÖ][\wåäöÅÄÖ]+$")
_CONTACT_LINE = re.compile(
    r"^(?:telefon(?:nummer|tid)?|tel|tfn|ring|skriv|mejl|e-post(?:adress)?|växel|fax|besök(?:sadress|stid)?|postadress"
    r"|adress|öppettider|öppet|lunchstängt|stängt|org(?:anisations)?(?:nummer|nr)|orgnr|kontaktcenter"
    r"|receptionen[^:]{0,30}):? ?.{0,80}$"
    rf"|^(?:{_DAY})\b[^.!?]{{0,6}}.{{0,30}}\d\d?(?:[.:]\d\d)?.{{0,60}}$"
    r"|^vi (?:svarar|har öppet)\b[^!?]{0,40}\d[^!?]{0,40}$"
    r"|^[^.!?]{2,40}(?:gatan?|vägen?|torget|gränd|stigen|plan|allén?|backen?|platsen|leden)"
    r" ?\d*[A-Za-z]?(?:, [^.!?]{2,30})?$"
    r"|^[^.!?]{0,60}\b\d{3} ?\d{2} [A-ZÅÄÖ][\wåäöÅÄÖ]+$"
    r"|^[^\s@]{1,80}@[^\s@]{1,80}\.\w+$"
    r"|^0\d{1,3}[- ]\d[\d ]{4,12}(?:, \S+@\S+)?$",
    re.I,
)
_FEEDBACK = re.compile(
    r"^(?:hjälpte informationen dig|fick du svar på din fråga|tack för att du hjälper oss"
    r"|var informationen till hjälp|hittade du det du sökte|dela(?: sidan| artikeln)?:?$"
    r"|läs även:?$|läs även: |läs mer:?$|relaterat:?$|relaterad information:?$"
    r"|relaterade (?:sidor|länkar|nyheter|artiklar):?$|skriv ut|tipsa via"
    r"|ja nej(?: |$)|ja, tack nej|var sidan till hjälp|lämna sidan snabbt|din synpunkt besvaras inte"
    r"|ditt svar (?:är anonymt|hjälper oss)|dela med dina vänner"
    r"|(?:(?:facebook|x|linkedin|twitter|instagram|mejla|e-post)(?: |$)){2,}$"
    r"|lyssna på sidan|tack! (?:berätta|vi har)|dela på |facebook$|linkedin$|twitter$|mejla$|e-post$|dela:)",
    re.I,
)
_COUNTER = re.compile(r"^(?:den här |denna )?(?:sidan|artikeln|nyheten) har (?:visats|lästs|besökts)\b.{0,20}\d", re.I)
_COOKIES = re.compile(r"^(?:(?:vi|den här webbplatsen) använder (?:kakor|cookies)|godkänn alla)", re.I)
_COMMENTS = re.compile(
    r"^(?:lämna ett svar|lämna en kommentar|avbryt svar|\d+ kommentarer?|din e-postadress kommer)", re.I
)
_DOUBLED = re.compile(r"^(?P<half>.{12,}?)\s+(?P=half)$", re.S)
_BOX_LINE_WORDS = 14
_CAPTION_WORDS = 40
_BYLINE_BLOCKS = 5
_DOUBLED_LENGTH = 2_000  # the time to look for it grows with the square

Rule = Callable[[list[Block]], list[Block]]


def mark_boilerplate(blocks: list[Block]) -> list[Block]:
    """Return the same text in order, blocks that are not the page's own no longer kept, with the reason."""
    for rule in (
        _halve_doubled,
        _bylines,
        mark_signatures,
        _date_lines,
        _single_lines,
        _contact_boxes,
        _comments,
        _repeats,
        _bare_headings,
    ):
        blocks = rule(blocks)
    return blocks


def _drop(block: Block, reason: str) -> Block:
    return replace(block, kept=False, reason=reason)


def _halve_doubled(blocks: list[Block]) -> list[Block]:
    """A caption and its alt text run together: "A och B. A och B." is one sentence written twice."""
    return [
        replace(block, text=found["half"], kind="caption")
        if len(block.text) <= _DOUBLED_LENGTH
        and len(block.text.split()) <= 2 * _CAPTION_WORDS
        and (found := _DOUBLED.match(block.text))
        else block
        for block in blocks
    ]


def _bylines(blocks: list[Block]) -> list[Block]:
    """A line above the text that names who wrote it and says nothing else."""
    return [
        _drop(block, "byline") if i < _BYLINE_BLOCKS and block.kept and byline(block.text) else block
        for i, block in enumerate(blocks)
    ]


def _date_lines(blocks: list[Block]) -> list[Block]:
    """A row of a table is none: "Skapad | 816" counts cases."""
    return [
        _drop(block, "date line") if block.kept and block.kind != "table_row" and is_date_line(block.text) else block
        for block in blocks
    ]


def _single_lines(blocks: list[Block]) -> list[Block]:
    def judge(block: Block) -> Block:
        if block.kept and _FEEDBACK.match(block.text) and len(block.text.split()) <= 25:
            return _drop(block, "feedback or sharing")
        if block.kept and _COUNTER.match(block.text):
            return _drop(block, "visit counter")
        if block.kept and _COOKIES.match(block.text):
            return _drop(block, "cookie notice")
        return block

    return [judge(block) for block in blocks]


def _contact_boxes(blocks: list[Block]) -> list[Block]:
    """A run of contact lines and contact headings is a box; so is any heading with nothing but such lines under it.

    A run must hold a way to reach somebody, or open with a contact heading: "Ordinarie öppettider" over a list of
    days on the library's page is content.
    """
    result = list(blocks)
    kinds = [_contact_kind(block) for block in blocks]
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and kinds[end] is not None:
            end += 1
        if _is_box(blocks[start:end], kinds[start:end]):
            first = start - 1 if start and _heads_only(blocks, start, end) else start
            result[first:end] = [_drop(b, "contact box") if b.kept else b for b in blocks[first:end]]
        start = end + 1
    return result


def _is_box(run: list[Block], kinds: list[str | None]) -> bool:
    lines = [line for block in run for line in block.text.split("\n")]
    reachable = any(_REACH.search(line) for line in lines)
    return "line" in kinds and ((reachable and len(lines) > 1) or kinds[0] == "heading")


def _heads_only(blocks: list[Block], start: int, end: int) -> bool:
    """Whether the block before a box is a heading whose whole section the box is."""
    return blocks[start - 1].kind == "heading" and (end == len(blocks) or blocks[end].kind == "heading")


def _contact_kind(block: Block) -> str | None:
    lines = [line for line in block.text.split("\n") if line.strip()]
    # Numbers in a list or table are the page's own: whom to call about its subject, what is open when.
    if (
        block.kind in {"table_row", "list_item"}
        or not lines
        or any(len(line.split()) > _BOX_LINE_WORDS for line in lines)
    ):
        return None
    if all(_CONTACT_HEADING.match(line) for line in lines):
        return "heading"
    if all(_CONTACT_LINE.match(line) or _CONTACT_HEADING.match(line) for line in lines):
        return "line"
    labelled = _CONTACT_HEADING.match(lines[0]) and all(len(line.split()) <= 6 for line in lines[1:])
    return "line" if labelled else None


def _comments(blocks: list[Block]) -> list[Block]:
    """Everything from "Lämna ett svar" on is the comment form."""
    first = next((i for i, block in enumerate(blocks) if _COMMENTS.match(block.text)), len(blocks))
    return blocks[:first] + [_drop(b, "comment form") if b.kept else b for b in blocks[first:]]


def _repeats(blocks: list[Block]) -> list[Block]:
    """The second of two equal blocks goes: captions stand both under the picture and in the text."""
    seen: set[str] = set()
    result = []
    for block in blocks:
        repeated = block.kind in {"caption", "paragraph", "heading"} and block.text in seen
        result.append(_drop(block, "repeated on the page") if block.kept and repeated else block)
        if block.kept:
            seen.add(block.text)
    return result


def _bare_headings(blocks: list[Block]) -> list[Block]:
    """A contact heading or "Läs mer" left with nothing under it goes too."""
    result = list(blocks)
    following: Block | None = None
    for i in range(len(blocks) - 1, -1, -1):
        block = blocks[i]
        if block.kept and _CONTACT_HEADING.match(block.text) and (following is None or following.kind == "heading"):
            result[i] = _drop(block, "contact box")
        if block.kept:
            following = block
    return result
