from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.quality.gold import GOLD, read_gold
from tests.quality.tag_scores import SHARES, score_all
from tests.quality.tagging import TagMany, ours

FLOORS = tomllib.loads((Path(__file__).parent / "tag_floors.toml").read_text(encoding="utf-8"))
# Of the traps, the municipalities' names that mean something else.
MOST_TRAPS = {"sample": 0.01, "written_dev": 0.01, "written_test": 0.02, "traps_test": 0.05, "real_test": 0.02}


@pytest.fixture(scope="module")
def tag_many() -> TagMany:
    return ours()


def check(name: str, tag_many: TagMany) -> None:
    found = score_all(tag_many(read_gold(GOLD / f"{name}.jsonl")))
    for measure, least in FLOORS[name].items():
        score = found[measure]
        assert (score.recall if measure in SHARES else score.f1) >= least, (name, measure, score)
    assert found["traps taken"].recall <= MOST_TRAPS.get(name, 1.0), (name, found["traps taken"])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["sample", "written_dev", "written_test", "traps_test"])
def test_invented_texts(name: str, tag_many: TagMany) -> None:
    check(name, tag_many)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("name", ["real_dev", "real_test", "real_initiatives_test"])
def test_real_texts(name: str, shared: Path, tag_many: TagMany) -> None:
    check(name, tag_many)
