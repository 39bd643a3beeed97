"""Facts about the 290 municipalities of Sweden that the corpus does not tell: where, how many people, of what kind.

`data/municipality_facts.csv` says in its first lines where its figures come from and of which year they are. Names and
counties are joined from the gazetteer's table, so that each stands in one file. Knows nothing about documents.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import StoreError

_FACTS = Path(__file__).parent / "data" / "municipality_facts.csv"
_NAMES = Path(__file__).parent.parent / "tag" / "data" / "municipalities.csv"
# The year at whose end the population was counted.
POPULATION_YEAR = 2016
# SKR's groups of municipalities, edition 2023, under the names that it gives them.
KINDS = {
    "A1": "Storstäder",
    "A2": "Pendlingskommun nära storstad",
    "B3": "Större stad",
    "B4": "Pendlingskommun nära större stad",
    "B5": "Lågpendlingskommun nära större stad",
    "C6": "Mindre stad/tätort",
    "C7": "Pendlingskommun nära mindre tätort",
    "C8": "Landsbygdskommun",
    "C9": "Landsbygdskommun med besöksnäring",
}


@dataclass(frozen=True, slots=True)
class MunicipalityFacts:
    """One municipality: SCB's codes, people at the end of POPULATION_YEAR, its main town's place in degrees (WGS 84).

    `kind` is a key of KINDS.
    """

    code: str
    name: str
    county_code: str
    county: str
    population: int
    latitude: float
    longitude: float
    kind: str

    @property
    def kind_name(self) -> str:
        """What SKR calls its kind, in Swedish."""
        return KINDS[self.kind]


@cache
def municipality_facts() -> Mapping[str, MunicipalityFacts]:
    """Return the facts by municipality code, in the order of the codes; StoreError if a file is missing or torn."""
    try:
        named = {row["code"]: row for row in _rows(_NAMES)}
        return MappingProxyType({row["code"]: _made(row, named[row["code"]]) for row in _rows(_FACTS)})
    except OSError as error:
        raise StoreError(f"cannot read {error.filename}: {error.strerror}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"{_FACTS} or {_NAMES} is not as it was installed ({error!r}): install again") from error


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def _made(row: dict[str, str], named: dict[str, str]) -> MunicipalityFacts:
    if row["kind"] not in KINDS:
        raise ValueError(f"kind {row['kind']!r}")
    return MunicipalityFacts(
        row["code"],
        named["name"],
        named["county_code"],
        named["county"],
        int(row["population"]),
        float(row["latitude"]),
        float(row["longitude"]),
        row["kind"],
    )
