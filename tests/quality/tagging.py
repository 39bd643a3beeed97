"""How good the tags are, beside a trained NER without gazetteers and gazetteers without disambiguation.

    python -m tests.quality.tagging [FILE.jsonl …] [--differences] [--baselines]

Without files all of tests/gold is measured, those whose texts lie in the team's shared folder where it is there, and
then klintan's held-out tenth and Talbanken's development part for full names.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.records import Block, Document, Municipality, Tags
from pipeline.tag.gazetteer import load_gazetteer
from pipeline.tag.tagger import load_tagger
from tests.quality.gold import GOLD, SHARED, Record, read_gold
from tests.quality.tag_scores import MEASURES, SHARES, Score, differences, score_all

FILES = ("sample.jsonl", "written_dev.jsonl", "real_dev.jsonl", "written_test.jsonl", "real_test.jsonl")
TagMany = Callable[[Iterable[Record]], Iterator[tuple[Record, Tags]]]


def ours() -> TagMany:
    """Return the bundled tagger as a function of gold records."""
    tagger = load_tagger()
    names = {one.code: one.name for one in load_gazetteer().municipalities}

    def tag_many(records: Iterable[Record]) -> Iterator[tuple[Record, Tags]]:
        for record in records:
            ((_, tags),) = tagger.tag_many([_document(record, names)])
            yield record, tags

    return tag_many


def available(files: Iterable[Path]) -> list[Path]:
    """Return those of `files` whose texts are here."""
    return [path for path in files if path.exists() and (SHARED.is_dir() or not path.name.startswith("real_"))]


def report(name: str, found: dict[str, Score]) -> str:
    """Return a table of the measures, one line each."""
    lines = [f"## {name}"]
    for measure in MEASURES:
        s = found[measure]
        if measure in SHARES:
            lines.append(f"{measure:22} {s.recall:6.3f}  ({s.right} of {s.wanted})")
        else:
            counts = f"({s.right} right, {s.found} found, {s.wanted} wanted)"
            lines.append(f"{measure:22} {s.f1:6.3f}  P {s.precision:.3f} R {s.recall:.3f} {counts}")
    return "\n".join(lines)


def _document(record: Record, names: dict[str, str]) -> Document:
    code = record["publisher"]
    municipality = Municipality(code, names[code]) if code else None
    return Document(
        record["id"], None, record["title"], (Block("paragraph", record["text"]),), municipality=municipality
    )


def main(arguments: list[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--differences", action="store_true", help="print what is wrong in each text instead")
    parser.add_argument("--baselines", action="store_true", help="also measure the baselines")
    options = parser.parse_args(arguments)
    files = available(options.files or [GOLD / name for name in FILES])
    tag_many = ours()
    for path in files:
        pairs = list(tag_many(read_gold(path)))
        if options.differences:
            for record, tags in pairs:
                if lines := differences(record, tags):
                    print(f"== {record['id']}", *lines, sep="\n")
        else:
            print(report(path.stem, score_all(pairs)))


if __name__ == "__main__":
    main()
