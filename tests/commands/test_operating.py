"""The JSON of the commands of whoever runs it."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import NoneType

from pipeline.home import Home
from tests.cli_home import Base, Run, kb, keys


def test_status(base: Base) -> None:
    found = base.kb("status")
    keys(
        found,
        home=str,
        catalog=dict,
        last_crawl=NoneType,
        last_reindex=dict,
        last_run=dict,
        generation=dict,
        kept=list,
        fault=NoneType,
        rejected=dict,
    )
    keys(found["generation"], name=str, created_at=str, model=str, dimensions=int, counts=dict)
    assert (found["catalog"]["pages"], found["rejected"]) == (5, {"ingest": 1})
    assert (found["generation"]["name"], found["generation"]["dimensions"]) == ("gen-000001", 768)


def test_verify(base: Base) -> None:
    assert base.kb("verify") == {"problems": []}


def test_rollback(base: Base, tmp_path: Path) -> None:
    home = tmp_path / "kb"
    shutil.copytree(base.home, home)
    (tmp_path / "ny.txt").write_text("En ny sida om grannsamverkan.", encoding="utf-8")
    kb(home, "ingest", str(tmp_path / "ny.txt"))
    kb(home, "reindex", "--no-crawl")
    assert kb(home, "rollback") == {"before": "gen-000002", "generation": "gen-000001"}
    assert kb(home, "ask", "grannsamverkan")["generation"] == "gen-000001"
    assert kb(home, "rollback", "gen-000002") == {"before": "gen-000001", "generation": "gen-000002"}
    assert kb(home, "status")["kept"] == ["gen-000001", "gen-000002"]


def test_schedule(base: Base, run: Run, tmp_path: Path) -> None:
    printed = run("--home", base.home, "schedule", "cron", "--at", "04:07")
    assert printed.out.startswith("7 4 * * * ")
    assert f"{base.home} reindex" in printed.out
    both = run("--home", base.home, "schedule", "systemd").out
    assert "# kunskapsbank.service\n[Unit]" in both
    assert "OnCalendar=*-*-* 02:30:00\n" in both
    run("--home", base.home, "schedule", "systemd", "--to", tmp_path)
    assert sorted(path.name for path in tmp_path.glob("kunskapsbank.*")) == [
        "kunskapsbank.service",
        "kunskapsbank.timer",
    ]


def test_the_folder_of_the_figures_may_be_written_to(home: Home, tmp_path: Path, run: Run) -> None:
    figures = tmp_path / "node exporter" / "kb.prom"
    home.settings.write_text(f'[report]\nmetrics = "{figures}"\n', encoding="utf-8")
    printed = run("--home", home.root, "schedule", "systemd").out
    assert f'ReadWritePaths="{home.root}" "{figures.parent}"' in printed
    assert f"User={home.root.owner()}\n" in printed
