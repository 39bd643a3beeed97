"""What a page needs of a request: the library, and the address that it was asked at."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from pipeline.web.library import Library


def _library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


def _address(request: Request) -> str:
    """Where this server is reached, without a slash at the end."""
    library = _library(request)
    return (library.settings.serve.address or str(request.base_url)).rstrip("/")


InLibrary = Annotated[Library, Depends(_library)]
Address = Annotated[str, Depends(_address)]
