"""Pairs from what was written for the embedder: thesaurus, synonyms, questions to passages, questions with answers.

- a term and another term of its concept,
- a question and the passage it was written for, with and without the page's title,
- a question and the answer written for it, in an authority's words and in one's own,
- a question and the passage written with it, as pages on local crime prevention and authorities' answers have them,
- a mined pair whose query names a concept, that name replaced by another one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pipeline.swedish.thesaurus import Concept, bundled_concepts, parse_thesaurus
from pipeline.swedish.words import STOP_WORDS, stem, words
from pipeline.training.pairs import Pair, records

TERM_PAIRS = 6
TERM_REPEATS = 2
QUESTION_REPEATS = 3
ANSWER_REPEATS = 3
PASSAGE_REPEATS = 3
MOST_REWORDED = 120_000
LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question to `body[start:end]` of a record of `corpus`.jsonl.gz."""

    corpus: str
    record_id: str
    start: int
    end: int
    question: str


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer on a matter, and what it answers: as an authority asks it and in a person's own words."""

    matter: str
    answer: str
    official: str
    everyday: str


@dataclass(frozen=True, slots=True)
class WrittenPassage:
    """A passage on a matter, and three questions that it answers, in other words than its own."""

    matter: str
    passage: str
    questions: tuple[str, str, str]


def read_questions(name: str) -> list[WrittenQuestion]:
    """Return the questions of one part; no record has questions in two.

    "train" trains the embedder, "tuning" the weights of the ranking, and "held_aside" only measures.
    """
    rows = (line.split("\t") for line in _lines(f"questions_{name}.tsv"))
    return [WrittenQuestion(corpus, key, int(start), int(end), question) for corpus, key, start, end, question in rows]


def read_answers() -> list[WrittenAnswer]:
    """Return the written answers with their questions."""
    return [WrittenAnswer(*line.split("\t")) for line in _lines("answers.tsv")]


def read_passages() -> list[WrittenPassage]:
    """Return the written passages with their questions."""
    rows = (line.split("\t") for line in _lines("passages.tsv"))
    return [WrittenPassage(matter, passage, (one, two, three)) for matter, passage, one, two, three in rows]


def read_synonyms() -> list[Concept]:
    """Return groups of general Swedish words that say the same: to train on, too loose to search by."""
    return parse_thesaurus(_text("synonyms.tsv"), "synonyms.tsv")


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if line and not line.startswith("#")]


def _text(name: str) -> str:
    return resources.files("pipeline.training").joinpath("data", name).read_text(encoding="utf-8")


def written_pairs(corpora: Path, mined: list[Pair], seed: int = 7) -> list[Pair]:
    """Return the pairs of all kinds, the scarce ones repeated."""
    rng = random.Random(seed)
    concepts = bundled_concepts()
    reworded = list(_reworded(concepts, mined, rng))
    rng.shuffle(reworded)
    return [
        *TERM_REPEATS * list(_terms([*concepts, *read_synonyms()], rng)),
        *QUESTION_REPEATS * list(_questions(corpora)),
        *ANSWER_REPEATS * list(_answers()),
        *PASSAGE_REPEATS * list(_passages()),
        *reworded[:MOST_REWORDED],
    ]


def passage_of(question: WrittenQuestion, record: dict[str, str]) -> str:
    """Return the text that a question was written for."""
    return " ".join(record["body"][question.start : question.end].split())


def _terms(concepts: Sequence[Concept], rng: random.Random) -> Iterator[Pair]:
    for concept in concepts:
        pairs = [(one, other) for one in concept.terms for other in concept.terms if one != other]
        yield from rng.sample(pairs, min(TERM_PAIRS, len(pairs)))


def _questions(corpora: Path) -> Iterator[Pair]:
    questions = read_questions("train")
    for corpus in sorted({question.corpus for question in questions}):
        found = {record["id"]: record for record in records(corpora / f"{corpus}.jsonl.gz")}
        for question in questions:
            if question.corpus == corpus:
                passage = passage_of(question, found[question.record_id])
                yield question.question, f"{found[question.record_id]['title']}. {passage}"
                yield question.question, passage


def _answers() -> Iterator[Pair]:
    for written in read_answers():
        yield written.official, written.answer
        yield written.everyday, written.answer
        yield written.everyday, f"{written.official} {written.answer}"


def _passages() -> Iterator[Pair]:
    for written in read_passages():
        for question in written.questions:
            yield question, written.passage


def _reworded(concepts: tuple[Concept, ...], mined: list[Pair], rng: random.Random) -> Iterator[Pair]:
    names = _names(concepts)
    for query, passage in mined:
        tokens = query.split()
        stems = [stem((words(token) or [""])[0]) for token in tokens]
        named = [
            (end - start, start)
            for start in range(len(tokens))
            for end in range(start + 1, min(start + LONGEST_NAME, len(tokens)) + 1)
            if tuple(stems[start:end]) in names
        ]
        if named:
            length, start = max(named)
            concept, term = rng.choice(names[tuple(stems[start : start + length])])
            other = rng.choice([each for each in concept.terms if each != term])
            yield " ".join([*tokens[:start], other, *tokens[start + length :]]), passage


def _names(concepts: tuple[Concept, ...]) -> dict[tuple[str, ...], list[tuple[Concept, str]]]:
    """The concepts that a run of stems names, with the term it is."""
    names: dict[tuple[str, ...], list[tuple[Concept, str]]] = {}
    for concept in concepts:
        for term in concept.terms:
            found = words(term)
            if any(word not in STOP_WORDS for word in found):
                names.setdefault(tuple(map(stem, found)), []).append((concept, term))
    return names
