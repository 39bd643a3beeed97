from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.embed.options import EmbedOptions
from pipeline.errors import NothingFound, StoreError
from pipeline.home import Home, create_home
from pipeline.web.library import PINNED, Library
from tests.web.conftest import EARLIER, NOW
from tests.web.served_pages import EXIT, entry, publish


def title(library: Library, generation: str | None = None) -> str:
    with library.searcher(generation) as searcher:
        return searcher.generation.store.document("exit").title


def one(title: str) -> list[object]:
    return [entry("exit", title, f"{title}: den som vill lämna ett gäng får stöd.")]


@pytest.fixture
def own(tmp_path: Path) -> Home:
    home = create_home(tmp_path / "kb")
    publish(home, one("Första"))  # type: ignore[arg-type]
    return home


def test_the_generation_in_use_and_pinned_ones_are_given(served: Home) -> None:
    library = Library(served, Settings())
    assert [title(library), title(library, NOW), title(library, EARLIER)] == [EXIT, EXIT, "Så hette sidan förut"]
    library.close()


@pytest.mark.parametrize("name", ["gen-000099", "", "../gen-000001", "gen-*", "CURRENT", "/etc"])
def test_a_generation_that_is_not_kept_is_nothing_found(served: Home, name: str) -> None:
    library = Library(served, Settings())
    with pytest.raises(NothingFound, match="is kept no longer"), library.searcher(name):
        pass
    library.close()


def test_it_moves_on_and_its_state_changes(own: Home) -> None:
    library = Library(own, Settings())
    before = library.state()
    assert library.state() == before
    publish(own, one("Andra"))  # type: ignore[arg-type]
    assert title(library) == "Andra"
    assert title(library, "gen-000001") == "Första"
    assert library.state() != before
    library.close()


def test_the_state_follows_the_catalog_and_the_start(own: Home) -> None:
    library, other = Library(own, Settings()), Library(own, Settings())
    before = library.state()
    assert before != other.state()
    own.catalog.write_bytes(b"")
    assert library.state() != before
    library.close()
    other.close()


def test_of_pinned_generations_few_stay_open(own: Home) -> None:
    for number in range(2, 5):
        publish(own, one(f"Nummer {number}"))  # type: ignore[arg-type]
    library = Library(own, Settings())
    with library.searcher("gen-000001") as held:
        for name in ("gen-000002", "gen-000003"):
            title(library, name)
        assert len(library._pinned) == PINNED
        # Who still asks an older one keeps it.
        assert held.generation.store.document("exit").title == "Första"
    assert title(library, "gen-000001") == "Första"
    library.close()


def test_a_generation_that_cannot_be_opened_changes_nothing_but_the_fault(own: Home) -> None:
    library = Library(own, Settings())
    assert library.fault is None
    name = publish(own, one("Trasig"))  # type: ignore[arg-type]
    (own.indexes / name / "manifest.json").write_text("{", encoding="utf-8")
    assert title(library) == "Första"
    assert name in (library.fault or "")
    library.close()


def test_nothing_published_or_another_model_is_a_fault_at_the_start(tmp_path: Path, own: Home) -> None:
    with pytest.raises(StoreError, match="kb reindex"):
        Library(create_home(tmp_path / "empty"), Settings())
    with pytest.raises(StoreError, match="kb reindex"):
        Library(own, Settings(embed=EmbedOptions(model=str(tmp_path))))
