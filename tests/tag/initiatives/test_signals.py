from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import INITIATIVE_NAMES
from pipeline.models.networks import load_networks
from pipeline.tag.initiatives.candidates import stretches, words_of
from pipeline.tag.initiatives.meaning import load_directions
from pipeline.tag.initiatives.proposals import proposals
from pipeline.tag.initiatives.signals import Setting, Signals

SETTING = Setting("Nytt stöd mot gäng", True, False, [0, 30], [-3.0, 1.0])


def signals(text: str, name: str, setting: Setting = SETTING) -> dict[str, float]:
    words = words_of(text)
    start = text.index(name)
    (one,) = (one for one in stretches(text, words) if (one.start, one.end) == (start, start + len(name)))
    return Signals(text, words, setting, proposals(setting.title, text, setting.local)).of(one)


def shown(text: str, name: str) -> set[str]:
    return {key for key, value in signals(text, name).items() if value is True}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("projektet Stegen hjälper unga", "Stegen", {"after a head", "said to help", "proposed: heads"}),
        ("Vi driver ”Hela vägen” i dag", "Hela vägen", {"in quotes", "after runs", "of 2 words"}),
        ("på Dialogrummet.", "Dialogrummet", {"after på", "last is named after", "before a full stop"}),
        ("• Stegen, Vara kommun", "Stegen", {"opens an item", "before a comma"}),
        ("Rapporten Hela vägen kom", "Hela vägen", {"after a document"}),
        ("Stegen är en satsning på unga", "Stegen", {"opens a line", "said what it is", "before is"}),
        ("Se Agenda i SVT", "Agenda", {"before a channel"}),
    ],
)
def test_what_speaks_for_a_name(text: str, name: str, expected: set[str]) -> None:
    assert expected <= shown(text, name)


def test_how_often_and_how_the_text_says_it() -> None:
    found = signals("Hela vägen är ny. Vi på Hela vägen går hela vägen.", "Hela vägen")
    assert found["said often"] == pytest.approx(np.log(2))
    assert found["said in small letters"] == pytest.approx(1 / 3)
    assert found["share of its first word"] == 1
    assert found["used as a name"]


def test_what_the_text_is_about() -> None:
    found = signals("Stegen mot gäng och brott. " + "Mer. " * 100, "Stegen")
    assert (found["crime near"], found["crimes near"]) == (True, pytest.approx(np.log(3)))
    assert (found["its sentence"], found["sentences around"]) == (-3.0, 1.0)
    assert found["crime in the title"] and found["local"] and not found["published"]


@given(st.text(alphabet="Ab Ö.”(,\n", min_size=1, max_size=40))
def test_a_row_has_the_length_that_the_networks_read(text: str) -> None:
    words = words_of(text)
    found = list(stretches(text, words))
    if found:
        table = Signals(text, words, Setting("", False, False, [], []), {}).table(found)
        places, _, axes = load_directions(INITIATIVE_NAMES).shape
        assert table.shape == (len(found), len(load_networks(INITIATIVE_NAMES).mean) - places * axes)
        assert np.isfinite(table).all()
