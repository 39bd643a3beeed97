from __future__ import annotations

import logging

import pytest

from pipeline.errors import NothingFound, StoreError
from pipeline.home import Home
from pipeline.web.history import Comparisons, history, known_versions
from tests.page_versions import DOC, FIRST, SECOND, TIMES, html, keep, page


def test_the_newest_version_is_listed_first(home: Home) -> None:
    keep(home, page(html(FIRST)), page(html(SECOND), TIMES[1]))
    assert [version.number for version in known_versions(home, DOC) or ()] == [1, 2]
    assert [version.number for version in history(home, DOC) or ()] == [2, 1]


def test_what_cannot_be_told_is_none(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    assert history(home, DOC) is None
    keep(home, page(html(FIRST)))
    assert history(home, "okänd") is None
    home.catalog.write_bytes(b"inte en databas" * 100)
    for path in home.catalog.parent.glob("catalog.sqlite-*"):
        path.unlink()
    with caplog.at_level(logging.ERROR):
        assert history(home, DOC) is None
    assert f"the versions of {DOC}: the catalog" in caplog.text
    with pytest.raises(StoreError):
        known_versions(home, DOC)


def test_a_comparison_is_made_once_while_the_catalog_is_as_it_was(home: Home) -> None:
    keep(home, page(html(FIRST)), page(html(SECOND), TIMES[1]))
    comparisons = Comparisons(home, kept=2)
    first = comparisons.of(DOC, "", "", "1")
    assert (first.old.number, first.new.number, first.diff.words("added")) == (1, 2, 1)
    assert comparisons.of(DOC, "", "", "1") is first
    assert comparisons.of(DOC, "", "", "2") is not first
    assert comparisons.of(DOC, "", "", "1") is first
    comparisons.of(DOC, first.old.content_hash, "", "1")
    comparisons.of(DOC, first.new.content_hash, first.old.content_hash, "1")
    assert comparisons.of(DOC, "", "", "1") is not first
    assert comparisons.copy(DOC, first.old.content_hash).content == html(FIRST)
    with pytest.raises(NothingFound):
        comparisons.of("okänd", "", "", "1")
