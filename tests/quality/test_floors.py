from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.measure import QuestionSet, floor, fresh, held_aside, measure, sample, squad, swefaq


def check(questions: QuestionSet, work: Path) -> None:
    found = {evaluation.mode: evaluation.measures for evaluation in measure(questions, work)}
    for name, least in floor(questions).items():
        assert found["hybrid"][name] >= least, (questions.name, name)
    # Fusing with a bad leg is worse than not fusing: hybrid must beat both of its legs.
    assert found["hybrid"]["nDCG@10"] > max(found["dense"]["nDCG@10"], found["lexical"]["nDCG@10"])


@pytest.mark.slow
def test_the_sample(tmp_path: Path) -> None:
    check(sample(), tmp_path)


@pytest.mark.slow
def test_fresh_questions_to_the_sample(tmp_path: Path) -> None:
    check(fresh(), tmp_path)


@pytest.mark.slow
@pytest.mark.shared
def test_squad_sv_dev(shared: Path, tmp_path: Path) -> None:
    check(squad(shared, tmp_path), tmp_path)


@pytest.mark.slow
@pytest.mark.shared
def test_swefaq_dev(shared: Path, tmp_path: Path) -> None:
    check(swefaq(shared, tmp_path), tmp_path)


@pytest.mark.slow
@pytest.mark.shared
def test_the_held_aside_questions(shared: Path, tmp_path: Path) -> None:
    check(held_aside(shared, tmp_path), tmp_path)
