from __future__ import annotations

from pipeline.clean.repeats import REASON
from pipeline.records import Block, Document
from pipeline.report import AskedQuestion, CrawlReport, QuestionsReport, ReindexReport, RunReport, SourceReport


def document(*blocks: Block) -> Document:
    return Document("a", None, "Titel", blocks)


def test_a_change_is_counted_in_words_and_what_the_site_repeats_is_none() -> None:
    report = ReindexReport()
    box = Block("paragraph", "Ring oss")
    before = document(Block("paragraph", "Skolan och polisen"), Block("paragraph", "Ring oss", False, REASON))
    report.count_change(None, before)
    report.count_change(before, document(Block("paragraph", "Skolan och polisen"), box))
    assert (report.changed, report.words_added, report.words_removed) == (0, 0, 0)
    report.count_change(before, document(Block("paragraph", "Skolan och fältarna i Sala"), box))
    assert (report.changed, report.words_added, report.words_removed) == (1, 3, 1)
    report.count_change(before, document(Block("paragraph", "Skolan", False, "date line")))
    assert (report.changed, report.words_added, report.words_removed) == (2, 3, 6)


def test_a_crawl_is_clean_if_everything_could_be_asked_for_and_used() -> None:
    source = SourceReport()
    for change in ("new", "changed", "changed", "unchanged"):
        source.count(change)
    assert (source.new, source.changed, source.unchanged) == (1, 2, 1)
    assert CrawlReport({"A": source}).is_clean
    assert not CrawlReport({"A": source}, {"a.se": "down"}).is_clean
    assert not CrawlReport({"A": SourceReport(rejected=1)}).is_clean
    assert not CrawlReport({"A": SourceReport(held_back=True)}).is_clean


def test_a_run_is_clean_if_the_saved_questions_can_be_read() -> None:
    asked = QuestionsReport("gen-000002", "gen-000001", (AskedQuestion("a", "Vem?", "no page names 'Kiruna'"),))
    assert RunReport("2026-11-29T02:30:01+00:00", news=asked).is_clean
    assert not RunReport("2026-11-29T02:30:01+00:00", news=QuestionsReport(problem="wrong")).is_clean
