"""The names of municipalities and of places in them as they stand in a text.

Left out are parts of words and of web addresses, what another tagger has taken, and in lower case the names that are
ordinary words. Knows nothing about what a name means there: that is for `other_names` and `municipalities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.tag.gazetteer import Form, Gazetteer, Municipality

_MIN_CAPITALS = 4  # "ALE" and "KIL" are more often abbreviations
_MIN_LOWER = 5  # shorter names in lower case are more often another word ("eda", "habo" as a typing error)
_WINDOW = 80  # characters before a name that are searched for evidence
_ADDRESS_GOES_ON = re.compile(r"[./_]\w")
_KOMMUN = re.compile(r"[ \u00a0]+(?:kommuns?|stads?)(?![\w\u2011-])", re.IGNORECASE)

# What stands between the members of a list.
LIST_BREAK = re.compile(r"[ \u00a0]*(?:,|;|/|–|,?[ \u00a0]*(?<!\w)(?:och|samt|eller|respektive|resp\.|&))[ \u00a0]*")


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


def named_places(gazetteer: Gazetteer, text: str, taken: Sequence[tuple[int, int]] = ()) -> list[PlaceName]:
    """Return the names in `text`, in text order.

    The spans `taken` hold names of people and organisations; only a name with kommun as long as one stands against it.
    """
    return [one for one in _candidates(gazetteer, text) if not _inside(one, taken)]


def _inside(one: PlaceName, taken: Sequence[tuple[int, int]]) -> bool:
    return any(
        start < one.end and one.start < end and not (one.whole and one.start <= start and end <= one.end)
        for start, end in taken
    )


def _candidates(gazetteer: Gazetteer, text: str) -> Iterator[PlaceName]:
    for match in gazetteer.pattern.finditer(text):
        written = re.sub("[ \u00a0]+", " ", match.group(1)).replace("\u2011", "-")
        kommun = _KOMMUN.match(text, match.end())
        forms = gazetteer.forms.get(written.casefold(), ())
        readings = [form for form in forms if _written_as(text, match, form, written, kommun is not None)]
        if not readings:
            continue
        whole = kommun is not None and not readings[0].is_place
        end = kommun.end() if kommun and whole else match.end()
        capitals = len(written) > 1 and written.isupper()
        yield PlaceName(match.start(), match.end(), end, readings[0], whole, capitals, tuple(readings[1:]))


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
