"""Answers of real servers on loopback, good and bad."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator

import pytest

from pipeline.crawl import content
from pipeline.crawl.fetch import Answer, Fetcher, NoAnswer
from tests.loopback import Reply, Site, page


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher("kunskapsbank/1 (+a@b.se)", 1.0, 5.0) as made:
        yield made


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/": page("Start")}).served() as served:
        yield served


def answer(fetcher: Fetcher, url: str, *, page: bool = True) -> Answer:
    found = fetcher.fetch(url, {}, page=page)
    assert isinstance(found, Answer)
    return found


def test_an_answer_with_what_was_asked(fetcher: Fetcher, site: Site) -> None:
    found = fetcher.fetch(site.url(), {"If-None-Match": '"1"'}, page=True)
    assert isinstance(found, Answer)
    assert (found.status, found.reason, found.truncated) == (200, "OK", None)
    assert found.content == str(site.reply("/").body).encode()
    assert found.header("content-type") == "text/html; charset=utf-8"
    assert ("if-none-match", '"1"') in found.asked
    assert site.log[0].headers["User-Agent"] == "kunskapsbank/1 (+a@b.se)"


def test_redirects_are_not_followed_and_cookies_not_sent(fetcher: Fetcher, site: Site) -> None:
    site.replies["/r"] = Reply("", 302, (("Location", "/"), ("Set-Cookie", "a=1")))
    assert answer(fetcher, site.url("/r")).status == 302
    answer(fetcher, site.url())
    assert [(a.path, "Cookie" in a.headers) for a in site.log] == [("/r", False), ("/", False)]


def test_one_connection_a_server(fetcher: Fetcher, site: Site) -> None:
    for _ in range(5):
        answer(fetcher, site.url())
    assert site.most_connections == 1


def test_packed_content_is_unpacked(fetcher: Fetcher, site: Site) -> None:
    site.replies["/g"] = Reply(gzip.compress(b"hej"), headers=(("Content-Encoding", "gzip"),))
    assert answer(fetcher, site.url("/g")).content == b"hej"
    site.replies["/t"] = Reply(b"inte gzip", headers=(("Content-Encoding", "gzip"),))
    assert isinstance(fetcher.fetch(site.url("/t"), {}, page=True), NoAnswer)


def test_what_nobody_reads_is_not_fetched_and_what_is_too_long_not_to_its_end(
    fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.replies["/film"] = Reply(b"0" * 1000, kind="video/mp4")
    found = answer(fetcher, site.url("/film"))
    assert (found.content, found.truncated) == (b"", "unspecified")
    assert answer(fetcher, site.url("/film"), page=False).content == b"0" * 1000
    monkeypatch.setattr(content, "MAX_PAGE_BYTES", 100)
    site.replies["/lang"] = Reply(b"0" * 500_000)
    found = answer(fetcher, site.url("/lang"))
    assert (len(found.content), found.truncated) == (101, "length")


def test_servers_that_are_slow_broken_or_not_there(fetcher: Fetcher, site: Site) -> None:
    site.replies |= {"/sen": Reply("hej", pause=1.6), "/trasig": Reply("hej", broken=True)}
    assert fetcher.fetch(site.url("/sen"), {}, page=True) == NoAnswer(site.url("/sen"), "no answer within 1 s")
    broken = fetcher.fetch(site.url("/trasig"), {}, page=True)
    assert isinstance(broken, NoAnswer)
    assert "without sending complete message body" in broken.reason
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert isinstance(fetcher.fetch(nobody, {}, page=True), NoAnswer)
    assert isinstance(fetcher.fetch("http://127.0.0.1:99999/", {}, page=True), NoAnswer)
    assert answer(fetcher, site.url()).status == 200


def test_an_answer_that_never_ends_is_given_up(site: Site) -> None:
    site.replies["/"] = Reply(b"0" * 3_000_000)
    with Fetcher("x", 5, 0.0) as hasty:
        assert hasty.fetch(site.url(), {}, page=True) == NoAnswer(site.url(), "not all of it came within 0 s")
