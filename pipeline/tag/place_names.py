"""The names of municipalities as they stand in a text, without those that are part of another name.

Left out are "Göteborgs-Posten", "Stockholms universitet", "Kalmar län", "IFK Göteborg", web addresses, and in lower
case the names that are ordinary words. Knows nothing about evidence: `municipalities` tells whether a name means the
municipality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.tag.gazetteer import Gazetteer, Municipality

_MIN_LOWER = 5  # shorter names in lower case are more often another word ("eda", "habo" as a typing error)
_WINDOW = 80  # characters before a name that are searched for evidence
_ADDRESS_GOES_ON = re.compile(r"[./_]\w")
_KOMMUN = re.compile(r"[ \u00a0]+(?:kommuns?|stads?)(?![\w\u2011-])", re.IGNORECASE)

# What a municipality's name opens without meaning the municipality. Common nouns in any case …
_OTHER_NOUN = re.compile(
    r"[ \u00a0]+(?:(?:tekniska|konstnärliga|kyrkliga|juridiska)[ \u00a0]+)?"
    r"(?:universitet|universitetssjukhus|sjukhus|lasarett|högskola|handelshögskola|musikhögskola|län|läns|länsstyrelse"
    r"|landsting|tingsrätt|hovrätt|kammarrätt|förvaltningsrätt|nation|stift|domkapitel|domkyrka|\w*församling|pastorat"
    r"|socken|tidning|tidningar|dagblad|allehanda|handelskammare|stadsmission|räddningsmission|gata|väg|gränd|skärgård"
    r"|flygplats|konserthus|symfoniker|symfoniorkester|filmfestival|sparbank|\w*regemente|stenar)(?:s|en|ens)?(?![\w\u2011-])",
    re.IGNORECASE,
)
# … and proper names as they are written.
_OTHER_NAME = re.compile(
    r"(?:[ \u00a0]+(?:AB|AIS|BK|BoIS|FC|FF|FK|GIF|HC|HF|HK|IF|IK|IS|IP|SK|TK|Airport|Allehanda|Arena|Basket|Bostad"
    r"|Bostäder|Business|Center|Centre|Challenge|Direkt|Energi|Environment|Exergi|Globe|Handboll|Hockey|Institute"
    r"|International|Lakers|Live|Marathon|Nyheter|Open|Opera|Posten|Pride|Redhawks|Resilience|School|United|University"
    r"|Vatten|Water)(?![\w])|\+\d|\.(?:se|nu|com)\b)"
)
_OTHER_BEFORE = re.compile(
    r"(?:(?<!\w)(?:[Rr]egion|[Pp]olisregion|[Ll]änsstyrelsen|[Ll]andstinget|[Aa]nstalten|[Hh]äktet|IFK|IF|IK|BK|FC|FK|GIF"
    r"|HK|KFUM|P4|SVT|TV4|Radio|(?:[Hh]ögskolan|[Uu]niversitetet|[Tt]ingsrätten|[Hh]ovrätten|[Kk]ammarrätten"
    r"|[Ff]örvaltningsrätten|[Ll]änsstyrelsen|[Hh]andelshögskolan|Mitt)[ \u00a0]+i"
    r"|[Aa]nstalterna(?!\w)[^.!?\n]{0,60}))[ \u00a0]+$"
)
_COUNTY_HEADS = frozenset({"län", "läns"})
# What stands between the members of a list.
LIST_BREAK = re.compile(r"[ \u00a0]*(?:,|;|/|–|,?[ \u00a0]*(?<!\w)(?:och|samt|eller|respektive|resp\.|&))[ \u00a0]*")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A written form found at text[start:end]; `named` is the end of the name itself, without kommun."""

    start: int
    named: int
    end: int
    municipality: Municipality
    whole: bool  # kommun or stad belongs to it
    capitals: bool

    def before(self, text: str) -> str:
        """Return the characters before it that may be evidence."""
        return text[max(0, self.start - _WINDOW) : self.start]


def named_places(gazetteer: Gazetteer, text: str) -> list[PlaceName]:
    """Return the names of municipalities in `text` that are not part of another name, in text order."""
    return _without_other_names(gazetteer, text, list(_candidates(gazetteer, text)))


def _candidates(gazetteer: Gazetteer, text: str) -> Iterator[PlaceName]:
    for match in gazetteer.pattern.finditer(text):
        written = re.sub("[ \u00a0]+", " ", match.group(1)).replace("\u2011", "-")
        form, municipality, needs_kommun = gazetteer.forms[written.casefold()]
        kommun = _KOMMUN.match(text, match.end())
        whole = kommun is not None
        if (needs_kommun and kommun is None) or not _cased(text, match, form, written, municipality, whole):
            continue
        end = kommun.end() if kommun else match.end()
        yield PlaceName(match.start(), match.end(), end, municipality, whole, len(written) > 1 and written.isupper())


def _cased(text: str, match: re.Match[str], form: str, written: str, municipality: Municipality, whole: bool) -> bool:
    if written == form:
        return True
    if written == form.upper():
        return len(form) >= 4 or whole
    if written != form.lower() or municipality.trap not in ("", "rare"):
        return False
    in_address = text[match.start() - 1 : match.start()] in tuple("./#_") or _ADDRESS_GOES_ON.match(text, match.end())
    return not in_address and (whole or len(form) >= _MIN_LOWER)


def _without_other_names(gazetteer: Gazetteer, text: str, found: list[PlaceName]) -> list[PlaceName]:
    kept: list[PlaceName] = []
    following: tuple[PlaceName, str] | None = None  # the blocked candidate to the right and its head
    for candidate in reversed(found):
        head = _other_name(text, candidate)
        if head is None and following is not None:
            head = _shared_head(gazetteer, text, candidate, *following)
        following = None if head is None else (candidate, head)
        if head is None:
            kept.append(candidate)
    return kept[::-1]


def _other_name(text: str, candidate: PlaceName) -> str | None:
    """Return what makes the candidate a part of another name ("" where it stands before it), else None."""
    if candidate.whole:
        return None
    after = _OTHER_NOUN.match(text, candidate.named) or _OTHER_NAME.match(text, candidate.named)
    if after is not None:
        return after.group().strip().lower()
    return "" if _OTHER_BEFORE.search(candidate.before(text)) else None


def _shared_head(gazetteer: Gazetteer, text: str, candidate: PlaceName, blocked: PlaceName, head: str) -> str | None:
    """Return `head` if the candidate shares it with the next one: "Uppsala" in "Uppsala och Lunds universitet"."""
    written = text[candidate.start : candidate.named]
    joined = LIST_BREAK.fullmatch(text, candidate.end, blocked.start)
    if not head or joined is None or candidate.whole or written[-1:].lower() not in tuple("saeiouyåäö"):
        return None
    if head in _COUNTY_HEADS and f"{written.casefold()} län" not in gazetteer.counties:
        return None
    return head
