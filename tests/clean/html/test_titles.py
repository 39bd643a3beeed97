"""A page's own title, of its h1 headings and its <title>."""

from __future__ import annotations

import pytest

from pipeline.clean.html.titles import own_title


@pytest.mark.parametrize(
    ("headings", "named", "expected"),
    [
        ([], "", ""),
        ([], "Vandring | Gnesta kommun", "Vandring"),
        ([], "Barn- och ungdomsvård", "Barn- och ungdomsvård"),
        (["Vandring"], "", "Vandring"),
        (["Vandring | Gnesta"], "Vandring | Gnesta", "Vandring"),
        (["Vandring"], "Vandring - Gnesta kommun", "Vandring"),
        (["Vandring ¶"], "Vandring — handbok", "Vandring"),
        (["Steget – i tid"], "Steget – i tid - Sigtuna", "Steget – i tid"),
        (["Gnesta kommun", "Vandring"], "Vandring | Gnesta kommun", "Vandring"),
        (["Vandring"], "Vandring 2024 | Gnesta kommun", "Vandring"),
        (["Vandring"], "Kvällens vandring | Gnesta kommun", "Kvällens vandring"),
        (["Vandring i Gnesta"], "Vandring - Gnesta kommun", "Vandring i Gnesta"),
        (["Kom med oss ut i mörkret"], "Vandring | Gnesta kommun", "Vandring"),
        (["Sök vårt bidrag"], "Sök bidrag för 2024 | Gnesta kommun", "Sök vårt bidrag"),
    ],
)
def test_the_title(headings: list[str], named: str, expected: str) -> None:
    assert own_title(headings, named, [False] * len(headings), article=False) == expected


def test_an_article_is_called_what_its_heading_says() -> None:
    assert own_title(["Kom med oss ut"], "Vandring | Gnesta", [True], article=True) == "Kom med oss ut"


def test_a_heading_in_the_main_part_is_not_the_sites_name() -> None:
    assert own_title(["Vandring"], "Gnesta kommun - Vandring", [True], article=True) == "Vandring"
    assert own_title(["Gnesta kommun"], "Vandring - Gnesta kommun", [False], article=True) == "Vandring"


def test_without_an_h1_the_last_part_is_the_site() -> None:
    assert (
        own_title([], "A-traktorer - så funkar reglerna - Vara kommun", [], False) == "A-traktorer - så funkar reglerna"
    )
    assert own_title([], "Trending repositories · GitHub", [], False) == "Trending repositories"
