"""Which municipality publishes a page: by the host of its address, else by the publisher that it names.

The hosts of the 290 municipalities stand in data/municipality_sites.csv beside their names; a subdomain is the same
municipality. A bare place name ("Mora") may be a magazine's and proves nothing; "Mora kommun" does.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.errors import StoreError
from pipeline.records import Municipality

_DATA = Path(__file__).parent / "data" / "municipality_sites.csv"
_PARTS = re.compile(r"\s+[|–-]\s+|\s*\|\s*")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Publishers:
    """Municipalities by host, by what they call themselves, in lower case, and by code."""

    sites: dict[str, Municipality]
    names: dict[str, Municipality]
    codes: dict[str, Municipality]


@cache
def load_publishers() -> Publishers:
    """Return the bundled table; StoreError if it is missing."""
    sites: dict[str, Municipality] = {}
    names: dict[str, Municipality] = {}
    codes: dict[str, Municipality] = {}
    try:
        with _DATA.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                one = codes[row["code"]] = Municipality(row["code"], row["name"])
                sites |= dict.fromkeys(row["sites"].split("|"), one)
                names |= dict.fromkeys(_names(row["name"], row["official"]), one)
    except OSError as error:
        raise StoreError(f"cannot read {_DATA}: {error.strerror}") from error
    return Publishers(sites, names, codes)


def municipality_of(publisher: str | None, *urls: str | None) -> Municipality | None:
    """Return the municipality of the first of `urls` that lies on a municipality's site, else the one so named."""
    known = load_publishers()
    for url in urls:
        host = (urlsplit(url).hostname or "") if url else ""
        if found := _by_host(known, host):
            return found
    for part in (publisher or "", *_PARTS.split(publisher or "")):
        key = " ".join(part.casefold().split())
        if found := known.names.get(key) or _by_host(known, key):
            return found
    return None


def municipality_with_code(code: str | None) -> Municipality | None:
    """Return the municipality of that four-digit code, None if there is none."""
    return load_publishers().codes.get(code or "")


def clean_publisher(name: str | None) -> str | None:
    """Return a publisher's name on one line; None for an address, an empty or an overlong one."""
    text = " ".join((name or "").split())
    return text if text and len(text) <= _LONGEST and "://" not in text else None


def municipality_in_title(title: str) -> str | None:
    """Return the last part of a page's <title> if it names a municipality ("Äldreomsorg - Botkyrka kommun")."""
    last = _PARTS.split(" ".join(title.split()))[-1]
    return last if last.casefold() in load_publishers().names else None


def _by_host(known: Publishers, host: str) -> Municipality | None:
    labels = host.split(".")
    return next((known.sites[s] for i in range(len(labels)) if (s := ".".join(labels[i:])) in known.sites), None)


def _names(name: str, official: str) -> set[str]:
    owner = official.rsplit(" ", 1)[0]
    forms = {f"{base} {kind}" for base in (owner, name, f"{name}s") for kind in ("kommun", "stad")}
    return {form.casefold() for form in forms | {official} | ({"Region Gotland"} if name == "Gotland" else set())}
