"""The pages as a person meets them, in a browser: what is clicked, read, copied and downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.web.browser import chromium as chromium
from tests.web.browser import sample_home as sample_home
from tests.web.browser import served as served

pytestmark = pytest.mark.slow
PAGES = (
    "/",
    "/fraga?q=Hur+hjälper+Strängnäs+den+som+vill+lämna+ett+gäng",
    "/fraga?q=hur+bakar+man+surdegsbröd+med+råg",
    "/fraga?q=avhoppare&kommun=Kiruna",
    "/jamfor",
    "/jamfor?text=Vi+hjälper+unga+att+lämna+kriminella+gäng+med+coach+och+jobb",
    "/overblick",
    "/kommuner",
    "/kommun/0486",
    "/personer",
    "/initiativ",
    "/bevaka?q=avhoppare",
    "/finns-inte",
)
PHONE = {"width": 320, "height": 640}
# The levels A and AA of WCAG 2.0 to 2.2.
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def visit(chromium: Any, served: str) -> Iterator[Any]:
    """A tab that may not ask any other server, nor complain."""
    context = chromium.new_context(base_url=served, accept_downloads=True)
    tab = context.new_page()
    asked, complaints = [], []
    tab.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    yield tab
    context.close()
    assert set(asked) == {urlsplit(served).netloc}
    assert [said for said in complaints if "404" not in said] == []


def document_page(tab: Any, question: str = "avhopparstöd i Strängnäs") -> None:
    tab.goto(f"/fraga?q={question}")
    tab.locator(".hits h3 a").first.click()
    # A click waits for the page to begin, not for its stylesheet.
    tab.wait_for_url("**/dokument/**")


def test_ask_filter_open_and_cite(visit: Any) -> None:
    visit.goto("/")
    visit.get_by_label("Vad vill du veta?").fill("Hur får den som vill lämna ett gäng stöd?")
    visit.get_by_role("button", name="Fråga").click()
    assert visit.title() == "Hur får den som vill lämna ett gäng stöd? – Kunskapsbanken"
    assert visit.locator(".hits mark").count() >= 10
    visit.locator("aside").get_by_role("link", name="Göteborg").first.click()
    assert "kommun=1480" in visit.url
    visit.locator(".hits h3 a").first.click()
    assert "markera=" in visit.url
    assert visit.locator("mark#markerat").is_visible()
    assert visit.locator("#referens").inner_text().startswith("Göteborgs Stad.")
    with visit.expect_download() as download:
        visit.get_by_role("link", name="BibTeX").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("@misc{goteborgs-stad")


def test_what_was_understood_can_be_kept_or_disregarded(visit: Any) -> None:
    visit.goto("/fraga?q=Vad gör Sala för tryggheten?")
    chip = visit.locator(".chip").filter(has_text="Sala")
    chip.get_by_role("link", name="bortse").click()
    assert visit.locator(".chip").count() == 0
    visit.go_back()
    chip.get_by_role("link", name="visa bara det").click()
    assert visit.locator(".chosen").inner_text().startswith("Kommun: Sala")
    assert all("Sala" in facts for facts in visit.locator(".hits .facts").all_inner_texts())


def test_answers_by_date_come_newest_first(visit: Any) -> None:
    visit.goto("/fraga?q=avhoppare")
    visit.get_by_role("link", name="datum", exact=True).click()
    days = [time.get_attribute("datetime") for time in visit.locator(".hits time").all()]
    assert len(days) > 3
    assert days == sorted(days, reverse=True)


def test_a_question_that_nothing_answers_is_said_to_be_one(visit: Any) -> None:
    visit.goto("/fraga?q=hur bakar man surdegsbröd med råg")
    assert visit.get_by_role("heading", name="Inget säkert svar").is_visible()
    assert visit.get_by_role("status").get_by_role("link", name="överblicken").is_visible()


def test_compare_side_by_side_and_take_it_along(visit: Any) -> None:
    visit.goto("/fraga?q=avhopparstöd i Strängnäs")
    visit.get_by_role("link", name="Liknande i andra kommuner").first.click()
    places = visit.locator(".overview-list a").all_inner_texts()
    assert len(places) == len(set(places)) == 5
    assert "Strängnäs" not in places
    assert visit.locator(".comparison blockquote").count() > 20
    with visit.expect_download() as download:
        visit.get_by_role("link", name="CSV").click()
    rows = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("plats,kommun,titel")
    assert len(rows) > 30


def test_a_watched_question_is_a_feed(visit: Any) -> None:
    visit.goto("/bevaka")
    visit.get_by_label("Vad vill du bevaka?").fill("avhoppare")
    visit.get_by_role("button", name="Visa adressen").click()
    answer = visit.request.get(visit.locator("#adress").get_attribute("href"))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert answer.text().count("<entry>") == 20


def test_the_overview_leads_to_the_pages_behind_a_number(visit: Any) -> None:
    visit.goto("/overblick")
    visit.locator(".matrix td a").first.click()
    assert visit.locator("main a[href^='/dokument/']").count() >= 1


def test_asking_and_reading_work_without_script(chromium: Any, served: str) -> None:
    context = chromium.new_context(base_url=served, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/")
    tab.locator("#q").fill("trygghetsvandring")
    tab.locator("#q").press("Enter")
    tab.locator(".hits h3 a").first.click()
    assert tab.locator("mark#markerat").count() == 1
    assert tab.locator("button[data-copies]:visible").count() == 0
    context.close()


def test_the_keyboard_is_enough(visit: Any) -> None:
    visit.goto("/fraga?q=avhoppare")
    visit.keyboard.press("Tab")
    assert visit.evaluate("document.activeElement.textContent") == "Till innehållet"
    visit.keyboard.press("Enter")
    assert visit.evaluate("document.activeElement.id") == "innehall"
    visit.keyboard.press("/")
    assert visit.evaluate("document.activeElement.id") == "q"
    visit.keyboard.press("Control+a")
    visit.keyboard.type("trygghetsvandring")
    visit.keyboard.press("Enter")
    visit.wait_for_url("**q=trygghetsvandring*")
    first = visit.locator(".hits h3 a").first
    first.focus()
    assert first.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_against_wcag(chromium: Any, served: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = []
    for size in ({"width": 1280, "height": 900}, PHONE):
        context = chromium.new_context(base_url=served, viewport=size, color_scheme=scheme)
        tab = context.new_page()
        for path in (*PAGES, ""):
            if path:
                tab.goto(path)
            else:
                document_page(tab)
            violations = Axe().run(tab, options=RULES).response["violations"]
            found += [(path, each["id"], each["nodes"][0]["html"][:120]) for each in violations]
        context.close()
    assert found == []


def test_nothing_is_wider_than_a_small_phone(chromium: Any, served: str) -> None:
    context = chromium.new_context(base_url=served, viewport=PHONE)
    tab = context.new_page()
    wide = {}
    for path in (*PAGES, ""):
        if path:
            tab.goto(path)
        else:
            document_page(tab)
        beyond = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond:
            wide[path] = beyond
    context.close()
    assert wide == {}
