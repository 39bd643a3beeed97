"""What a night costs when little has changed, beside the full build, in the same run.

`python -m tests.benchmarks.night [PATH]`: PATH (default: the team's government pages, JSON lines) is ingested and
indexed in a new home; then come a night with nothing changed, and one with 1 % of the pages changed and 1 % gone.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from pipeline.catalog import open_catalog
from pipeline.home import Home
from pipeline.records import Gone
from tests.benchmarks.cold_start import REPO, kb
from tests.benchmarks.reindex import run

PAGES = REPO.parent / "shared" / "data" / "corpora" / "g0vse_regeringen.jsonl.gz"
AT = "2030-01-01T00:00:00Z"
EVERY = 100


def changed(path: Path, folder: Path) -> Path:
    """Write every hundredth page of `path` with a new sentence."""
    target = folder / path.name.removesuffix(".gz")
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    with io.StringIO(content.decode()) as lines, target.open("w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            if number % EVERY == 0:
                page = json.loads(line)
                key = "body" if "body" in page else "text"
                page[key] += f"\n\nSidan har fått ett tillägg om trygghetsvandringar, nummer {number}."
                out.write(json.dumps(page, ensure_ascii=False) + "\n")
    return target


def bury(home: Path) -> int:
    """Take every hundredth page for gone, as a crawl does that has not found it twice; return how many."""
    with closing(open_catalog(Home(home).catalog)) as catalog, catalog.transaction():
        ids = [row.document.doc_id for i, row in enumerate(catalog.corpus.rows()) if i % EVERY == EVERY // 2]
        for doc_id in ids:
            catalog.pages.bury(Gone(doc_id, catalog.pages.address(doc_id), AT, "answers 404", None))
            catalog.documents.drop(doc_id)
    return len(ids)


def main() -> None:
    """Print one JSON object."""
    pages = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        ingest_s, _ = run(kb(home, "ingest", str(pages)))
        full_s, peak_mb = run(kb(home, "reindex", "--no-crawl"))
        unchanged_s, _ = run(kb(home, "reindex", "--no-crawl"))
        more = changed(pages, Path(folder))
        gone = bury(home)
        take_in_s, _ = run(kb(home, "ingest", str(more), "--source", pages.name))
        night_s, _ = run(kb(home, "reindex", "--no-crawl"))
    figures = {
        "ingest_s": ingest_s,
        "full_s": full_s,
        "unchanged_s": unchanged_s,
        "take_in_s": take_in_s,
        "one_percent_s": night_s,
        "unchanged_of_full": unchanged_s / full_s,
        "one_percent_of_full": night_s / full_s,
        "one_percent_with_ingest": (take_in_s + night_s) / (ingest_s + full_s),
    }
    print(json.dumps({name: round(value, 4) for name, value in figures.items()} | {"gone": gone, "peak_mb": peak_mb}))


if __name__ == "__main__":
    main()
