from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from pipeline import one_stage as module
from pipeline.one_stage import clean_files, tag_files, tags_json
from pipeline.records import Evidence, Fact, FocusArea, Initiative, Mention, MunicipalityLink, Rejected, Tags
from pipeline.tag.tagger import Tagger, load_tagger

SAID = "Det säger Anna Berg, samordnare i Vara kommun."
PERSON = {
    "label": "PERSON",
    "text": "Anna Berg",
    "entity_id": "person:anna-berg",
    "name": "Anna Berg",
    "role": "samordnare",
    "organisation": "Vara kommun",
}
PLACE = {
    "label": "MUNICIPALITY",
    "text": "Vara kommun",
    "entity_id": "municipality:1470",
    "name": "Vara",
    "code": "1470",
}
HTML = """<!doctype html><html lang="sv"><head><title>Fältare i Vara</title>
<link rel="canonical" href="https://www.vara.example/faltare.html">
<meta property="article:published_time" content="2024-02-05"></head>
<body><nav><a href="/">Start</a></nav><main><h1>Fältare i Vara</h1>
<p>Två fältare arbetar från och med i år på kvällar och helger i centrum, på stationen och vid de båda skolorna.
De ska möta ungdomar där de är, och kalla in socialtjänsten när någon behöver mer hjälp än ett samtal.</p>
<p>Det säger Anna Berg, samordnare i Vara kommun.</p><h2>Kontakta oss</h2><p>Telefon: 0512-310 00</p></main></body>
</html>
"""


@pytest.fixture(scope="module")
def loaded() -> Tagger:
    return load_tagger()


@pytest.fixture
def tag(loaded: Tagger, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    """Run the tag stage on paths or on standard input with a tagger that is loaded once.

    What a link rests on and what a page is about are the taggers' business and left out.
    """
    monkeypatch.setattr(module, "load_tagger", lambda own: loaded)

    def run(*paths: Path, stdin: bytes = b"") -> list[Any]:
        return [plain(found) for found in tag_files(list(paths), io.BytesIO(stdin))]

    return run


def plain(found: Any) -> Any:
    if isinstance(found, Rejected):
        return found
    left_out = {"confidence", "reason", "public"}
    mentions = [{key: value for key, value in m.items() if key not in left_out} for m in found["mentions"]]
    return {"id": found["id"], "mentions": mentions, "focus_areas": found["focus_areas"]}


def at(text: str, *expected: dict[str, str]) -> list[dict[str, Any]]:
    return [{"start": text.index(m["text"]), "end": text.index(m["text"]) + len(m["text"]), **m} for m in expected]


def test_a_text_file_is_tagged_as_it_stands(tag: Callable[..., list[Any]], tmp_path: Path) -> None:
    text = f"\r\n  Rubrik\r\n\r\n{SAID}\r\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert tag(tmp_path / "a.txt") == [
        {"id": str(tmp_path / "a.txt"), "mentions": at(text, PERSON, PLACE), "focus_areas": []}
    ]


def test_offsets_refer_to_the_text_as_given_also_after_an_identity_number(tag: Callable[..., list[Any]]) -> None:
    text = f"Tolvan, 19121212-1212, var där. {SAID}"
    (found,) = tag(stdin=text.encode())
    assert found == {"id": "-", "mentions": at(text, PERSON, PLACE), "focus_areas": []}


def test_standard_input_is_one_text_in_any_encoding(tag: Callable[..., list[Any]]) -> None:
    expected = {"id": "-", "mentions": at(SAID, PERSON, PLACE), "focus_areas": []}
    for stdin in (SAID.encode(), SAID.encode("cp1252"), SAID.encode("utf-16")):
        assert tag(stdin=stdin) == [expected]
    assert tag(stdin=b"") == [{"id": "-", "mentions": [], "focus_areas": []}]


