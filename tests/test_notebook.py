from __future__ import annotations

import copy
import sys
from typing import Any

import pytest

from pipeline.cite.citation import cite_document
from pipeline.errors import UsageError
from pipeline.index.store import stored_document
from pipeline.notebook import SHOWN, Answered, CitedDocument, Listing
from pipeline.records import Answer, Block, Document, Hit
from tests.cite.made import CITATION

HIT = Hit(
    1,
    0.9,
    "d1",
    "https://www.vara.example/?a=1&b=2",
    "Stöd <i>",
    "Den <b> som vill lämna får stöd. Ring oss.",
    0,
    42,
    highlights=((0, 32),),
    municipalities=({"code": "1470", "name": "Vara"},),
    published="2023-05-06",
    page=7,
)
SCRIPT = Hit(2, 0.5, "d2", "javascript:alert(1)", "Plan", "Text.", 0, 5)
FOUND = Answered(Answer("vad <hjälper>?", "gen-000001", 2.0, hits=(HIT, SCRIPT)), (CITATION, CITATION))
STORED = stored_document(
    Document(
        "d1", "https://www.vara.example/x", "Plan <x>", (Block("paragraph", "Ett."), Block("paragraph", "Två & tre."))
    ),
    "vara.example",
    "2024-03-01T00:00:00Z",
    None,
    (),
)
DOCUMENT = CitedDocument(STORED, cite_document(STORED, "gen-000001"))


def test_an_answer_is_a_sequence_of_its_hits() -> None:
    assert list(FOUND) == [HIT, SCRIPT]
    assert (len(FOUND), FOUND[0], list(FOUND[1:]), HIT in FOUND) == (2, HIT, [SCRIPT], True)
    assert (FOUND.question, FOUND.generation, FOUND.understood) == ("vad <hjälper>?", "gen-000001", {})
    assert not Answered(Answer("vad?", "gen-000001", 2.0), ())


def test_an_answer_is_shown_with_source_and_marks_and_nothing_in_it_is_markup() -> None:
    assert FOUND._repr_html_() == (
        "<p><strong>vad &lt;hjälper&gt;?</strong> <small>gen-000001</small></p><ol>"
        '<li><a href="https://www.vara.example/?a=1&amp;b=2">Stöd &lt;i&gt;</a><br>'
        "<small>s. 7 · publicerad 2023-05-06 · Vara</small><br>"
        "<mark>Den &lt;b&gt; som vill lämna får stöd.</mark> Ring oss.</li>"
        "<li>Plan<br><small></small><br>Text.</li></ol>"
    )


def test_no_answer_says_so() -> None:
    assert "Inget svar." in Answered(Answer("vad?", "gen-000001", 2.0), ())._repr_html_()


def test_an_answer_is_cited_in_each_form() -> None:
    assert FOUND.cite().count("\n") == 2
    assert FOUND.cite("bibtex").count("@misc{") == 2
    with pytest.raises(UsageError, match="not as 'apa'"):
        FOUND.cite("apa")  # type: ignore[arg-type]


def test_a_document_has_what_the_stored_one_has() -> None:
    assert (DOCUMENT.title, DOCUMENT.text, DOCUMENT.doc_id) == ("Plan <x>", "Ett.\n\nTvå & tre.", "d1")
    assert copy.copy(DOCUMENT) == DOCUMENT
    with pytest.raises(AttributeError, match="colour"):
        _ = DOCUMENT.colour


def test_a_document_is_shown_with_its_reference() -> None:
    assert DOCUMENT._repr_html_() == (
        '<h3><a href="https://www.vara.example/x">Plan &lt;x&gt;</a></h3><p><small>vara.example. (u.å.).'
        " Plan &lt;x&gt;. Hämtad 2024-03-01 från https://www.vara.example/x. Kunskapsbank gen-000001.</small></p>"
        "<p>Ett.</p><p>Två &amp; tre.</p>"
    )
    assert DOCUMENT.cite("ris").startswith("TY  - ELEC\n")


def test_a_listing_is_a_sequence_of_rows_shown_as_a_table() -> None:
    rows: tuple[dict[str, Any], ...] = ({"name": "<Åre>", "roles": ["a", "b"]}, {"name": None, "roles": []})
    listing = Listing(rows)
    assert (len(listing), listing[0], list(listing), list(listing[1:])) == (2, rows[0], list(rows), [rows[1]])
    assert listing._repr_html_() == (
        "<table><thead><tr><th>name</th><th>roles</th></tr></thead><tbody><tr><td>&lt;Åre&gt;</td><td>a, b</td></tr>"
        "<tr><td></td><td></td></tr></tbody></table>"
    )
    assert Listing(({"n": 1},) * (SHOWN + 2))._repr_html_().endswith("</table><p>… och 2 till</p>")
    assert Listing(())._repr_html_() == "<table><thead><tr></tr></thead><tbody></tbody></table>"


def test_tables() -> None:
    assert FOUND.to_pandas()[["rank", "title", "page"]].to_dict("records")[0] == {
        "rank": 1,
        "title": "Stöd <i>",
        "page": 7,
    }
    assert list(Listing(({"name": "Åre", "documents": 3},)).to_pandas().columns) == ["name", "documents"]


def test_without_pandas_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"^to_pandas needs pandas: run pip install 'kunskapsbank\[notebook\]'$"):
        FOUND.to_pandas()
