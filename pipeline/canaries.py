"""Canary questions: before a generation is put in use, it must find known pages as well as the one before it.

Asked are the user's own questions (HOME/canaries.tsv: a question, a tab, the address or id of its page) and the titles
of some pages that both generations have unchanged. A row that names the wrong passage, a leg that is empty or vectors
of another model show here, whatever the counts say.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.records import text_hash
from pipeline.report import Verdict
from pipeline.search.ask import Searcher
from pipeline.swedish.words import words

SAMPLED = 12
# A title of fewer words is no question: "Kontakt".
_FEWEST_WORDS = 3
_TOP = 10


@dataclass(frozen=True, slots=True)
class Canary:
    """A question and the id of the document that answers it."""

    question: str
    doc_id: str


def read_canaries(path: Path) -> list[tuple[str, str]]:
    """Return (question, reference) of each line; [] without a file, UsageError for a line that is not so."""
    if not path.exists():
        return []
    found = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {getattr(error, 'strerror', None) or error}") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        question, tab, reference = line.partition("\t")
        if not tab or not reference.strip() or not words(question):
            raise UsageError(f"{path} line {number}: a question, a tab and the address or id of its page are wanted")
        found.append((question.strip(), reference.strip()))
    return found


def judge(old: Searcher, new: Searcher, own: list[tuple[str, str]]) -> Verdict:
    """Ask both generations the user's `own` questions and sampled titles."""
    mine = [Canary(question, doc_id) for question, ref in own if (doc_id := _in_both(old, new, ref))]
    asked = [*mine, *sampled(old, new)]
    before, after = ([_reciprocal_rank(searcher, canary) for canary in asked] for searcher in (old, new))
    lost = tuple(canary.question for canary, was, now in zip(mine, before, after, strict=False) if was and not now)
    count = len(asked) or 1
    return Verdict(len(asked), round(sum(before) / count, 4), round(sum(after) / count, 4), lost)


def sampled(old: Searcher, new: Searcher, size: int = SAMPLED) -> list[Canary]:
    """Return the titles of up to `size` pages that both have as they were, the same ones for the same pages."""
    keys = old.generation.store.keys()
    same = [doc_id for doc_id, key in new.generation.store.keys().items() if keys.get(doc_id) == key]
    found: list[Canary] = []
    for doc_id in sorted(same, key=text_hash):
        if len(found) == size:
            break
        _, title, _ = new.generation.store.outline(doc_id) or (None, "", "")
        if new.generation.store.shown(doc_id) == doc_id and len(words(title)) >= _FEWEST_WORDS:
            found.append(Canary(title, doc_id))
    return found


def _in_both(old: Searcher, new: Searcher, reference: str) -> str | None:
    found = new.generation.store.find_document(reference)
    shown = new.generation.store.shown(found) if found else None
    return shown if shown and old.generation.store.outline(shown) else None


def _reciprocal_rank(searcher: Searcher, canary: Canary) -> float:
    wanted = searcher.generation.store.shown(canary.doc_id)
    ranked = list(searcher.rank_documents(canary.question, _TOP))
    return 1 / (ranked.index(wanted) + 1) if wanted in ranked else 0.0
