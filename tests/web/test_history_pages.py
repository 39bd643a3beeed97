"""Versions, changes and archived copies in the browser; what is archived may be anything."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.home import Home
from pipeline.records import PDF, document_id
from pipeline.reindex import reindex
from pipeline.versions import versions
from pipeline.web.app import make_app
from tests.clean.made import Put, make_pdf
from tests.page_versions import DOC, FIRST, SECOND, TIMES, bury, html, keep, page
from tests.web.made import check_anchors, check_page

EVIL = '<script>alert("x")</script>'
ESCAPED = EVIL.replace("<", "&lt;").replace(">", "&gt;")
STAYS = [f"Stycke {number} om hur kommunen arbetar mot våld i nära relationer." for number in range(6)]
SEALED = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none';"
    " frame-ancestors 'none'"
)

pytestmark = pytest.mark.usefixtures("fake_models")


def web(home: Home) -> TestClient:
    reindex(home, Settings())
    return TestClient(make_app(home, Settings()), raise_server_exceptions=False)


def hashes(home: Home, doc_id: str = DOC) -> list[str]:
    return [version.content_hash for version in versions(home, doc_id)]


@pytest.fixture
def two(home: Home) -> Home:
    keep(
        home,
        page(html(*STAYS, FIRST, f"Tal om {ESCAPED} står kvar här.", title=f"Plan {ESCAPED}")),
        page(html(*STAYS, SECOND, f"Tal om {ESCAPED} står inte kvar.", title=f"Plan {ESCAPED} 2"), TIMES[1]),
    )
    return home


def test_a_document_lists_its_versions_with_copies_and_changes(two: Home) -> None:
    answer = web(two).get(f"/dokument/{DOC}")
    assert answer.status_code == 200
    old, new = hashes(two)
    links = [one["href"] for one in check_page(answer.text).all("a")]
    assert {
        f"/dokument/{DOC}/arkiv/{old}",
        f"/dokument/{DOC}/arkiv/{new}",
        f"/dokument/{DOC}/jamfor?fran={old}&till={new}",
    } <= set(links)
    assert "<strong>(gäller nu)</strong>" in answer.text
    assert EVIL not in answer.text


def test_changes_are_marked_in_words_that_a_screen_reader_says(two: Home) -> None:
    client = web(two)
    old, new = hashes(two)
    answer = client.get(f"/dokument/{DOC}/jamfor?fran={old}&till={new}")
    assert answer.status_code == 200
    assert client.get(f"/dokument/{DOC}/jamfor").text == answer.text
    elements = check_page(answer.text)
    check_anchors(elements)
    assert EVIL not in answer.text
    assert (
        '<del><span class="hidden"> borttaget: </span>2023<span class="hidden"> (slut på borttaget) </span></del>'
        '<ins><span class="hidden"> tillagt: </span>2024<span class="hidden"> (slut på tillagt) </span></ins>'
    ) in answer.text
    assert [one.get("value") for one in elements.all("option")] == [old, new, old, new]
    assert "Från version 1, hämtad " in answer.text
    assert answer.text.count("<details>") == 1
    assert "stycken som är lika</summary>" in answer.text
    back = client.get(f"/dokument/{DOC}/jamfor?fran={new}&till={old}").text
    assert '2024<span class="hidden"> (slut på borttaget)' in back
    same = client.get(f"/dokument/{DOC}/jamfor?fran={new}&till={new}").text
    check_page(same)
    assert "Inget i texten skiljer versionerna åt." in same


def test_a_page_that_is_gone_has_its_versions_still(two: Home) -> None:
    reindex(two, Settings())
    keep(two, page(html(FIRST), url="https://www.sala.example/annan.html"))
    bury(two)
    client = web(two)
    answer = client.get(f"/dokument/{DOC}")
    assert (answer.status_code, "(gäller nu)" in answer.text) == (410, False)
    check_page(answer.text)
    old, new = hashes(two)
    assert f"/dokument/{DOC}/jamfor?fran={old}&amp;till={new}" in answer.text
    assert client.get(f"/dokument/{DOC}/jamfor").status_code == 200
    assert client.get(f"/dokument/{DOC}/arkiv/{old}").status_code == 200


def test_an_archived_page_is_sealed(home: Home) -> None:
    content = html(f"{FIRST} {EVIL} 811228-9874", '<img src="https://spion.example/x.png" onerror="alert(1)">')
    keep(home, page(content))
    client = web(home)
    (only,) = hashes(home)
    answer = client.get(f"/dokument/{DOC}/arkiv/{only}")
    assert (answer.status_code, answer.content) == (200, content.replace(b"811228-9874", b"[personnummer]"))
    assert {name: answer.headers[name] for name in ("Content-Security-Policy", "Content-Type")} == {
        "Content-Security-Policy": SEALED,
        "Content-Type": "text/html; charset=utf-8",
    }
    assert (answer.headers["X-Content-Type-Options"], answer.headers["X-Robots-Tag"]) == (
        "nosniff",
        "noindex, noarchive",
    )


@pytest.mark.parametrize(
    ("media_type", "content", "shown_as"),
    [
        ("text/html", "<p>Skolan på Åsen är en plats för alla.</p>".encode("latin-1"), "text/html"),
        ("text/markdown", f"# Plan\n\n{FIRST} {EVIL}".encode(), "text/plain; charset=utf-8"),
        ("text/plain", f"{EVIL} {FIRST}".encode(), "text/plain; charset=utf-8"),
    ],
)
def test_other_texts_are_shown_as_they_stand(home: Home, media_type: str, content: bytes, shown_as: str) -> None:
    keep(home, page(content, media_type=media_type))
    answer = web(home).get(f"/dokument/{DOC}/arkiv/{hashes(home)[0]}")
    assert (answer.content, answer.headers["Content-Type"]) == (content, shown_as)
    assert answer.headers["Content-Security-Policy"] == SEALED


def test_a_pdf_is_a_file_to_save_and_kept_back_if_it_may_hold_identity_numbers(home: Home) -> None:
    url = "https://www.sala.example/plan.pdf"
    told = make_pdf([Put(200, "Anna Berg, 811228-9874, leder en avhopparverksamhet.")])
    harmless = make_pdf([Put(200, "Sala kommun har startat en avhopparverksamhet.")])
    keep(home, page(told, TIMES[0], url, PDF), page(harmless, TIMES[1], url, PDF))
    client, doc_id = web(home), document_id(url)
    first, second = hashes(home, doc_id)
    answer = client.get(f"/dokument/{doc_id}/arkiv/{second}")
    assert (answer.content, answer.headers["Content-Type"]) == (harmless, PDF)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="2024-02-01-{second[:12]}.pdf"'
    refused = client.get(f"/dokument/{doc_id}/arkiv/{first}")
    check_page(refused.text)
    assert (refused.status_code, "Filen lämnas inte ut" in refused.text) == (403, True)


def test_what_is_not_there_is_a_swedish_page(two: Home) -> None:
    client = web(two)
    for path in (
        f"/dokument/{DOC}/arkiv/{'0' * 64}",
        f"/dokument/{DOC}/arkiv/{EVIL}",
        f"/dokument/{DOC}/jamfor?fran={'0' * 64}",
        "/dokument/okänd/jamfor",
        f"/dokument/okänd/arkiv/{'0' * 64}",
    ):
        answer = client.get(path)
        assert (answer.status_code, "Sidan finns inte" in answer.text) == (404, True), path
    assert client.get(f"/dokument/{DOC}/jamfor?fran=&till=").status_code == 200


def test_an_address_that_ends_as_ours_is_still_found(home: Home) -> None:
    url = "https://www.sala.example/kommuner/jamfor"
    keep(home, page(html(FIRST), url=url))
    answer = web(home).get(f"/dokument/{url}", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/dokument/{document_id(url)}")


def test_damage_in_the_archive_costs_its_copy_and_no_page(two: Home) -> None:
    client = web(two)
    old, _ = hashes(two)
    for path in two.archive.iterdir():
        path.unlink()
    answer = client.get(f"/dokument/{DOC}/arkiv/{old}")
    assert (answer.status_code, "Kunskapsbanken går inte att läsa" in answer.text) == (503, True)
    listed = client.get(f"/dokument/{DOC}")
    check_page(listed.text)
    assert (listed.status_code, listed.text.count("kopian går inte att läsa")) == (200, 2)


def test_a_generation_alone_has_documents_without_versions(two: Home) -> None:
    client = web(two)
    old, new = hashes(two)
    for path in two.catalog.parent.glob("catalog.sqlite*"):
        path.unlink()
    answer = client.get(f"/dokument/{DOC}")
    check_page(answer.text)
    assert (answer.status_code, 'id="versioner"' in answer.text) == (200, False)
    assert client.get(f"/dokument/{DOC}/jamfor?fran={old}&till={new}").status_code == 404
    assert client.get(f"/dokument/{DOC}/arkiv/{old}").status_code == 404
