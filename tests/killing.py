"""Nights whose runs are killed again and again, beside the same nights undisturbed.

`python -m tests.killing FOLDER [SEED]` prints one JSON object. Each run is a forked child of a process that has the
models loaded. It is killed with SIGKILL: at its n-th step that touches the disk for good (a sync, a rename, a commit),
for every n until a run has nothing left to do, and at random moments. After each kill the generation in use must
verify and answer, and no page may be lost; after each night both knowledge bases must hold the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

os.environ |= {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}

import numpy as np

from pipeline import reindex as module
from pipeline.catalog import open_catalog
from pipeline.catalog.database import Database
from pipeline.config import Settings
from pipeline.embed.options import EmbedOptions
from pipeline.home import Home, create_home
from pipeline.index.generation import open_generation, verify_generation
from pipeline.index.published import current_name
from pipeline.ingest import ingest
from pipeline.records import Gone
from pipeline.search import ask
from pipeline.search.ask import load_tools, open_searcher
from pipeline.search.options import SearchOptions
from pipeline.tag.tagger import load_tagger

NIGHTS = 9
RANDOM_KILLS = 8
PLACES = ("Sala", "Mora", "Vara", "Åre", "Trollhättan", "Linköping", "Boden", "Lund")
WORK = ("avhopparverksamhet", "trygghetsvandringar", "grannsamverkan", "fältarbete", "läxhjälp", "belysning")
FOOT = "Kontaktcenter svarar på frågor om kommunens hela verksamhet alla vardagar."
# What differs because it was done at another time.
_WHEN = {"fetched_at", "versions", "key"}


def pages(night: int) -> Iterator[dict[str, str]]:
    """What is fetched in a night: some pages as they were, some changed, some new, and copies."""
    for number in range(12 + 3 * night):
        place, work = PLACES[number % len(PLACES)], WORK[number % len(WORK)]
        version = night if number % 5 == night % 5 else 0
        text = (
            f"{place} kommun arbetar med {work} för unga. Det är utgåva {version} av sidan.\n\n"
            f"– Vi ser resultat efter {number} månader, säger Anna Berg, samordnare i {place} kommun.\n\n{FOOT}"
        )
        host = f"https://www.{place.lower().replace('å', 'a').replace('ä', 'a').replace('ö', 'o')}.example"
        yield {"url": f"{host}/{work}/{number}", "title": f"{work.capitalize()} i {place}", "text": text}
        if number % 7 == 3:
            yield {"url": f"{host}/kopia/{number}", "title": f"{work.capitalize()} i {place}", "text": text}


def night(home: Home, number: int, file: Path) -> None:
    """Take in what was fetched, take one page for gone, and index."""
    ingest(home, [file])
    with closing(open_catalog(home.catalog)) as catalog:
        (doc_id,) = sorted(row.document.doc_id for row in catalog.corpus.rows())[:1] or (None,)
        with catalog.transaction():
            if number == 3 and doc_id and not catalog.pages.gone():
                gone = Gone(doc_id, catalog.pages.address(doc_id), "2030-01-01T00:00:00Z", "answers 404", None)
                catalog.pages.bury(gone)
                catalog.documents.drop(doc_id)
    module.reindex(home, Settings())


def content(home: Home) -> dict[str, Any]:
    """What a knowledge base holds: the catalog's tables, and the generation by ids, without rows, names and times."""
    found: dict[str, Any] = {}
    with closing(open_catalog(home.catalog)) as catalog:
        rows = catalog.pages._database.rows
        for table, columns in {
            "pages": "doc_id, url, content_hash, status, clean_key",
            "versions": "doc_id, content_hash",
            "documents": "doc_id, title, blocks, text_key, tag_key, passage_key, signature_key, site, duplicate_of",
            "tags": "*",
            "people": "*",
            "passages": "*",
            "vectors": "model, embedded_hash, hex(vector)",
            "tombstones": "doc_id, reason",
            "rejected": "url, stage, reason",
            "sites": "*",
            "repeated_blocks": "*",
        }.items():
            found[table] = sorted(map(repr, rows(f"SELECT {columns} FROM {table}")))
    with closing(open_generation(home.indexes)) as generation:
        store = generation.store
        for table in ("documents", "mentions", "focus_areas", "facts", "municipality_links", "words"):
            names = [name for (name,) in store.query("SELECT name FROM pragma_table_info(?)", [table])]
            kept = ", ".join(name for name in names if name not in _WHEN)
            found[f"generation {table}"] = sorted(map(repr, store.query(f"SELECT {kept} FROM {table}")))
        found["changes"] = sorted((c.kind, c.doc_id, c.words_added, c.words_removed) for c in store.changes())
        for row in range(len(generation.dense)):
            at = np.array([row])
            passage = store.passage(row)
            vector = hashlib.sha256(generation.dense.vectors(at).tobytes()).hexdigest()
            found[passage.passage_id] = (passage.text, vector, generation.tokens.of(at)[0].tolist())
        for question in WORK:
            hits = generation.lexical.search(question, 1000)[0].tolist()
            found[question] = sorted(store.passage(row).passage_id for row in hits)
    return found


