"""The path to a page, "Start / Omsorg och stöd / Trygghet": kept as texts, taken out of the main text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pipeline.records import Block

_NAMED = re.compile(r"bread-?crumb|br[oö]d-?smul", re.I)
_LABELLED = re.compile(r"bread-?crumb|br[oö]d-?smul|du är här|you are here|sökväg", re.I)
_PREFIX = re.compile(r"^(?:du är här|you are here):?\s*", re.I)
_LINE = re.compile(r"^du är här: ?(?P<path>.{2,300})$", re.I)
_PARTED = re.compile(r"\s*(?:[/>»›→|\\]|\s[-–]\s)\s*")
_SEPARATOR = " />»›→|\\-–:\n\t\xa0"
# Templates also name whole columns after the path that they hold.
LONGEST = 400


def take_breadcrumbs(tree: Any) -> tuple[str, ...]:
    """Return the texts of a page's path in order, and remove the elements that show it; () if there is none."""
    found: tuple[str, ...] = ()
    for element in [one for one in tree.iter("nav", "ol", "ul", "div", "p", "section") if _shows_path(one)]:
        found = found or _texts(element)
        if element.getparent() is not None:
            element.drop_tree()
    return found


def split_path_line(blocks: list[Block]) -> tuple[tuple[str, ...], list[Block]]:
    """Return the path in a line "Du är här: Start / Omsorg" among the first blocks, and the blocks, it not kept."""
    for i, block in enumerate(blocks[:4]):
        if found := _LINE.match(block.text):
            steps = tuple(step for step in _PARTED.split(found["path"]) if step)
            return steps, [*blocks[:i], replace(block, kept=False, reason="breadcrumbs"), *blocks[i + 1 :]]
    return (), blocks


def _shows_path(element: Any) -> bool:
    marks = (element.get("class"), element.get("id"), element.get("itemtype"))
    named = any(_NAMED.search(mark or "") for mark in marks) or _LABELLED.search(element.get("aria-label") or "")
    if not named or len(element.xpath("string(.)")) > LONGEST:
        return False
    return element.tag == "p" or not element.xpath(".//h1|.//h2|.//p[string-length(normalize-space()) > 100]|.//main")


def _texts(element: Any) -> tuple[str, ...]:
    steps = element.xpath(".//li[not(.//li)]") or element.xpath(".//a|.//span[not(.//a)][not(ancestor::a)][not(*)]")
    parts = [step.xpath("string(.)") for step in steps] or _PARTED.split(element.xpath("string(.)"))
    texts = [_PREFIX.sub("", " ".join(part.split())).strip(_SEPARATOR) for part in parts]
    return tuple(text for i, text in enumerate(texts) if text and text not in texts[:i])
