"""The record of a run on disk: JSON for programs, a Swedish page for people, both beside a copy named `latest`."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.durable import write_durably
from pipeline.home import Home
from pipeline.records import Rejected
from pipeline.report import RunReport

KEEP = 100
MOST_REJECTED = 100
_PAGE = Path(__file__).parent / "show" / "data" / "run.html"


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
    page = page_of(record)
    name = _free_name(home.reports, record["started"])
    for stem in (name, "latest"):
        write_durably(home.reports / f"{stem}.html", page)
        write_durably(home.reports / f"{stem}.json", text)
    for old in sorted(home.reports.glob("run-*.json"))[:-KEEP]:
        old.with_suffix(".html").unlink(missing_ok=True)
        old.unlink()


def latest_run(home: Home) -> dict[str, Any] | None:
    """Return the record of the last run, None if there is none that can be read."""
    try:
        found = json.loads((home.reports / "latest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def page_of(record: dict[str, Any]) -> str:
    """Return the page that tells a person about a run, whole in itself and without script."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_PAGE.read_text(encoding="utf-8")).render(record)


def _free_name(folder: Path, started: str) -> str:
    """`run-20261129T023001Z`; two runs within one second get names that still sort as they came."""
    name = f"run-{started[:19].replace('-', '').replace(':', '')}Z"
    number = 1
    while (folder / f"{name}.json").exists():
        number += 1
        name = f"{name.split('_')[0]}_{number}"
    return name