def check(home: Home, known: set[str]) -> None:
    """Fail if the generation in use does not verify and answer, or a page is lost."""
    name = current_name(home.indexes)
    if name is not None:
        assert verify_generation(home.indexes, name) == []
        settings = Settings()
        with closing(open_searcher(home, settings.embed, settings.search)) as searcher:
            assert searcher.ask("Hur arbetar kommuner med unga?", 3).hits
    if home.catalog.exists():
        with closing(open_catalog(home.catalog)) as catalog:
            assert catalog.problems() == []
            assert known <= page_ids(catalog)


def page_ids(catalog: Any) -> set[str]:
    """The ids of all pages."""
    return {doc_id for (doc_id,) in catalog.pages._database.rows("SELECT doc_id FROM pages")}


def forked(run: Callable[[], None], kill_after: float | None = None) -> int:
    """Run in a child, killed after so many seconds if it still runs; return how it ended as `os.waitpid` says."""
    child = os.fork()
    if not child:
        try:
            run()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def armed(step: int, run: Callable[[], None]) -> Callable[[], None]:
    """Return `run` with a kill at its step-th sync, rename or commit: before it when odd, after it when even."""

    def killed() -> None:
        count = 0

        def counted(do: Callable[..., Any]) -> Callable[..., Any]:
            def one(*arguments: Any, **named: Any) -> Any:
                nonlocal count
                count += 1
                if count == (step + 1) // 2 and step % 2:
                    os.kill(os.getpid(), signal.SIGKILL)
                result = do(*arguments, **named)
                if count == step // 2 and not step % 2:
                    os.kill(os.getpid(), signal.SIGKILL)
                return result

            return one

        os.fsync, os.rename, os.replace = map(counted, (os.fsync, os.rename, os.replace))
        transaction = Database.transaction

        @contextmanager
        def committed(self: Database) -> Iterator[None]:
            with transaction(self):
                yield
                counted(lambda: None)()
            counted(lambda: None)()

        Database.transaction = committed  # type: ignore[method-assign]
        run()

    return killed


def is_killed(status: int) -> bool:
    """Say whether a child was killed; one that failed by itself is a failure of all."""
    if os.WIFEXITED(status):
        if os.WEXITSTATUS(status):
            raise SystemExit("a run failed by itself")
        return False
    return True


def main() -> None:
    """Print how many kills there were of each kind, and what differs."""
    folder, seed = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    tagger = load_tagger()
    module.load_tagger = lambda own: tagger  # type: ignore[assignment]
    # What a child need not load again.
    tagger.tag_text("Anna Berg leder arbetet i Sala kommun.")
    tools = load_tools(Home(folder), EmbedOptions(), SearchOptions())
    ask.load_tools = lambda *_: tools  # type: ignore[assignment]
    killed_home, whole = (create_home(folder / name) for name in ("killed", "whole"))
    kills = {"at a step": 0, "at random": 0}
    for number in range(NIGHTS):
        file = folder / "fetched.jsonl"
        file.write_text("".join(json.dumps(page) + "\n" for page in pages(number)), encoding="utf-8")
        started = time.monotonic()
        assert not is_killed(forked(lambda number=number, file=file: night(whole, number, file)))
        took = time.monotonic() - started
        run = lambda number=number, file=file: night(killed_home, number, file)  # noqa: E731
        known: set[str] = set()
        if killed_home.catalog.exists():
            with closing(open_catalog(killed_home.catalog)) as catalog:
                known = page_ids(catalog)
        steps = iter(range(1, 10_000))
        left = RANDOM_KILLS
        while True:
            at_random = left > 0 and rng.random() < 0.3
            left -= at_random
            status = forked(run, rng.uniform(0, took)) if at_random else forked(armed(next(steps), run))
            if not is_killed(status):
                if not at_random:
                    break
                continue
            kills["at random" if at_random else "at a step"] += 1
            assert not is_killed(forked(lambda known=known: check(killed_home, known)))
        states = []
        for home in (killed_home, whole):
            target = folder / "content.json"
            forked(lambda home=home, target=target: target.write_text(json.dumps(content(home))) and None)
            states.append(json.loads(target.read_text()))
            target.unlink()
        different = [key for key in {*states[0], *states[1]} if states[0].get(key) != states[1].get(key)]
        if different:
            raise SystemExit(f"night {number}, seed {seed}: {sorted(different)[:10]} differ")
    print(json.dumps({"seed": seed, "nights": NIGHTS, **kills}))


if __name__ == "__main__":
    main()
