"""HTML → title, blocks and metadata, with trafilatura at heart.

trafilatura finds the main text; here its XML becomes typed blocks, and titles that end in the site's name lose it. What
the page says about itself is read by metadata.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from pipeline.clean.breadcrumbs import take_breadcrumbs
from pipeline.clean.decode import tidy
from pipeline.clean.metadata import Metadata, read_metadata
from pipeline.errors import UnusableContent
from pipeline.records import Block, BlockKind

# Below this many characters the precise extraction has missed the text of a page that has one.
SHORT_TEXT = 250
SHORTEST_LEAD = 6
MOST_OF_TEXT = 0.6
_LEAD = "//h1/following::p[contains(@class, 'preamble') or contains(@class, 'ingress') or contains(@class, 'lead')]"
_PARTING = ("address", "br", "dd", "div", "dl", "dt", "li", "ol", "p", "section", "table", "ul")
_KINDS: dict[str, BlockKind] = {
    "head": "heading",
    "p": "paragraph",
    "item": "list_item",
    "quote": "quote",
    "fw": "paragraph",
    "ab": "paragraph",
    "code": "paragraph",
}
# What a closed accordion hides until it is clicked: the panel right after a heading or a button.
_CLOSED_PANEL = (
    "//*[@aria-hidden='true' or contains(translate(@style, ' ', ''), 'display:none')]"
    "[preceding-sibling::*[1][self::h2 or self::h3 or self::h4 or self::h5 or self::button or .//button]]"
    "[.//p or .//li]"
)
_BARE_ACCORDION_BUTTON = (
    "//button[@aria-expanded][normalize-space()][not(ancestor::h2|ancestor::h3|ancestor::h4|ancestor::h5)]"
    "[not(ancestor::nav|ancestor::header|ancestor::footer|ancestor::form)]"
)
_CAPTION_CLASS = re.compile(r"caption|bildtext|bild-text", re.I)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML may hold them
_EMPTY_LINES = re.compile(r"\n{2,}")
_TALSTRECK = re.compile(r"^[–—]\s*\S")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a page holds: its main text as blocks, before boilerplate is marked, and what it says about itself."""

    title: str
    blocks: list[Block]
    metadata: Metadata = field(default_factory=Metadata)


def extract_html(text: str, url: str | None) -> Extracted:
    """Return the main text of an HTML page; UnusableContent if there is none."""
    import trafilatura

    tree = _parse(text)
    path = take_breadcrumbs(tree)
    readable = _readable(tree)
    found: Any = None
    for recall in (False, True):
        try:
            found = trafilatura.bare_extraction(
                deepcopy(readable),
                url=url,
                with_metadata=True,
                include_comments=False,
                include_tables=True,
                favor_recall=recall,
            )
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
            raise UnusableContent(f"trafilatura cannot read it ({type(error).__name__}: {error})") from error
        if found is not None and len(found.text or "") >= SHORT_TEXT:
            break
    if found is None or not (found.text or "").strip():
        raise UnusableContent("no main text found in the HTML")
    title = _title(found.title, tree)
    blocks = _with_lead([block for block in _blocks(found.body) if block.text], tree)
    if blocks and blocks[0].kind == "heading" and blocks[0].text == title:
        blocks = blocks[1:]
    if not blocks:
        raise UnusableContent("no main text found in the HTML")
    return Extracted(title, blocks, read_metadata(tree, url, path))


