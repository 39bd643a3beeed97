"""The catalog's tables, as the history of how they came to be: read the functions downwards.

Each migration runs in one transaction with the version number it leads to, so a crash leaves the old shape whole.
"""

from __future__ import annotations

import sqlite3


def m001_pages_to_vectors(db: sqlite3.Connection) -> None:
    """The first shape: a page, its versions, and what each stage made of it."""
    _execute(
        db,
        """
        CREATE TABLE pages (
            doc_id TEXT PRIMARY KEY, url TEXT, external_id TEXT, source TEXT NOT NULL, media_type TEXT NOT NULL,
            content_hash TEXT NOT NULL, archive_file TEXT NOT NULL, archive_offset INTEGER NOT NULL,
            fetched_at TEXT NOT NULL, clean_key TEXT
        );
        CREATE TABLE versions (
            doc_id TEXT NOT NULL REFERENCES pages ON DELETE CASCADE, content_hash TEXT NOT NULL,
            fetched_at TEXT NOT NULL, archive_file TEXT NOT NULL, archive_offset INTEGER NOT NULL,
            PRIMARY KEY (doc_id, content_hash)
        );
        CREATE TABLE documents (
            doc_id TEXT PRIMARY KEY REFERENCES pages ON DELETE CASCADE, url TEXT, title TEXT NOT NULL,
            blocks TEXT NOT NULL, published TEXT, reviewed TEXT, author TEXT, language TEXT,
            text_key TEXT NOT NULL, tag_key TEXT, passage_key TEXT
        );
        CREATE TABLE tags (
            doc_id TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
            mentions TEXT NOT NULL, focus_areas TEXT NOT NULL
        );
        CREATE TABLE passages (
            doc_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL,
            passage_id TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT,
            embedded_hash TEXT NOT NULL, PRIMARY KEY (doc_id, position)
        );
        CREATE INDEX passages_by_embedded_hash ON passages (embedded_hash);
        CREATE TABLE vectors (
            model TEXT NOT NULL, embedded_hash TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, embedded_hash)
        ) WITHOUT ROWID;
        CREATE TABLE rejected (
            url TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (url, stage)
        );
        CREATE TABLE runs (run_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, report TEXT NOT NULL);
        """,
    )


def m002_versions_by_time(db: sqlite3.Connection) -> None:
    """A page that returns to an earlier content has that content twice in its history."""
    _execute(
        db,
        """
        ALTER TABLE versions RENAME TO old_versions;
        CREATE TABLE versions (
            doc_id TEXT NOT NULL REFERENCES pages ON DELETE CASCADE, content_hash TEXT NOT NULL,
            fetched_at TEXT NOT NULL, archive_file TEXT NOT NULL, archive_offset INTEGER NOT NULL,
            PRIMARY KEY (doc_id, content_hash, fetched_at)
        );
        INSERT INTO versions SELECT doc_id, content_hash, fetched_at, archive_file, archive_offset FROM old_versions;
        DROP TABLE old_versions
        """,
    )


def m003_sites(db: sqlite3.Connection) -> None:
    """Blocks that a site repeats on its pages; a document's site is filled in when it is next cleaned."""
    _execute(
        db,
        """
        ALTER TABLE documents ADD COLUMN site TEXT;
        CREATE INDEX documents_by_site ON documents (site);
        CREATE TABLE sites (site TEXT PRIMARY KEY, key TEXT NOT NULL, pages INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE repeated_blocks (
            site TEXT NOT NULL, fingerprint TEXT NOT NULL, text TEXT NOT NULL, pages INTEGER NOT NULL,
            PRIMARY KEY (site, fingerprint)
        ) WITHOUT ROWID
        """,
    )


def m004_duplicates(db: sqlite3.Connection) -> None:
    """Documents are compared, and one stands for those that are the same page; texts are compared once."""
    _execute(
        db,
        """
        ALTER TABLE documents ADD COLUMN signature_key TEXT;
        ALTER TABLE documents ADD COLUMN duplicate_of TEXT REFERENCES documents ON DELETE SET NULL;
        CREATE INDEX documents_by_duplicate_of ON documents (duplicate_of) WHERE duplicate_of IS NOT NULL;
        CREATE TABLE signatures (
            doc_id TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE, address TEXT, printed INTEGER NOT NULL,
            text_hash TEXT NOT NULL, words INTEGER NOT NULL, title TEXT NOT NULL, title_tells TEXT NOT NULL,
            telling TEXT NOT NULL, minhash BLOB NOT NULL
        );
        CREATE INDEX signatures_by_text_hash ON signatures (text_hash);
        CREATE TABLE likenesses (
            first_hash TEXT NOT NULL, second_hash TEXT NOT NULL, jaccard REAL NOT NULL, same_subject INTEGER NOT NULL,
            PRIMARY KEY (first_hash, second_hash)
        ) WITHOUT ROWID
        """,
    )


def m005_publisher_and_path(db: sqlite3.Connection) -> None:
    """Who publishes a document, the address it gives itself, and the path to it: filled when it is cleaned again."""
    _execute(
        db,
        """
        ALTER TABLE documents ADD COLUMN publisher TEXT;
        ALTER TABLE documents ADD COLUMN municipality TEXT;
        ALTER TABLE documents ADD COLUMN canonical_url TEXT;
        ALTER TABLE documents ADD COLUMN breadcrumbs TEXT NOT NULL DEFAULT '[]'
        """,
    )


