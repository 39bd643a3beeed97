"""Read a question before it is searched for: put its spelling right and see what it names."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pipeline.index.store import Store
from pipeline.search.question import Known, Understood, understand
from pipeline.search.retrieve import Tools
from pipeline.swedish.spelling import Correction, correct
from pipeline.swedish.terms import analysed
from pipeline.swedish.vocabulary import word_counts
from pipeline.swedish.words import words

# A misspelt word may lack or have as many letters too many as `spelling.nearest` forgives.
LENGTH_DIFFERENCE = 3


@dataclass(frozen=True, slots=True)
class Read:
    """`text` is what is searched for."""

    text: str
    corrections: tuple[Correction, ...]
    understood: Understood

    def given(self, known: Known) -> dict[str, Any]:
        """Return what was understood and put right, for showing: places with code and name, people with id and name."""
        places = {code: {"code": code, "name": name} for code, name in known.municipalities}
        people = {key: {"entity_id": key, "name": name} for key, name in known.people}
        named: dict[str, Any] = dict(self.understood.given())
        for kind, names in (("municipalities", places), ("without_municipalities", places), ("people", people)):
            if kind in named:
                named[kind] = [names[key] for key in named[kind]]
        return named | ({"corrections": [asdict(each) for each in self.corrections]} if self.corrections else {})


def read_question(
    question: str, store: Store, tools: Tools, known: Known, today: date, ignored: frozenset[str] = frozenset()
) -> Read:
    """Return the question as it is searched for; `ignored` as `Understood.without` has it, and "corrections".

    A word is misspelt if neither the corpus, the package's word list nor the thesaurus has it and the embedder does not
    know it as one token either: rare words in another inflection are no misspellings.
    """

    def is_known(word: str) -> bool:
        # As the index writes it: "idé" is "ide".
        (token,) = words(word)
        if token in word_counts() or tools.thesaurus.has_word(token) or store.has_word(token):
            return True
        return len(tools.words.tokens([analysed(token)])[0]) == 1

    def candidates(word: str) -> list[tuple[str, int]]:
        return store.words_of_length(len(word) - LENGTH_DIFFERENCE, len(word) + LENGTH_DIFFERENCE)

    text, corrections = (question, ()) if "corrections" in ignored else correct(question, is_known, candidates)
    return Read(text, corrections, understand(text, known, today).without(ignored))
