from __future__ import annotations

import pytest

from pipeline.errors import StoreError, UsageError
from pipeline.home import Home
from pipeline.index.published import current_name
from pipeline.rollback import roll_back
from tests.index.made import build


def test_the_generation_before_is_in_use_again_and_then_the_one_before_that(home: Home) -> None:
    for documents in (1, 2, 3):
        build(home.indexes, documents)
    assert roll_back(home) == ("gen-000003", "gen-000002")
    assert roll_back(home) == ("gen-000002", "gen-000001")
    with pytest.raises(StoreError, match="no whole generation is left before gen-000001"):
        roll_back(home)
    assert roll_back(home, "gen-000003") == ("gen-000001", "gen-000003")
    assert current_name(home.indexes) == "gen-000003"


def test_a_damaged_one_is_passed_over_and_refused_by_name(home: Home) -> None:
    for documents in (1, 2, 3):
        build(home.indexes, documents)
    (home.indexes / "gen-000002" / "store.sqlite").write_bytes(b"")
    with pytest.raises(StoreError, match="gen-000002 is damaged"):
        roll_back(home, "gen-000002")
    assert roll_back(home) == ("gen-000003", "gen-000001")


def test_a_generation_that_is_not_there_or_is_in_use_is_wrong_usage(home: Home) -> None:
    build(home.indexes)
    with pytest.raises(UsageError, match=r"no generation 'gen-000009' \(there are: gen-000001\)"):
        roll_back(home, "gen-000009")
    with pytest.raises(UsageError, match="in use already"):
        roll_back(home, "gen-000001")


def test_a_pointer_that_names_nothing_is_mended(home: Home) -> None:
    build(home.indexes)
    (home.indexes / "CURRENT").write_text("rubbish")
    assert roll_back(home) == (None, "gen-000001")
