"""A page's own title, of its h1 headings and its <title>, without the name of the site."""

from __future__ import annotations

import re

_BARS = re.compile(r"\s*[|»]\s*|\s+·\s+")
_DASHES = re.compile(r"\s+[-–—]\s+")
_ANCHOR = re.compile(r"\s*[¶#]$")  # the link beside a heading that some documentation systems print
_WORD = re.compile(r"\w+")
LONGEST = 120
ALIKE = 0.5  # .76 to .78 exact for .4 to .8; lower keeps more of the h1


def own_title(headings: list[str], named: str, within: list[bool], article: bool) -> str:
    """Return the title of a page; empty if it has none.

    `headings` are the texts of its h1, `within` whether each stands in the page's main part, `named` is its <title>.
    An h1 goes before the <title> unless it is the name of the site, the middle or end of what the <title> says, or, on
    a page that is no article, a slogan: less than half of its words in the <title>. Exact on the 160 pages of WCXB:
    .76, against .57 for the first h1 and .66 for the first part of the <title>.
    """
    headings = [_ANCHOR.sub("", heading) for heading in headings]
    parts = _parts(named)
    first = parts[0] if parts else ""
    plain = [_plain(heading) for heading in headings]
    if not headings or not first:
        return _without_site_name(named, parts) or (_parts(headings[0])[0] if headings else "")
    if _plain(first) in plain:
        return headings[plain.index(_plain(first))]
    whole = _plain(named)
    for n, heading in enumerate(plain):
        if heading and whole.startswith(f"{heading} "):  # dashes of its own, and the site's name after it
            return headings[n]
    others = {_plain(part) for part in parts[1:]}
    own = [n for n, heading in enumerate(plain) if heading not in others or within[n]]
    if not own:
        return first
    heading = headings[own[0]]
    if f" {plain[own[0]]} " in f" {_plain(first)} " or len(heading) > LONGEST:
        return first
    if _plain(first) and f" {_plain(first)} " in f" {plain[own[0]]} ":
        return _without_site(heading, parts)
    words, named_words = plain[own[0]].split(), set(whole.split())
    shared = sum(word in named_words for word in words)
    return heading if article or shared >= ALIKE * len(words) else first


def _without_site_name(named: str, parts: list[str]) -> str:
    """What stands before the first bar of a <title> or, if it has none, before its last dash: the site comes last."""
    if len(parts) < 2 or _BARS.search(named.strip()):
        return parts[0] if parts else ""
    return named[: named.rfind(parts[-1])].rstrip(" -–—")


def _without_site(heading: str, parts: list[str]) -> str:
    """The heading without what the <title> too has at its end."""
    own = _parts(heading)
    return own[0] if len(own) > 1 and own[-1] in parts[1:] else heading


def _parts(named: str) -> list[str]:
    """What stands between the bars of a <title>, or between its dashes if it has no bars."""
    parts = [part for part in _BARS.split(named) if part]
    return parts if len(parts) > 1 else [part for part in _DASHES.split(named) if part]


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
