"""The JSON of the commands of whoever runs it."""

from __future__ import annotations

from types import NoneType

from tests.cli_home import Base, keys


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
        fault=NoneType,
        rejected=dict,
    )
    keys(found["generation"], name=str, created_at=str, model=str, dimensions=int, counts=dict)
    assert (found["catalog"]["pages"], found["rejected"]) == (5, {"ingest": 1})
    assert (found["generation"]["name"], found["generation"]["dimensions"]) == ("gen-000001", 768)


def test_verify(base: Base) -> None:
    assert base.kb("verify") == {"problems": []}
