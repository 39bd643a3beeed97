"""A store that was edited holds what one does that was written anew."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.extent import Extent, SourceState
from pipeline.index.store import StoreEntry
from pipeline.index.store_writer import build_store, edit_store
from pipeline.records import Change, Evidence, Fact, FocusArea, Initiative, Mention, MunicipalityLink, Passage, Tags
from tests.index.made import entry

TABLES = ("documents", "mentions", "focus_areas", "facts", "municipality_links", "words", "changes", "areas", "sources")
WORDS = ("skolan", "polisen", "trygghet", "gäng", "avhopparverksamhet")


def made(number: int, word: str, duplicate: bool) -> StoreEntry:
    """A document of as many passages as it has words, with one tag of each kind, or a duplicate without any."""
    base = entry(number, f"{word} {number} {word}")
    text = base.stored.text
    passages = (
        ()
        if duplicate
        else tuple(Passage(f"p{number}.{word}.{i}", f"d{number}", i, 0, len(word), word) for i in range(1 + number % 3))
    )
    tags = Tags(
        (Mention(0, 3, text[:3], "PERSON", f"person:{word}", word),),
        (FocusArea("F1", "Unga", 0.5, Evidence(0, 3, text[:3])),),
        (Initiative(f"initiative:{word}", word, (Fact("ages", "16", 0, 3, text[:3]),)),),
        (MunicipalityLink("1981", "Sala", "about", 1.0, word),),
    )
    stored = (
        base.stored
        if not duplicate
        else base.stored.__class__(
            **{name: getattr(base.stored, name) for name in base.stored.__slots__} | {"duplicate_of": "d0"}
        )
    )
    return StoreEntry(stored, tags, passages, f"{word}{duplicate}")


def content(path: Path) -> dict[str, list[Any]]:
    """Everything in a store but the rows' order, and of passages all but the row."""
    with closing(sqlite3.connect(path)) as db:
        found = {table: sorted(map(repr, db.execute(f"SELECT * FROM {table}"))) for table in TABLES}
        rows = db.execute("SELECT * FROM passages ORDER BY row").fetchall()
    assert [row[0] for row in rows] == list(range(len(rows)))
    return found | {"passages": sorted(map(repr, (row[1:] for row in rows)))}


corpora = st.dictionaries(
    st.integers(0, 8), st.tuples(st.sampled_from(WORDS), st.booleans()), min_size=1, max_size=8
).map(lambda found: {number: made(number, word, twin and number > 0) for number, (word, twin) in found.items()})


@given(corpora, corpora)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_edited_store_holds_what_one_written_anew_does(
    tmp_path: Path, before: dict[int, StoreEntry], after: dict[int, StoreEntry]
) -> None:
    for path in tmp_path.glob("*"):
        path.unlink()
    old, new, edited = (tmp_path / name for name in ("old", "new", "edited"))
    change = Change("gen-000001", "2024", "new", "d1", None, "Titel")
    earlier = Extent((("F1", "Unga"), ("F2", "Hot")), (SourceState("Sala", "1981", "unvisited"),))
    extent = Extent((("F2", "Hot"),), (SourceState("Sala", "1981", "read", None, "2026-01-01T00:00:00Z", 3),))
    build_store(old, before.values(), [change], earlier)
    expected = build_store(new, [after[number] for number in sorted(after)], [change], extent)
    shutil.copyfile(old, edited)
    dropped = {one.stored.doc_id for n, one in before.items() if n not in after or after[n].key != one.key}
    added = [one for n, one in sorted(after.items()) if n not in before or before[n].key != one.key]
    kept, counts = edit_store(edited, dropped, added, extent=extent)
    assert counts == expected
    assert content(edited) == content(new)
    with closing(sqlite3.connect(old)) as db:
        stay = [
            row for row, doc_id in db.execute("SELECT row, doc_id FROM passages ORDER BY row") if doc_id not in dropped
        ]
    np.testing.assert_array_equal(kept, stay)
