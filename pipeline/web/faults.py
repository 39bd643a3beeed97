"""Errors → answers: a Swedish page for people, JSON for programs. Never a traceback."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from pipeline.errors import KbError, NothingFound, UsageError
from pipeline.web import views

_LOG = logging.getLogger("kunskapsbank.web")
_SAID = {
    404: ("Sidan finns inte", "Det finns inget på den här adressen. Sidan kan ha tagits bort eller bytt adress."),
    405: ("Det går inte", "Sidan går bara att läsa."),
    422: ("Adressen går inte att förstå", "Något i adressen har ett värde som inte går att använda."),
    503: ("Kunskapsbanken går inte att läsa", "Försök igen om en stund. Felet har skrivits i serverns logg."),
    500: ("Något gick fel", "Felet har skrivits i serverns logg."),
}


def add_faults(app: FastAPI) -> None:
    """Make `app` answer every error in the way that this module says."""
    app.add_exception_handler(KbError, _of_ours)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unforeseen)


def fault(request: Request, status: int, detail: str) -> Response:
    """Return the answer that tells of an error: `detail` is for programs, people are told in Swedish."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": detail}, status)
    title, said = _SAID.get(status, _SAID[500])
    return views.page("fault.html", {"title": title, "said": said}, status)


async def _of_ours(request: Request, error: Exception) -> Response:
    status = 404 if isinstance(error, NothingFound) else 422 if isinstance(error, UsageError) else 503
    if status == 503:
        _LOG.error("%s: %s", request.url.path, error)
    return fault(request, status, str(error))


async def _not_understood(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors())
    return fault(request, 422, said)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    answer = fault(request, error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


async def _unforeseen(request: Request, error: Exception) -> Response:
    _LOG.error("%s", request.url.path, exc_info=error)
    return fault(request, 500, "an error that was not foreseen")
