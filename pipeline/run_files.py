"""The record of a run on disk: JSON for programs, a Swedish page for people, both beside a copy named `latest`.

HOME/reports/run-000042-20261129T023001Z.json   and .html; the number says which run is the newer, whatever the clock
HOME/reports/latest.json                        and .html
HOME/reports/digest.html                        and .txt: the newest run that had something new for a saved question
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.durable import write_durably
from pipeline.home import Home
from pipeline.records import Rejected
from pipeline.report import RunReport
from pipeline.run_pages import digest_page, digest_text, run_page

KEEP = 100
MOST_REJECTED = 100
_NUMBERED = re.compile(r"run-(\d{6,})-")


def record_of(report: RunReport, rejected: list[Rejected]) -> dict[str, Any]:
    """Return `report` as it is kept, with what stands rejected after it: counted by stage and reason, and the first."""
    counted = Counter((one.stage, one.reason) for one in rejected)
    return asdict(report) | {
        "rejected": {
            "count": len(rejected),
            "reasons": [
                {"stage": stage, "reason": reason, "count": count} for (stage, reason), count in counted.most_common()
            ],
            "first": [asdict(one) for one in rejected[:MOST_REJECTED]],
        }
    }


def write_run(home: Home, record: dict[str, Any]) -> None:
    """Write `record` into HOME/reports and keep the newest runs; OSError where the disk does not take it."""
    home.reports.mkdir(exist_ok=True)
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    page = run_page(record)
    runs = sorted(home.reports.glob("run-*.json"), key=_order)
    name = _next_name(runs, record["started"])
    for stem in (name, "latest"):
        write_durably(home.reports / f"{stem}.html", page)
        write_durably(home.reports / f"{stem}.json", text)
    if any(asked["hits"] for asked in (record["news"] or {}).get("questions", ())):
        write_durably(home.reports / "digest.html", digest_page(record))
        write_durably(home.reports / "digest.txt", digest_text(record))
    for old in runs[: max(0, len(runs) + 1 - KEEP)]:
        old.with_suffix(".html").unlink(missing_ok=True)
        old.unlink()


def latest_run(home: Home) -> dict[str, Any] | None:
    """Return the record of the last run, None if there is none that can be read."""
    try:
        found = json.loads((home.reports / "latest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _next_name(runs: list[Path], started: str) -> str:
    """`run-000042-20261129T023001Z`, one more than the newest of `runs`, which come in their order."""
    number = _order(runs[-1])[0] + 1 if runs else 1
    return f"run-{number:06d}-{started[:19].replace('-', '').replace(':', '')}Z"


def _order(path: Path) -> tuple[int, str]:
    """The number of a run; those from before runs were numbered come first, by their time."""
    found = _NUMBERED.match(path.name)
    return (int(found[1]) if found else 0), path.name