def test_letters_written_apart_and_a_byte_order_mark_are_counted_as_they_stand(
    tag: Callable[..., list[Any]], tmp_path: Path
) -> None:
    text = "\ufeff" + unicodedata.normalize("NFD", "Åsa Sjöberg är polis i Åre kommun.")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    for found in (*tag(tmp_path / "a.txt"), *tag(stdin=text.encode())):
        names = [(text[m["start"] : m["end"]] == m["text"], m["name"]) for m in found["mentions"]]
        assert names == [(True, "Åsa Sjöberg"), (True, "Åre")]


def test_json_lines_on_standard_input_are_tagged_one_by_one(tag: Callable[..., list[Any]]) -> None:
    records = [
        {"id": "a1", "text": SAID},
        {"url": "https://www.vara.example/b", "body": f"Hej! {SAID}"},
        {"id": 0, "title": "Rubrik", "text": "Ingen här.", "body": SAID},
        {"text": "Ingen där."},
    ]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    assert tag(stdin="\n\n".join(lines).encode("utf-8-sig")) == [
        {"id": "a1", "mentions": at(SAID, PERSON, PLACE), "focus_areas": []},
        {"id": "https://www.vara.example/b", "mentions": at(f"Hej! {SAID}", PERSON, PLACE), "focus_areas": []},
        {"id": "0", "mentions": [], "focus_areas": []},
        {"id": "-", "mentions": [], "focus_areas": []},
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[1]", "not a JSON object"),
        (b"3", "not a JSON object"),
        (b'{"id": "x"}', "no 'text' or 'body'"),
        (b'{"id": "x", "text": null, "body": 5}', "no 'text' or 'body'"),
        (b'{"id": "x", "text": "hej', "line 1 column 25"),
        (b'{"id": "x", "text": "\xff"}', "can't decode byte"),
        (b"[" * 100_000, "recursion"),
    ],
    ids=["list", "number", "no text", "text of another type", "cut short", "not UTF-8", "too deep"],
)
def test_a_bad_line_is_rejected_and_the_next_is_tagged(tag: Callable[..., list[Any]], line: bytes, reason: str) -> None:
    first, bad, last = tag(stdin=b'{"id": "a", "text": ""}\n' + line + b'\n{"id": "b", "text": ""}\n')
    assert (first["id"], last["id"]) == ("a", "b")
    assert (bad.url, bad.stage) == ("-#L2", "tag")
    assert bad.reason.startswith("not a record with a text (")
    assert reason in bad.reason


def test_half_a_character_moves_no_offset_and_can_be_printed(tag: Callable[..., list[Any]]) -> None:
    (found,) = tag(stdin=b'{"id": "\\ud83d", "text": "\\ud83d \\ude00\\ud83d. ' + SAID.encode() + b'"}')
    assert json.dumps(found, ensure_ascii=False).encode()
    assert (found["id"], found["mentions"]) == ("\ufffd", at(f"x xx. {SAID}", PERSON, PLACE))


def test_a_file_of_json_lines_gives_one_result_a_line(tag: Callable[..., list[Any]], tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"id": 7, "text": SAID}) + '\n{"id": "8"}\n' + json.dumps({"id": "9", "body": "Nej."}) + "\n",
        encoding="utf-8",
    )
    assert tag(path) == [
        {"id": "7", "mentions": at(SAID, PERSON, PLACE), "focus_areas": []},
        Rejected(f"{path}#L2", "tag", "no 'text' or 'body'"),
        {"id": "9", "mentions": [], "focus_areas": []},
    ]


