"""The JSON lines of single stages."""

from __future__ import annotations

import json
from types import NoneType

from tests.cli_home import AVHOPP, SAID, TEXT_OR_NOT, Base, check_tags, keys


def test_clean(base: Base) -> None:
    paths = [str(base.pages / name) for name in ("avhopp.html", "vandring.txt")]
    found = base.kb("clean", *paths)
    assert [page["path"] for page in found] == paths
    for page in found:
        keys(
            page,
            path=str,
            url=TEXT_OR_NOT,
            title=str,
            published=TEXT_OR_NOT,
            reviewed=TEXT_OR_NOT,
            author=TEXT_OR_NOT,
            language=TEXT_OR_NOT,
            publisher=TEXT_OR_NOT,
            municipality=(dict, NoneType),
            canonical_url=TEXT_OR_NOT,
            breadcrumbs=list,
            text=str,
            blocks=list,
        )
        for block in page["blocks"]:
            keys(block, kind=str, text=str, kept=bool, **({} if block["kept"] else {"reason": str}))
        assert page["text"] == "\n\n".join(block["text"] for block in page["blocks"] if block["kept"])
    assert (found[0]["url"], found[0]["published"], found[0]["reviewed"]) == (AVHOPP, "2024-02-05", "2024-03-10")


def test_tag_files(base: Base) -> None:
    text, lines = base.pages / "vandring.txt", base.pages / "rader.jsonl"
    first, second = base.kb("tag", str(text), str(lines))
    assert (first["id"], second["id"]) == (str(text), "rad-1")
    for found, given in ((first, text.read_text("utf-8")), (second, json.loads(lines.read_text("utf-8"))["text"])):
        keys(found, id=str, mentions=list, focus_areas=list, initiatives=list, municipalities=list)
        check_tags(found, given)
        assert found["mentions"]
        assert found["focus_areas"]


def test_tag_plain_text_on_standard_input(base: Base) -> None:
    text = f"\n  Tolvan, 19121212-1212.\r\n{SAID}\n"
    (found,) = base.kb("tag", stdin=text.encode())
    check_tags(found, text)
    assert (found["id"], [m["text"] for m in found["mentions"]]) == ("-", ["Anna Berg", "Vara kommun"])
    start = text.index("Anna Berg")
    assert found["mentions"][0] == {
        "start": start,
        "end": start + 9,
        "text": "Anna Berg",
        "label": "PERSON",
        "entity_id": "person:anna-berg",
        "name": "Anna Berg",
        "role": "samordnare",
        "organisation": "Vara kommun",
        "public": True,
    }


def test_tag_json_lines_on_standard_input(base: Base) -> None:
    texts = {"a": SAID, "b": f"Hej!\n\n{SAID}"}
    stdin = "".join(json.dumps({"id": key, "title": "Rubrik", "text": text}) + "\n" for key, text in texts.items())
    found = base.kb("tag", stdin=stdin.encode())
    assert [one["id"] for one in found] == ["a", "b"]
    for one in found:
        check_tags(one, texts[one["id"]])
        assert [m["text"] for m in one["mentions"]] == ["Anna Berg", "Vara kommun"]
