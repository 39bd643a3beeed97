from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.index.generation import open_generation
from pipeline.index.store import Store
from pipeline.listings import listing_page, published_listing
from tests.cli_home import Base


@pytest.fixture(scope="module")
def store(base: Base) -> Iterator[Store]:
    generation = open_generation(base.home / "indexes")
    yield generation.store
    generation.close()


@pytest.mark.parametrize("kind", ["documents", "people", "municipalities", "sources"])
def test_pages_of_a_list_are_the_list(store: Store, kind: str) -> None:
    whole = published_listing(store, kind)
    pages = [listing_page(store, kind, 2, first) for first in range(0, len(whole) + 2, 2)]
    assert [row for _, rows in pages for row in rows] == whole
    assert {total for total, _ in pages} == {len(whole)}


def test_only_allowed_documents_are_listed_and_none_allowed_are_none(store: Store) -> None:
    total, rows = listing_page(store, "documents", 10, 0, {"rad-1"})
    assert (total, [row["doc_id"] for row in rows]) == (1, ["rad-1"])
    assert listing_page(store, "documents", 10, 0, set()) == (0, [])
