from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.tag.components import Words, make_pipeline, tags_of

TEXT = "I Mora rekryteras fler unga till kriminella gäng. Det säger Anna Lund, polis i Lund. Anna Lund (S) bor i Boden."
OWN_AREA = """[[area]]
id = "X1"
name = "Våld i nära relationer"
phrases = [{ pattern = "kvinnojour*", weight = 1.0 }]
"""


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    return make_pipeline()


def test_the_pipes_run_in_order_and_fill_the_document(nlp: spacy.language.Language) -> None:
    assert nlp.pipe_names[0] == "kunskapsbank_people"
    assert nlp.pipe_names[-1] == "kunskapsbank_spans"
    doc = nlp(TEXT)
    assert doc.text == TEXT
    tags = tags_of(doc)
    assert [(span.text, span.label_, span.kb_id_) for span in doc.spans["mentions"]] == [
        (m.text, m.label, m.entity_id) for m in tags.mentions
    ]
    assert ("Anna Lund", "PERSON", "person:anna-lund") in [(m.text, m.label, m.entity_id) for m in tags.mentions]
    assert [area.id for area in tags.focus_areas] == ["F1"]


def test_a_saved_pipeline_is_loaded_by_spacy_alone_and_tags_the_same(
    nlp: spacy.language.Language, tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path / "saved")
    script = (
        "import sys, spacy\n"
        f"doc = spacy.load({str(tmp_path / 'saved')!r})({TEXT!r})\n"
        "print([(s.start_char, s.end_char, s.label_, s.kb_id_) for s in doc.spans['mentions']])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    expected = [(m.start, m.end, m.label, m.entity_id) for m in tags_of(nlp(TEXT)).mentions]
    assert run.stdout.strip() == str(expected)


def test_files_of_ones_own_travel_with_the_pipeline(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "taxonomy.toml").write_text(OWN_AREA, encoding="utf-8")
    text = "Kvinnojouren i Mora tar emot kvinnor dygnet runt."
    make_pipeline(tmp_path / "own").to_disk(tmp_path / "saved")
    assert [area.id for area in tags_of(spacy.load(tmp_path / "saved")(text)).focus_areas] == ["X1"]
    assert [area.id for area in tags_of(make_pipeline()(text)).focus_areas] == []


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from(" \n\tab.é(—")))
def test_tokens_are_the_text(text: str) -> None:
    doc = Words(spacy.blank("sv").vocab)(text)
    assert doc.text == text
    assert all(token.text for token in doc)


def test_a_megabyte_of_brackets_is_cut_in_linear_time() -> None:
    words = Words(spacy.blank("sv").vocab)
    started = time.process_time()
    words("(" * 20_000)
    one = time.process_time() - started
    started = time.process_time()
    words("(" * 200_000)
    assert time.process_time() - started < 40 * max(one, 0.005)
