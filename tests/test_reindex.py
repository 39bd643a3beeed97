from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import reindex as module
from pipeline.catalog import open_catalog
from pipeline.clean.rules import CleanOptions
from pipeline.config import Settings
from pipeline.embed.options import EmbedOptions
from pipeline.embed.passages import PassageOptions
from pipeline.home import Home
from pipeline.index.generation import current_name, open_generation
from pipeline.ingest import ingest
from tests.clean.made import Put, make_pdf, wrapped
from tests.runs import done, run

Write = Callable[..., Path]


pytestmark = pytest.mark.usefixtures("fake_models")


def test_every_stage_runs_once_and_a_second_run_does_nothing(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.", b="Gäng rekryterar unga i skolan.")])
    assert done(run(home)) == (2, 2, 2, 2, True)
    before = {path: path.stat().st_mtime_ns for path in home.indexes.rglob("*")}
    assert done(run(home)) == (0, 0, 0, 0, False)
    assert {path: path.stat().st_mtime_ns for path in home.indexes.rglob("*")} == before


def test_the_second_run_loads_no_model(home: Home, write_pages: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run(home)

    def refuse(*_: object) -> None:
        raise AssertionError("a model was loaded for nothing")

    monkeypatch.setattr(module, "load_passage_encoder", refuse)
    monkeypatch.setattr(module, "load_tagger", refuse)
    assert done(run(home)) == (0, 0, 0, 0, False)


def test_only_what_changed_is_done_again(home: Home, write_pages: Write) -> None:
    folder = write_pages(a="Skolan och polisen samverkar.", b="Gäng rekryterar unga i skolan.")
    ingest(home, [folder])
    run(home)
    write_pages(b="Gäng rekryterar barn i skolan.")
    ingest(home, [folder])
    assert done(run(home)) == (1, 1, 1, 1, True)
    assert current_name(home.indexes) == "gen-000002"


def test_a_page_that_returns_to_an_earlier_text_keeps_its_vector(home: Home, write_pages: Write) -> None:
    folder = write_pages(a="Skolan och polisen samverkar.")
    for text in ("Skolan och polisen samverkar.", "Gäng rekryterar unga.", "Skolan och polisen samverkar."):
        write_pages(a=text)
        ingest(home, [folder])
        report = run(home)
    assert done(report) == (1, 1, 1, 0, True)


def test_another_passage_length_cuts_again_without_cleaning_or_tagging(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a=" ".join(["Skolan och polisen samverkar i dag."] * 20))])
    assert run(home).cut == 1
    report = run(home, Settings(passages=PassageOptions(words=40)))
    # Two of the three pieces are the same words, which are embedded once.
    assert done(report) == (0, 0, 3, 2, True)


