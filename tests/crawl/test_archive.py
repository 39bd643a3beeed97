"""The archive: what goes in comes out by its offset, and damage never passes for content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.crawl.archive import ArchiveWriter, Location, read_archive, read_media_type, read_page
from pipeline.errors import StoreError
from pipeline.records import Page, Rejected, text_hash
from tests.crawl.made import FETCHED, HTML, fetched, record, warc


def page(name: str, content: bytes, url: str | None = "") -> Page:
    address = f"https://www.koping.example/{name}" if url == "" else url
    return Page(name, address, "koping.example", "text/html", content, "2024-03-01T10:00:00Z")


def archived(folder: Path, *contents: bytes) -> list[Location]:
    with ArchiveWriter(folder) as archive:
        return [archive.append(page(f"sida-{i}", content)) for i, content in enumerate(contents)]


def test_pages_come_back_by_their_offsets_in_any_order(tmp_path: Path) -> None:
    contents = [HTML, b"", b"\x00\xff" * 5_000, "WARC/1.0\r\n\r\nåäö".encode(), HTML]
    places = archived(tmp_path / "archive", *contents)
    assert len({place.file for place in places}) == 1
    assert places[0].offset == 0
    assert [place.offset for place in places] == sorted({place.offset for place in places})
    assert [read_page(tmp_path / "archive", place) for place in reversed(places)] == contents[::-1]


def test_the_archive_is_a_warc_that_others_can_read(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as archive:
        archive.append(page("faltare", HTML))
        place = archive.append(page("post-7", b'{"id": "post-7"}', url=None))
    with (tmp_path / place.file).open("rb") as handle:
        records = [
            (record.rec_type, dict(record.rec_headers.headers), record.content_stream().read())
            for record in ArchiveIterator(handle, check_digests="raise")
        ]
    assert [(kind, content) for kind, _, content in records] == [("resource", HTML), ("resource", b'{"id": "post-7"}')]
    names = ("WARC-Target-URI", "Content-Type", "WARC-Date")
    assert [tuple(headers[name] for name in names) for _, headers, _ in records] == [
        ("https://www.koping.example/faltare", "text/html", "2024-03-01T10:00:00Z"),
        ("urn:kb:post-7", "text/html", "2024-03-01T10:00:00Z"),
    ]
    assert [one.url for one in fetched((tmp_path / place.file).read_bytes())] == [
        "https://www.koping.example/faltare",
        "urn:kb:post-7",
    ]


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    contents = [os.urandom(600) for _ in range(4)]
    with ArchiveWriter(tmp_path, rotate_bytes=1_000) as archive:
        places = [archive.append(page(str(i), content)) for i, content in enumerate(contents)]
    first, second = sorted({place.file for place in places})
    assert [place.file for place in places] == [first, first, second, second]
    assert (places[2].offset, first[-12:], second[-12:]) == (0, "-000.warc.gz", "-001.warc.gz")
    assert [read_page(tmp_path, place) for place in places] == contents


def test_a_writer_without_pages_makes_no_file(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive") as archive:
        archive.flush()
    assert not (tmp_path / "archive").exists()


def test_two_runs_never_write_to_one_file(tmp_path: Path) -> None:
    (first,), (second,) = archived(tmp_path, HTML), archived(tmp_path, HTML)
    assert first.file != second.file


def test_what_is_flushed_can_be_read_while_the_writer_is_open(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as archive:
        place = archive.append(page("a", HTML))
        archive.flush()
        assert read_page(tmp_path, place) == HTML


def test_a_torn_tail_costs_the_torn_page_and_no_other(tmp_path: Path) -> None:
    whole, torn = archived(tmp_path, HTML, HTML * 3)
    path = tmp_path / whole.file
    content = path.read_bytes()
    for length in range(torn.offset, len(content)):
        path.write_bytes(content[:length])
        assert read_page(tmp_path, whole) == HTML
        with pytest.raises(StoreError):
            read_page(tmp_path, torn)


def test_the_archive_alone_gives_every_page_back_with_its_place(tmp_path: Path) -> None:
    pages = [
        page("å ett", HTML, None),
        Page("två", FETCHED.url, "koping.example", "application/json", b"{}", "2024-03-01T10:00:00.500Z", "två", True),
    ]
    with ArchiveWriter(tmp_path, rotate_bytes=1) as archive:
        places = [archive.append(each) for each in pages]
    (tmp_path / "zz.warc.gz").write_bytes(warc(record("resource", HTML)))
    assert list(read_archive(tmp_path)) == list(zip(pages, places, strict=True))


def test_a_torn_tail_is_passed_over_and_other_damage_is_told(tmp_path: Path) -> None:
    first, second, third = archived(tmp_path, HTML, HTML * 3, HTML)
    path = tmp_path / first.file
    content = path.read_bytes()
    path.write_bytes(content[:-9])
    assert [item[1] for item in read_archive(tmp_path) if isinstance(item, tuple)] == [first, second]
    path.write_bytes(content[: second.offset + 30] + b"\x00" * 40 + content[second.offset + 70 :])
    before, rejected, after = read_archive(tmp_path)
    assert before == (page("sida-0", HTML), first)
    assert after == (page("sida-2", HTML), third)
    assert isinstance(rejected, Rejected)
    assert (rejected.url, rejected.stage) == (f"{path} at byte {second.offset}", "archive")


def test_a_damaged_record_is_a_store_error_and_never_other_content(tmp_path: Path) -> None:
    damaged, whole = archived(tmp_path, HTML * 3, HTML)
    path = tmp_path / damaged.file
    content = path.read_bytes()
    refused = 0
    for position in range(whole.offset):
        path.write_bytes(content[:position] + bytes([content[position] ^ 0x10]) + content[position + 1 :])
        try:
            assert read_page(tmp_path, damaged) == HTML * 3
        except StoreError:
            refused += 1
        assert read_page(tmp_path, whole) == HTML
    # Time, flags and system in the gzip header (RFC 1952, 2.3) are the only bytes that do not matter.
    assert whole.offset - 7 <= refused < whole.offset


def test_the_message_says_where_the_damage_is(tmp_path: Path) -> None:
    (place,) = archived(tmp_path, HTML)
    (tmp_path / place.file).write_bytes(b"")
    with pytest.raises(StoreError) as caught:
        read_page(tmp_path, place)
    assert str(caught.value) == (
        f"the archived page in {tmp_path / place.file} at byte 0 cannot be read: restore the file from a backup"
    )


def test_a_page_with_another_hash_is_not_handed_on(tmp_path: Path) -> None:
    (place,) = archived(tmp_path, HTML)
    assert read_page(tmp_path, place, text_hash(HTML)) == HTML
    with pytest.raises(StoreError, match="at byte 0 is not the one that was archived: restore the file"):
        read_page(tmp_path, place, text_hash(b"annat"))


@pytest.mark.parametrize("place", [Location("borta.warc.gz", 0), Location("", 0)])
def test_a_missing_file_is_a_store_error(place: Location, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        read_page(tmp_path, place)


def test_a_wrong_offset_is_a_store_error(tmp_path: Path) -> None:
    (place,) = archived(tmp_path, HTML)
    for offset in (1, 40, 1_000_000):
        with pytest.raises(StoreError):
            read_page(tmp_path, Location(place.file, offset))


def test_a_file_comes_after_those_that_are_there_whatever_the_clock_says(tmp_path: Path) -> None:
    (tmp_path / "pages-20990101T000000999999-1-000.warc.gz").write_bytes(b"")
    (tmp_path / "pages-av-annan.warc.gz").write_bytes(b"")
    (place,) = archived(tmp_path, HTML)
    assert place.file == f"pages-20990101T000001000000-{os.getpid()}-000.warc.gz"
    (later,) = archived(tmp_path, HTML)
    assert later.file == f"pages-20990101T000001000001-{os.getpid()}-000.warc.gz"
    assert sorted([place.file, later.file]) == [place.file, later.file]


def test_the_media_type_is_read_from_the_head_alone(tmp_path: Path) -> None:
    first, second = archived(tmp_path, os.urandom(200_000), HTML)
    path = tmp_path / first.file
    path.write_bytes(path.read_bytes()[: second.offset - 100_000])
    assert read_media_type(tmp_path, first) == "text/html"
    for place in (second, Location(first.file, 1), Location("borta.warc.gz", 0)):
        with pytest.raises(StoreError, match="cannot be read: restore the file from a backup"):
            read_media_type(tmp_path, place)


def test_a_place_inside_a_record_has_no_media_type(tmp_path: Path) -> None:
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\ntext\r\n\r\n"
    (tmp_path / "pages.warc.gz").write_bytes(b"\x1f" + head)
    with pytest.raises(StoreError, match="at byte 1 cannot be read"):
        read_media_type(tmp_path, Location("pages.warc.gz", 1))
