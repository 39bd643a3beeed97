from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.home import create_home
from pipeline.web.app import make_app
from tests.web.served_pages import entry, publish


def test_a_server_that_answers_names_its_generation(client: Any) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "generation": "gen-000002", "created_at": "2024-01-01T00:00:00Z"}


def test_a_newer_generation_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    home = create_home(tmp_path / "kb")
    publish(home, [entry("d1", "Sida", "Skolan får stöd.")])
    with TestClient(make_app(home, Settings())) as client:
        name = publish(home, [entry("d1", "Sida", "Skolan får mer stöd.")])
        (home.indexes / name / "manifest.json").unlink()
        answer = client.get("/health")
        assert answer.status_code == 503
        assert (answer.json()["status"], answer.json()["generation"]) == ("degraded", "gen-000001")
        assert name in answer.json()["fault"]
        assert client.get("/").status_code == 200
