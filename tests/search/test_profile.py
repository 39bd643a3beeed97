from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import NothingFound
from pipeline.records import Mention
from pipeline.search.ask import Searcher
from pipeline.search.origins import origins
from pipeline.search.profile import (
    centre,
    described_subject,
    document_subject,
    initiative_subject,
    page_profiles,
    without_names,
)
from tests.search.pages_of_four import SALA, made


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder: Path = tmp_path_factory.mktemp("profiles")
    opened = made(folder)
    yield opened
    opened.close()


def test_names_are_left_out_and_offsets_stay() -> None:
    text = "Anna Berg gör hembesök i Sala med Brå och Region Skåne."
    mentions = [
        Mention(0, 9, "Anna Berg", "PERSON", "person:anna-berg", "Anna Berg"),
        Mention(14, 22, "hembesök", "INITIATIVE", "initiative:hembesok", "hembesök"),
        Mention(25, 29, "Sala", "MUNICIPALITY", "municipality:1981", "Sala"),
    ]
    for name in ("Brå", "Region Skåne"):
        at = text.index(name)
        mentions.append(Mention(at, at + len(name), name, "ORGANISATION", f"organisation:{name}", name))
    assert without_names(text, mentions) == "          gör hembesök i      med Brå och             ."


def test_the_centre_is_the_mean_of_the_passages(searcher: Searcher) -> None:
    everything = searcher.generation.dense.vectors(np.arange(len(searcher.generation.dense)))
    np.testing.assert_allclose(centre(searcher.generation), everything.mean(axis=0), rtol=1e-5)


def test_a_document_is_its_municipalitys(searcher: Searcher) -> None:
    known = origins(searcher.generation.store)
    subject = document_subject(searcher.generation, searcher.tools, "sala", known)
    assert (subject.doc_ids, subject.entity_id, subject.name) == (("sala",), None, "Steget i Sala")
    assert (subject.codes, subject.sites) == ({"1981"}, {"sala.example"})
    assert "Sala" not in subject.text
    assert subject.profile.areas == {"F1": 0.9}
    assert subject.profile.told["method"].values == ("hembesök",)
    assert subject.profile.told["funding"].details == ("2 miljoner kronor",)


def test_an_initiative_is_that_of_its_pages(searcher: Searcher) -> None:
    known = origins(searcher.generation.store)
    subject = initiative_subject(searcher.generation, searcher.tools, "initiative:steget", known)
    assert (subject.doc_ids, subject.name, subject.codes) == (("sala",), "Steget", {"1981"})
    with pytest.raises(NothingFound, match="no page names 'initiative:none'"):
        initiative_subject(searcher.generation, searcher.tools, "initiative:none", known)


def test_a_description_is_nobodys(searcher: Searcher) -> None:
    subject = described_subject(searcher.tools, "Barn i gäng. Polisen gör hembesök.")
    assert (subject.doc_ids, subject.codes, subject.sites) == ((), frozenset(), frozenset())
    assert subject.profile.vectors.shape == (3, 4)
    assert subject.profile.told["partners"].values == ("polisen",)


def test_profiles_are_what_is_indexed(searcher: Searcher) -> None:
    found = page_profiles(searcher.generation, ["sala", "lund"])
    assert list(found) == ["lund", "sala"]
    np.testing.assert_allclose(found["sala"].vectors, searcher.tools.encoder.encode([SALA]), rtol=1e-3)
    assert found["lund"].told["method"].values == ("ordningsvakter",)
    assert page_profiles(searcher.generation, []) == {}
