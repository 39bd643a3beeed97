"""Cleaned documents, their tags and their passages, and which of them are pending for tagging and cutting."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from pipeline.catalog.database import ONLY, Database, only_ids
from pipeline.records import (
    Block,
    Document,
    Evidence,
    Fact,
    FocusArea,
    Initiative,
    Mention,
    Municipality,
    MunicipalityLink,
    Passage,
    Tags,
    text_hash,
)

# A passage with the hash of the text that is embedded for it.
Keyed = tuple[Passage, str]


class Documents:
    """The tables `documents`, `tags` and `passages`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, document: Document, site: str | None) -> None:
        """Store a cleaned document, whose site is to be sifted again.

        Tags and passages of an unchanged text stay as they are.
        """
        self._unsift(document.doc_id)
        self._database.write("DELETE FROM sketches WHERE doc_id = ?", document.doc_id)
        blocks = _blocks_json(document)
        self._database.write(
            "INSERT INTO documents (doc_id, url, title, blocks, published, reviewed, author, language, publisher,"
            " municipality, canonical_url, breadcrumbs, text_key, site)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (doc_id) DO UPDATE SET url = excluded.url,"
            " title = excluded.title, blocks = excluded.blocks, published = excluded.published,"
            " reviewed = excluded.reviewed, author = excluded.author, language = excluded.language,"
            " publisher = excluded.publisher, municipality = excluded.municipality,"
            " canonical_url = excluded.canonical_url, breadcrumbs = excluded.breadcrumbs,"
            " text_key = excluded.text_key, site = excluded.site",
            document.doc_id,
            document.url,
            document.title,
            blocks,
            document.published,
            document.reviewed,
            document.author,
            document.language,
            document.publisher,
            json.dumps(asdict(document.municipality), ensure_ascii=False) if document.municipality else None,
            document.canonical_url,
            json.dumps(document.breadcrumbs, ensure_ascii=False),
            _text_key(document, blocks),
            site,
        )
        self._unsift(document.doc_id)

    def put_blocks(self, document: Document) -> None:
        """Store which blocks of a document are kept."""
        blocks = _blocks_json(document)
        self._database.write(
            "UPDATE documents SET blocks = ?, text_key = ? WHERE doc_id = ?",
            blocks,
            _text_key(document, blocks),
            document.doc_id,
        )

    def drop(self, doc_id: str) -> None:
        """Remove a document whose page can no longer be used, with its tags and passages."""
        self._unsift(doc_id)
        self._database.write("DELETE FROM documents WHERE doc_id = ?", doc_id)

    def get(self, doc_id: str) -> Document:
        """Return the document of that id, which must exist."""
        return made_document(*self._database.rows(f"{SELECT} WHERE doc_id = ?", doc_id)[0])

    def find(self, doc_id: str) -> Document | None:
        """Return the document of that id, None if there is none."""
        rows = self._database.rows(f"{SELECT} WHERE doc_id = ?", doc_id)
        return made_document(*rows[0]) if rows else None

    def shown(self, only: Collection[str] | None = None) -> Iterator[Document]:
        """Yield the documents that no other stands for, all or those in `only`, by id."""
        return self._database.paged(f"{SELECT} WHERE duplicate_of IS NULL AND {ONLY}", made_document, only_ids(only))

    def count_to_tag(self, version: str) -> int:
        """Return how many documents `version` of the tag stage has not seen as they now are."""
        return int(self._database.value(f"SELECT count(*) FROM documents WHERE {_TO_TAG}", version))

    def to_tag(self, version: str) -> Iterator[Document]:
        """Yield those documents; storing their tags while iterating is safe."""
        return self._database.paged(f"{SELECT} WHERE {_TO_TAG}", made_document, version)

    def put_tags(self, doc_id: str, tags: Tags, version: str) -> None:
        """Store a document's tags and mark it done."""
        self._database.write(
            "INSERT OR REPLACE INTO tags (doc_id, mentions, focus_areas, initiatives, municipalities)"
            " VALUES (?,?,?,?,?)",
            doc_id,
            _to_json(tags.mentions),
            _to_json(tags.focus_areas),
            _to_json(tags.initiatives),
            _to_json(tags.municipalities),
        )
        self._database.write(f"UPDATE documents SET tag_key = {_TAG_KEY} WHERE doc_id = ?", version, doc_id)

    def tags(self, doc_id: str) -> Tags:
        """Return a document's tags, empty before it is tagged."""
        rows = self._database.rows(f"SELECT {_TAGS} FROM tags WHERE doc_id = ?", doc_id)
        return _made_tags(*rows[0]) if rows else Tags()

    def count_to_cut(self, version: str) -> int:
        """Return how many documents are not cut into passages by `version` as they now are."""
        return int(self._database.value(f"SELECT count(*) FROM documents WHERE {_TO_CUT}", version))

    def to_cut(self, version: str) -> Iterator[Document]:
        """Yield those documents; storing their passages while iterating is safe."""
        return self._database.paged(f"{SELECT} WHERE {_TO_CUT}", made_document, version)

    def put_passages(self, doc_id: str, passages: Iterable[Keyed], version: str) -> None:
        """Replace a document's passages and mark it done."""
        self._database.write("DELETE FROM passages WHERE doc_id = ?", doc_id)
        self._database.write_many(
            "INSERT INTO passages (doc_id, position, passage_id, start, end, heading, embedded_hash)"
            " VALUES (?,?,?,?,?,?,?)",
            [(doc_id, p.position, p.passage_id, p.start, p.end, p.heading, key) for p, key in passages],
        )
        self._database.write(
            "UPDATE documents SET passage_key = ? || ':' || text_key WHERE doc_id = ?", version, doc_id
        )

    def passages(self, document: Document, only: set[int] | None = None) -> list[Keyed]:
        """Return a document's passages in order, or only those at the given positions."""
        text = document.text
        rows = self._database.rows(
            "SELECT position, passage_id, start, end, heading, embedded_hash FROM passages WHERE doc_id = ?"
            " ORDER BY position",
            document.doc_id,
        )
        pages = document.pages_at(row[2] for row in rows)
        return [
            (Passage(passage_id, document.doc_id, position, start, end, text[start:end], heading, page), key)
            for (position, passage_id, start, end, heading, key), page in zip(rows, pages, strict=True)
            if only is None or position in only
        ]

    def any_passage(self) -> bool:
        """Say whether there is anything to search."""
        return self._database.value("SELECT 1 FROM passages LIMIT 1") is not None

    def _unsift(self, doc_id: str) -> None:
        """Of a site whose pages change, the repeated blocks must be looked for again."""
        self._database.write("DELETE FROM sites WHERE site = (SELECT site FROM documents WHERE doc_id = ?)", doc_id)


