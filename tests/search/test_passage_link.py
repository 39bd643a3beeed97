from __future__ import annotations

import pytest

from pipeline.records import Hit
from pipeline.search.passage_link import passage_link


def hit(
    url: str | None, text: str = "Ring oss.", highlights: tuple[tuple[int, int], ...] = (), page: int | None = None
) -> Hit:
    return Hit(1, 0.9, "d1", url, "Stöd", text, 0, len(text), highlights=highlights, page=page)


@pytest.mark.parametrize(
    ("found", "link"),
    [
        (hit(None), None),
        (hit("javascript:alert(1)"), None),
        (hit("https://www.sala.example/stod.pdf", page=7), "https://www.sala.example/stod.pdf#page=7"),
        (hit("https://a.example/#del", "Kom. Ring oss.", ((5, 14),)), "https://a.example/#del:~:text=Ring%20oss."),
        (
            hit("https://a.example/", "Ett två tre fyra, fem sex-sju åtta nio tio."),
            "https://a.example/#:~:text=Ett%20tv%C3%A5%20tre%20fyra%2C,sex%2Dsju%20%C3%A5tta%20nio%20tio.",
        ),
        (hit("https://a.example/", " "), "https://a.example/"),
        (hit("https://a.example/", "Rubrik\n\nText."), "https://a.example/#:~:text=Rubrik"),
    ],
)
def test_a_link_leads_to_the_sentence_or_the_page(found: Hit, link: str | None) -> None:
    assert passage_link(found) == link
