"""The lexical leg: BM25 by tantivy over terms that `pipeline.swedish` produced.

Three fields a passage: `title` (page title and heading), `body`, and `parts` (the parts of compounds in all of them).
tantivy splits on white space only; what a term is, is decided in `pipeline.swedish`.

tantivy knows a passage by a number that never changes, so that an index can be extended while its segments stay as they
are. `numbers.npy` says which number each row has, rising: rows are renumbered, numbers are not. The statistics behind
the scores count the passages that were deleted until tantivy merges their segment; `worn` says when there are too many.
"""

from __future__ import annotations

import os
import shutil
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import StoreError
from pipeline.swedish.terms import part_stems, query_terms, stems
from pipeline.swedish.thesaurus import Related

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

# Swept 0 to 1 on SQuAD-sv dev and SweFAQ dev: nDCG@10 .8275 and .694 here, .820 and .682 without parts; the title
# weight hardly matters on those sets, whose titles say little.
TITLE_WEIGHT = 0.5
PART_WEIGHT = 0.3
_MEND = "run 'kb verify', then 'kb reindex --no-crawl'"
RELATED_WEIGHT = 0.4
HEAP_BYTES = 64_000_000
NUMBERS = "numbers.npy"
# Part of the passages that may have been deleted and still be counted in the statistics.
WORN_SHARE = 0.2


class LexicalIndex:
    """Opened for reading."""

    def __init__(self, index: Any, numbers: Rows) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._numbers = numbers

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @property
    def worn(self) -> bool:
        """Say whether so much was deleted since it was written anew that its scores may be off."""
        deleted = int(self._numbers[-1]) + 1 - len(self._numbers) if len(self._numbers) else 0
        return deleted > WORN_SHARE * len(self._numbers)

    def search(
        self, question: str, k: int, allowed: Rows | None = None, related: Sequence[Sequence[Related]] = ()
    ) -> tuple[Rows, Scores]:
        """Return the rows that share terms with `question` and their BM25 scores, best first, at most `k`.

        `allowed`, row numbers, restricts the search exactly. `related` are other ways to say what the question says, a
        list a concept, of which each passage's best one counts.
        """
        query = self._query(question, allowed, related)
        if query is None or (allowed is not None and len(allowed) == 0):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        try:
            hits = self._searcher.search(query, k, count=False).hits
            found = self._searcher.fast_field_values("number", [address for _, address in hits])
        except (ValueError, OSError) as error:
            raise StoreError(f"the lexical index is damaged ({error}): {_MEND}") from error
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        # Equal scores in row order, whatever order the segments came in.
        rows = np.searchsorted(self._numbers, np.array(found, dtype=np.int64))
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]

    def _query(self, question: str, allowed: Rows | None, related: Sequence[Sequence[Related]]) -> Any:
        import tantivy

        term = self._term
        clauses = []
        for stem, parts in query_terms(question):
            clauses += [term("body", stem, 1.0), term("title", stem, TITLE_WEIGHT), term("parts", stem, PART_WEIGHT)]
            for part in parts:
                share = PART_WEIGHT / len(parts)
                clauses += [term("body", part, share), term("parts", part, share)]
        if not clauses:
            return None
        for concept in related:
            ways = [self._all_of(way.stems, RELATED_WEIGHT * way.strength) for way in concept]
            clauses.append((tantivy.Occur.Should, tantivy.Query.disjunction_max_query(ways)))
        query = tantivy.Query.boolean_query(clauses)
        if allowed is None:
            return query
        rows = tantivy.Query.term_set_query(self._schema, "number", self._numbers[allowed].tolist())
        only = tantivy.Query.const_score_query(rows, 0.0)
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, only)])

    def _term(self, field: str, value: str, weight: float) -> Any:
        import tantivy

        query = tantivy.Query.term_query(self._schema, field, value, index_option="freq")
        return tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)

    def _all_of(self, stems: Sequence[str], weight: float) -> Any:
        """Passages that hold every stem, in whatever field, scored like one word of that weight."""
        import tantivy

        share = weight / len(stems)
        fields = (("body", 1.0), ("title", TITLE_WEIGHT), ("parts", PART_WEIGHT))
        each = [
            (
                tantivy.Occur.Must,
                tantivy.Query.boolean_query([self._term(field, stem, w * share) for field, w in fields]),
            )
            for stem in stems
        ]
        return each[0][1] if len(each) == 1 else tantivy.Query.boolean_query(each)