_TAGS = "mentions, focus_areas, initiatives, municipalities"
SELECT = (
    "SELECT doc_id, url, title, blocks, published, reviewed, author, language, publisher, municipality, canonical_url,"
    " breadcrumbs FROM documents"
)
# What a page says of municipalities depends on whose it is.
_TAG_KEY = "? || ':' || text_key || ':' || coalesce(municipality, '')"
_TO_TAG = f"tag_key IS NOT {_TAG_KEY}"
# What another document stands for is not searched, so it is not cut.
_TO_CUT = "duplicate_of IS NULL AND passage_key IS NOT ? || ':' || text_key"


def _blocks_json(document: Document) -> str:
    return json.dumps([_fields(block) for block in document.blocks], ensure_ascii=False)


def _text_key(document: Document, blocks: str) -> str:
    return text_hash("\n".join([document.title, document.language or "", blocks]))


def made_document(
    doc_id: str,
    url: str | None,
    title: str,
    blocks: str,
    published: str | None,
    reviewed: str | None,
    author: str | None,
    language: str | None,
    publisher: str | None,
    municipality: str | None,
    canonical_url: str | None,
    breadcrumbs: str,
) -> Document:
    """Return the document of a row of SELECT."""
    return Document(
        doc_id,
        url,
        title,
        tuple(Block(**block) for block in json.loads(blocks)),
        published,
        reviewed,
        author,
        language,
        publisher,
        Municipality(**json.loads(municipality)) if municipality else None,
        canonical_url,
        tuple(json.loads(breadcrumbs)),
    )


def _made_tags(mentions: str, focus_areas: str, initiatives: str, municipalities: str) -> Tags:
    return Tags(
        tuple(Mention(**mention) for mention in json.loads(mentions)),
        tuple(FocusArea(**area | {"evidence": Evidence(**area["evidence"])}) for area in json.loads(focus_areas)),
        tuple(
            Initiative(**one | {"facts": tuple(Fact(**fact) for fact in one["facts"])})
            for one in json.loads(initiatives)
        ),
        tuple(MunicipalityLink(**link) for link in json.loads(municipalities)),
    )


def _fields(block: Block) -> dict[str, Any]:
    """What is stored of a block; one without a page as before there were any, so that its text's key stays."""
    return {key: value for key, value in asdict(block).items() if key != "page" or value is not None}


def _to_json(records: Iterable[Any]) -> str:
    return json.dumps([asdict(record) for record in records], ensure_ascii=False)