def test_html_is_tagged_as_it_is_cleaned(tag: Callable[..., list[Any]], tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(HTML, encoding="utf-8")
    (cleaned,) = clean_files([path])
    assert isinstance(cleaned, dict)
    (found,) = tag(path)
    assert found["id"] == str(path)
    assert found["mentions"] == at(cleaned["text"], PERSON, PLACE)


def test_a_focus_area_comes_with_its_evidence(tag: Callable[..., list[Any]]) -> None:
    text = "Nämnden möttes. Unga rekryteras till kriminella gäng."
    (found,) = tag(stdin=text.encode())
    (area,) = found["focus_areas"]
    assert (area["id"], area["name"]) == ("F1", "Unga som rekryteras till organiserad kriminalitet")
    assert 0 < area["score"] <= 1
    assert area["evidence"] == {"start": 16, "end": 53, "text": "Unga rekryteras till kriminella gäng."}


def test_what_cannot_be_read_is_rejected_by_either_stage(tag: Callable[..., list[Any]], tmp_path: Path) -> None:
    for name, content in (("tom.txt", b""), ("plan.odt", b"%PDF"), ("bara.html", b"<script>1</script>")):
        (tmp_path / name).write_bytes(content)
    expected = [
        (str(tmp_path / "tom.txt"), "the file is empty"),
        (str(tmp_path / "plan.odt"), "there is no reader for '.odt' files"),
        (str(tmp_path / "none.txt"), "no such file or folder"),
        (str(tmp_path / "bara.html"), "no main text found in the HTML"),
    ]
    paths = [Path(path) for path, _ in expected]
    assert [(r.url, r.reason) for r in tag(*paths)] == expected
    assert [(r.url, r.reason) for r in clean_files(paths) if isinstance(r, Rejected)] == expected


def test_a_cleaned_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(HTML, encoding="utf-8")
    (found,) = clean_files([path])
    assert isinstance(found, dict)
    first = (
        "Två fältare arbetar från och med i år på kvällar och helger i centrum, på stationen och vid de båda skolorna."
        " De ska möta ungdomar där de är, och kalla in socialtjänsten när någon behöver mer hjälp än ett samtal."
    )
    assert found == {
        "path": str(path),
        "url": "https://www.vara.example/faltare.html",
        "title": "Fältare i Vara",
        "published": "2024-02-05",
        "reviewed": None,
        "author": None,
        "language": "sv",
        "publisher": None,
        "municipality": None,
        "canonical_url": "https://www.vara.example/faltare.html",
        "breadcrumbs": [],
        "text": f"{first}\n\n{SAID}",
        "blocks": [
            {"kind": "paragraph", "text": first, "kept": True},
            {"kind": "paragraph", "text": SAID, "kept": True},
            {"kind": "heading", "text": "Kontakta oss", "kept": False, "reason": "contact box"},
            {"kind": "paragraph", "text": "Telefon: 0512-310 00", "kept": False, "reason": "contact box"},
        ],
    }


def test_the_pages_of_a_folder_are_cleaned_in_name_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Titel\n\nEtt stycke på svenska om skolan.", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Rubrik\n\nEtt stycke på svenska.\n", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(
        '{"id": "1", "title": "T", "text": "Ett.", "date": "2023-05-06"}\n', encoding="utf-8"
    )
    found = [item for item in clean_files([tmp_path]) if isinstance(item, dict)]
    assert [(Path(r["path"]).name, r["title"], r["text"], r["published"]) for r in found] == [
        ("a.md", "Rubrik", "Ett stycke på svenska.", None),
        ("b.txt", "Titel", "Ett stycke på svenska om skolan.", None),
        ("c.jsonl", "T", "Ett.", "2023-05-06"),
    ]


def test_tags_as_json() -> None:
    mention = Mention(0, 3, "Åre", "MUNICIPALITY", "municipality:2321", "Åre", code="2321")
    area = FocusArea("F4", "Situationellt", 0.5, Evidence(0, 3, "Åre"))
    fact = Fact("age", "18-29", 0, 3, "Åre")
    link = MunicipalityLink("2321", "Åre", "about", 0.9, "title")
    assert tags_json(Tags((mention,), (area,), (Initiative("initiative:krami", "Krami", (fact,)),), (link,))) == {
        "mentions": [
            {
                "start": 0,
                "end": 3,
                "text": "Åre",
                "label": "MUNICIPALITY",
                "entity_id": "municipality:2321",
                "name": "Åre",
                "code": "2321",
            }
        ],
        "focus_areas": [
            {"id": "F4", "name": "Situationellt", "score": 0.5, "evidence": {"start": 0, "end": 3, "text": "Åre"}}
        ],
        "initiatives": [{"entity_id": "initiative:krami", "name": "Krami", "facts": (asdict(fact),)}],
        "municipalities": [asdict(link)],
    }
