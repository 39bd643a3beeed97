"""questions.toml → SavedQuestion records: what a person wants to be told of when something new answers it. Strict."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.search.ask import checked_question
from pipeline.search.filters import Filters
from pipeline.strict_toml import build_named

MOST_PASSAGES = 100


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """One table [[question]]: what to ask, the filters of `kb ask` (empty is none), how many passages to look at."""

    name: str
    question: str
    municipality: str = ""
    focus_area: str = ""
    person: str = ""
    source: str = ""
    strict: bool = False
    k: int = 10

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name.splitlines()) > 1:
            raise ValueError(f"name = {self.name!r} is empty or more than a line")
        if not 1 <= self.k <= MOST_PASSAGES:
            raise ValueError(f"k = {self.k} is outside 1 to {MOST_PASSAGES}")
        try:
            checked_question(self.question, self.k)
        except UsageError as error:
            raise ValueError(f"question: {error}") from error

    @property
    def filters(self) -> Filters:
        """The filters that it is asked with."""
        return Filters(self.municipality or None, self.focus_area or None, self.person or None, self.source or None)


def load_questions(path: Path, only: str | None = None) -> tuple[SavedQuestion, ...]:
    """Return the questions in `path`, or the one named `only`; () without a file.

    UsageError names the file, the table and the key that is wrong, and an `only` that is not there.
    """
    questions = build_named(SavedQuestion, path, "question") if path.exists() else {}
    if only is None:
        return tuple(questions.values())
    if only not in questions:
        raise UsageError(f"there is no question '{only}' in {path} (known: {', '.join(questions) or 'none'})")
    return (questions[only],)
