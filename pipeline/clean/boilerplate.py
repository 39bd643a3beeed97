"""Blocks that are on the page but not of it: contact boxes, date lines, feedback forms, doubled captions.

Works on typed blocks, so that it serves HTML and plain text alike. A block is never deleted: it loses `kept` and
gains a reason, which `kb clean` shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from pipeline.clean.dates import DATE_LINE
from pipeline.records import Block

_CONTACT_HEADING = re.compile(
    r"^(?:kontaktcenter\b.{0,40}|kontakta? ?(?:oss|kommunen)?|kontaktuppgifter|kontaktinformation|kontaktperson(?:er)?"
    r"|besök oss|öppettider|vad kan kontaktcenter hjälpa mig med\?|besöksadress|postadress|telefontider?"
    r"|hitta hit)[:.]?$",
    re.I,
)
_CONTACT_LINE = re.compile(
    r"^(?:telefon(?:nummer)?|tel|tfn|e-post(?:adress)?|mejl|växel|fax|besöksadress|besök|postadress|adress|öppettider"
    r"|öppet|telefontid|org(?:anisations)?(?:nummer|nr)|orgnr|kontaktcenter|medborgarservice)\b ?.{0,80}$"
    r"|^(?:mån|tis|ons|tors|fre|lör|sön)[a-z]*(?:(?: ?[-–—] ?| och )(?:mån|tis|ons|tors|fre|lör|sön)[a-z]*)?"
    r":? *\(?(?:kl\.? )?\d\d?[.:]\d\d.{0,40}$"
    r"|^[^.!?]{3,60}\b\d{3} ?\d{2} [A-ZÅÄÖ][\wåäöÅÄÖ]+$"
    r"|^\S+@\S+\.\w+$"
    r"|^0\d{1,3}[- ]\d[\d ]{4,12}$",
    re.I,
)
_FEEDBACK = re.compile(
    r"^(?:hjälpte informationen dig|var informationen till hjälp|hittade du det du sökte|dela(?: sidan| artikeln)?:?$"
    r"|läs även:?$|läs även: |läs mer:?$|relaterat:?$|relaterad information:?$"
    r"|relaterade (?:sidor|länkar|nyheter|artiklar):?$|skriv ut|tipsa via"
    r"|lyssna på sidan|tack! (?:berätta|vi har)|dela på |facebook$|linkedin$|twitter$|mejla$|e-post$|dela:)",
    re.I,
)
_COOKIES = re.compile(r"^(?:(?:vi|den här webbplatsen) använder (?:kakor|cookies)|godkänn alla)", re.I)
_COMMENTS = re.compile(
    r"^(?:lämna ett svar|lämna en kommentar|avbryt svar|\d+ kommentarer?|din e-postadress kommer)", re.I
)
_DOUBLED = re.compile(r"^(?P<half>.{12,}?)\s+(?P=half)$", re.S)
_BOX_LINE_WORDS = 14
_CAPTION_WORDS = 40

Rule = Callable[[list[Block]], list[Block]]


def mark_boilerplate(blocks: list[Block]) -> list[Block]:
    """Return the same blocks in order, those that are not the page's own text no longer kept, with the reason."""
    for rule in (_halve_doubled, _date_lines, _single_lines, _contact_boxes, _comments, _repeats, _bare_headings):
        blocks = rule(blocks)
    return blocks


def _drop(block: Block, reason: str) -> Block:
    return replace(block, kept=False, reason=reason)


def _halve_doubled(blocks: list[Block]) -> list[Block]:
    """A caption and its alt text run together: "A och B. A och B." is one sentence written twice."""
    return [
        replace(block, text=found["half"], kind="caption")
        if len(block.text.split()) <= 2 * _CAPTION_WORDS and (found := _DOUBLED.match(block.text))
        else block
        for block in blocks
    ]


def _date_lines(blocks: list[Block]) -> list[Block]:
    return [_drop(block, "date line") if block.kept and DATE_LINE.match(block.text) else block for block in blocks]


def _single_lines(blocks: list[Block]) -> list[Block]:
    def judge(block: Block) -> Block:
        if block.kept and _FEEDBACK.match(block.text) and len(block.text.split()) <= 25:
            return _drop(block, "feedback or sharing")
        if block.kept and _COOKIES.match(block.text):
            return _drop(block, "cookie notice")
        return block

    return [judge(block) for block in blocks]


def _contact_boxes(blocks: list[Block]) -> list[Block]:
    """A contact heading with contact lines under it, or two contact lines in a row, is a box.

    Its headings stay unless contact lines follow: "Ordinarie öppettider" on the library's page is content.
    """
    result = list(blocks)
    kinds = [_contact_kind(block) for block in blocks]
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and kinds[end] is not None:
            end += 1
        run = kinds[start:end]
        if run.count("line") >= 2 or ("line" in run and "heading" in run):
            result[start:end] = [_drop(b, "contact box") if b.kept else b for b in blocks[start:end]]
        start = end + 1
    return result


def _contact_kind(block: Block) -> str | None:
    if len(block.text.split()) > _BOX_LINE_WORDS * (block.text.count("\n") + 1):
        return None
    lines = [line for line in block.text.split("\n") if line.strip()]
    if lines and all(_CONTACT_HEADING.match(line) for line in lines):
        return "heading"
    if lines and all(_CONTACT_LINE.match(line) or _CONTACT_HEADING.match(line) for line in lines):
        return "line"
    labelled = lines and _CONTACT_HEADING.match(lines[0]) and all(len(line.split()) <= 6 for line in lines[1:])
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
    for i, block in enumerate(blocks):
        following = next((b for b in blocks[i + 1 :] if b.kept), None)
        if block.kept and _CONTACT_HEADING.match(block.text) and (following is None or following.kind == "heading"):
            result[i] = _drop(block, "contact box")
    return result