def test_another_model_embeds_everything_again_and_never_mixes(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run(home)
    report = run(home, Settings(embed=EmbedOptions(passage_prompt="passage: ")))
    assert done(report) == (0, 0, 0, 1, True)


def test_full_cleans_every_page_but_publishes_only_a_difference(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    run(home)
    assert done(run(home, full=True)) == (1, 0, 0, 0, False)


def test_an_unusable_page_is_rejected_and_the_run_goes_on(home: Home, tmp_path: Path) -> None:
    (tmp_path / "tom.html").write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    (tmp_path / "bra.txt").write_text("Skolan och polisen samverkar.", encoding="utf-8")
    ingest(home, [tmp_path / "tom.html", tmp_path / "bra.txt"])
    report = run(home)
    assert (report.cleaned, report.rejected, report.counts["documents"]) == (1, 1, 1)
    catalog = open_catalog(home.catalog)
    assert [r.stage for r in catalog.pages.rejected()] == ["clean"]
    catalog.close()
    assert run(home).rejected == 0


def test_a_passage_of_a_pdf_knows_its_page_in_the_generation(home: Home, tmp_path: Path) -> None:
    pages = ([Put(300, wrapped("Skolan. " * 40, 400))], [Put(300, wrapped("Polisen. " * 40, 400))])
    (tmp_path / "plan.pdf").write_bytes(make_pdf(*pages))
    ingest(home, [tmp_path / "plan.pdf"])
    assert run(home, Settings(passages=PassageOptions(words=40))).rejected == 0
    with closing(open_generation(home.indexes)) as generation:
        found = [generation.store.passage(row) for row in range(2)]
    assert [(p.text.split()[0], p.page) for p in found] == [("Skolan.", 1), ("Polisen.", 2)]


def test_bad_files_stop_no_run(home: Home, tmp_path: Path, write_pages: Write) -> None:
    (tmp_path / "hemlig.pdf").write_bytes(make_pdf([Put(100, "Hej")], password="hemligt"))
    (tmp_path / "skannad.pdf").write_bytes(make_pdf([]))
    (tmp_path / "trasig.docx").write_bytes(b"PK\x03\x04")
    good = write_pages(a="Skolan och polisen samverkar.")
    ingest(home, [tmp_path / "hemlig.pdf", tmp_path / "skannad.pdf", tmp_path / "trasig.docx", good])
    report = run(home)
    assert (report.cleaned, report.rejected, report.published) == (1, 3, True)
    catalog = open_catalog(home.catalog)
    assert [r.reason for r in catalog.pages.rejected()] == [
        "it is encrypted",
        "there is no text on its 1 pages: scanned pages must be read by OCR first",
        "it is damaged or no DOCX (no whole zip archive)",
    ]
    catalog.close()


def test_a_page_missing_from_the_archive_keeps_what_was_made_of_it_and_heals_when_it_comes_again(
    home: Home, write_pages: Write
) -> None:
    folder = write_pages(a="Skolan och polisen samverkar.")
    ingest(home, [folder])
    run(home)
    write_pages(a="Gäng rekryterar unga.")
    ingest(home, [folder])
    newest = max(home.archive.iterdir())
    newest.unlink()
    report = run(home)
    assert (report.lost, report.counts["documents"]) == (1, 1)
    assert (run(home).lost, run(home, full=True).lost) == (0, 0)
    catalog = open_catalog(home.catalog)
    (rejected,) = catalog.pages.rejected()
    catalog.close()
    assert (rejected.stage, rejected.reason.endswith("or ingest the page again")) == ("archive", True)
    assert ingest(home, [folder]).changed == 1
    assert done(run(home)) == (1, 1, 1, 1, True)
    assert open_generation(home.indexes).store.counts()["documents"] == 1


def test_the_report_is_kept(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.")])
    report = run(home)
    catalog = open_catalog(home.catalog)
    kept = catalog.last_run("reindex")
    catalog.close()
    assert kept is not None and json.dumps(kept)
    assert (kept["cleaned"], kept["generation"]) == (1, report.generation)


BOX = "Kontaktcenter svarar på frågor om kommunens verksamhet."
OWN = ["Skolan och polisen samverkar.", "Gäng rekryterar unga.", "Grannar vandrar om kvällen.", "Belysningen förnyas."]


def texts(home: Home) -> list[str]:
    store = open_generation(home.indexes).store
    try:
        return [text for (text,) in store.query("SELECT text FROM documents ORDER BY url")]
    finally:
        store.close()


def sites_pages(folder: Path, count: int) -> Path:
    """Pages of www.sala.example as another crawler left them."""
    lines = [
        json.dumps({"url": f"https://www.sala.example/{i}", "title": f"Rubrik {i}", "text": f"{OWN[i]}\n\n{BOX}"})
        for i in range(count)
    ]
    (folder / "sala.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder / "sala.jsonl"


def test_what_a_site_repeats_is_left_out_once_enough_pages_have_it(home: Home, tmp_path: Path) -> None:
    ingest(home, [sites_pages(tmp_path, 2)])
    run(home)
    assert texts(home) == [f"{own}\n\n{BOX}" for own in OWN[:2]]
    ingest(home, [sites_pages(tmp_path, 3)])
    report = run(home)
    assert texts(home) == OWN[:3]
    # The two old pages are not cleaned again, only what is kept of them is another.
    assert (report.cleaned, report.changed, report.sifted, report.repeated, report.tagged) == (1, 0, 3, 3, 3)
    ingest(home, [sites_pages(tmp_path, 4)])
    report = run(home)
    assert (report.cleaned, report.sifted, report.tagged, report.embedded) == (1, 1, 1, 1)
    assert done(run(home)) == (0, 0, 0, 0, False)


def test_a_full_run_comes_to_the_same(home: Home, tmp_path: Path) -> None:
    ingest(home, [sites_pages(tmp_path, 3)])
    run(home)
    assert done(run(home, full=True)) == (3, 0, 0, 0, False)
    assert texts(home) == OWN[:3]


def test_a_rule_brings_repeated_blocks_back_without_the_pages(home: Home, tmp_path: Path) -> None:
    ingest(home, [sites_pages(tmp_path, 3)])
    run(home)
    whole = [f"{own}\n\n{BOX}" for own in OWN[:3]]
    run(home, Settings(clean=CleanOptions(keep=("kontaktcenter svarar",))))
    assert texts(home) == whole
    run(home)
    assert texts(home) == OWN[:3]
    run(home, Settings(clean=CleanOptions(whole_sites=("sala.example",))))
    assert texts(home) == whole


def test_the_report_tells_by_how_much_known_pages_have_changed(home: Home, write_pages: Write) -> None:
    ingest(home, [write_pages(a="Skolan och polisen samverkar.", b="Gäng rekryterar unga.")])
    report = run(home)
    assert (report.changed, report.words_added, report.words_removed) == (0, 0, 0)
    ingest(home, [write_pages(a="Skolan samverkar varje vecka.")])
    report = run(home)
    assert (report.changed, report.words_added, report.words_removed) == (1, 3, 3)


WORDS = " ".join(
    f"{one}{other}" for one in ("ba", "de", "fi", "go", "ku", "ly") for other in ("la", "ma", "na", "ra", "ta")
)
LONG = f"Gäng rekryterar unga i skolan. {' '.join(f'{word} {word}s' for word in WORDS.split())} polisen möter skolan."


def shown(home: Home) -> list[tuple[str, str | None, int]]:
    """File name, the one it is a duplicate of, and its passages, by file name."""
    generation = open_generation(home.indexes)
    store = generation.store
    names = {d.doc_id: Path(d.url or "").stem for d in store.documents()}
    found = [
        (names[d.doc_id], names.get(d.duplicate_of or ""), store.query(
            "SELECT count(*) FROM passages WHERE doc_id = ?", [d.doc_id])[0][0])
        for d in store.documents()
    ]  # fmt: skip
    generation.close()
    return sorted(found)


def write_dated(write_pages: Write, **texts: str) -> Path:
    """Files that are equally old, whose addresses are equally long."""
    folder = write_pages(**texts)
    for path in folder.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


def test_one_of_a_group_is_searched_and_the_others_are_kept(home: Home, write_pages: Write) -> None:
    folder = write_dated(write_pages, a=LONG, b=LONG.lower().replace(" ", "\t "), c=f"{LONG} Slut", d=f"{LONG} i Sala")
    ingest(home, [folder])
    report = run(home)
    assert (report.cleaned, report.duplicates, report.counts["documents"], report.counts["duplicates"]) == (4, 2, 4, 2)
    assert report.counts["passages"] == report.counts["vectors"] == report.counts["lexical"] == report.embedded == 2
    found = shown(home)
    (one,) = {of for _, of, _ in found if of}
    assert [(name, of, n) for name, of, n in found if name not in ("d", one)] == [
        (name, one, 0) for name in "abc" if name != one
    ]
    assert {(one, None, 1), ("d", None, 1)} <= {*found}
    assert done(run(home)) == (0, 0, 0, 0, False)


def test_nothing_is_signed_or_compared_twice(home: Home, write_pages: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(home, [write_pages(a=LONG, b=f"{LONG} Slut")])
    assert run(home).duplicates == 1

    def refuse(*_: object) -> None:
        raise AssertionError("a text was looked at again")

    monkeypatch.setattr(module, "sign", refuse)
    monkeypatch.setattr(module, "likeness", refuse)
    assert (run(home).published, run(home).duplicates) == (False, 1)


def test_when_the_one_shown_changes_another_takes_over(home: Home, write_pages: Write) -> None:
    folder = write_dated(write_pages, a=LONG, b=LONG)
    ingest(home, [folder])
    run(home)
    ((hidden, first, _),) = [row for row in shown(home) if row[1]]
    write_pages(**{str(first): "Något helt annat."})
    ingest(home, [folder])
    report = run(home)
    assert (report.duplicates, report.embedded) == (0, 1)
    assert (hidden, None, 1) in shown(home)
