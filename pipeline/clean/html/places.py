"""Where on a page an element stands: one bit for each tag, word of a template or state around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

TAGS = tuple(
    "nav header footer aside form main article section ul table figure blockquote dialog dd button label a h1 h2 h3 h4"
    " h5 h6 p li".split()
)
# Words that templates use in class and id, in English and in Swedish.
CLASS_WORDS = {
    "navigation": r"nav|menu|meny|breadcrumb|crumbs|brödsm|brodsm|pagination|pager|toc\b|skip|sitemap",
    "foot": r"foot|sidfot|colophon|copyright",
    "head": r"header|sidhuvud|masthead|topbar|toolbar",
    "side": r"side|aside|rail|widget|sidokolumn|spalt",
    "notice": r"cookie|consent|gdpr|\bkakor|modal|popup|pop-up|overlay|dialog|lightbox|offcanvas|drawer|alert|notice",
    "share": r"share|sharing|social|follow|facebook|twitter|\bdela\b",
    "related": r"relate|relater|recommend|similar|more-|read-next|also|latest|popular|trending|recent|las-mer",
    "comment": r"comment|kommentar|disqus|respond|reply",
    "promotion": r"promo|newsletter|nyhetsbrev|subscri|signup|sign-up|advert|\bads?\b|sponsor|cta\b|call-to|banner",
    "byline": r"meta|byline|author|tags?\b|date|time|posted|categor|label|badge",
    "fields": r"\bform|search|sök|login|filter|\bsort|dropdown",
    "text": r"content|article|artikel|post|entry|body|text|story|main|prose|rich|wysiwyg|copy|preamble|ingress",
    "item": r"card|item|teaser|puff|tile|list|grid|result|product|feature|accordion|dragspel|tab|faq|panel|slide|hero",
    "praise": r"testimonial|review|quote|logo|partner|client|customer",
    "unseen": r"hidden|sr-only|screen-reader|visuallyhidden|d-none",
}
_CLASS_WORDS = [(re.compile(words), 1 << (len(TAGS) + n)) for n, words in enumerate(CLASS_WORDS.values())]
HIDDEN = 1 << (len(TAGS) + len(CLASS_WORDS))
PLACES = (*TAGS, *CLASS_WORDS, "hidden")
_TAG_BITS = {tag: 1 << n for n, tag in enumerate(TAGS)}
H1, NAV, LINK = _TAG_BITS["h1"], _TAG_BITS["nav"], _TAG_BITS["a"]
_ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside", "main": "main"}
_ROLES |= {"dialog": "dialog", "alertdialog": "dialog", "search": "form", "form": "form", "button": "button"}
_OUTER = sum(_TAG_BITS[tag] for tag in ("nav", "header", "footer", "aside", "form", "dialog", "button"))
_HIDING = re.compile(r"display:none|visibility:hidden", re.I)
_CONTROLS_OF = ("h2", "h3", "h4", "h5", "button")


def places_of(element: Any, tag: str, outer: int) -> int:
    """The places that `element` adds to those around it."""
    found = _TAG_BITS.get(tag, 0)
    if not element.attrib:
        return found if not found & _OUTER or not _holds_the_page(element, tag) else 0
    role = element.get("role")
    if role is not None:
        found |= _TAG_BITS.get(_ROLES.get(role, ""), 0)
    if tag not in {"html", "body"}:
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(named) > 1:
            for name in named[:200].lower().split():
                found |= _named(name)
    if not outer & HIDDEN and _is_hidden(element) and not _is_panel(element):
        found |= HIDDEN
    if found & ~outer & (_OUTER | HIDDEN) and _holds_the_page(element, tag):
        found &= ~(_OUTER | HIDDEN)
    return found


@lru_cache(maxsize=8192)
def _named(name: str) -> int:
    """The places that one name among the classes and the id of an element stands for."""
    return sum(bit for words, bit in _CLASS_WORDS if words.search(name))


def _holds_the_page(element: Any, tag: str) -> bool:
    """Whether the whole page stands in it: a form around everything (ASP.NET), a header that was never closed."""
    return any(True for _ in element.iter("main", "h1") if tag == "form" or _.tag == "main")


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and _HIDING.search(style.replace(" ", "")) is not None


def _is_panel(element: Any) -> bool:
    """What a closed accordion hides until it is clicked: the box right after a heading or a button."""
    before = element.getprevious()
    if before is None or not any(True for _ in element.iter("p", "li")):
        return False
    return before.tag in _CONTROLS_OF or any(True for _ in before.iter("button"))


def opens_a_panel(button: Any, places: int) -> bool:
    """A button that opens a panel of the text is the heading of it; one in a menu is not."""
    outer = _OUTER & ~_TAG_BITS["button"] & ~_TAG_BITS["dialog"] & ~_TAG_BITS["aside"]
    return button.get("aria-expanded") is not None and not places & outer