def build_lexical(folder: Path, passages: Iterable[tuple[str, str]]) -> int:
    """Write an index of (title and heading, text) pairs, row numbers in their order; return how many there are."""
    import tantivy

    folder.mkdir()
    with _writing(folder):
        return _write(tantivy.Index(_schema(), path=str(folder)), folder, np.empty(0, np.int64), 0, passages)


def extend_lexical(folder: Path, before: Path, kept: Rows, passages: Iterable[tuple[str, str]]) -> int:
    """Write an index of the `kept` rows of the index in `before`, and after them of `passages`; return how many.

    The segments of the earlier index are copied, not made again.
    """
    import tantivy

    shutil.copytree(before, folder, ignore=shutil.ignore_patterns("*.lock"))
    numbers = _read_numbers(before)
    deleted = np.delete(numbers, kept)
    with _writing(folder):
        index = tantivy.Index.open(str(folder))
        return _write(index, folder, numbers[kept], int(numbers[-1]) + 1, passages, deleted.tolist())


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """tantivy tells what the disk does not take as a ValueError."""
    try:
        yield
    except ValueError as error:
        raise StoreError(f"the lexical index cannot be written to {folder} ({error}): check the disk") from error


def _write(
    index: Any,
    folder: Path,
    numbers: Rows,
    free: int,
    passages: Iterable[tuple[str, str]],
    deleted: Sequence[int] = (),
) -> int:
    """Delete, add passages under numbers from `free` on, and write the numbers of all rows."""
    import tantivy

    # One thread: the same corpus gives the same segments.
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    if deleted:
        writer.delete_documents_by_query(tantivy.Query.term_set_query(index.schema, "number", list(deleted)))
    count = 0
    for count, (title, text) in enumerate(passages, start=1):
        document = tantivy.Document()
        document.add_unsigned("number", free + count - 1)
        document.add_text("title", " ".join(stems(title)))
        document.add_text("body", " ".join(stems(text)))
        document.add_text("parts", " ".join(part_stems(f"{title}\n{text}")))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    numbers = np.concatenate([numbers, np.arange(free, free + count, dtype=np.int64)])
    np.save(folder / NUMBERS, numbers)
    # tantivy writes its metadata for the owner alone; a generation may be served by somebody else.
    for path in folder.iterdir():
        path.chmod(0o644)
    return len(numbers)


def open_lexical(folder: Path) -> LexicalIndex:
    """Open an index folder; StoreError if it is missing or damaged."""
    import tantivy

    writable = os.access(folder, os.W_OK) or not folder.is_dir()
    place = folder if writable else _linked(folder)
    try:
        opened = LexicalIndex(tantivy.Index.open(str(place)), _read_numbers(folder))
    except (ValueError, OSError) as error:
        message = f"the lexical index in {folder} is damaged: {_MEND}"
        raise StoreError(message) from error
    if not writable:
        weakref.finalize(opened, shutil.rmtree, place, ignore_errors=True)
    return opened


def _read_numbers(folder: Path) -> Rows:
    return np.asarray(np.load(folder / NUMBERS), dtype=np.int64)


def _linked(folder: Path) -> Path:
    """A folder of links to an index that cannot be written to: tantivy takes a lock file even to read."""
    links = Path(mkdtemp(prefix="kb-lexical-"))
    for path in folder.iterdir():
        if path.suffix == ".lock":
            continue
        (links / path.name).symlink_to(path.absolute())
    return links


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", stored=True, indexed=True, fast=True)
    for field in ("title", "body", "parts"):
        builder.add_text_field(field, stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
