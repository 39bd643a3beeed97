"""Where things lie in a home folder, and the one lock that guards its write path.

HOME/kb.toml                 settings
HOME/thesaurus.tsv           synonyms of one's own, if there are any
HOME/taxonomy.toml           focus areas, the same
HOME/municipalities.csv      names of municipalities and places, the same
HOME/organisations.tsv       organisations, the same
HOME/initiatives.toml        initiatives, the same
HOME/canaries.tsv            questions and the pages that must be found, the same
HOME/questions.toml          questions whose new answers are told, the same
HOME/corpus/sources.toml     what to crawl
HOME/corpus/archive/         WARC files with every page as it came
HOME/corpus/catalog.sqlite   everything the write path knows
HOME/indexes/gen-NNNNNN/     published generations; CURRENT names the one in use
HOME/reports/                what the last runs of `kb reindex` did
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline.durable import write_durably
from pipeline.errors import LockedError, StoreError, UsageError, disk_error

_SETTINGS = """\
# Settings of this knowledge base; every key is optional and shown with its default.

[clean]
# keep = []                  # phrases; the blocks that hold one stay whatever else is said of them
# remove = []                # phrases; the blocks that hold one go
# whole_sites = []           # host names, without "www."; blocks that these sites repeat stay

[passages]
# words = 120                # a passage is cut near this length, at a sentence border

[embed]
# model = "bundled"          # or a sentence-transformers model: a folder, or a name on a hub
# query_prompt = "auto"      # text put before questions; "auto" knows the families e5, bge, gte and KBLab
# passage_prompt = "auto"    # text put before passages
# batch = 512                # passages embedded and stored at a time

[index]
# keep = 5                   # generations kept, the one in use among them; 'kb rollback' goes back to an earlier one
# canary_drop = 0.1          # a generation that finds known pages so much worse (mean reciprocal rank) is held back

[search]
# lexical_weight = 0.15      # what each look at a passage weighs beside the others: shared words,
# dense_weight = 0.45        # likeness as a whole,
# match_weight = 0.5         # likeness word by word
# candidates = 200           # how many passages each leg proposes
# passages_per_document = 3  # at most so many of one page in an answer
# reranker = ""              # a cross-encoder that reads the best passages again: a folder, or a name on a hub
# reranked = 20              # how many it reads

[crawl]
# contact = ""               # an e-mail or web address where those who run the sites can reach you; needed to crawl
# servers = 8                # how many servers are asked at the same time, each with one connection
# timeout = 30.0             # seconds of silence after which an answer is given up,
# longest = 300.0            # and seconds for all of it
# attempts = 3               # how often a page is tried in a night when the server fails
# longest_wait = 900.0       # seconds; a server that asks for more (Retry-After) is left alone for the night
# server_budget = 5000       # requests a server and night
# lost_share = 0.2           # a source that loses more of its pages in a night is held back: an outage is no deletion
# gone_after_hours = 12.0    # a page is gone when it was missing twice, at least so long apart

[report]
# metrics = ""               # where the Prometheus figures of a run go; "" is reports/kunskapsbank.prom in the home

[serve]
# token = ""                 # what programs must send to /api/ and /metrics ("Authorization: Bearer …"); "" is none
# requests_per_minute = 300  # the most from one address; 0 is no bound
# address = ""               # where readers reach the server, if it stands behind another one: "https://kb.example"
"""
_THESAURUS = """\
# Words that mean the same or nearly, beside those kunskapsbank knows: a strength (1 the same, 0.8 nearly, 0.6 related)
# and two or more terms a line, parted by tabs. A change works from the next question on.
# 1.0\tEST\teffektiv samordning för trygghet
"""
# The sources that a new home begins with.
_SOURCES = Path(__file__).parent / "crawl" / "data" / "sources.toml"


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one knowledge base."""

    root: Path

    @property
    def settings(self) -> Path:
        """kb.toml"""
        return self.root / "kb.toml"

    @property
    def thesaurus(self) -> Path:
        """The user's own synonyms, beside the bundled ones."""
        return self.root / "thesaurus.tsv"

    @property
    def canaries(self) -> Path:
        """Questions with the pages that they must find before a generation is put in use."""
        return self.root / "canaries.tsv"

    @property
    def questions(self) -> Path:
        """Saved questions, whose new answers are told."""
        return self.root / "questions.toml"

    @property
    def sources(self) -> Path:
        """What to crawl."""
        return self.root / "corpus" / "sources.toml"

    @property
    def archive(self) -> Path:
        """Folder of WARC files."""
        return self.root / "corpus" / "archive"

    @property
    def catalog(self) -> Path:
        """The write path's SQLite file."""
        return self.root / "corpus" / "catalog.sqlite"

    @property
    def reports(self) -> Path:
        """What the runs did: a record, a page and the figures that monitoring reads; made by the first run."""
        return self.root / "reports"

    @property
    def indexes(self) -> Path:
        """Folder of generations."""
        return self.root / "indexes"


def open_home(root: Path) -> Home:
    """Return the home at `root`; a folder that does not exist raises UsageError."""
    if not root.is_dir():
        raise UsageError(f"there is no knowledge base at {root}: make one with 'kb init {root}'")
    return Home(root)


def create_home(root: Path) -> Home:
    """Make the folders and starting files of a home; a home that has a kb.toml raises UsageError."""
    home = Home(root)
    if home.settings.exists():
        raise UsageError(f"{root} already is a knowledge base (it has a kb.toml)")
    try:
        home.archive.mkdir(parents=True, exist_ok=True)
        home.indexes.mkdir(parents=True, exist_ok=True)
        write_durably(home.sources, _SOURCES.read_bytes())
        write_durably(home.thesaurus, _THESAURUS)
        write_durably(home.settings, _SETTINGS)
    except OSError as error:
        raise StoreError(f"cannot make a knowledge base at {root}: {error.strerror}") from error
    return home


@contextmanager
def write_lock(home: Home, command: str = "kb") -> Iterator[None]:
    """Hold the home's lock for `command`; LockedError names the process that has it, its command and since when.

    The kernel drops the lock when its holder dies, so there is no stale lock to mend.
    """
    path = home.root / "corpus" / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise disk_error(f"cannot write to {path.parent}", error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = _owner(os.pread(handle, 4096, 0))
            raise LockedError(f"another run ({owner}) is writing to {home.root}; try again later") from error
        _sign(handle, path, command)
        yield
    finally:
        os.close(handle)


def _sign(handle: int, path: Path, command: str) -> None:
    """Write into the lock who holds it."""
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    holder = {"process": os.getpid(), "host": os.uname().nodename, "command": command, "since": since}
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{json.dumps(holder)}\n".encode(), 0)
    except OSError as error:
        raise disk_error(f"cannot write {path}", error) from error


def _owner(written: bytes) -> str:
    """Who holds the lock; a holder that has just taken it may not have written that yet."""
    try:
        holder = json.loads(written)
        return f"process {holder['process']} on {holder['host']}, {holder['command']}, since {holder['since']}"
    except (ValueError, KeyError, TypeError):
        return "process unknown"
