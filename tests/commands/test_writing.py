"""The JSON of the commands that write."""

from __future__ import annotations

from types import NoneType

from pipeline.home import Home
from tests.cli_home import UNREADABLE, Base, kb, keys
from tests.loopback import Site
from tests.loopback import page as web_page


def test_ingest(base: Base) -> None:
    assert base.printed["ingest"] == {
        "new": 5,
        "changed": 0,
        "unchanged": 0,
        "taken_over": 0,
        "restored": 0,
        "rejected": [
            {
                "url": str(base.pages / UNREADABLE),
                "stage": "ingest",
                "reason": "there is no reader for '.odt' files",
            }
        ],
    }


def test_crawl(home: Home) -> None:
    site = Site({"/": web_page("Start")})
    with site.served():
        home.settings.write_text('[crawl]\ncontact = "a@b.example"\n', encoding="utf-8")
        home.sources.write_text(f'[[source]]\nname = "X"\nstart = ["{site.url()}"]\ndelay = 0\n', encoding="utf-8")
        (plan,) = kb(home.root, "crawl", "--check")
        assert (plan["name"], plan["start"], plan["delay"], plan["known"]) == ("X", [site.url()], 0.0, 0)
        found = kb(home.root, "crawl")
    keys(found, sources=dict, unreachable=dict, resumed=bool, finished=bool, restored=int, seconds=float)
    assert {name: value for name, value in found["sources"]["X"].items() if value} == {
        "requests": 1,
        "new": 1,
        "pages": 1,
    }
    assert found["sources"]["X"]["held_back"] is False
    assert kb(home.root, "status")["last_crawl"] == found


def test_reindex(base: Base) -> None:
    found = base.printed["reindex"]
    keys(
        found,
        cleaned=int,
        changed=int,
        words_added=int,
        words_removed=int,
        sifted=int,
        repeated=int,
        rejected=int,
        tagged=int,
        cut=int,
        embedded=int,
        carried=int,
        published=bool,
        held_back=NoneType,
        canaries=(dict, NoneType),
        removed=list,
        generation=str,
        counts=dict,
        seconds=dict,
        peak_mb=int,
        restored=int,
        lost=int,
        duplicates=int,
    )
    assert (found["cleaned"], found["tagged"], found["published"], found["generation"]) == (5, 5, True, "gen-000001")
    assert list(found["seconds"]) == ["clean", "duplicates", "tag", "embed", "index"]
    assert found["counts"]["documents"] == 5


def test_reindex_again_does_nothing(base: Base) -> None:
    found = base.kb("reindex", "--no-crawl")
    assert (found["cleaned"], found["published"], found["generation"]) == (0, False, "gen-000001")


def test_a_dry_run(base: Base) -> None:
    before = {path: path.stat().st_mtime_ns for path in base.home.rglob("*")}
    found = base.kb("reindex", "--no-crawl", "--dry-run")
    keys(
        found,
        visits=list,
        restore=int,
        pages_to_clean=int,
        sites_to_sift=int,
        documents_to_compare=int,
        documents_to_tag=int,
        documents_to_cut=int,
        passages_to_embed=int,
        generation=str,
        unknown=list,
    )
    assert base.kb("reindex", "--no-crawl", "--full", "--dry-run")["pages_to_clean"] == 5
    # Folders change their time: the files that SQLite needs while it reads come and go.
    after = {path: path.stat().st_mtime_ns for path in base.home.rglob("*")}
    assert {path: at for path, at in after.items() if path.is_file()} == {
        path: at for path, at in before.items() if path.is_file()
    }
