"""Preferences on the four pages of conftest: rows 0 and 1 are d1 (Sala), 2 d2 (Mora, Anna Ek), 3 d3 (Sala), 4 d4."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.embed.tokens import passage_tokens
from pipeline.index.generation import Generation, open_generation
from pipeline.index.store import StoreEntry, stored_document
from pipeline.records import Block, Document, Mention, MunicipalityLink, Passage, Tags
from pipeline.search.preferences import known_names, preferred, required
from pipeline.search.question import Known, Understood
from tests.index.made import published

ROWS = np.arange(5, dtype=np.int64)
LEVEL = np.full(5, 0.5, dtype=np.float32)


def order(generation: Generation, understood: Understood) -> list[int]:
    return preferred(generation.store, understood, ROWS, LEVEL)[0].tolist()


def test_the_names_of_a_generation(generation: Generation) -> None:
    assert known_names(generation.store) == Known(
        (("1981", "Sala"), ("2062", "Mora")), (("person:anna-ek", "Anna Ek"),), (("F1", "Unga"),)
    )


@pytest.mark.parametrize(
    ("understood", "first"),
    [
        (Understood(municipalities=("2062",)), [2]),
        (Understood(municipalities=("1981",)), [0, 1, 3]),
        (Understood(people=("person:anna-ek",)), [2]),
        (Understood(focus_areas=("F1",)), [0, 1]),
        (Understood(since="2024-01-01"), [2, 3]),
        (Understood(until="2023-12-31"), [0, 1]),
        (Understood(municipalities=("1981",), since="2024-01-01"), [3]),
    ],
)
def test_what_is_named_goes_before_what_is_as_good(
    generation: Generation, understood: Understood, first: list[int]
) -> None:
    assert order(generation, understood)[: len(first)] == first


def test_a_municipality_left_out_goes_last_and_scores_stay_within_one(generation: Generation) -> None:
    without = Understood(without_municipalities=("1981",))
    rows, scores = preferred(generation.store, without, ROWS, LEVEL)
    assert rows.tolist() == [2, 4, 0, 1, 3]
    np.testing.assert_allclose(scores, [0.5, 0.5, 0.25, 0.25, 0.25])
    assert preferred(generation.store, Understood(municipalities=("1981",)), ROWS, LEVEL * 2)[1].max() <= 1


def linked(doc_id: str, text: str, *links: tuple[str, str]) -> StoreEntry:
    """A page of one passage with its links to municipalities, as code and relation; it names the first one listed."""
    document = Document(doc_id, f"https://www.mora.example/{doc_id}", "Polisen", (Block("paragraph", text),))
    mentions = [
        Mention(0, 4, text[:4], "MUNICIPALITY", f"municipality:{code}", code, code=code) for code, _ in links[:1]
    ]
    return StoreEntry(
        stored_document(document, "mora.example", "2024-07-01T00:00:00Z", None, ()),
        Tags(
            tuple(mentions), municipalities=tuple(MunicipalityLink(code, code, how, 0.9, "text") for code, how in links)
        ),
        (Passage(f"{doc_id}-0", doc_id, 0, 0, len(text), text),),
    )


def test_a_page_of_a_municipality_goes_before_another_one_that_names_it(tmp_path: Path) -> None:
    entries = [
        linked("names", "Sala får tack av Mora.", ("1981", "mentioned"), ("2062", "published_by")),
        linked("own", "Sala har poliser.", ("1981", "published_by")),
        linked("other", "Polisen kommer."),
    ]
    vectors = iter([np.eye(3, 4, dtype=np.float32)])
    published(tmp_path, lambda: entries, vectors, passage_tokens(["polis"] * 3), dimensions=4, model="fake")
    opened = open_generation(tmp_path)
    scores = np.full(3, 0.6, dtype=np.float32)
    rows, scores = preferred(opened.store, Understood(municipalities=("1981",)), np.arange(3, dtype=np.int64), scores)
    opened.close()
    assert rows.tolist() == [1, 0, 2]
    np.testing.assert_allclose(scores, [0.6, 0.55, 0.5], rtol=1e-6)


def test_a_much_better_passage_stays_first(generation: Generation) -> None:
    scores = np.float32([0.2, 0.2, 0.2, 0.2, 0.9])
    assert preferred(generation.store, Understood(people=("person:anna-ek",)), ROWS, scores)[0].tolist()[0] == 4


def test_required_rows_have_all_that_is_named_and_nothing_left_out(generation: Generation) -> None:
    def rows(understood: Understood, allowed: list[int] | None = None) -> list[int] | None:
        given = None if allowed is None else np.array(allowed, dtype=np.int64)
        found = required(generation.store, understood, given)
        return None if found is None else found.tolist()

    assert rows(Understood()) is None
    assert rows(Understood(), [2]) == [2]
    assert rows(Understood(municipalities=("1981",), since="2024-01-01")) == [3]
    assert rows(Understood(without_municipalities=("1981",))) == [2, 4]
    assert rows(Understood(municipalities=("1981",)), [1, 2]) == [1]
    assert rows(Understood(municipalities=("2062",), focus_areas=("F1",))) == []