def _parse(text: str) -> Any:
    try:
        tree = html.document_fromstring(_CONTROLS.sub(" ", text).encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnusableContent(f"not HTML ({str(error).strip().splitlines()[0]})") from error
    for element in tree.xpath(
        "//style|//noscript|//template|//script[not(@type='application/ld+json')]"
        "|/html//comment()|/html//processing-instruction()"
    ):
        element.drop_tree()
    return tree


def _readable(tree: Any) -> Any:
    """A copy that trafilatura reads whole: headings that are buttons of an accordion become plain headings."""
    readable = deepcopy(tree)
    for block in readable.iter(*_PARTING):
        _part(block)
    for line in readable.xpath("//*[self::li or self::td or self::th or self::dd or self::dt]//div[not(*)]"):
        line.tag = "p"
    for summary in readable.iter("summary"):
        summary.tag = "h3"
    for panel in readable.xpath(_CLOSED_PANEL):
        panel.attrib.pop("aria-hidden", None)
        panel.attrib.pop("style", None)
    for button in readable.xpath(_BARE_ACCORDION_BUTTON):
        button.tag = "h3"
    for heading in readable.iter("h2", "h3", "h4", "h5", "h6"):
        for button in heading.xpath(".//button"):
            button.drop_tag()
        # trafilatura judges elements by words in their class; content systems give headings any class.
        heading.attrib.pop("class", None)
    if not readable.xpath("//main|//article|//*[@role='main']"):
        _mark_article(readable)
    return readable


def _part(block: Any) -> None:
    """Put white space around a block, which a browser shows as lines of its own and trafilatura would glue together."""
    block.tail = f"\n{block.tail or ''}"
    before, parent = block.getprevious(), block.getparent()
    if before is not None:
        before.tail = f"{before.tail or ''}\n"
    elif parent is not None:
        parent.text = f"{parent.text or ''}\n"


def _mark_article(readable: Any) -> None:
    """Name the container of the text, where the template does not: the nearest one above the h1 with most of it."""
    paragraphs = readable.xpath("//p[not(ancestor::nav|ancestor::footer|ancestor::header|ancestor::aside)]")
    whole = sum(len(p.text_content()) for p in paragraphs)
    for heading in readable.xpath("//h1")[:1]:
        for container in heading.iterancestors("div", "section", "td"):
            if sum(len(p.text_content()) for p in container.iter("p")) >= MOST_OF_TEXT * whole:
                container.tag = "article"
                return


def _with_lead(blocks: list[Block], tree: Any) -> list[Block]:
    """Put back a lead paragraph that stands outside the container of the text.

    Only the first one after the h1: further down they are those of other pages in teasers.
    """
    leads = [tidy(" ".join(p.itertext())).replace("\n", " ") for p in tree.xpath(_LEAD)[:1]]
    held = "\n".join(block.text for block in blocks)
    lost = [lead for lead in leads if len(lead.split()) >= SHORTEST_LEAD and lead not in held]
    first = 1 if blocks and blocks[0].kind == "heading" else 0
    return [*blocks[:first], *(Block("paragraph", lead) for lead in lost), *blocks[first:]]


def _title(found: str | None, tree: Any) -> str:
    """The page's own title: its only h1, else the title trafilatura chose, without the site's name."""
    headings = [tidy(" ".join(h.itertext())).replace("\n", " ") for h in tree.xpath("//h1")]
    headings = [heading for heading in headings if heading]
    if len(headings) == 1:
        return headings[0]
    title = tidy(found or "").replace("\n", " ") or (headings[0] if headings else "")
    return re.sub(r"\s+[-–|·]\s+[^-–|·]{2,40}$", "", title)


def _blocks(body: Any) -> Iterator[Block]:
    """Read trafilatura's tree in order; text between elements, and in containers it left, are paragraphs."""
    for element in body:
        if element.tag == "table":
            for row in element.iter("row"):
                cells = [_text(cell).replace("\n", " ") for cell in row.iter("cell")]
                yield Block("table_row", " | ".join(cell for cell in cells if cell))
        elif element.tag == "list":
            for item in element.iter("item"):
                yield Block("list_item", _text(item, stop="list"))
        elif element.tag in _KINDS:
            content = _text(element)
            yield Block(_kind(element, content), content)
        else:
            yield Block("paragraph", tidy(element.text or ""))
            yield from _blocks(element)
        yield Block("paragraph", tidy(element.tail or ""))


def _kind(element: Any, content: str) -> BlockKind:
    if element.tag == "p" and _CAPTION_CLASS.search(element.get("class") or ""):
        return "caption"
    if element.tag == "p" and _TALSTRECK.match(content):
        return "quote"
    return _KINDS[element.tag]


def _text(element: Any, stop: str | None = None) -> str:
    """The words under `element`, line breaks kept; a nested `stop` element speaks for itself."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "lb":
            parts.append("\n")
        elif child.tag != stop:
            parts.append(_text(child, stop))
            if child.tag in {"p", "item", "cell", "head"}:
                parts.append("\n")
        parts.append(child.tail or "")
    return _EMPTY_LINES.sub("\n", tidy("".join(parts)))
