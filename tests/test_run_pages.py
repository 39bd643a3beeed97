"""What people read about a run, in Swedish."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import html

from pipeline.records import Rejected
from pipeline.report import QuestionsReport, RunReport, Verdict
from pipeline.run_files import record_of
from pipeline.run_pages import digest_page, digest_text, run_page
from tests.test_run_files import DONE, NEWS, STOD


def parsed(text: str) -> Any:
    assert text.startswith("<!doctype html>\n")
    page = html.fromstring(text)
    assert page.get("lang") == "sv"
    assert not page.xpath("//script | //*[@src]")
    return page


def test_the_page_is_swedish_escaped_and_has_a_row_a_source() -> None:
    text = run_page(record_of(DONE, [Rejected("https://a.example/<i>", "clean", "no <text>")]))
    page = parsed(text)
    assert page.xpath("//th[@scope='row'][text()='Sala <b>']/following-sibling::td/text()")[:2] == ["7", "3"]
    assert not page.xpath("//b | //i")
    assert "Klar utan anmärkning" in page.findtext(".//title")
    assert "bevakade" not in text
    assert "Kontrollfrågor" not in text


@pytest.mark.parametrize("outcome", ["done with rejections", "stopped", "failed"])
def test_every_outcome_has_its_page(outcome: str) -> None:
    record = record_of(RunReport(DONE.started, outcome=outcome, error="disken är full"), [])
    assert "Felet var: disken är full" in run_page(record)


def test_the_verdict_of_the_canaries_stands_on_the_page() -> None:
    assert DONE.reindex is not None
    judged = replace(DONE.reindex, canaries=Verdict(12, 0.91, 0.5, ("Vad kostar <stödet>?",)))
    page = parsed(run_page(record_of(replace(DONE, reindex=judged), [])))
    rows = page.xpath("//caption[text()='Kontrollfrågornas utfall']/..//tr")
    assert [row.text_content() for row in rows] == ["Före0.91", "Efter0.5"]
    assert "12 kontrollfrågor" in page.text_content()
    assert page.xpath("//li/text()")[-1] == "Vad kostar <stödet>?"


@pytest.mark.parametrize(("render", "level"), [(run_page, "h3"), (digest_page, "h2")])
def test_what_is_new_is_told_by_question_with_its_source(render: Any, level: str) -> None:
    page = parsed(render(record_of(replace(DONE, news=NEWS), [])))
    assert "avhoppare" in [heading.text for heading in page.iter(level)]
    assert page.xpath("//a/@href") == ["https://a.example/?a=1&b=2"]
    assert page.xpath("//blockquote/mark/text()") == ["Det är gratis."]
    assert [quote.text_content() for quote in page.xpath("//blockquote")] == [STOD, "Nytt."]
    text = " ".join(page.text_content().split())
    assert "Avhopparstöd – ny sida, publicerad 2026-11-01, s. 3" in text
    assert "Utan adress (rad-1) – ändrad sida" in text
    assert "Vad kostar <stödet>?" in text
    assert "Inget nytt för: belysning." in text
    assert "Frågan ”norrut” kunde inte ställas: no page names 'Kiruna'" in text


def test_the_page_of_a_run_says_why_no_question_was_asked() -> None:
    news = QuestionsReport(problem="questions.toml is <wrong>")
    page = parsed(run_page(record_of(replace(DONE, news=news), [])))
    assert "De bevakade frågorna kunde inte ställas: questions.toml is <wrong>" in page.text_content()


def test_the_digest_as_text() -> None:
    assert digest_text(record_of(replace(DONE, news=NEWS), [])).splitlines() == [
        "Nytt för dina bevakade frågor",
        "Efter körningen som slutade 2026-11-29T02:40:01+00:00 (UTC).",
        "",
        "AVHOPPARE",
        "Vad kostar <stödet>?",
        "",
        "1. Avhopparstöd",
        "   ny sida, publicerad 2026-11-01, s. 3",
        "   https://a.example/?a=1&b=2",
        "   Kommunen ger stöd. »Det är gratis.« Ring oss.",
        "",
        "2. Utan adress",
        "   ändrad sida",
        "   rad-1",
        "   Nytt.",
        "",
        "Inget nytt för: belysning.",
        "Frågan \"norrut\" kunde inte ställas: no page names 'Kiruna'",
    ]
