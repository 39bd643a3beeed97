"""Gold texts as marked text, to be read and edited by people, and back.

    python -m tests.quality.markup show FILE.jsonl               prints the marked form
    python -m tests.quality.markup read MARKED.txt FILE.jsonl    writes the JSON lines

The form is described in tests/gold/GUIDELINES.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]
LABELS = {"P": "PERSON", "M": "MUNICIPALITY", "O": "ORGANISATION", "I": "INITIATIVE", "T": "TRAP", "X": "IGNORE"}
KINDS = ("municipality", "target_group", "age", "partner", "funding", "period")
_MARK = re.compile(r"⟦(?P<kind>[PMOITXEV])(?: (?P<key>[\w.-]+))?\||⟧")
_HEADER = re.compile(r"(title|publisher|focus|person|initiative|source): ?(.*)")


def parse(marked: str, shared: Path | None = None) -> Iterator[Record]:
    """Yield the records of a marked file; ValueError says which text is wrong, and how.

    A text with a `source` must be that stretch of the file under `shared`, letter by letter.
    """
    for part in re.split(r"(?m)^### ", marked)[1:]:
        key, _, rest = part.partition("\n")
        try:
            yield _record(key.strip(), rest, shared)
        except (ValueError, KeyError) as error:
            raise ValueError(f"{key.strip()}: {error}") from error


def show(record: Record) -> str:
    """Return the marked form of a record with its text."""
    lines = [f"### {record['id']}", f"title: {record['title']}"]
    if record["publisher"]:
        lines.append(f"publisher: {record['publisher']}")
    if record["focus_areas"]:
        lines.append("focus: " + " ".join(area["id"] for area in record["focus_areas"]))
    if source := record.get("source"):
        lines.append(f"source: {source['file']} | {source['id']} | {source['start']}")
    for person in record["people"]:
        fields = (person["entity"], "public" if person["public"] else "private", person["role"], person["organisation"])
        lines.append("person: " + " | ".join(field or "-" for field in fields))
    lines += [f"initiative: {each['entity']} | {each['name']}" for each in record["initiatives"]]
    return "\n".join(lines) + "\n\n" + _marked(record) + "\n\n"


def _record(key: str, rest: str, shared: Path | None) -> Record:
    header, _, body = rest.partition("\n\n")
    fields = [_HEADER.fullmatch(line) for line in header.splitlines() if line.strip()]
    if not all(fields):
        raise ValueError(f"a header line is none of title, publisher, focus, person, initiative, source: {header!r}")
    given = [(field[1], field[2].strip()) for field in fields if field]
    text, spans = _spans(body.strip())
    record: Record = {
        "id": key,
        "title": next((value for name, value in given if name == "title"), ""),
        "publisher": next((value for name, value in given if name == "publisher"), None),
        "text": text,
        "mentions": [
            {"start": start, "end": end, "label": LABELS[kind], "entity": entity}
            for kind, entity, start, end in spans
            if kind in LABELS
        ],
        "people": [_person(value) for name, value in given if name == "person"],
        "initiatives": [_initiative(value, spans) for name, value in given if name == "initiative"],
        "focus_areas": [
            {"id": area, "evidence": [[s, e] for kind, entity, s, e in spans if (kind, entity) == ("E", area)]}
            for name, value in given
            if name == "focus"
            for area in value.split()
        ],
    }
    for name, value in given:
        if name == "source":
            record["source"] = _source(value, text, shared)
    _check(record, spans)
    return record


def _spans(body: str) -> tuple[str, list[tuple[str, str | None, int, int]]]:
    """Return the text without its marks, and (kind, key, start, end) of each mark in text order."""
    pieces: list[str] = []
    length = place = 0
    open_marks: list[tuple[str, str | None, int]] = []
    found: list[tuple[str, str | None, int, int]] = []
    for mark in _MARK.finditer(body):
        pieces.append(body[place : mark.start()])
        length += mark.start() - place
        place = mark.end()
        if mark["kind"]:
            open_marks.append((mark["kind"], mark["key"], length))
        elif not open_marks:
            raise ValueError(f"a mark is closed that was not opened, after {''.join(pieces)[-40:]!r}")
        else:
            kind, key, start = open_marks.pop()
            found.append((kind, key, start, length))
    if open_marks:
        raise ValueError(f"a mark is not closed: {open_marks[-1]}")
    text = "".join(pieces) + body[place:]
    if "⟦" in text or "⟧" in text:
        raise ValueError(f"an unreadable mark at {text[max(0, text.find('⟦') - 20) :][:60]!r}")
    return text, sorted(found, key=lambda span: (span[2], -span[3]))


def _person(value: str) -> Record:
    entity, public, role, organisation = (field.strip() for field in value.split("|"))
    if public not in {"public", "private"}:
        raise ValueError(f"person {entity} is neither public nor private")
    return {
        "entity": entity,
        "public": public == "public",
        "role": None if role == "-" else role,
        "organisation": None if organisation == "-" else organisation,
    }


def _initiative(value: str, spans: list[tuple[str, str | None, int, int]]) -> Record:
    entity, name = (field.strip() for field in value.split("|"))
    facts = []
    for kind, key, start, end in spans:
        if kind == "V" and key and key.rpartition(".")[0] == entity:
            facts.append({"kind": key.rpartition(".")[2], "start": start, "end": end})
    return {"entity": entity, "name": name, "facts": facts}


def _source(value: str, text: str, shared: Path | None) -> Record:
    from tests.quality.gold import source_text

    file, key, start = (field.strip() for field in value.split("|"))
    source = {"file": file, "id": key, "start": int(start), "end": int(start) + len(text)}
    if shared is None:
        raise ValueError("a text with a source needs the shared folder")
    if (written := source_text(source, shared)) != text:
        at = next((i for i, (a, b) in enumerate(zip(written, text, strict=False)) if a != b), -1)
        raise ValueError(f"the text is not its source's at {at}: {text[at : at + 40]!r}, not {written[at : at + 40]!r}")
    return source


def _check(record: Record, spans: list[tuple[str, str | None, int, int]]) -> None:
    people = {person["entity"] for person in record["people"]}
    initiatives = {each["entity"] for each in record["initiatives"]}
    areas = {area["id"] for area in record["focus_areas"]}
    for kind, key, start, end in spans:
        said = f"{kind} {key} at {record['text'][start:end]!r}"
        if kind not in "TX" and not key:
            raise ValueError(f"{said} has no key")
        if kind == "M" and not re.fullmatch(r"\d{4}", key or ""):
            raise ValueError(f"{said} has no code of four digits")
        if (kind == "P" and key not in people) or (kind == "I" and key not in initiatives):
            raise ValueError(f"{said} has no line in the header")
        if kind == "V" and (
            (key or "").rpartition(".")[0] not in initiatives or (key or "").rpartition(".")[2] not in KINDS
        ):
            raise ValueError(f"{said} is no fact of an initiative in the header")
        if kind == "E" and key not in areas:
            raise ValueError(f"{said}: the area is not in the header")
        if start == end or record["text"][start:end] != record["text"][start:end].strip():
            raise ValueError(f"{said} is empty or has white space at an end")
    for area in record["focus_areas"]:
        if not area["evidence"]:
            raise ValueError(f"{area['id']} has no sentence that shows it")
    mentioned = {kind + str(key) for kind, key, _, _ in spans}
    for kind, keys in (("P", people), ("I", initiatives)):
        if missing := [key for key in keys if kind + key not in mentioned]:
            raise ValueError(f"{missing} stand in the header only")


def _marked(record: Record) -> str:
    letters = {label: letter for letter, label in LABELS.items()}
    spans = [(m["start"], m["end"], f"{letters[m['label']]} {m['entity'] or ''}".strip()) for m in record["mentions"]]
    spans += [
        (f["start"], f["end"], f"V {each['entity']}.{f['kind']}")
        for each in record["initiatives"]
        for f in each["facts"]
    ]
    spans += [(s, e, f"E {area['id']}") for area in record["focus_areas"] for s, e in area["evidence"]]
    opening: dict[int, list[str]] = {}
    closing: dict[int, int] = {}
    for start, end, mark in sorted(spans, key=lambda span: (span[0], -span[1])):
        opening.setdefault(start, []).append(f"⟦{mark}|")
        closing[end] = closing.get(end, 0) + 1
    text = record["text"]
    return "".join(
        "⟧" * closing.get(i, 0) + "".join(opening.get(i, ())) + text[i : i + 1] for i in range(len(text) + 1)
    )


def main(arguments: list[str] | None = None) -> None:
    """Run one of the two commands of the module's docstring."""
    from tests.quality.gold import SHARED, read_gold

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("show", "read"))
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    if options.command == "show":
        sys.stdout.write("".join(map(show, read_gold(options.files[0], SHARED))))
        return
    marked, out = options.files
    records = list(parse(marked.read_text(encoding="utf-8"), SHARED))
    for record in records:
        if "source" in record:
            del record["text"]
    out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    print(f"{len(records)} texts, {sum(len(r['mentions']) for r in records)} mentions")


if __name__ == "__main__":
    main()
