"""Text → tree: scripts and comments go, and what would take minutes is refused."""

from __future__ import annotations

import pytest

from pipeline.clean.html.markup import parse_html
from pipeline.errors import UnusableContent


def test_scripts_styles_and_comments_go_and_json_ld_stays() -> None:
    tree = parse_html(
        "<body><!-- nej --><style>p {}</style><script>nej</script><noscript>nej</noscript>"
        '<script type="application/ld+json">{}</script><p>Hej\x00du</p></body>'
    )
    assert [element.tag for element in tree.iter()] == ["html", "body", "script", "p"]
    assert tree.findtext(".//p") == "Hej du"


@pytest.mark.parametrize("nothing", ["", " ", "<!-- hej -->"])
def test_nothing_is_unusable(nothing: str) -> None:
    with pytest.raises(UnusableContent):
        parse_html(nothing)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<p>" + "x" * 20_000_001, "longer than 20,000,000 characters"),
        ("<b></b>" * 60_000, "more than 100,000 tags"),
        ("<p " + " ".join(f"a{n}=1" for n in range(30_000)) + ">", "a tag with more than 20,000 attributes"),
        ("<p " + " ".join(f'a{n}=">"' for n in range(30_000)) + ">", "a tag with more than 20,000 attributes"),
        ("<p/" + "/".join(f"a{n}" for n in range(30_000)) + ">", "a tag with more than 20,000 attributes"),
    ],
    ids=["long", "tags", "attributes", "quoted", "slashes"],
)
def test_what_no_page_is_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnusableContent) as error:
        parse_html(text)
    assert str(error.value) == reason


def test_one_long_attribute_is_no_flood() -> None:
    assert parse_html(f'<p title="{"a b " * 50_000}">Hej').findtext(".//p") == "Hej"
