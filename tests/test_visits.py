"""One answer at a time: what is stored of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.catalog import Due, open_catalog
from pipeline.crawl.archive import ArchiveWriter
from pipeline.crawl.fetch import Answer, NoAnswer
from pipeline.crawl.scope import load_scope
from pipeline.crawl.sources import Source
from pipeline.leads import Leads
from pipeline.records import PDF, document_id
from pipeline.report import SourceReport
from pipeline.visits import Visits, conditions

START = "https://www.a.se/"
SCOPE = load_scope(
    Source("A", "A kommun", "1981", (START,), include=("/", "/t*"), depth=2, kinds=("html", "pdf"), pages=10)
)
AT = "2024-01-01T00:00:00.000Z"


@pytest.fixture
def visits(tmp_path: Path) -> Iterator[Visits]:
    with closing(open_catalog(tmp_path / "catalog.sqlite")) as catalog, ArchiveWriter(tmp_path / "archive") as archive:
        with catalog.transaction():
            catalog.frontier.begin("A", AT)
        scopes, reports = {"A": SCOPE}, {"A": SourceReport()}
        yield Visits(catalog, archive, scopes, {"A": 1}, reports, Leads(catalog, scopes, reports), 2)


def due(visits: Visits) -> Due | None:
    return visits.catalog.frontier.due("a.se", {"A": 1})


def begin(visits: Visits) -> Due:
    with visits.catalog.transaction():
        visits.leads.seed(SCOPE)
    found = due(visits)
    assert found is not None
    return found


def take(visits: Visits, one: Due, answer: Answer | NoAnswer, at: str = AT) -> str | None:
    with visits.catalog.transaction():
        return visits.take_in(one, answer, at)


def html(url: str, text: str, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(url, status, "", tuple({"content-type": "text/html", **named}.items()), text.encode(), ())


def outcome(visits: Visits, url: str) -> str | None:
    return visits.catalog.frontier.outcome(url)


def test_a_page_is_stored_as_its_source_publishes_it(visits: Visits) -> None:
    take(visits, begin(visits), html(START, '<p>Hej</p><a href="/t1">1</a><a href="/x">2</a>'))
    (stored,) = visits.catalog.pages.to_clean("1")
    assert (stored.doc_id, stored.source, stored.publisher, stored.municipality, stored.fetched_at) == (
        document_id(START),
        "A",
        "A kommun",
        "1981",
        AT,
    )
    found = due(visits)
    assert found is not None
    assert (found.url, found.depth) == ("https://www.a.se/t1", 1)
    assert visits.catalog.frontier.known() == {"A": 2}


def test_a_304_is_only_believed_of_what_is_stored(visits: Visits) -> None:
    one = begin(visits)
    assert conditions(one, SCOPE) == {}
    take(visits, one, html(START, "", 304))
    assert outcome(visits, START) == "refused"
    take(visits, one, html(START, "Hej", etag='"1"', last_modified="x"))
    known = visits.catalog.frontier.due("a.se", {"A": 2})
    assert known is not None
    assert conditions(known, SCOPE) == {"If-None-Match": '"1"', "If-Modified-Since": "x"}
    take(visits, known, html(START, "", 304))
    assert outcome(visits, START) == "kept"


@pytest.mark.parametrize(
    ("answer", "said", "rejected"),
    [
        (html(START, "", 204), "refused", "answered 204"),
        (html(START, "x", 403), "refused", "answered 403"),
        (html(START, "x", 404), "missing", None),
        (html(START, ""), "unusable", "there is nothing in it"),
        (html(START, "fel", content_type=PDF), "unusable", "not a PDF file"),
        (html(START, "", content_type="video/mp4"), "other kind", None),
        (html(START, "", 302), "loop", "redirects to nowhere"),
        (html(START, "", 302, location=START), "loop", "redirects without end"),
        (
            html(START, "", 301, location="https://b.se/"),
            "moved",
            "the start page has moved to another site: https://b.se/",
        ),
    ],
)
def test_what_cannot_be_used(visits: Visits, answer: Answer, said: str, rejected: str | None) -> None:
    assert take(visits, begin(visits), answer) is None
    assert outcome(visits, START) == said
    assert [each.reason for each in visits.catalog.pages.rejected()] == ([rejected] if rejected else [])
    assert list(visits.catalog.pages.to_clean("1")) == []


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (html(START, "", 503), "busy"),
        (html(START, "", 429), "busy"),
        (html(START, "", 502), "failed"),
        (NoAnswer(START, "borta"), "failed"),
    ],
)
def test_trouble_is_tried_again_before_it_counts(visits: Visits, answer: Answer | NoAnswer, trouble: str) -> None:
    assert take(visits, begin(visits), answer) == trouble
    again = due(visits)
    assert again is not None
    assert (again.attempts, outcome(visits, START)) == (1, None)
    take(visits, again, answer)
    assert (due(visits), outcome(visits, START)) == (None, trouble)
    assert len(visits.catalog.pages.rejected()) == 1


def test_two_pages_that_call_each_other_canonical_are_not_both_left_out(visits: Visits) -> None:
    one = begin(visits)
    take(visits, one, html(START, '<link rel="canonical" href="/t2"><p>Hej'))
    other = due(visits)
    assert other is not None
    take(visits, other, html(other.url, '<link rel="canonical" href="/t3"><p>Hej'))
    third = due(visits)
    assert third is not None
    take(visits, third, html(third.url, '<link rel="canonical" href="/t2"><p>Hej'))
    assert [outcome(visits, each.url) for each in (one, other, third)] == ["canonical", "canonical", "kept"]


def test_sitemaps_of_another_site_are_not_read(visits: Visits) -> None:
    with visits.catalog.transaction():
        visits.leads.sitemaps("A", ["https://b.se/karta.xml", "/karta.xml", "https://a.se/karta.xml"])
    found = due(visits)
    assert found is not None
    assert (found.url, found.kind) == ("https://a.se/karta.xml", "sitemap")
    take(visits, found, html(found.url, "<html>fel</html>"))
    assert outcome(visits, found.url) == "unusable"
    assert [each.reason for each in visits.catalog.pages.rejected()] == ["a <html>, not a sitemap"]
