"""How the web server is guarded and what it calls itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """The table [serve].

    `token` is what programs must send to `/api/` and `/metrics` ("Authorization: Bearer …"); "" asks for none.
    `requests_per_minute` is the most from one address, 0 for no bound. `address` is what links in feeds and
    citations begin with where the server stands behind another one; "" takes it from the request.
    """

    token: str = ""
    requests_per_minute: int = 300
    address: str = ""

    def __post_init__(self) -> None:
        if self.requests_per_minute < 0:
            raise ValueError(f"requests_per_minute = {self.requests_per_minute} is below 0")
        if self.address and not self.address.startswith(("https://", "http://")):
            raise ValueError(f"address = {self.address!r} does not begin with https:// or http://")
