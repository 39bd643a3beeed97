"""What is said beforehand is what the run then does, and saying it leaves no trace."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.catalog import open_catalog
from pipeline.clean.rules import CleanOptions
from pipeline.config import Settings
from pipeline.crawl.options import CrawlOptions
from pipeline.crawling import crawl_sources
from pipeline.embed.options import EmbedOptions
from pipeline.embed.passages import PassageOptions
from pipeline.errors import StoreError, UsageError
from pipeline.home import Home, write_lock
from pipeline.ingest import ingest
from pipeline.plan import Plan, PlannedVisit, plan_night
from pipeline.reindex import reindex
from tests.loopback import DAY, FakeClock, Site, page

Write = Callable[..., Path]
CRAWL = CrawlOptions(contact="drift@kommun.example")

pytestmark = pytest.mark.usefixtures("fake_models")


def plan(home: Home, settings: Settings | None = None, full: bool = False) -> Plan:
    return plan_night(home, settings or Settings(), crawl=False, full=full)


def pending(found: Plan) -> tuple[int, ...]:
    return (
        found.pages_to_clean,
        found.sites_to_sift,
        found.documents_to_compare,
        found.documents_to_tag,
        found.documents_to_cut,
        found.passages_to_embed,
    )


def files(home: Home) -> dict[Path, tuple[int, bytes]]:
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in home.root.rglob("*") if path.is_file()}


def two_pages(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.", b="Gäng rekryterar unga i skolan.")])


def test_a_home_without_anything_has_nothing_to_do(home: Home) -> None:
    before = files(home)
    assert plan(home) == Plan()
    assert files(home) == before


def test_pages_that_came_are_to_be_cleaned_and_what_follows_is_said_to_be_unknown(
    home: Home, write_pages: Write
) -> None:
    two_pages(home, write_pages)
    found = plan(home)
    assert pending(found) == (2, 0, 0, 0, 0, 0)
    (unknown,) = found.unknown
    assert "once the pages are cleaned" in unknown
    assert reindex(home, Settings()).cleaned == 2


def test_after_a_run_nothing_is_to_be_done_and_nothing_is_unknown(home: Home, write_pages: Write) -> None:
    two_pages(home, write_pages)
    reindex(home, Settings())
    assert plan(home) == Plan(generation="gen-000001")


def test_it_leaves_no_trace_and_waits_for_nobody(home: Home, write_pages: Write) -> None:
    two_pages(home, write_pages)
    reindex(home, Settings())
    with write_lock(home, "kb reindex"):
        before = files(home)
        plan(home, full=True)
        assert files(home) == before


def test_another_model_embeds_what_the_run_then_embeds(home: Home, write_pages: Write) -> None:
    two_pages(home, write_pages)
    reindex(home, Settings())
    other = Settings(embed=EmbedOptions(model="another"))
    found = plan(home, other)
    assert (pending(found), found.unknown) == ((0, 0, 0, 0, 0, 2), ())
    assert reindex(home, other).embedded == 2


def test_another_length_cuts_what_the_run_then_cuts(home: Home, write_pages: Write) -> None:
    two_pages(home, write_pages)
    reindex(home, Settings())
    found = plan(home, Settings(passages=PassageOptions(words=60)))
    assert pending(found) == (0, 0, 0, 0, 2, 0)
    assert found.unknown == (
        "how many passages the 2 documents that are cut anew have to embed: known once they are cut",
    )


def test_a_list_of_ones_own_tags_everything_again(home: Home, write_pages: Write) -> None:
    two_pages(home, write_pages)
    reindex(home, Settings())
    (home.root / "municipalities.csv").write_text("code,name,kind\n1480,Götet,alias\n", encoding="utf-8")
    assert pending(plan(home)) == (0, 0, 0, 2, 0, 0)
    assert reindex(home, Settings()).tagged == 2


def test_a_full_run_and_a_new_rule_clean_everything(home: Home, write_pages: Write) -> None:
    two_pages(home, write_pages)
    reindex(home, Settings())
    assert plan(home, full=True).pages_to_clean == 2
    ruled = Settings(clean=CleanOptions(remove=("fullmäktige",)))
    assert plan(home, ruled).pages_to_clean == reindex(home, ruled).cleaned == 2


def test_the_site_of_a_page_that_came_is_to_be_sifted(home: Home, tmp_path: Path) -> None:
    for name in ("a", "b"):
        path = tmp_path / f"{name}.html"
        said = f"<h1>{name}</h1><p>Polisen och skolan möts i {name} varje vecka.</p>"
        text = f"<html><body><main>{said}</main></body></html>"
        path.write_text(text, encoding="utf-8")
        ingest(home, [path], "Sala")
        assert pending(plan(home))[:2] == (1, 1)
        reindex(home, Settings())
        assert pending(plan(home))[:2] == (0, 0)


def test_a_lost_catalog_is_told_and_not_made(home: Home, write_pages: Write) -> None:
    two_pages(home, write_pages)
    home.catalog.unlink()
    found = plan(home)
    assert (found.restore, pending(found)) == (1, (0,) * 6)
    assert found.unknown == ("what the archive holds, all of which every stage does anew: known once it is read",)
    assert not home.catalog.exists()


def test_a_catalog_of_another_version_is_left_as_it_is(home: Home, write_pages: Write) -> None:
    two_pages(home, write_pages)
    with closing(open_catalog(home.catalog)) as catalog:
        catalog._database._db.execute("PRAGMA user_version = 1")
    before = files(home)
    with pytest.raises(StoreError, match=r"cannot be read as it is .*shape 1"):
        plan(home)
    assert files(home) == before


def test_a_run_that_would_be_refused_is_refused(home: Home) -> None:
    with pytest.raises(UsageError, match=r"set \[crawl\] contact"):
        plan_night(home, Settings())
    home.sources.write_text("[[source]]\n", encoding="utf-8")
    with pytest.raises(UsageError, match="name"):
        plan_night(home, Settings(crawl=CRAWL))


def test_what_is_due_is_what_is_then_asked_for(home: Home) -> None:
    clock = FakeClock()
    site = Site({"/": page("Start", *(f"/{i}" for i in range(4)))}, clock.now, lambda path: page(path))
    with site.served():
        home.sources.write_text(
            f'[[source]]\nname = "Sala"\nstart = ["{site.url()}"]\npages = 50\ndelay = 1.0\n', encoding="utf-8"
        )

        def visit() -> PlannedVisit:
            asked = len(site.log)
            (found,) = plan_night(home, Settings(crawl=CRAWL), clock=clock).visits
            assert len(site.log) == asked
            return found

        assert visit() == PlannedVisit("Sala", 0, 0, 50, False)
        crawl_sources(home, CRAWL, limit=2, clock=clock)
        assert visit() == PlannedVisit("Sala", 5, 3, 48, True)
        assert crawl_sources(home, CRAWL, clock=clock).sources["Sala"].requests == 3
        clock.time += DAY
        assert visit() == PlannedVisit("Sala", 5, 5, 50, False)
        assert crawl_sources(home, replace(CRAWL), clock=clock).sources["Sala"].requests == 5


def test_a_catalog_that_a_killed_run_left_is_read_with_what_it_had_written(
    home: Home, write_pages: Write, tmp_path: Path
) -> None:
    two_pages(home, write_pages)
    copy = Home(tmp_path / "copy")
    with closing(open_catalog(home.catalog)) as catalog:
        with catalog.transaction():
            catalog.pages.mark_lost(next(iter(catalog.pages.to_clean("-"))).doc_id, "-")
        # As it lies on the disk while the run is under way: what was written last stands in the WAL.
        shutil.copytree(home.root, copy.root)
    assert (copy.root / "corpus" / "catalog.sqlite-wal").stat().st_size > 0
    assert plan(copy).pages_to_clean == 1
