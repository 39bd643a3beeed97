"""Which pages are one page, with texts whose likeness can be worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.duplicates.groups import Member, duplicates
from pipeline.duplicates.likeness import Likeness, likeness
from pipeline.duplicates.signature import sign
from pipeline.records import Block, Document

# Two hundred different ordinary words, lower-cased letters only.
SYLLABLES = ("ba", "de", "fi", "go", "ku", "ly", "må", "nä", "pö", "ri", "sa", "te", "vi", "do", "hu")
WORDS = [one + other for one in SYLLABLES for other in SYLLABLES][:200]
LONG = " ".join(WORDS)
SHORT = " ".join(WORDS[:40])


@dataclass(frozen=True)
class Page:
    doc_id: str
    text: str
    title: str = "Stöd"
    url: str | None = ""
    address: str | None = None
    printed: bool = False
    since: str = "2024-01-01"
    fetched_at: str = "2024-05-01T00:00:00Z"

    def signed(self) -> dict[str, object]:
        return asdict(sign(Document(self.doc_id, None, self.title, (Block("paragraph", self.text),))))

    def member(self) -> Member:
        values = {key: value for key, value in self.signed().items() if key != "minhash"}
        url = f"https://www.sala.example/{self.doc_id}" if self.url == "" else self.url
        return Member(self.doc_id, url, self.address, self.printed, self.since, self.fetched_at, **values)  # type: ignore[arg-type]


def found(*pages: Page) -> dict[str, str]:
    by_id = {page.doc_id: page for page in pages}

    def minhashes(doc_ids: list[str]) -> Mapping[str, bytes]:
        return {doc_id: by_id[doc_id].signed()["minhash"] for doc_id in doc_ids}  # type: ignore[misc]

    def compare(one: Member, other: Member) -> Likeness:
        return likeness(by_id[one.doc_id].text, by_id[other.doc_id].text)

    return duplicates([page.member() for page in pages], minhashes, compare)


def edited(text: str, *places: int) -> str:
    """`text` with the words at `places` exchanged for others that stand nowhere else."""
    words = text.split()
    for place in places:
        words[place] = f"ny{words[place]}"
    return " ".join(words)


def test_copies_are_one_page_whatever_case_and_white_space() -> None:
    assert found(Page("a", LONG), Page("b", LONG.upper()), Page("c", LONG.replace(" ", "\n\n"))) == {"b": "a", "c": "a"}


def test_nothing_and_one_page_have_no_duplicates() -> None:
    assert found() == found(Page("a", LONG)) == {}


@pytest.mark.parametrize("edits", [2, 6, 10])
def test_a_long_text_with_up_to_five_words_of_a_hundred_changed_is_the_same_page(edits: int) -> None:
    assert found(Page("a", LONG), Page("b", edited(LONG, *range(5, 5 + 19 * edits, 19)))) == {"b": "a"}


def test_a_text_with_ten_words_of_a_hundred_changed_is_another_page() -> None:
    assert found(Page("a", LONG), Page("b", edited(LONG, *range(5, 200, 10)))) == {}


def test_on_a_short_page_one_changed_word_is_another_page() -> None:
    assert found(Page("a", SHORT), Page("b", edited(SHORT, 20))) == {}
    assert found(Page("a", SHORT), Page("b", f"{SHORT} vidare")) == {"b": "a"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("i Sala", "i Mora"),
        ("2022-03-01", "2022-04-01"),
        ("den 3 mars", "den 3 april"),
        ("med 12 platser", "med 13 platser"),
        ("säger Anna Berg", "säger Anna Ek"),
        ("på tisdagar", "på torsdagar"),
        ("i Sala", ""),
        ("i propositionen", "i lagrådsremissen"),
    ],
)
def test_pages_of_one_template_are_different_pages_however_long(one: str, other: str) -> None:
    for text in (SHORT, LONG, f"{LONG} {LONG.upper().lower()}"):
        assert found(Page("a", f"{text} {one}"), Page("b", f"{text} {other}")) == {}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Stöd", "Stöd", True),
        ("Stöd till unga", "Stöd", True),
        ("", "Stöd", True),
        ("Protokoll 2022-03-01", "Protokoll 2022-04-01", False),
        ("Protokoll 2022-03-01", "Protokoll", False),
        ("Vårändringsbudget", "Höständringsbudget", False),
        ("Stöd i Sala", "Stöd i Mora", False),
        ("Stöd", "Stöd, på arabiska", False),
    ],
)
def test_one_text_under_titles_that_say_different_things_is_different_pages(one: str, other: str, same: bool) -> None:
    for text in (LONG, edited(LONG, 50)):
        assert found(Page("a", LONG, one), Page("b", text, other)) == ({"b": "a"} if same else {})


def test_a_short_text_must_have_the_same_title() -> None:
    assert found(Page("a", SHORT, "Stöd"), Page("b", SHORT, "Stöd till unga")) == {}
    assert found(Page("a", SHORT, "Stöd"), Page("b", SHORT, "STÖD!")) == {"b": "a"}


def test_addresses_that_name_other_kinds_of_document_are_different_pages() -> None:
    bill, draft = "https://a.example/proposition/x", "https://a.example/lagradsremiss/x"
    assert found(Page("a", LONG, url=bill), Page("b", LONG, url=draft)) == {}
    assert found(Page("a", LONG, url=bill), Page("b", LONG, url=f"{bill}-1")) == {"b": "a"}
    assert found(Page("a", LONG, url=bill), Page("b", LONG, url="https://a.example/regler")) == {"a": "b"}


def test_a_chain_of_small_edits_does_not_join_its_ends() -> None:
    chain = [LONG]
    for step in range(5):
        chain.append(edited(chain[-1], *range(3 + 4 * step, 200, 20)))
    pages = [Page(f"{number}", text) for number, text in enumerate(chain)]
    assert found(*pages) == {"1": "0", "3": "2", "5": "4"}


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (Page("a", LONG, url="file:///srv/a.html"), Page("b", LONG), "b"),
        (Page("a", LONG, url=None), Page("b", LONG, since="2025-01-01"), "b"),
        (Page("a", LONG, printed=True), Page("b", LONG, since="2025-01-01"), "b"),
        (Page("a", LONG, since="2024-01-02"), Page("b", LONG, since="2024-01-01"), "b"),
        (Page("a", LONG, since="2024-01-01T09:00:00Z"), Page("b", LONG, since="2024-01-01T08:00:00Z"), "a"),
        (Page("a", LONG, url="https://a.example/lång"), Page("b", LONG, url="https://a.example/x"), "b"),
        (Page("a", LONG), Page("b", LONG), "a"),
    ],
)
def test_the_one_shown_is_on_the_web_then_no_print_then_the_earliest_then_the_shortest(
    first: Page, second: Page, shown: str
) -> None:
    hidden = {"a": "b", "b": "a"}[shown]
    assert found(first, second) == found(second, first) == {hidden: shown}


def test_one_address_may_differ_in_numbers_and_shows_its_newest_text() -> None:
    old = Page("a", f"{LONG} år 2021", "Stöd 2021", address="sala.example/x", fetched_at="2021-01-01T00:00:00Z")
    new = Page("b", f"{LONG} år 2024", "Stöd 2024", address="sala.example/x", fetched_at="2024-01-01T00:00:00Z")
    other = Page("c", " ".join(reversed(WORDS)), address="sala.example/x", fetched_at="2020-01-01T00:00:00Z")
    assert found(old, new, other) == {"a": "b"}


def test_when_the_one_shown_goes_another_takes_over() -> None:
    pages = [Page("a", LONG), Page("b", LONG), Page("c", edited(LONG, 9))]
    assert (found(*pages), found(*pages[1:])) == ({"b": "a", "c": "a"}, {"c": "b"})


POOL = [
    Page(f"p{number}", text, title, since=f"2024-01-0{number % 3 + 1}")
    for number, (text, title) in enumerate(
        [
            (LONG, "Stöd"),
            (LONG.upper(), "Stöd till unga"),
            (edited(LONG, 10), "Stöd"),
            (edited(LONG, 10, 60, 110), "Stöd"),
            (edited(LONG, *range(10, 200, 12)), "Stöd"),
            (edited(LONG, *range(10, 200, 12), 20, 40), "Stöd"),
            (f"{LONG} i Sala", "Stöd"),
            (f"{LONG} i Mora", "Stöd"),
            (SHORT, "Stöd"),
            (edited(SHORT, 3), "Stöd"),
            (SHORT, "Annat"),
        ]
    )
]
WHOLE = {"p1": "p0", "p2": "p0", "p3": "p0"}


@settings(max_examples=30, deadline=None)
@given(st.permutations(POOL))
def test_the_order_in_which_pages_arrive_does_not_matter(pages: list[Page]) -> None:
    assert found(*pages) == WHOLE | {"p5": "p4"}
