"""How often the dates of real pages are read right: `python -m tests.quality.dates FOLDER`.

The folder holds pages (ID.html.gz) and gold.jsonl with one `publish_date` each: the day that the page shows its
readers, which on a page that is kept up to date is the day of its last change. A page is right if one of the two days
read from it is that day.
"""

from __future__ import annotations

import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from pipeline.clean.breadcrumbs import take_breadcrumbs
from pipeline.clean.decode import decode
from pipeline.clean.metadata import read_metadata


@dataclass(frozen=True)
class Measured:
    """Pages that state a day; those where it was read; those where it was read as the day of publication."""

    pages: int
    right: int
    right_as_published: int
    missed: tuple[str, ...]


def measure(folder: Path) -> Measured:
    """Read the dates of every page with a gold date."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").split("\n") if line]
    right, as_published, missed = 0, 0, []
    for row in (row for row in rows if row.get("publish_date")):
        tree = html.document_fromstring(
            decode(gzip.decompress((folder / f"{row['id']}.html.gz").read_bytes())).encode(),
            parser=html.HTMLParser(encoding="utf-8"),
        )
        found = read_metadata(tree, row["url"], take_breadcrumbs(tree))
        days = (found.published, found.reviewed)
        right += row["publish_date"] in days
        as_published += row["publish_date"] == found.published
        if row["publish_date"] not in days:
            missed.append(f"{row['id']} {row['publish_date']} not {days}")
    return Measured(right + len(missed), right, as_published, tuple(missed))


if __name__ == "__main__":
    measured = measure(Path(sys.argv[1]))
    print(f"right {measured.right} of {measured.pages} ({measured.right / measured.pages:.3f})")
    print(f"as published {measured.right_as_published} of {measured.pages}")
    print("\n".join(measured.missed))
