"""Tree → pieces: their kinds, their words, and where they stand."""

from __future__ import annotations

import pytest

from pipeline.clean.html.markup import parse_html
from pipeline.clean.html.outline import Piece, outline
from pipeline.clean.html.places import PLACES


def pieces(body: str) -> list[Piece]:
    return outline(parse_html(f"<html><body>{body}</body></html>")).pieces


def kinds(body: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces(body)]


def places(piece: Piece) -> set[str]:
    return {place for n, place in enumerate(PLACES) if piece.places >> n & 1}


def test_every_kind_in_reading_order() -> None:
    assert kinds(
        "<h2>Så gör du</h2>Löst<p>Ett stycke</p><ul><li>En</li><li>Två<ul><li>Tre</li></ul></li></ul>"
        "<dl><dt>Var</dt><dd>Torget</dd></dl><figure><img><figcaption>Foto: Eva</figcaption></figure>"
        "<blockquote>Sagt</blockquote><p>– Ja, säger Eva.</p>"
        "<table><caption>Priser</caption><tr><th>Vad</th><th>Kr</th></tr><tr><td>Bok</td><td></td><td>9</td></tr></table>"
    ) == [
        ("heading", "Så gör du"),
        ("paragraph", "Löst"),
        ("paragraph", "Ett stycke"),
        ("list_item", "En"),
        ("list_item", "Två"),
        ("list_item", "Tre"),
        ("list_item", "Var"),
        ("list_item", "Torget"),
        ("caption", "Foto: Eva"),
        ("quote", "Sagt"),
        ("quote", "– Ja, säger Eva."),
        ("table_row", "Priser"),
        ("table_row", "Vad | Kr"),
        ("table_row", "Bok | 9"),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>ett<b>två</b>tre</p>", ["etttvåtre"]),
        ("<div>ett<div>två</div>tre</div>", ["ett\ntvå\ntre"]),
        ("<div>ett</div><div>två</div>", ["ett", "två"]),
        ("<p>ett<br>två<br><br>tre</p>", ["ett\ntvå\ntre"]),
        ("<p>ett\n  två</p>", ["ett två"]),
        ("<p><a>ett</a><a>två</a></p>", ["ett två"]),
        ("<li><p>ett</p><p>två</p></li>", ["ett\ntvå"]),
        ("<li><h3>ett</h3><p>två</p></li>", ["ett", "två"]),
        ("<my-card>ett</my-card><my-card>två</my-card>", ["ett", "två"]),
        ("<table><tr><td><h2>ett</h2><p>två</p></td><td>tre</td></tr></table>", ["ett", "två", "tre"]),
        ("<h2>ett <a>¶</a></h2>", ["ett"]),
    ],
)
def test_words_are_parted_as_a_browser_shows_them(body: str, expected: list[str]) -> None:
    assert [piece.text for piece in pieces(body)] == expected


def test_what_nobody_reads_is_no_text() -> None:
    assert kinds(f"<svg><text>x</text></svg><select><option>x</option></select><p>– – –</p><p>{'x' * 2_001}</p>") == []


def test_places_words_and_links() -> None:
    menu, text = pieces('<nav class="meny"><a>Start</a></nav><main><p>Hej du <a>där</a></p></main>')
    assert (places(menu), menu.linked, menu.words) == ({"nav", "a", "navigation"} - {"a"}, 1.0, 1)
    assert (places(text), text.words) == ({"main", "p"}, 3)
    assert text.linked == pytest.approx(3 / 8)


def test_boxes_come_after_their_parents() -> None:
    page = outline(parse_html("<body><div><p>En</p><p>Två</p></div></body>"))
    first, second = page.pieces
    assert page.parents[first.box] == page.parents[second.box]
    assert all(parent < n for n, parent in enumerate(page.parents) if n)
