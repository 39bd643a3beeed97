from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diff import BlockChange, Diff, Segment, diff, folded, word_segments
from pipeline.records import Block, BlockKind, Document

KINDS: tuple[BlockKind, ...] = ("heading", "paragraph", "list_item", "table_row")
STAYS = "Skolan och polisen samverkar om trygghet."


def made(*blocks: str | Block, title: str = "Titel") -> Document:
    return Document("d", None, title, tuple(Block("paragraph", b) if isinstance(b, str) else b for b in blocks))


def told(found: Diff) -> list[str]:
    """Each block as its kind and its segments, those removed in -…-, those added in +…+."""
    marks = {"kept": "", "removed": "-", "added": "+"}
    return [
        f"{block.kind}: " + "".join(f"{marks[s.kind]}{s.text}{marks[s.kind]}" for s in block.segments)
        for block in found.blocks
    ]


def test_blocks_are_unchanged_changed_removed_or_added() -> None:
    old = made(STAYS, "Under 2021 anmäldes 400 brott.", "Kontakta kommunens växel för mer information.")
    new = made("Ny inledning om lokala problembilder.", STAYS, "Under 2023 anmäldes 512 brott.")
    assert told(diff(old, new)) == [
        "added: +Ny inledning om lokala problembilder.+",
        f"unchanged: {STAYS}",
        "changed: Under -2021-+2023+ anmäldes -400-+512+ brott.",
        "removed: -Kontakta kommunens växel för mer information.-",
    ]


def test_the_words_of_the_text_are_counted() -> None:
    found = diff(made(STAYS, "Under 2021 anmäldes 400 brott."), made(STAYS, "Under 2023 anmäldes 512 brott.", "Nytt."))
    assert [found.words(kind) for kind in ("kept", "removed", "added")] == [9, 2, 3]


def test_equal_documents_do_not_differ() -> None:
    found = diff(made(STAYS, "Hej."), made(STAYS, "Hej."))
    assert (found.differs, [block.kind for block in found.blocks]) == (False, ["unchanged", "unchanged"])
    assert diff(made(), made()) == Diff((Segment("kept", "Titel"),), ())


def test_another_title_is_a_difference() -> None:
    found = diff(made(STAYS, title="Plan 2021"), made(STAYS, title="Plan 2024"))
    assert found.differs
    assert found.title == (Segment("kept", "Plan "), Segment("removed", "2021"), Segment("added", "2024"))


def test_what_is_not_kept_takes_no_part() -> None:
    box = Block("paragraph", "Ring oss", kept=False, reason="contact box")
    assert told(diff(made(STAYS, box), made(STAYS))) == [f"unchanged: {STAYS}"]


def test_the_pages_of_a_pdf_are_told_and_the_newer_kind_of_block() -> None:
    old = made(Block("paragraph", STAYS, page=3), Block("paragraph", "Under 2021 anmäldes 400 brott.", page=4))
    new = made(Block("list_item", STAYS, page=5), Block("quote", "Under 2021 anmäldes 500 brott.", page=6))
    first, second = diff(old, new).blocks
    assert first == BlockChange("unchanged", "list_item", (Segment("kept", STAYS),), 3, 5)
    assert (second.kind, second.block, second.old_page, second.new_page) == ("changed", "quote", 4, 6)
    (gone,) = diff(made(Block("paragraph", STAYS, page=2)), made()).blocks
    assert (gone.kind, gone.old_page, gone.new_page) == ("removed", 2, None)


def test_a_heading_is_never_a_paragraph_that_has_changed() -> None:
    old, new = made(Block("heading", "Samverkan mot brott")), made("Samverkan mot brotten")
    assert [block.kind for block in diff(old, new).blocks] == ["removed", "added"]


def test_the_likest_blocks_belong_together() -> None:
    old = made("Under 2021 anmäldes 400 brott i Sala kommun.")
    new = made("Under 2023 minskade antalet anmälda brott i Heby.", "Under 2021 anmäldes 401 brott i Sala kommun.")
    assert [block.kind for block in diff(old, new).blocks] == ["added", "changed"]


