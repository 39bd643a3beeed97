"""The sample in corpus/: invented pages that look like the real ones, and questions whose answers are among them."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html

from pipeline.crawl.urls import canonical_url, declared_url
from pipeline.evaluate import Judgement, read_qrels, read_queries
from pipeline.privacy import MASK, mask_identity_bytes
from tests.conftest import REPO, SAMPLE

FILES = sorted(SAMPLE.rglob("*.html"))
NOT_MUNICIPAL = {"www.bra.example", "www.lokalbladet.example"}
# What each content system writes into every page it serves.
MARKS = {
    "SiteVision": "//link[contains(@href, '/sitevision/')]",
    "Episerver": "//meta[@name='EPi.ID']",
    "WordPress": "//meta[@name='generator'][starts-with(@content, 'WordPress')]",
}
ASCII = str.maketrans("åäöé ", "aaoe-")


@dataclass(frozen=True, slots=True)
class SamplePage:
    file: Path
    content: bytes
    tree: Any

    @property
    def canonicals(self) -> list[str]:
        return [str(href) for href in self.tree.xpath("//link[@rel='canonical']/@href")]

    @property
    def host(self) -> str:
        return urlsplit(self.canonicals[0]).netloc


@pytest.fixture(scope="module")
def pages() -> list[SamplePage]:
    contents = [(file, file.read_bytes()) for file in FILES]
    parser = html.HTMLParser(encoding="utf-8")
    return [SamplePage(file, content, html.fromstring(content, parser=parser)) for file, content in contents]


@pytest.fixture(scope="module")
def addresses(pages: list[SamplePage]) -> set[str]:
    return {page.canonicals[0] for page in pages}


@pytest.fixture(scope="module")
def questions() -> dict[str, str]:
    return read_queries(REPO / "corpus" / "sample_questions.tsv")


@pytest.fixture(scope="module")
def judgements() -> list[Judgement]:
    return read_qrels(REPO / "corpus" / "sample_qrels.txt")


def test_there_are_at_least_40_pages_and_nothing_else() -> None:
    assert len(FILES) >= 40
    assert sorted(file for file in SAMPLE.rglob("*") if file.is_file()) == FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_page_is_a_swedish_page_with_one_address_of_its_own_site(file: Path) -> None:
    content = file.read_bytes()
    tree = html.fromstring(content.decode("utf-8"))
    canonicals = tree.xpath("//link[@rel='canonical']/@href")
    assert len(canonicals) == 1
    address = urlsplit(canonicals[0])
    assert (address.scheme, address.netloc) == ("https", file.parent.name)
    assert address.netloc.endswith(".example")
    assert declared_url(content) == canonical_url(canonicals[0])
    # WordPress writes sv-SE; the first subtag is the language (BCP 47).
    assert tree.get("lang", "").split("-")[0] == "sv"
    assert len(tree.xpath("//h1")) == 1
    assert tree.findtext(".//title", "").strip()
    assert len(tree.text_content().split()) > 200


def test_no_two_pages_share_an_address(pages: list[SamplePage], addresses: set[str]) -> None:
    assert len(addresses) == len(pages)


def test_every_page_bears_the_mark_of_one_of_three_content_systems(pages: list[SamplePage]) -> None:
    marks = [[system for system, path in MARKS.items() if page.tree.xpath(path)] for page in pages]
    assert all(len(found) == 1 for found in marks)
    counts = Counter(found[0] for found in marks)
    assert set(counts) == set(MARKS)
    assert min(counts.values()) >= 10


def test_a_site_has_one_content_system(pages: list[SamplePage]) -> None:
    pairs = {(page.host, system) for page in pages for system, path in MARKS.items() if page.tree.xpath(path)}
    assert len(pairs) == len({page.host for page in pages})


def test_at_least_15_municipalities_and_bra_publish(pages: list[SamplePage]) -> None:
    with (REPO / "pipeline" / "tag" / "data" / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        names = {row["name"].lower().translate(ASCII).replace("-", "") for row in csv.DictReader(file)}
    hosts = {page.host for page in pages}
    municipal = hosts - NOT_MUNICIPAL
    assert "www.bra.example" in hosts
    assert len(municipal) >= 15
    assert {host.split(".")[1] for host in municipal} <= names


def test_no_page_holds_a_personal_identity_number(pages: list[SamplePage]) -> None:
    # The mask must be able to bite: Skatteverket's published test number.
    assert mask_identity_bytes(b"640823-3234") == MASK.encode()
    assert [page.file.name for page in pages if mask_identity_bytes(page.content) != page.content] == []


def test_there_are_at_least_40_questions_and_no_two_alike(questions: dict[str, str]) -> None:
    assert len(questions) >= 40
    assert len({question.casefold() for question in questions.values()}) == len(questions)


def test_every_judgement_is_of_a_question_and_a_page_of_the_sample(
    questions: dict[str, str], judgements: list[Judgement], addresses: set[str]
) -> None:
    assert {judgement.query_id for judgement in judgements} <= set(questions)
    assert {judgement.document for judgement in judgements} <= addresses
    assert {judgement.relevance for judgement in judgements} == {1, 2}


def test_no_page_is_judged_twice_for_a_question(judgements: list[Judgement]) -> None:
    pairs = Counter((judgement.query_id, judgement.document) for judgement in judgements)
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_every_question_has_a_page_that_answers_it(questions: dict[str, str], judgements: list[Judgement]) -> None:
    assert {judgement.query_id for judgement in judgements if judgement.relevance == 2} == set(questions)


def test_the_questions_reach_across_the_sites(judgements: list[Judgement], pages: list[SamplePage]) -> None:
    answering = {judgement.document for judgement in judgements if judgement.relevance == 2}
    assert {urlsplit(address).netloc for address in answering} == {page.host for page in pages}
    assert len(answering) >= 0.9 * len(pages)
