"""What a run of the write path did, as it is stored and printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.clean.sketch import REASON as REPEATED
from pipeline.records import Document


@dataclass(frozen=True, slots=True)
class Verdict:
    """What canary questions say: the mean reciprocal rank of their pages, among the first ten, before and after.

    `lost` are the user's own questions whose page the old one finds and the new one, which has it too, does not.
    """

    asked: int
    before: float
    after: float
    lost: tuple[str, ...] = ()

    def is_worse(self, drop: float) -> bool:
        """Say whether the new generation finds less than can be explained by what else has changed."""
        return bool(self.lost) or self.after < self.before - drop


@dataclass(slots=True)
class ReindexReport:
    """What a run did; `seconds` by stage, `peak_mb` of this process.

    `rejected` are pages there is nothing to keep of, `lost` those whose archived bytes are damaged. `changed` are
    cleaned pages that were known and came out otherwise, by so many words. `sifted` are documents whose blocks that
    their site repeats are others than before; `repeated` is how many blocks are left out of the sites looked at.
    `duplicates` are documents that another one stands for, whenever that was found. `carried` are documents that the
    generation has from the one before; `removed` are generations that are kept no longer. A generation that is
    `held_back` is there and not in use, since the `canaries` fared worse in it.
    """

    cleaned: int = 0
    changed: int = 0
    words_added: int = 0
    words_removed: int = 0
    sifted: int = 0
    repeated: int = 0
    rejected: int = 0
    tagged: int = 0
    cut: int = 0
    embedded: int = 0
    carried: int = 0
    published: bool = False
    held_back: str | None = None
    canaries: Verdict | None = None
    removed: list[str] = field(default_factory=list)
    generation: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    peak_mb: int = 0
    restored: int = 0
    lost: int = 0
    duplicates: int = 0

    def count_change(self, before: Document | None, after: Document) -> None:
        """Count a page that was known and came out otherwise, and by how many words, whatever its site repeats."""
        if before is None:
            return
        old, new = (_words(document) for document in (before, after))
        added, removed = (new - old).total(), (old - new).total()
        self.changed += bool(added or removed)
        self.words_added += added
        self.words_removed += removed


@dataclass(slots=True)
class SourceReport:
    """What a night of crawling came to for one source.

    `left_out` are pages that are only read for their links or asked not to be kept; `missing` answered 404 or 410,
    `denied` robots.txt forbids, `trapped` are links into calendars and the like, `failed` did not answer properly.
    `pages` are live; of them `lost` were not found, and `gone` were so for the second time. A source that lost too
    many is `held_back`: nothing of it is taken for gone. `skipped` could not be asked for before the night's end.
    """

    requests: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    missing: int = 0
    denied: int = 0
    trapped: int = 0
    failed: int = 0
    rejected: int = 0
    pages: int = 0
    lost: int = 0
    gone: int = 0
    skipped: int = 0
    held_back: bool = False

    def count(self, change: str) -> None:
        """Count a page that is "new", "changed" or "unchanged"."""
        self.new += change == "new"
        self.changed += change == "changed"
        self.unchanged += change == "unchanged"


@dataclass(slots=True)
class CrawlReport:
    """A run of `kb crawl`: by source, and why servers were left alone; `finished` is False where a limit cut it short.

    `resumed` says that an unfinished night was gone on with; `seconds` is how long this run took.
    """

    sources: dict[str, SourceReport] = field(default_factory=dict)
    unreachable: dict[str, str] = field(default_factory=dict)
    resumed: bool = False
    finished: bool = True
    restored: int = 0
    seconds: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Say whether everything could be asked for and used."""
        return not self.unreachable and not any(s.rejected or s.held_back for s in self.sources.values())


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage that answers a saved question and was not there before; `kind` is how its page has changed.

    `highlights` are offsets into `text` of the sentences that answer; `page` is that of a PDF.
    """

    title: str
    url: str | None
    doc_id: str
    kind: str
    text: str
    highlights: tuple[tuple[int, int], ...]
    published: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A saved question and what is new for it, best first; `problem` says why it could not be asked."""

    name: str
    question: str
    problem: str | None = None
    hits: tuple[NewPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionsReport:
    """What `generation` has for the saved questions that the one in use `before` had not; both None if not asked.

    `problem` says why none could be asked: questions.toml is wrong.
    """

    generation: str | None = None
    before: str | None = None
    questions: tuple[AskedQuestion, ...] = ()
    problem: str | None = None


@dataclass(slots=True)
class RunReport:
    """One run of `kb reindex`: when (UTC), how it ended, and what its crawl and its reindex came to.

    `outcome` is "done", "done with rejections", "stopped" or "failed"; `error` is the line that `kb` printed of it.
    `crawl`, `reindex` and `news` are None where the run did not come to them.
    """

    started: str
    ended: str = ""
    outcome: str = "failed"
    exit_code: int = 3
    error: str | None = None
    seconds: float = 0.0
    peak_mb: int = 0
    crawl: CrawlReport | None = None
    reindex: ReindexReport | None = None
    news: QuestionsReport | None = None

    @property
    def is_clean(self) -> bool:
        """Say whether nobody needs to look: all could be asked for and used, and what was made is in use.

        A question that no page fits yet is no fault; a file of questions that cannot be read is one.
        """
        found = self.reindex
        return (
            (self.crawl is None or self.crawl.is_clean)
            and not (found and (found.lost or found.rejected or found.held_back))
            and not (self.news and self.news.problem)
        )


def _words(document: Document) -> Counter[str]:
    own = (block.text for block in document.blocks if block.kept or block.reason == REPEATED)
    return Counter(word for text in own for word in text.split())
