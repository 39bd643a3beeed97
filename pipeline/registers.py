"""Registers of the people, municipalities and initiatives of a generation, in the order of the Swedish alphabet."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pipeline.index.store import SHOWN, Store
from pipeline.search.municipality_facts import municipality_facts

Register = Literal["people", "municipalities", "initiatives"]
# Å, ä and ö are letters of their own after z; ü is sorted as y, æ as ä and ø as ö (Svenska skrivregler, 2017).
_LETTERS = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y", "ß": "s"})
_BACK = {"{": "Å", "|": "Ä", "}": "Ö"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a register, on how many pages it is, and what tells it from others of the name."""

    entity_id: str
    name: str
    documents: int
    details: tuple[str, ...]
    letter: str


def register(store: Store, kind: Register) -> list[Entry]:
    """Return all of one kind; people are sorted by their last name, the last word of the whole name."""
    entries = _READ[kind](store)
    return sorted(entries, key=lambda entry: (_sorted_as(entry.name, kind), entry.entity_id))


def matching(entries: Iterable[Entry], words: str) -> list[Entry]:
    """Return the entries in which each of the words begins a word of the details or stands in the name, in any case."""
    wanted = words.casefold().split()
    return [entry for entry in entries if all(_begins(word, entry) for word in wanted)]


def alphabetical(text: str) -> str:
    """Return what sorts `text` as a Swede would: case and other accents do not count, å, ä and ö come after z."""
    letters = unicodedata.normalize("NFC", text.casefold()).translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFD", letters) if not unicodedata.combining(c))


def _sorted_as(name: str, kind: Register) -> tuple[str, str]:
    words = name.split()
    return alphabetical(words[-1] if kind == "people" and words else name), alphabetical(name)


def _letter(name: str, kind: Register) -> str:
    first = next((c for c in _sorted_as(name, kind)[0] if c.isalnum() or c in _BACK), "#")
    return _BACK.get(first, first.upper() if first.isalpha() else "0–9")


def _begins(word: str, entry: Entry) -> bool:
    known = " ".join([entry.name, *entry.details]).casefold().replace("-", " ").split()
    return any(one.startswith(word) for one in known) or word in entry.name.casefold()


def _people(store: Store) -> list[Entry]:
    rows = store.query(
        "SELECT entity_id, m.name, count(DISTINCT doc_id), json_group_array(DISTINCT lower(role))"
        f" FROM mentions m JOIN documents d USING (doc_id) WHERE label = 'PERSON' AND {SHOWN} GROUP BY entity_id"
    )
    return [
        Entry(key, name, documents, tuple(sorted(filter(None, json.loads(roles)))), _letter(name, "people"))
        for key, name, documents, roles in rows
    ]


def _municipalities(store: Store) -> list[Entry]:
    rows = store.query(
        "SELECT code, l.name, count(DISTINCT doc_id) FROM municipality_links l JOIN documents d USING (doc_id)"
        f" WHERE {SHOWN} GROUP BY code"
    )
    known = municipality_facts()
    return [
        Entry(
            f"municipality:{code}",
            name,
            documents,
            (known[code].county,) if code in known else (),
            _letter(name, "municipalities"),
        )
        for code, name, documents in rows
    ]


def _initiatives(store: Store) -> list[Entry]:
    rows = store.query(
        "SELECT entity_id, m.name, count(DISTINCT doc_id) FROM mentions m JOIN documents d USING (doc_id)"
        f" WHERE label = 'INITIATIVE' AND {SHOWN} GROUP BY entity_id"
    )
    known = municipality_facts()
    places: dict[str, set[str]] = defaultdict(set)
    for key, code in store.query(
        f"SELECT entity_id, value FROM facts JOIN documents d USING (doc_id) WHERE kind = 'municipality' AND {SHOWN}"
    ):
        places[key].add(known[code].name if code in known else code)
    return [
        Entry(key, name, documents, tuple(sorted(places[key], key=alphabetical)), _letter(name, "initiatives"))
        for key, name, documents in rows
    ]


_READ = {"people": _people, "municipalities": _municipalities, "initiatives": _initiatives}
