"""What is published, and what becomes of generations that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.catalog import Lead, open_catalog
from pipeline.config import Settings
from pipeline.errors import NothingFound
from pipeline.extent import SourceState
from pipeline.home import Home
from pipeline.index.generation import open_generation, verify_generation
from pipeline.index.options import IndexOptions
from pipeline.index.published import current_name, generation_names
from pipeline.ingest import ingest
from pipeline.report import Verdict
from pipeline.rollback import roll_back
from tests.runs import done, run

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("fake_models")


def test_nothing_to_index_says_so(home: Home) -> None:
    with pytest.raises(NothingFound, match="kb ingest PATH"):
        run(home)


def test_a_damaged_generation_is_replaced_by_a_new_one(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run(home)
    (home.indexes / "gen-000001" / "store.sqlite").write_bytes(b"")
    assert done(run(home)) == (0, 0, 0, 0, True)
    assert verify_generation(home.indexes, "gen-000002") == []
    assert not (home.indexes / "gen-000001").exists()


def test_a_generation_from_before_there_were_page_numbers_is_built_again(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    manifest = home.indexes / str(run(home).generation) / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 2}))
    report = run(home)
    assert (report.generation, report.cleaned, report.tagged, report.cut) == ("gen-000002", 0, 0, 0)
    assert current_name(home.indexes) == "gen-000002"


def test_a_generation_damaged_without_a_change_of_size_is_replaced_too(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run(home)
    path = home.indexes / "gen-000001" / "dense.faiss"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert done(run(home)) == (0, 0, 0, 0, True)
    assert done(run(home)) == (0, 0, 0, 0, False)


def test_what_has_not_changed_is_carried_over_and_the_changes_are_told(home: Home, write_pages: Write) -> None:
    folder = write_pages(a="Skolan och polisen samverkar.", b="Gäng rekryterar unga.", c="Borta snart.")
    ingest(home, [folder])
    assert run(home).carried == 0
    write_pages(b="Gäng rekryterar barn.", d="En ny sida.")
    ingest(home, [folder])
    report = run(home)
    assert (report.carried, report.counts["documents"]) == (2, 4)
    with closing(open_generation(home.indexes)) as generation:
        assert generation.manifest.base == "gen-000001"
        told = [(c.generation, c.kind, c.words_added, c.words_removed) for c in generation.store.changes()]
    assert told == [
        ("gen-000002", "changed", 1, 1),
        ("gen-000002", "new", 3, 0),
        *[("gen-000001", "new", words, 0) for words in (2, 3, 4)],
    ]


def test_a_generation_made_with_other_rules_is_built_anew_and_keeps_what_was_told(
    home: Home, write_pages: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run(home)
    monkeypatch.setattr("pipeline.publish.TERMS_VERSION", "other")
    assert run(home).carried == 0
    with closing(open_generation(home.indexes)) as generation:
        assert (generation.manifest.name, generation.manifest.base) == ("gen-000002", None)
        assert [(c.generation, c.kind) for c in generation.store.changes()] == [("gen-000001", "new")]


def test_a_run_that_was_killed_before_the_last_step_has_left_what_the_next_one_puts_in_use(
    home: Home, write_pages: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.publish.make_current", killed)
        with pytest.raises(KeyboardInterrupt):
            run(home)
    assert current_name(home.indexes) is None
    written = (home.indexes / "gen-000001" / "manifest.json").stat().st_mtime_ns
    assert (run(home).published, current_name(home.indexes)) == (True, "gen-000001")
    assert (home.indexes / "gen-000001" / "manifest.json").stat().st_mtime_ns == written


def test_one_in_which_known_pages_are_lost_is_held_back_until_it_is_asked_for(
    home: Home, write_pages: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_pages(a="Skolan och polisen samverkar.")
    ingest(home, [folder])
    run(home)
    write_pages(b="En ny sida.")
    ingest(home, [folder])
    monkeypatch.setattr("pipeline.publish.judge", lambda *_: Verdict(3, 0.9, 0.2, ("Vem?",)))
    for _ in range(2):
        report = run(home)
        assert (report.published, report.held_back, report.generation) == (False, "gen-000002", "gen-000001")
    assert generation_names(home.indexes) == ["gen-000001", "gen-000002"]
    assert roll_back(home, "gen-000002") == ("gen-000001", "gen-000002")
    assert (run(home).held_back, current_name(home.indexes)) == (None, "gen-000002")


def test_as_many_generations_are_kept_as_the_settings_say(home: Home, write_pages: Write) -> None:
    removed = []
    for text in ("ett", "två", "tre", "fyra"):
        ingest(home, [write_pages(a=f"Skolan har {text} vuxna.")])
        removed += run(home, Settings(index=IndexOptions(keep=2))).removed
    assert (removed, generation_names(home.indexes)) == (["gen-000001", "gen-000002"], ["gen-000003", "gen-000004"])


def test_after_a_rollback_the_next_run_goes_forward_again(home: Home, write_pages: Write) -> None:
    for text in ("ett", "två"):
        ingest(home, [write_pages(a=f"Skolan har {text} vuxna.")])
        run(home)
    roll_back(home)
    report = run(home)
    assert (report.published, report.generation) == (True, "gen-000002")


def test_a_source_that_is_new_or_out_of_reach_calls_for_a_generation_and_another_visit_does_not(
    home: Home, write_pages: Write
) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run(home)
    url, night = "https://www.sala.example/", "2026-01-0{}T03:00:00Z"

    def visited(at: str, outcome: str) -> None:
        with closing(open_catalog(home.catalog)) as catalog, catalog.transaction():
            catalog.sources.replace([("Sala", "1981")])
            crawl = catalog.frontier.begin("Sala", at)
            catalog.frontier.add(Lead(url, "Sala", "www.sala.example", "page", "/", 0), ["Sala"])
            catalog.frontier.visited(url, crawl, at, outcome, None)

    visited(night.format(1), "denied")
    report = run(home)
    assert (report.published, report.generation, report.carried) == (True, "gen-000002", 1)
    visited(night.format(2), "denied")
    assert done(run(home)) == (0, 0, 0, 0, False)
    with closing(open_generation(home.indexes)) as generation:
        assert generation.store.changes()[0].generation == "gen-000001"
        extent = generation.store.extent()
    assert extent.sources == (SourceState("Sala", "1981", "denied", "denied", night.format(1)),)
    assert [key for key, _ in extent.areas] == ["F1", "F2", "F3", "F4", "F5", "F6"]
    ingest(home, [write_pages(b="En ny sida.")])
    run(home)
    with closing(open_generation(home.indexes)) as generation:
        assert [each.visited_at for each in generation.store.extent().sources] == [night.format(2)]
