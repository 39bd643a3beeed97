"""What other tools fetched: every page, and one line for every fault."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.crawl.files import FoundFile, find_files, read_file
from pipeline.privacy import mask_identity_bytes
from pipeline.records import DOCX, PDF, Page, Rejected, document_id

NOON = 1_714_564_800  # 2024-05-01T12:00:00.000Z
PDF_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x00"
WARC_PAGE = (
    b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://www.surahammar.example/%s\r\n"
    b"WARC-Date: 2024-03-01T10:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (NOON, NOON))
    return path


def read(path: Path, source: str | None = None) -> list[Page | Rejected]:
    return list(read_file(FoundFile(path, "insamling"), source))


def only_fault(path: Path) -> str:
    """Return the reason of the one rejection that a file gives."""
    (found,) = read(path)
    assert isinstance(found, Rejected)
    assert (found.url, found.stage) == (str(path), "ingest")
    return found.reason


def warc(name: str, media_type: str, content: bytes) -> bytes:
    return WARC_PAGE % (name.encode(), media_type.encode(), len(content), content)


class TestFindFiles:
    def test_readable_files_come_in_name_order_with_the_folders_name(self, tmp_path: Path) -> None:
        folder = tmp_path / "kommuner"
        names = ["b.html", "a/z.txt", "a/y.MD", "c.jsonl.gz", "d.warc", "e.warc.gz", "f.htm", "g.ndjson", "h.xhtml"]
        for name in names:
            put(folder, name, "x")
        assert list(find_files([folder])) == [FoundFile(folder / name, "kommuner") for name in sorted(names)]

    def test_a_given_file_lends_its_own_name(self, tmp_path: Path) -> None:
        path = put(tmp_path, "boras.warc.gz", "x")
        assert list(find_files([path])) == [FoundFile(path, "boras")]

    def test_a_file_given_twice_or_by_a_link_is_read_once(self, tmp_path: Path) -> None:
        path = put(tmp_path / "mapp", "a.txt", "x")
        (tmp_path / "mapp" / "b.txt").symlink_to(path)
        assert list(find_files([tmp_path / "mapp", path, tmp_path / "mapp" / "b.txt"])) == [FoundFile(path, "mapp")]

    def test_pictures_and_hidden_files_in_a_folder_are_passed_over(self, tmp_path: Path) -> None:
        for name in ("logo.png", "stil.css", ".gömd.html", ".git/a.txt", "._a.html", "LÄSMIG", "a.html.bak"):
            put(tmp_path, name, "x")
        assert list(find_files([tmp_path])) == []

    @pytest.mark.parametrize("name", ["plan.doc", "plan.ODT", "plan.odt", "plan.rtf"])
    def test_a_document_no_reader_takes_is_named_wherever_it_lies(self, name: str, tmp_path: Path) -> None:
        path = put(tmp_path, name, "%PDF-1.7")
        expected = [Rejected(str(path), "ingest", f"there is no reader for '{path.suffix}' files")]
        assert list(find_files([tmp_path])) == list(find_files([path])) == expected

    def test_a_given_file_of_any_other_kind_is_named(self, tmp_path: Path) -> None:
        picture, bare = put(tmp_path, "logo.png", "x"), put(tmp_path, "LÄSMIG", "x")
        assert list(find_files([picture, bare])) == [
            Rejected(str(picture), "ingest", "there is no reader for '.png' files"),
            Rejected(str(bare), "ingest", "there is no reader for '' files"),
        ]

    def test_a_missing_path_and_a_broken_link_are_named(self, tmp_path: Path) -> None:
        (tmp_path / "bruten.html").symlink_to(tmp_path / "borta.html")
        paths = [tmp_path / "finns-inte", tmp_path / "bruten.html"]
        assert list(find_files(paths)) == [Rejected(str(path), "ingest", "no such file or folder") for path in paths]

    def test_a_path_that_cannot_be_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / ("x" * 300)
        assert list(find_files([path])) == [Rejected(str(path), "ingest", "cannot be read (File name too long)")]

    def test_a_name_in_another_encoding_is_named_and_the_others_are_read(self, tmp_path: Path) -> None:
        good = put(tmp_path, "vård.html", "x")
        put(tmp_path, os.fsdecode(b"f\xf6rslag.html"), "x")
        assert list(find_files([tmp_path])) == [
            Rejected(f"{tmp_path}/f\ufffdrslag.html", "ingest", "the file's name is not UTF-8: rename it"),
            FoundFile(good, tmp_path.name),
        ]

    def test_a_loop_of_links_ends(self, tmp_path: Path) -> None:
        path = put(tmp_path, "a.txt", "x")
        (tmp_path / "runt").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "själv.html").symlink_to(tmp_path / "själv.html")
        assert list(find_files([tmp_path])) == [FoundFile(path, tmp_path.name)]


class TestPages:
    def test_an_html_page_is_known_by_the_address_it_gives_itself(self, tmp_path: Path) -> None:
        content = '<link rel="canonical" href="https://www.sala.example/trygg">Åäö'.encode()
        path = put(tmp_path, "trygg.html", content)
        url = "https://www.sala.example/trygg"
        page = Page(document_id(url), url, "sala.example", "text/html", content, "2024-05-01T12:00:00.000Z")
        assert read(path) == [page]

    @pytest.mark.parametrize(
        ("name", "media_type"),
        [("a.html", "text/html"), ("a.HTM", "text/html"), ("a.xhtml", "text/html"), ("a.txt", "text/plain"),
         ("a.md", "text/markdown"), ("a.markdown", "text/markdown")],
    )  # fmt: skip
    def test_any_other_page_is_known_by_its_path(self, name: str, media_type: str, tmp_path: Path) -> None:
        path = put(tmp_path, name, b"Text i \xe5\xe4\xf6")
        url = f"file://{tmp_path}/{name}"
        page = Page(document_id(url), url, "insamling", media_type, b"Text i \xe5\xe4\xf6", "2024-05-01T12:00:00.000Z")
        assert read(path) == [page]

    def test_an_address_in_plain_text_is_not_the_files_own(self, tmp_path: Path) -> None:
        path = put(tmp_path, "a.md", '<link rel="canonical" href="https://www.sala.example/trygg">')
        (page,) = read(path)
        assert isinstance(page, Page)
        assert page.url == f"file://{path}"

    def test_a_given_source_goes_before_the_site(self, tmp_path: Path) -> None:
        path = put(tmp_path, "a.html", '<link rel="canonical" href="https://www.sala.example/trygg">')
        (page,) = read(path, "mina sidor")
        assert isinstance(page, Page)
        assert page.source == "mina sidor"

    @pytest.mark.parametrize("name", ["a.html", "a.txt", "a.md"])
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "the file is empty"),
            (b" \r\n\t ", "there is nothing in it"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary data, not text"),
            (b"x" * 4_000 + b"\x00", "binary data, not text"),
            (b"x" * 20_000_001, "larger than 20 MB"),
        ],
        ids=["empty", "blank", "picture", "binary", "huge"],
    )
    def test_a_file_without_text_is_rejected(self, name: str, content: bytes, reason: str, tmp_path: Path) -> None:
        assert only_fault(put(tmp_path, name, content)) == reason

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_text_in_any_encoding_is_taken_as_it_is(self, encoding: str, tmp_path: Path) -> None:
        content = "Trygg i Sala: å, ä och ö".encode(encoding)
        (page,) = read(put(tmp_path, "a.txt", content))
        assert isinstance(page, Page)
        assert page.content == content

    def test_the_largest_page_is_taken(self, tmp_path: Path) -> None:
        (page,) = read(put(tmp_path, "a.txt", b"x" * 20_000_000))
        assert isinstance(page, Page)

    @pytest.mark.parametrize(
        ("name", "content", "media_type"),
        [("a.pdf", PDF_HEAD, PDF), ("b.PDF", b"\xef\xbb\xbf\n" + PDF_HEAD, PDF), ("c.docx", b"PK\x03\x04\x00", DOCX)],
    )
    def test_a_binary_document_is_taken_as_it_is(
        self, name: str, content: bytes, media_type: str, tmp_path: Path
    ) -> None:
        (page,) = read(put(tmp_path, name, content))
        assert isinstance(page, Page)
        assert (page.url, page.media_type, page.content) == (f"file://{tmp_path / name}", media_type, content)

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("a.pdf", b"<html>404</html>", "not a PDF file"),
            ("a.docx", PDF_HEAD, "not a DOCX file"),
            ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is encrypted, or an old .doc file"),
            ("a.pdf", b"", "the file is empty"),
        ],
    )
    def test_what_only_calls_itself_one_is_rejected(
        self, name: str, content: bytes, reason: str, tmp_path: Path
    ) -> None:
        assert only_fault(put(tmp_path, name, content)) == reason

    @pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
    def test_of_a_huge_file_no_more_is_read_than_may_be(self, name: str, tmp_path: Path) -> None:
        path = put(tmp_path, name, PDF_HEAD)
        os.truncate(path, 200_000_000)
        assert only_fault(path) == "larger than 80 MB"

    def test_a_file_that_went_away_is_rejected(self, tmp_path: Path) -> None:
        assert only_fault(tmp_path / "borta.html") == "cannot be read (No such file or directory)"

    def test_a_folder_named_like_a_page_is_rejected(self, tmp_path: Path) -> None:
        (tmp_path / "mapp.html" / "a").mkdir(parents=True)
        assert only_fault(tmp_path / "mapp.html") == "cannot be read (Is a directory)"

    def test_a_kind_without_reader_is_a_mistake_of_the_caller(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="no reader for"):
            read(put(tmp_path, "a.odt", "x"))


class TestJsonLines:
    def read_lines(self, folder: Path, *lines: object, name: str = "rader.jsonl") -> list[tuple[str, str]]:
        """Return (id and address, or line and reason) of what each line gives."""
        texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        content = "".join(text + "\n" for text in texts).encode(errors="surrogatepass")
        path = put(folder, name, gzip.compress(content) if name.endswith(".gz") else content)
        return [
            (item.doc_id, item.url or "-")
            if isinstance(item, Page)
            else (item.url.removeprefix(str(path)), item.reason)
            for item in read(path)
        ]

    @pytest.mark.parametrize("name", ["rader.jsonl", "rader.jsonl.gz", "rader.ndjson", "RADER.NDJSON.GZ"])
    def test_each_line_is_a_page(self, name: str, tmp_path: Path) -> None:
        line = b'{"id": "post 7", "title": "R\xc3\xa5d", "text": "Text."}'
        content = line + b"\r\n\n  \n" + line.replace(b"7", b"8")
        path = put(tmp_path, name, gzip.compress(content) if name.lower().endswith("gz") else content)
        assert read(path) == [
            Page(
                document_id(None, f"post {number}"),
                None,
                "insamling",
                "application/json",
                line.replace(b"7", b"%d" % number),
                "2024-05-01T12:00:00.000Z",
                f"post {number}",
            )
            for number in (7, 8)
        ]

    def test_a_page_is_known_by_its_address_or_else_its_id(self, tmp_path: Path) -> None:
        url = "https://www.sala.example/a"
        assert self.read_lines(
            tmp_path,
            {"url": url + "#x", "text": "Text."},
            {"id": "p1", "url": url + "?utm_source=x", "body": "Text."},
            {"id": "p1", "body": "Text.", "text": None},
            {"id": 17, "text": "Text.", "url": None},
            {"id": 0, "text": ""},
            '\ufeff{"id": "p2", "text": "Efter en byteordningsmarkering."}',
        ) == [
            (document_id(url), url),
            (document_id(url), url),
            ("p1", "-"),
            ("17", "-"),
            ("0", "-"),
            ("p2", "-"),
        ]

    def test_every_faulty_line_is_named_and_the_others_are_read(self, tmp_path: Path) -> None:
        assert self.read_lines(
            tmp_path,
            {"id": "p1", "text": "Text."},
            {"id": "p2", "title": "Ingen text"},
            {"id": "p3", "text": ["inte", "text"]},
            {"text": "Vem är jag?"},
            {"id": "", "text": "Vem är jag?"},
            {"url": "mailto:info@sala.example", "text": "Text."},
            {"url": 17, "text": "Text."},
            '["en", "lista"]',
            "null",
            '"text"',
            "\x00\x01\x02",
            {"id": "p9", "text": "Text."},
        ) == [
            ("p1", "-"),
            ("#L2", "no 'text' or 'body'"),
            ("#L3", "no 'text' or 'body'"),
            ("#L4", "neither 'id' nor 'url'"),
            ("#L5", "neither 'id' nor 'url'"),
            ("#L6", "'url' is not an http address: 'mailto:info@sala.example'"),
            ("#L7", "'url' is not an http address: '17'"),
            ("#L8", "not a JSON object"),
            ("#L9", "not a JSON object"),
            ("#L10", "not a JSON object"),
            ("#L11", "binary data, not text"),
            ("p9", "-"),
        ]

    @pytest.mark.parametrize(
        "line",
        ['{"id": "p1", "text": "utan slut', "{'id': 'p1'}", "id;text", '{"id": "p1"} {"id": "p2"}', "[" * 100_000,
         '{"id": ' + "9" * 5_000 + ', "text": "x"}'],
        ids=["cut", "quotes", "csv", "two", "deep", "long number"],
    )  # fmt: skip
    def test_a_line_that_is_no_json_is_named(self, line: str, tmp_path: Path) -> None:
        ((where, reason), good) = self.read_lines(tmp_path, line, {"id": "p2", "text": "Text."})
        assert (where, good) == ("#L1", ("p2", "-"))
        assert reason.startswith("not valid JSON (")
        assert "\n" not in reason

    def test_a_line_in_another_encoding_is_named(self, tmp_path: Path) -> None:
        path = put(tmp_path, "a.jsonl", '{"id": "p1", "text": "Åäö"}'.encode("cp1252"))
        (found,) = read(path)
        assert isinstance(found, Rejected)
        assert (found.url, found.reason[:16]) == (f"{path}#L1", "not valid JSON (")

    def test_an_identity_that_is_no_unicode_is_named(self, tmp_path: Path) -> None:
        assert self.read_lines(
            tmp_path,
            '{"id": "p\\ud83d", "text": "Text."}',
            '{"url": "https://\\ud83d.example/", "text": "Text."}',
            '{"id": "p2", "text": "En halv \\ud83d är inget fel på raden."}',
        ) == [
            ("#L1", "'id' is not valid Unicode"),
            ("#L2", "'url' is not an http address: 'https://\\ud83d.example/'"),
            ("p2", "-"),
        ]

    def test_a_line_that_is_too_long_is_named_without_being_held(self, tmp_path: Path) -> None:
        long = '{"id": "p1", "text": "' + "x" * 45_000_000 + '"}'
        assert self.read_lines(tmp_path, long, {"id": "p2", "text": "Text."}, name="rader.jsonl.gz") == [
            ("#L1", "larger than 20 MB"),
            ("p2", "-"),
        ]

    def test_a_number_that_is_masked_later_leaves_valid_json(self, tmp_path: Path) -> None:
        # 1212121212 is the ten-digit form of Skatteverket's test number 19121212-1212.
        path = put(tmp_path, "a.jsonl", '{"id": 1212121212, "text": "Råd", "tid": [1212121212], "n": 7}')
        (page,) = read(path)
        assert isinstance(page, Page)
        assert json.loads(mask_identity_bytes(page.content)) == {
            "id": "[personnummer]",
            "text": "Råd",
            "tid": ["[personnummer]"],
            "n": "7",
        }

    @pytest.mark.parametrize("cut", [1, 9, 15, 30, -9, -1])
    def test_a_broken_gzip_gives_the_lines_before_the_break(self, cut: int, tmp_path: Path) -> None:
        lines = [json.dumps({"id": f"p{i}", "text": os.urandom(40_000).hex()}) + "\n" for i in range(4)]
        path = put(tmp_path, "a.jsonl.gz", gzip.compress("".join(lines).encode())[:cut])
        *pages, last = read(path)
        assert [page.doc_id for page in pages if isinstance(page, Page)] == [f"p{i}" for i in range(len(pages))]
        assert isinstance(last, Rejected)
        assert last.url == str(path)
        assert last.reason.startswith("the gzip data is damaged (")
        assert len(pages) == (4 if cut < 0 else 0)

    def test_a_gzip_in_name_only_is_rejected(self, tmp_path: Path) -> None:
        assert only_fault(put(tmp_path, "a.jsonl.gz", '{"id": "p1", "text": "x"}')) == (
            "the gzip data is damaged (Not a gzipped file (b'{\"'))"
        )


class TestWarc:
    def test_pages_come_with_their_address_and_time(self, tmp_path: Path) -> None:
        path = put(
            tmp_path,
            "crawl.warc",
            warc("a?utm_source=x", "text/html; charset=utf-8", b"<p>Ett</p>")
            + warc("bild.png", "image/png", b"\x89PNG\x00")
            + warc("b", "application/xhtml+xml", b"<p>Tv\xe5</p>")
            + warc("c", "text/plain", b"Tre")
            + warc("d.pdf", "application/pdf", PDF_HEAD)
            + warc("e", "application/x-pdf", PDF_HEAD)
            + warc("f", DOCX, b"PK\x03\x04\x00")
            + warc("robots.txt", "text/plain", b"User-agent: *"),
        )
        expected = [
            ("a", "text/html", b"<p>Ett</p>"),
            ("b", "text/html", b"<p>Tv\xe5</p>"),
            ("c", "text/plain", b"Tre"),
            ("d.pdf", PDF, PDF_HEAD),
            ("e", PDF, PDF_HEAD),
            ("f", DOCX, b"PK\x03\x04\x00"),
        ]
        urls = [f"https://www.surahammar.example/{name}" for name, _, _ in expected]
        assert read(path) == [
            Page(document_id(url), url, "surahammar.example", kind, content, "2024-03-01T10:00:00Z", dated=True)
            for url, (_, kind, content) in zip(urls, expected, strict=True)
        ]

    def test_a_faulty_page_is_named_and_the_others_are_read(self, tmp_path: Path) -> None:
        path = put(
            tmp_path,
            "crawl.warc.gz",
            gzip.compress(warc("tom", "text/html", b" "))
            + gzip.compress(warc("binar", "text/html", b"\x00" * 100))
            + gzip.compress(warc("stor", "text/html", b"x" * 20_000_001))
            + gzip.compress(warc("bra", "text/html", b"<p>Bra</p>")),
        )
        *faults, page = read(path)
        assert [(one.url, one.reason) for one in faults if isinstance(one, Rejected)] == [
            (f"{path}#https://www.surahammar.example/tom", "there is nothing in it"),
            (f"{path}#https://www.surahammar.example/binar", "binary data, not text"),
            (f"{path}#https://www.surahammar.example/stor", "larger than 20 MB"),
        ]
        assert isinstance(page, Page)
        assert page.content == b"<p>Bra</p>"

    def test_a_page_without_time_has_the_files(self, tmp_path: Path) -> None:
        content = warc("a", "text/html", b"<p>Ett</p>").replace(b"WARC-Date: 2024-03-01T10:00:00Z\r\n", b"")
        (page,) = read(put(tmp_path, "crawl.warc", content))
        assert isinstance(page, Page)
        assert page.fetched_at == "2024-05-01T12:00:00.000Z"

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("a.warc", warc("a", "text/html", b"<p>Ett</p>")[:-9], "the WARC data is damaged (a record is cut short)"),
            ("a.warc.gz", gzip.compress(warc("a", "text/html", b"<p>Ett</p>"))[:-9],
             "the gzip data is damaged (it ends in the middle of a record)"),
            ("a.warc", b"", "the file is empty"),
        ],
    )  # fmt: skip
    def test_a_torn_file_is_rejected(self, name: str, content: bytes, reason: str, tmp_path: Path) -> None:
        assert only_fault(put(tmp_path, name, content)) == reason

    def test_a_break_in_the_last_record_leaves_the_others(self, tmp_path: Path) -> None:
        records = [gzip.compress(warc(name, "text/html", b"<p>Text</p>")) for name in "abc"]
        path = put(tmp_path, "a.warc.gz", b"".join(records)[:-5])
        first, second, last = read(path)
        assert [page.url for page in (first, second)] == [f"https://www.surahammar.example/{name}" for name in "ab"]
        assert last == Rejected(str(path), "ingest", "the gzip data is damaged (it ends in the middle of a record)")

    def test_what_is_no_warc_is_rejected(self, tmp_path: Path) -> None:
        assert only_fault(put(tmp_path, "a.warc", "<html>")).startswith("the WARC data is damaged (Unknown archive")


@given(content=st.binary(max_size=400), name=st.sampled_from(["a.html", "a.txt", "a.md", "a.jsonl", "a.jsonl.gz",
                                                              "a.warc", "a.warc.gz"]))  # fmt: skip
def test_no_bytes_break_a_reader(content: bytes, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = put(tmp_path_factory.getbasetemp(), name, content)
    for found in read(path):
        assert isinstance(found, Page | Rejected)
        if isinstance(found, Rejected):
            assert "\n" not in found.reason
