from __future__ import annotations

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.cite.keys import citation_keys
from tests.cite.made import CITATION, TEXTS, made


def test_one_alone_has_no_letter() -> None:
    assert citation_keys([CITATION]) == ["trollhattans-stad-2023-avhopparverksamhet"]


def test_letters_follow_documents_and_places_whatever_the_order() -> None:
    b, a, c = made(doc_id="d1", start=500), made(doc_id="d1", start=10), made(doc_id="d2", start=0)
    key = "trollhattans-stad-2023-avhopparverksamhet"
    assert citation_keys([b, a, c]) == [f"{key}-b", f"{key}-a", f"{key}-c"]
    assert citation_keys([c, b, a]) == [f"{key}-c", f"{key}-b", f"{key}-a"]


def test_a_letter_is_not_taken_for_another_title() -> None:
    same, other = made(title="Plan"), made(title="Plan a")
    assert citation_keys([same, same, other]) == [
        "trollhattans-stad-2023-plan-b",
        "trollhattans-stad-2023-plan-c",
        "trollhattans-stad-2023-plan-a",
    ]


def test_after_z_comes_aa() -> None:
    keys = citation_keys([CITATION] * 28)
    assert [key.rpartition("-")[2] for key in keys][24:] == ["y", "z", "aa", "ab"]


def test_a_long_title_is_cut_at_a_word_and_one_without_letters_is_left_out() -> None:
    long = made(title="Samverkansöverenskommelse mellan kommunen och polisområdet om trygghet", date=None)
    assert citation_keys([long]) == ["trollhattans-stad-odaterad-samverkansoverenskommelse-mellan"]
    assert citation_keys([made(title="中文"), made(title="å" * 90)]) == [
        "trollhattans-stad-2023",
        "trollhattans-stad-2023-" + "a" * 40,
    ]


@given(st.lists(TEXTS, max_size=8), st.randoms())
def test_keys_are_plain_unique_and_stable(titles: list[str], random: Random) -> None:
    citations = [made(title=title, doc_id=f"d{number}") for number, title in enumerate(titles)]
    keys = citation_keys(citations)
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)
    places = list(range(len(citations)))
    random.shuffle(places)
    assert citation_keys([citations[place] for place in places]) == [keys[place] for place in places]
