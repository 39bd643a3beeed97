"""What stands right before and after a stretch of a text, and says whether it is the name of an initiative.

Numbers by name; knows nothing about the words of the stretch.
"""

from __future__ import annotations

import re

from pipeline.tag.initiatives.candidates import CLOSING_QUOTES, OPENING_QUOTES, Stretch, Word
from pipeline.tag.initiatives.described import is_described
from pipeline.tag.initiatives.introduced import says_what_it_does
from pipeline.tag.initiatives.wording import is_definite_head, is_kind, is_verb_form

_SMALL_WORDS = tuple("i på inom genom till från med för om av mot hos vid enligt och".split())
_CALLED = frozenset("heter hette kallas kallades kallar kallad namnet namn benämns döpt".split())
_ARTICLES = frozenset("den det en ett vår vårt våra sin sitt deras denna detta".split())
_RUNS = frozenset(
    "driver drev startade startar startat öppnar öppnade lanserade lanserar infört införde inför utökar testar prövar"
    " erbjuder kontakta bakom använder utvecklat tagit".split()
)
_IS = frozenset("är var heter blev".split())
_DOES = frozenset("går får ska kan ger tar har finns".split())
_STOPS = frozenset(".!?")
_STOP = re.compile(r"[.!?]")
_DASH = re.compile(r"–| - ")
_FAR = 200  # characters before a name in which its line may begin
_BULLETS = " •*·▪–-\u00a0"
_SPACES = frozenset((" ", "\u00a0", ""))
_DOCUMENT = re.compile(
    r"(?:rapport|bok|strategi|plan|film|artikel|lag|utredning|promemoria|proposition|betänkande|skrivelse|seminari"
    r"|konferens"
    r"|föreläsning|serie|podd|låt|pjäs|rubrik|tidning|riktlinje|motion|direktiv|handbok|vägledning)\w*"
    r"(?:[ \u00a0](?:om|med[ \u00a0]namnet|som[ \u00a0]heter|heter|kallad))?[ \u00a0]?$",
    re.IGNORECASE,
)
_DOCUMENT_NEAR = 40  # characters before a name in which the word for a document stands
_BROADCAST = re.compile(r"[”\"»]?[ \u00a0](?:i|på)[ \u00a0](?:SVT|TV|P[1-4]|Sveriges)")


def before(text: str, words: list[Word], one: Stretch) -> dict[str, float]:
    """Return what stands before text[one.start:one.end] in its line."""
    quoted = one.start > 0 and text[one.start - 1] in OPENING_QUOTES
    opening = one.start - quoted
    far = max(0, opening - _FAR)
    line = max(text.rfind("\n", far, opening) + 1, far)
    in_line = [word for word in words[max(0, one.first - 2) : one.first] if word.start >= line]
    last = in_line[-1] if in_line else None
    gap = text[last.end : opening] if last else ""
    near = last.text if last and gap in _SPACES else ""
    small = near.lower()
    further = in_line[0].text.lower() if len(in_line) > 1 else ""
    head = text[line:opening]
    return {
        "in quotes": quoted and text[one.end : one.end + 1] in CLOSING_QUOTES,
        "after a quote": quoted,
        "opens a line": not head.strip(_BULLETS),
        "opens an item": bool(head.strip()) and not head.strip(_BULLETS),
        "within a sentence": bool(near) or (last is not None and gap == ", "),
        "after a comma": gap == ", ",
        "after a colon": ":" in gap,
        "after a bracket": "(" in gap,
        "after a dash": bool(_DASH.search(gap)),
        "after a full stop": bool(_STOP.search(gap)),
        **{f"after {word}": small == word for word in _SMALL_WORDS},
        "after called": small in _CALLED,
        "after an article": small in _ARTICLES,
        "after runs": small in _RUNS,
        "after a kind": bool(near) and is_kind(small),
        "after a head": bool(near) and is_definite_head(small),
        "after a verb": bool(near) and is_verb_form(small),
        "after a small word": near[:1].islower(),
        "after a capital": near[:1].isupper(),
        "second after a kind": bool(further) and is_kind(further),
        "second after called": further in _CALLED or further in _RUNS,
        "after a document": bool(_DOCUMENT.search(text, max(0, one.start - _DOCUMENT_NEAR), one.start)),
    }


def after(text: str, words: list[Word], one: Stretch) -> dict[str, float]:
    """Return what stands after text[one.start:one.end]."""
    quoted = one.start > 0 and text[one.start - 1] in OPENING_QUOTES
    closing = one.end + (quoted and text[one.end : one.end + 1] in CLOSING_QUOTES)
    mark = text[closing : closing + 1]
    following = words[one.last + 1] if one.last + 1 < len(words) else None
    beside = following is not None and text[one.end : following.start].strip('”"» \u00a0') == ""
    near = following.text if following and beside and "\n" not in text[one.end : following.start] else ""
    small = near.lower()
    return {
        "before a comma": mark == ",",
        "before a full stop": mark in _STOPS,
        "before a colon": mark == ":",
        "before a bracket": mark == ")",
        "before a line's end": mark == "\n",
        "at the end": mark == "",
        "before brackets": text[closing : closing + 2] == " (",
        "before a dash": text[closing : closing + 3] in (" – ", " - "),
        "before is": small in _IS,
        "before som": small == "som",
        "before a place": small in ("i", "på"),
        "before a small word": small in _SMALL_WORDS and small not in ("i", "på", "och"),
        "before och": small == "och",
        "before a verb": near[:1].islower() and (is_verb_form(small) or small in _DOES),
        "before a capital": near[:1].isupper(),
        "before a word": near[:1].islower(),
        "before no word": not near,
        **is_described(text, one.end),
        "says what it does": says_what_it_does(text, one.end),
        "before a channel": bool(_BROADCAST.match(text, one.end)),
    }
