"""The address of a list of answers: what it says, and the addresses of lists that differ a little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from pipeline.search.ask import Found, Searcher
from pipeline.search.filters import Filters
from pipeline.web.links import with_query

# Names of the filters in an address.
_FILTERS = {
    "kommun": "municipality",
    "lan": "county",
    "fokus": "focus_area",
    "person": "person",
    "kalla": "source",
    "sprak": "language",
    "fran": "since",
    "till": "until",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its filters by their names in an address, what it is not to be read as, and the order wanted."""

    q: str
    filters: dict[str, str]
    ignored: tuple[str, ...] = ()
    order: str = ""
    strict: bool = False
    generation: str | None = None

    @property
    def search_filters(self) -> Filters:
        """The filters as the read path takes them."""
        return Filters(**{_FILTERS[key]: value for key, value in self.filters.items()})

    def found_by(self, searcher: Searcher) -> Found:
        """Return all that the question finds with its filters; raises as `Searcher.find` does."""
        return searcher.find(self.q, self.search_filters, strict=self.strict, ignored=frozenset(self.ignored))

    def link(self, path: str = "/fraga", **changed: Any) -> str:
        """Return the address of the same list but for what is `changed`; it begins at the first page."""
        filters = self.filters | {key: value for key, value in changed.items() if key in _FILTERS}
        return with_query(
            path,
            [
                ("q", self.q),
                *filters.items(),
                *(("bortse", key) for key in changed.get("bortse", self.ignored)),
                ("ordning", changed.get("ordning", self.order)),
                ("strikt", "ja" if self.strict else ""),
                ("generation", changed.get("generation", self.generation or "")),
                *((name, str(changed[name])) for name in ("sida", "format") if name in changed),
            ],
        )


def _asked(
    q: str = "",
    kommun: str = "",
    lan: str = "",
    fokus: str = "",
    person: str = "",
    kalla: str = "",
    sprak: str = "",
    fran: str = "",
    till: str = "",
    bortse: Annotated[list[str], Query()] = [],  # noqa: B006
    ordning: Literal["", "datum"] = "",
    strikt: Literal["", "ja"] = "",
    generation: str = "",
) -> Asked:
    given = {"kommun": kommun, "lan": lan, "fokus": fokus, "person": person, "kalla": kalla, "sprak": sprak}
    filters = {key: value.strip() for key, value in (given | {"fran": fran, "till": till}).items() if value.strip()}
    return Asked(q.strip(), filters, tuple(dict.fromkeys(bortse)), ordning, strikt == "ja", generation or None)


# What the address of a request says, for a handler's parameter.
asked_of = Depends(_asked)


def given_filters(filters: Filters) -> dict[str, str]:
    """Return the filters that are set by their names in an address."""
    given = filters.given()
    return {name: given[field] for name, field in _FILTERS.items() if field in given}