def test_a_paragraph_in_which_much_was_put_in_is_changed_and_not_another() -> None:
    more = (
        " Nytt för i år är att även den som har fyllt 60 kan delta, om platserna räcker till alla som har anmält sig."
    )
    first, last = "Alla är välkomna till vandringen.", " Vi går i alla väder."
    for longer in (first + last + more, first + more + last, more[1:] + " " + first + last):
        for old, new in ((first + last, longer), (longer, first + last)):
            (block,) = diff(made(old), made(new)).blocks
            assert block.kind == "changed"
            assert {s.kind for s in block.segments} == {"kept", "added" if new == longer else "removed"}
    assert [block.kind for block in diff(made("Ja."), made(f"Ja.{more}")).blocks] == ["removed", "added"]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("Samma text.", "Samma text.", ["Samma text."]),
        ("", "Nytt.", ["+Nytt."]),
        ("Anna Berg leder.", "Bo Ek leder.", ["-Anna Berg", "+Bo Ek", " leder."]),
        # "och" stands in both by chance.
        ("vård och skola", "brott och straff", ["-vård och skola", "+brott och straff"]),
        ("Ring 0512-310 00 i dag.", "Ring 0512-315 22 i dag.", ["Ring 0512-", "-310 00", "+315 22", " i dag."]),
        ("Skolan samverkar.", "Skolan samverkar!", ["Skolan samverkar", "-.", "+!"]),
    ],
)
def test_words_are_compared_as_a_person_would(old: str, new: str, found: list[str]) -> None:
    marks = {"kept": "", "removed": "-", "added": "+"}
    assert [marks[s.kind] + s.text for s in word_segments(old, new)] == found


WORDS = st.text(st.sampled_from("ab å.\n"), max_size=12)
# As the clean stage makes them: never empty, and a break of lines is no border of another one's blocks.
OF_BLOCKS = st.text(st.sampled_from("ab å."), min_size=1, max_size=12)
DOCUMENTS = st.builds(
    lambda title, blocks: made(*blocks, title=title),
    WORDS,
    st.lists(st.builds(Block, st.sampled_from(KINDS), OF_BLOCKS, st.booleans()), max_size=12),
)


@settings(deadline=None, max_examples=50)
@given(old=DOCUMENTS, new=DOCUMENTS)
def test_nothing_is_lost(old: Document, new: Document) -> None:
    found = diff(old, new)
    assert (found.old_text, found.new_text) == (old.text, new.text)
    for text, side in ((old.title, "removed"), (new.title, "added")):
        assert "".join(s.text for s in found.title if s.kind in {"kept", side}) == text
    assert found.differs == ((old.title, old.text) != (new.title, new.text))


@settings(deadline=None, max_examples=50)
@given(old=st.text(), new=st.text())
def test_no_word_is_lost(old: str, new: str) -> None:
    segments = word_segments(old, new)
    assert "".join(s.text for s in segments if s.kind != "added") == old
    assert "".join(s.text for s in segments if s.kind != "removed") == new
    assert all(s.text for s in segments)


@settings(deadline=None, max_examples=50)
@given(changed=st.lists(st.booleans(), max_size=30), around=st.integers(0, 3))
def test_folding_leaves_out_only_what_is_unchanged_and_far_away(changed: list[bool], around: int) -> None:
    segments = (Segment("kept", "x"),)
    blocks = [BlockChange("changed" if each else "unchanged", "paragraph", segments, number)
              for number, each in enumerate(changed)]  # fmt: skip
    found = list(folded(blocks, around))
    assert [one for each in found for one in (each if isinstance(each, tuple) else (each,))] == blocks
    assert all(len(each) > 1 for each in found if isinstance(each, tuple))
    shown = {each.old_page for each in found if not isinstance(each, tuple)}
    near = {n for n, each in enumerate(changed) if each for n in range(n - around, n + around + 1)}
    assert near & set(range(len(blocks))) <= shown


def test_a_long_document_that_is_wholly_another_is_compared_in_bounded_time() -> None:
    old = made(*(f"Stycke {i} om kommunens arbete med trygghet på plats {i * 7919 % 5000}." for i in range(5000)))
    new = made(*(f"Punkt {i} i polisens plan för trafiken vid korsning {i * 104729 % 5000}." for i in range(5000)))
    started = time.process_time()
    found = diff(old, new)
    assert time.process_time() - started < 10
    assert (found.old_text, found.new_text) == (old.text, new.text)


def test_what_is_too_much_for_one_table_is_compared_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.diff._MOST_PAIRS", 16)
    old, new = "a b c d e f g h i j k", "a x c d e y g h i z k w"
    assert "".join(s.text for s in word_segments(old, new) if s.kind != "added") == old
    assert "".join(s.text for s in word_segments(old, new) if s.kind != "removed") == new
