"""The second reading: which stretches of a text are read, and which candidates in them."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from pipeline.models import INITIATIVE_READER
from pipeline.models.span_reader import load_span_reader
from pipeline.swedish.sentences import sentence_spans
from pipeline.tag.initiatives.reading import AFTER, CLOSING, OPENING, TITLE, TOKENS, read_again, windows

FILLING = "Kommunen arbetar för att fler ska känna sig trygga på gator och torg. "
OWN = "\n\nI arbetet ingår Nattkompassen,\u00a0som drivs av kyrkan. "
TEXT = f"{FILLING * 3}{OWN}{FILLING * 12}Även Ljusa ½ steg hör dit."
SENTENCES = [start for start, _ in sentence_spans(TEXT)]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_span_reader(INITIATIVE_READER).tokenizer


def spans_of(*names: str) -> list[tuple[int, int]]:
    return [(TEXT.index(name), TEXT.index(name) + len(name)) for name in names]


def test_every_candidate_is_in_one_window_as_it_stands(tokenizer: Tokenizer) -> None:
    names = ["Ljusa ½ steg", "Nattkompassen", "Nattkompassen,\u00a0som drivs"]
    found = list(windows(tokenizer, "Nytt i natt", TEXT, SENTENCES, spans_of(*names)))
    assert sorted(n for _, held in found for n in held) == [0, 1, 2]
    for window, held in found:
        assert (window.ids[0], window.ids[-1]) == (OPENING, CLOSING)
        assert len(window.ids) <= TITLE + TOKENS + 3
        for n, (first, last) in zip(held, window.spans, strict=True):
            assert 0 < first <= last < len(window.ids) - 1
            pieces = [tokenizer.id_to_token(token) for token in window.ids[first : last + 1]]
            said = "".join(pieces).replace("▁", " ").strip()
            assert said == names[n].replace("\u00a0", " ").replace("½", "1⁄2")


def test_a_window_opens_with_the_title_and_the_sentence_before(tokenizer: Tokenizer) -> None:
    ((window, _),) = windows(tokenizer, "Nytt i natt", TEXT, SENTENCES, spans_of("Nattkompassen"))
    said = "".join(tokenizer.id_to_token(token) for token in window.ids).replace("▁", " ")
    assert said.startswith("<s> Nytt i natt</s> Kommunen arbetar")
    assert said.count("Kommunen arbetar") >= 2
    assert len(window.ids) - window.spans[0][1] <= AFTER + 2


def test_a_name_longer_than_a_window_is_read_as_far_as_it_goes(tokenizer: Tokenizer) -> None:
    ((window, held),) = windows(tokenizer, "", TEXT, SENTENCES, [(0, len(TEXT))])
    assert held == [0]
    assert window.spans == [(2, len(window.ids) - 2)]


def test_without_a_doubt_nothing_is_read() -> None:
    assert read_again("", TEXT, SENTENCES, spans_of("Nattkompassen"), np.array([0.001])).tolist() == [0]
    assert read_again("", TEXT, SENTENCES, [], np.zeros(0)).shape == (0,)


def test_a_name_in_its_sentence_is_told_from_another() -> None:
    text = (
        "Projektet Nattkompassen ger unga som vill lämna gäng en vuxen att prata med.\n"
        "Projektet Ostlänken bygger en ny järnväg mellan Järna och Linköping."
    )
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Nattkompassen", "Ostlänken")]
    named, other = read_again("Från nämnden", text, [0, text.index("\n") + 1], spans, np.array([0.5, 0.5]))
    assert named > 0.5 > other
