"""After a run: what the generation that it put in use has for the saved questions that the one before had not."""

from __future__ import annotations

from contextlib import closing

from pipeline.changes import told_once
from pipeline.config import Settings
from pipeline.errors import KbError
from pipeline.home import Home
from pipeline.new_answers import NewAnswers, answers_beside
from pipeline.records import ChangeKind, Hit
from pipeline.report import AskedQuestion, NewPassage, QuestionsReport
from pipeline.saved_questions import load_questions
from pipeline.search.ask import open_searcher


def news_of(home: Home, settings: Settings, generation: str | None, before: str | None) -> QuestionsReport:
    """Ask the saved questions of `generation`, which was put in use after `before`; before the first all is new.

    Without a `generation` questions.toml is only read, and nothing is opened. Never raises a KbError: the run is done,
    and what is wrong is told in `problem`.
    """
    try:
        questions = load_questions(home.questions)
        if generation is None or not questions:
            return QuestionsReport()
        with closing(open_searcher(home, settings.embed, settings.search, generation)) as searcher:
            changes = told_once(searcher.generation.store.changes(after=before or ""))
            found = answers_beside(searcher, home.indexes, questions, changes, before)
    except KbError as error:
        return QuestionsReport(problem=" ".join(str(error).split()))
    return QuestionsReport(generation, before, tuple(map(_asked, found)))


def _asked(found: NewAnswers) -> AskedQuestion:
    hits = tuple(_passage(hit, kind) for hit, kind in found.hits)
    return AskedQuestion(found.question.name, found.question.question, found.problem, hits)


def _passage(hit: Hit, kind: ChangeKind) -> NewPassage:
    return NewPassage(hit.title, hit.url, hit.doc_id, kind, hit.text, hit.highlights, hit.published, hit.page)
