"""Where on a page an element stands."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.clean.html.places import PLACES, places_of
from tests.clean.html.test_outline import pieces, places


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>x</p>", {"p"}),
        ("<em>x</em>", set()),
        ('<div class="Sidfot">x</div>', {"foot"}),
        ('<div id="cookie-banner">x</div>', {"notice", "promotion"}),
        ('<div role="navigation">x</div>', {"nav"}),
        ('<div style="display: none">x</div>', {"hidden"}),
        ("<nav><main>x</main></nav>", set()),
    ],
)
def test_what_an_element_adds(markup: str, expected: set[str]) -> None:
    element = html.fragment_fromstring(markup)
    found = places_of(element, element.tag, 0)
    assert {place for n, place in enumerate(PLACES) if found >> n & 1} == expected


def test_what_holds_the_whole_page_is_no_place() -> None:
    assert places(pieces("<form><h1>Hej</h1></form>")[0]) == {"h1"}
    assert places(pieces("<header><main><p>Hej</p></main></header>")[0]) == {"main", "p"}


def test_a_closed_panel_is_not_hidden_and_its_button_is_a_heading() -> None:
    button, panel, hidden = pieces(
        '<button aria-expanded="false">När?</button><div hidden><p>I kväll</p></div><p aria-hidden="true">Nej</p>'
    )
    assert (button.kind, panel.kind) == ("heading", "paragraph")
    assert "hidden" not in places(panel)
    assert "hidden" in places(hidden)
