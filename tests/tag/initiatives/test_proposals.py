from __future__ import annotations

from pipeline.tag.initiatives.proposals import WAYS, proposals


def test_a_name_has_the_ways_in_which_it_is_introduced() -> None:
    text = "Projektet Stegen riktar sig till unga. TUTI-projektet pågår."
    found = {text[start:end]: ways for (start, end), ways in proposals("Stegen – en väg ut", text, False).items()}
    assert found["Stegen"] >= {"heads", "acting", "title"}
    assert "formed" in found["TUTI-projektet"]
    assert set().union(*found.values()) <= set(WAYS)


def test_nouns_are_proposed_in_local_texts_alone() -> None:
    text = "Vi på Närvarokompassen hjälper elever."
    assert proposals("", text, False) == {}
    assert set(proposals("", text, True)) == {(6, 22)}
