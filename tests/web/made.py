"""A generation behind the web application, without a run: what is written there is read there."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from starlette.testclient import TestClient

from pipeline.config import Settings
from pipeline.embed.encoder import model_fingerprint
from pipeline.embed.options import EmbedOptions
from pipeline.embed.tokens import passage_tokens
from pipeline.home import Home
from pipeline.index.store import StoreEntry
from pipeline.web.app import make_app
from tests.conftest import FakeEncoder
from tests.index.made import published

# Elements that have no end tag.
_VOID = {"meta", "link", "input", "br", "hr", "img"}


def client_over(home: Home, entries: Iterable[StoreEntry]) -> TestClient:
    """Publish the entries in `home` and return a client of its web application."""
    kept = list(entries)
    texts = [passage.text for entry in kept for passage in entry.passages]
    published(
        home.indexes,
        lambda: kept,
        iter([FakeEncoder().encode(texts)]),
        passage_tokens(texts),
        dimensions=len(FakeEncoder.words),
        model=model_fingerprint(EmbedOptions()),
    )
    return TestClient(make_app(home, Settings()), raise_server_exceptions=False)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and what is wrong with it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes another element")

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of that name."""
        return [attributes for name, attributes in self.found if name == tag]


def check_page(page: str) -> Elements:
    """Check what must hold for every page: whole, Swedish, titled, labelled, nothing inline, nothing from elsewhere."""
    elements = Elements(page)
    assert elements.faults == []
    assert elements.all("html") == [{"lang": "sv"}]
    assert len(elements.all("title")) == len(elements.all("main")) == len(elements.all("h1")) == 1
    assert [one.get("src") for one in elements.all("script")] == ["/static/enhance.js"]
    assert not elements.all("style")
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    labelled = {one.get("for") for one in elements.all("label")}
    for tag, attributes in elements.found:
        assert not any(name.startswith("on") or name == "style" for name in attributes), (tag, attributes)
        assert not (attributes.get("href") or "").lower().startswith(("javascript:", "data:")), attributes
        if tag in {"input", "select"} and attributes.get("type") != "hidden":
            assert attributes.get("id") in labelled, attributes
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((attributes.get(name) or "").split()) <= set(ids), attributes
    return elements


def check_anchors(elements: Elements) -> None:
    """Check that every link into the page leads to a place in it."""
    ids = {attributes.get("id") for _, attributes in elements.found}
    links = [one.get("href") or "" for one in elements.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= ids
