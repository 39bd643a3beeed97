"""What all tests share: no network but loopback, the team's shared folder if it is there, a small knowledge base."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.home import Home, create_home
from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.records import Document, Tags
from pipeline.search.retrieve import Tools
from pipeline.swedish.thesaurus import Concept, Thesaurus
from tests.cli_home import base as base
from tests.cli_home import run as run
from tests.loopback import only_loopback

REPO = Path(__file__).parent.parent
SAMPLE = REPO / "corpus" / "sample"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(socket.socket, "connect", only_loopback(socket.socket.connect))
    yield


@pytest.fixture
def shared() -> Path:
    folder = REPO.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("the team's shared folder is not beside this checkout")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return create_home(tmp_path / "kb")


class FakeEncoder:
    """Vectors that can be worked out by hand: a dimension for each of a few words, counted, then scaled to one."""

    words = ("gäng", "skola", "polis", "pengar")

    def encode(self, texts: list[str]) -> Any:
        counts = np.array([[text.lower().count(word) for word in self.words] for text in texts], dtype=np.float32)
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return counts / np.where(lengths > 0, lengths, 1)


def tools(encoder: Any, *concepts: Concept) -> Tools:
    """What reads questions, with the bundled word vectors and no synonyms but those given."""
    return Tools(encoder, load_static(EMBEDDER), Thesaurus(concepts))


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def write_pages(tmp_path: Path) -> Callable[..., Path]:
    """Write text files named by keyword into a folder and return it."""

    def write(**texts: str) -> Path:
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def fake_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors by hand, and a tagger that tags nothing: what is tested is the order of work."""
    from pipeline import reindex as module

    class NoTagger:
        def tag_many(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Tags]]:
            return ((document, Tags()) for document in documents)

    monkeypatch.setattr(module, "load_passage_encoder", lambda options: FakeEncoder())
    monkeypatch.setattr(module, "load_tagger", lambda own: NoTagger())
    monkeypatch.setattr("pipeline.search.ask.load_tools", lambda *_: tools(FakeEncoder()))


@pytest.fixture
def stockholm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is that of Sweden."""
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
