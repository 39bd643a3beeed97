"""/health: for those who watch the server."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import JSONResponse

from pipeline.web.request import InLibrary

router = APIRouter()


@router.get("/health", tags=["operation"])
def health(library: InLibrary) -> JSONResponse:
    """Say whether questions are answered, and from which generation; 503 if a newer one cannot be read, and why."""
    with library.searcher() as searcher:
        manifest = searcher.generation.manifest
    found: dict[str, Any] = {"status": "ok", "generation": manifest.name, "created_at": manifest.created_at}
    if library.fault:
        return JSONResponse(found | {"status": "degraded", "fault": library.fault}, 503)
    return JSONResponse(found)
