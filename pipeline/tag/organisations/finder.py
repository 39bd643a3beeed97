"""Organisations named in a text: listed names, names of an organisation's form, and what the text calls them later.

A listed form that is another word as well needs evidence; "polisen" is the authority and not an officer; "lokala Brå"
is not Brå. "länsstyrelsen" is the county board that the text names, if it names one only. An abbreviation in brackets
after an organisation ("Unga Örnar (UÖ)") means it from there on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Mention
from pipeline.tag.organisations.lexicon import Organisations
from pipeline.tag.organisations.unlisted import unlisted_organisations
from pipeline.tag.slugs import slug
from pipeline.tag.spans import Spans, longest
from pipeline.tag.written_forms import GENITIVE, as_listed

_WITHIN_SENTENCE = re.compile(r"[\w,;:()/&%\"”»][ \u00a0]$|\($")
_LISTED_WITHIN = 8  # characters between the members of a list
_LISTED = re.compile(r"(?:,|,?[ \u00a0](?:och|samt|&))[ \u00a0]")
_FOREIGN = re.compile(
    r"(?<!\w)(?:amerikanska|brittiska|danska|norska|finska|finländska|isländska|tyska|franska|holländska|nederländska"
    r"|polska"
    r"|ryska|turkiska|spanska|italienska|irländska|grekiska|israeliska|iranska|irakiska|kinesiska|litauiska|estniska"
    r"|lettiska|belgiska|ungerska|serbiska|nya|förra|tidigare|borgerliga|socialdemokratiska)[ \u00a0]$",
    re.IGNORECASE,
)
_LOCAL_COUNCIL = re.compile(r"(?<!\w)(?:[Ll]okala|[Ll]okalt|[Dd]et|[Vv]årt|[Ss]itt|[Ee]tt|kommunala|\w+s)[ \u00a0]$")
_IN_PLACE = re.compile(r"[ \u00a0](?:i|vid)[ \u00a0][A-ZÅÄÖ]")
_OFFICER = re.compile(r"(?<!\w)(?:[Dd]en|[Dd]enne?|[Ee]n|[Hh]är|[Uu]nge|[Gg]amle|[Kk]vinnliga?|[Mm]anliga?)[ \u00a0]$")
_COUNTY_BOARD = re.compile(r"(?<![\w\u2011-])[Ll]änsstyrelsen(?:s)?(?![\w\u2011-])")
_IN_BRACKETS = re.compile(r"[ \u00a0]\(([A-ZÅÄÖ][\w\u2011-]{1,9})\)")
_WITH_BRANCHES = frozenset({"association", "union"})
_BRANCH = re.compile(r"[ \u00a0]([A-ZÅÄÖ][\w\u2011-]+)(?![\w\u2011-])")
_AUTHORITY_OF_A_STATE = frozenset(
    {"polismyndigheten", "regeringen", "riksdagen", "frivarden", "kriminalvarden", "tullen"}
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A name at text[start:end]; `doubtful` ones need evidence, `listed` ones are in the lexicon."""

    start: int
    end: int
    id: str
    name: str
    kind: str = ""
    doubtful: bool = False
    listed: bool = True


def find_organisations(
    organisations: Organisations, text: str, taken: Sequence[tuple[int, int]] = ()
) -> tuple[Mention, ...]:
    """Return the organisations named in `text`, in text order; none overlaps a span in `taken`, those of people.

    A mention covers the name with its genitive s; its entity_id is "organisation:" and a slug.
    """
    others = Spans(taken)
    free = [
        one
        for one in longest(_candidates(organisations, text))
        if not others.overlap(one.start, one.end) and _means_it(text, one, others)
    ]
    named = {one.id for one in free if not one.doubtful}
    found = [one for one in free if not one.doubtful or one.id in named or _shown(text, one, free)]
    found = longest([*found, *_county_boards(text, found), *_abbreviations(text, found)])
    return tuple(
        Mention(one.start, one.end, text[one.start : one.end], "ORGANISATION", f"organisation:{one.id}", one.name)
        for one in found
    )


def _candidates(organisations: Organisations, text: str) -> Iterator[_Found]:
    for match in organisations.pattern.finditer(text):
        one, doubtful = organisations.forms[as_listed(match.group(1))]
        end = match.end()
        if (
            one.kind in _WITH_BRANCHES
            and (branch := _BRANCH.match(text, end))
            and branch.group(1) in organisations.places
        ):
            end, doubtful = branch.end(), False
        yield _Found(match.start(), end, one.id, one.name, one.kind, doubtful)
    for other in unlisted_organisations(text):
        if {other.name, other.name.removesuffix("s")} & organisations.places:
            continue
        known = organisations.forms.get(other.name)
        if known:
            yield _Found(other.start, other.end, known[0].id, known[0].name, known[0].kind)
        else:
            yield _Found(other.start, other.end, slug(other.name), other.name, "", other.doubtful, listed=False)


def _means_it(text: str, one: _Found, others: Spans) -> bool:
    """Whether the words beside the name leave it the organisation that it names."""
    before = text[max(0, one.start - 20) : one.start]
    if one.id in _AUTHORITY_OF_A_STATE and _FOREIGN.search(before):
        return False
    if one.id == "polismyndigheten" and text[one.start : one.start + 7].lower() == "polisen":
        return not _OFFICER.search(before) and not others.overlap(one.end, one.end + 2)
    if one.id == "bra":
        council = "ottsförebyggande" in text[one.start : one.end]
        if council and (_LOCAL_COUNCIL.search(before) or _IN_PLACE.match(text, one.end)):
            return False
        return not re.search(r"[Ll]okala?t?[ \u00a0]$", before)
    return True


def _shown(text: str, one: _Found, others: list[_Found]) -> bool:
    """Whether a doubtful form stands within a sentence, or in a list with another organisation."""
    if _WITHIN_SENTENCE.search(text[max(0, one.start - 2) : one.start]):
        return True
    after = (other for other in others if one.end < other.start <= one.end + _LISTED_WITHIN)
    return any(_LISTED.fullmatch(text, one.end, other.start) for other in after)


def _county_boards(text: str, found: list[_Found]) -> Iterator[_Found]:
    named = {one.id: one.name for one in found if one.kind == "county_board"}
    id, name = next(iter(named.items())) if len(named) == 1 else ("lansstyrelsen", "Länsstyrelsen")
    for match in _COUNTY_BOARD.finditer(text):
        yield _Found(match.start(), match.end(), id, name)


def _abbreviations(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Yield the abbreviations in brackets after an organisation, and each later mention of theirs."""
    means: dict[str, _Found] = {}
    for one in found:
        bracket = _IN_BRACKETS.match(text, one.end)
        if bracket and not bracket.group(1).isdigit():
            means.setdefault(bracket.group(1), one)
    for short, one in means.items():
        for match in re.finditer(rf"(?<![\w\u2011-]){re.escape(short)}{GENITIVE}(?![\w\u2011-])", text):
            if match.start() > one.start:
                yield _Found(match.start(), match.end(), one.id, one.name, one.kind)