def m006_initiatives_and_relations(db: sqlite3.Connection) -> None:
    """Facts about initiatives, and how a document has to do with municipalities: filled when it is tagged again."""
    _execute(
        db,
        """
        ALTER TABLE tags ADD COLUMN initiatives TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE tags ADD COLUMN municipalities TEXT NOT NULL DEFAULT '[]'
        """,
    )


def m007_frontier(db: sqlite3.Connection) -> None:
    """Crawling: what is known of every address, each source's nights, servers, and pages that are gone."""
    _execute(
        db,
        """
        ALTER TABLE pages ADD COLUMN publisher TEXT;
        ALTER TABLE pages ADD COLUMN municipality TEXT;
        ALTER TABLE pages ADD COLUMN status TEXT NOT NULL DEFAULT 'live';
        CREATE TABLE tombstones (
            doc_id TEXT PRIMARY KEY REFERENCES pages ON DELETE CASCADE, gone_at TEXT NOT NULL, reason TEXT NOT NULL,
            title TEXT
        ) WITHOUT ROWID;
        CREATE TABLE crawls (
            crawl_id INTEGER PRIMARY KEY, source TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT
        );
        CREATE TABLE frontier (
            url TEXT PRIMARY KEY, source TEXT NOT NULL, server TEXT NOT NULL, kind TEXT NOT NULL, shape TEXT NOT NULL,
            depth INTEGER NOT NULL, redirects INTEGER NOT NULL, lastmod TEXT,
            visited INTEGER, visited_at TEXT, outcome TEXT, status INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
            fetched_at TEXT, etag TEXT, last_modified TEXT, content_hash TEXT, doc_id TEXT,
            missing_since TEXT
        );
        CREATE TABLE out_links (url TEXT PRIMARY KEY REFERENCES frontier ON DELETE CASCADE, links TEXT NOT NULL);
        CREATE INDEX frontier_by_source ON frontier (source, visited);
        CREATE INDEX frontier_by_server ON frontier (server, visited);
        CREATE INDEX frontier_by_shape ON frontier (shape);
        CREATE INDEX frontier_by_document ON frontier (doc_id) WHERE doc_id IS NOT NULL;
        CREATE TABLE servers (server TEXT PRIMARY KEY, free_at REAL NOT NULL) WITHOUT ROWID;
        CREATE TABLE robots (
            origin TEXT PRIMARY KEY, fetched_at TEXT NOT NULL, status INTEGER, content BLOB NOT NULL
        ) WITHOUT ROWID
        """,
    )


def m008_people(db: sqlite3.Connection) -> None:
    """The people of each document, as far as they tell who is who: filled when it is tagged again."""
    _execute(
        db,
        """
        CREATE TABLE people (
            doc_id TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, key TEXT NOT NULL, person TEXT NOT NULL,
            PRIMARY KEY (doc_id, key)
        ) WITHOUT ROWID
        """,
    )


def m009_sketches(db: sqlite3.Connection) -> None:
    """What of each page counts for what its site repeats: made when it is next looked at."""
    _execute(
        db,
        """
        CREATE TABLE sketches (
            doc_id TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE, version TEXT NOT NULL,
            text_hash TEXT NOT NULL, blocks TEXT NOT NULL
        )
        """,
    )


def m010_when_a_server_answered(db: sqlite3.Connection) -> None:
    """A time at which a server may be asked again says little without the time at which that was reckoned."""
    _execute(db, "ALTER TABLE servers ADD COLUMN reckoned_at REAL")


def m011_sources(db: sqlite3.Connection) -> None:
    """The sources of the last crawl, so that a generation tells what it was to cover: filled by the next crawl."""
    _execute(db, "CREATE TABLE sources (source TEXT PRIMARY KEY, municipality TEXT NOT NULL) WITHOUT ROWID")


MIGRATIONS = (
    m001_pages_to_vectors,
    m002_versions_by_time,
    m003_sites,
    m004_duplicates,
    m005_publisher_and_path,
    m006_initiatives_and_relations,
    m007_frontier,
    m008_people,
    m009_sketches,
    m010_when_a_server_answered,
    m011_sources,
)


def migrate(db: sqlite3.Connection) -> None:
    """Bring a database to the newest shape; ValueError if it has a newer one than this program knows."""
    version = _version(db)
    if version > len(MIGRATIONS):
        raise ValueError("it was written by a later version of kunskapsbank")
    for number, migration in enumerate(MIGRATIONS[version:], start=version + 1):
        db.execute("BEGIN IMMEDIATE")
        # Another process that opened the file at the same moment may have come first.
        if _version(db) < number:
            migration(db)
            db.execute(f"PRAGMA user_version = {number}")
        db.execute("COMMIT")


def require_newest(db: sqlite3.Connection) -> None:
    """Raise ValueError if a database that may not be changed does not have the newest shape."""
    version = _version(db)
    if version != len(MIGRATIONS):
        raise ValueError(f"it has shape {version}, not {len(MIGRATIONS)}, and is only read here")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _execute(db: sqlite3.Connection, script: str) -> None:
    # executescript would commit by itself before it begins.
    for statement in script.split(";"):
        db.execute(statement)
