"""The names of municipalities and of places in them as they stand in a text.

Left out are parts of words and of web addresses, and in lower case the names that are ordinary words. Knows nothing
about what a name means there: that is for `other_names` and `municipalities`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.tag.gazetteer import Form, Gazetteer, Municipality
from pipeline.tag.written_forms import as_listed

_MIN_CAPITALS = 4  # "ALE" and "KIL" are more often abbreviations
_MIN_LOWER = 5  # shorter names in lower case are more often another word ("eda", "habo" as a typing error)
_WINDOW = 80  # characters before a name that are searched for evidence
_ADDRESS_GOES_ON = re.compile(r"[./_]\w")
_JOINED = re.compile(r"(?<![\w\u2011-])[A-ZÅÄÖ]\w+(?:[\u2011-][A-ZÅÄÖ]\w+)+(?![\w\u2011-])")
_KOMMUN = re.compile(r"[ \u00a0]+(?:kommuns?|stads?)(?![\w\u2011-])", re.IGNORECASE)

# What stands between the members of a list, with a number or a day: "Arjeplog (1), Lund 2 maj, Mark".
LIST_BREAK = re.compile(
    r"(?:[ \u00a0]\(?\d[\d \u00a0]{0,6}\)?(?:[ \u00a0](?:januari|februari|mars|april|maj|juni|juli|augusti|september"
    r"|oktober|november|december))?)?"
    r"[ \u00a0]*(?:[,;/–|\u2011-]|,?[ \u00a0]*(?<!\w)(?:och|samt|eller|respektive|resp\.|&))[ \u00a0]*"
)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A written form found at text[start:end]; `named` is the end of the name itself, without kommun.

    `form` is what it is read as, `others` what it might be instead ("Sjöbo" in Borås).
    """

    start: int
    named: int
    end: int
    form: Form
    whole: bool  # kommun or stad belongs to it
    capitals: bool
    others: tuple[Form, ...] = ()

    @property
    def municipality(self) -> Municipality:
        """The municipality that it means, if it means one."""
        return self.form.municipality

    @property
    def code(self) -> str:
        """The code of that municipality."""
        return self.form.municipality.code

    @property
    def trap(self) -> str:
        """The kind of trap that the form is."""
        return self.form.trap

    def read_as(self, form: Form) -> PlaceName:
        """Return it with another reading, and no doubt."""
        return replace(self, form=form, others=())

    def before(self, text: str) -> str:
        """Return the characters before it that may be evidence."""
        return text[max(0, self.start - _WINDOW) : self.start]


def named_places(gazetteer: Gazetteer, text: str) -> list[PlaceName]:
    """Return the names in `text`, in text order."""
    found = [*_candidates(gazetteer, text), *_joined(gazetteer, text)]
    return sorted(found, key=lambda one: one.start)


def taken_places(found: Sequence[PlaceName], taken: Iterable[tuple[int, int]]) -> set[int]:
    """Return the positions in `found` of the names that meet one of the spans `taken`, in any order.

    A name with kommun that is as long as the span, or longer, stands against it.
    """
    spans = sorted(taken)
    starts = [start for start, _ in spans]
    furthest = list(accumulate((end for _, end in spans), max))
    met: set[int] = set()
    for i, one in enumerate(found):
        j = bisect_left(starts, one.end) - 1
        while j >= 0 and furthest[j] > one.start and i not in met:
            start, end = spans[j]
            if end > one.start and not (one.whole and one.start <= start and end <= one.end):
                met.add(i)
            j -= 1
    return met


def _candidates(gazetteer: Gazetteer, text: str) -> Iterator[PlaceName]:
    for match in gazetteer.pattern.finditer(text):
        written = as_listed(match.group(1))
        kommun = _KOMMUN.match(text, match.end())
        forms = gazetteer.forms.get(written.casefold(), ())
        readings = [form for form in forms if _written_as(text, match, form, written, kommun is not None)]
        if not readings:
            continue
        whole = kommun is not None and not readings[0].is_place
        end = kommun.end() if kommun and whole else match.end()
        capitals = len(written) > 1 and written.isupper()
        yield PlaceName(match.start(), match.end(), end, readings[0], whole, capitals, tuple(readings[1:]))


def _joined(gazetteer: Gazetteer, text: str) -> Iterator[PlaceName]:
    """Yield the members of names joined by hyphens: "Göteborg-Borås", "Botkyrka-Huddinge-Salem"."""
    for match in _JOINED.finditer(text):
        if match.group().replace("\u2011", "-").casefold() in gazetteer.forms:
            continue
        members = [*re.finditer(r"\w+", match.group())]
        forms = [form for one in members for form in gazetteer.forms.get(one.group().casefold(), ())[:1]]
        if len(forms) == len(members) and all(_joins(*pair) for pair in zip(forms, members, strict=True)):
            for form, one in zip(forms, members, strict=True):
                start, end = match.start() + one.start(), match.start() + one.end()
                yield PlaceName(start, end, end, form, False, False)


def _joins(form: Form, member: re.Match[str]) -> bool:
    return member.group() == form.written and not form.needs_kommun and not (form.is_place and form.trap)


def _written_as(text: str, match: re.Match[str], form: Form, written: str, whole: bool) -> bool:
    if form.needs_kommun and not whole:
        return False
    if written == form.written or _later_words_small(written, form.written):
        return True
    if written == form.written.upper():
        return len(written) >= _MIN_CAPITALS or whole or form.kind == "alias"
    if form.is_place or written != form.written.lower() or form.trap not in ("", "rare"):
        return False
    in_address = text[match.start() - 1 : match.start()] in tuple("./#_") or _ADDRESS_GOES_ON.match(text, match.end())
    return not in_address and (whole or len(written) >= _MIN_LOWER or form.kind == "alias")


def _later_words_small(written: str, form: str) -> bool:
    """Whether only the case of a later word differs: "Tjärna Ängar", "Upplands väsby", and "region Gotland"."""
    if " " not in form or written.casefold() != form.casefold():
        return False
    first, *later = form.split(" ")
    begun, *rest = written.split(" ")
    if begun != first:
        return begun == "region" and rest == later
    return all(word in (known.lower(), known.capitalize()) for word, known in zip(rest, later, strict=True))
