"""How good the tags are, beside a trained NER without gazetteers and gazetteers without disambiguation.

    python -m tests.quality.tagging [FILE.jsonl …] [--differences] [--baselines]

Without files all of tests/gold is measured, those whose texts lie in the team's shared folder where it is there, and
then klintan's held-out tenth and Talbanken's development part for full names.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.records import Block, Document, Municipality, Tags
from pipeline.tag.gazetteer import load_gazetteer
from pipeline.tag.tagger import Tagger, load_tagger
from pipeline.training.conll import Sentence, hold_out, read_conll, spans
from tests.quality.gold import GOLD, SHARED, Record, read_gold
from tests.quality.tag_baselines import TagMany, plain_gazetteer, trained_ner
from tests.quality.tag_scores import MEASURES, SHARES, Score, differences, score_all

FILES = (
    "sample.jsonl",
    "written_dev.jsonl",
    "real_dev.jsonl",
    "written_train.jsonl",
    "written_passages_train.jsonl",
    "real_train.jsonl",
    "real_initiatives_train.jsonl",
    "written_test.jsonl",
    "traps_test.jsonl",
    "real_test.jsonl",
    "real_initiatives_test.jsonl",
)
# Files that are labelled for initiatives and nothing else begin so.
INITIATIVES_ALONE = ("real_initiatives", "written_passages")


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


def measures_of(path: Path) -> tuple[str, ...]:
    """Return those of MEASURES that the labels of a gold file are there for."""
    return ("initiatives",) if path.stem.startswith(INITIATIVES_ALONE) else MEASURES


def report(name: str, found: dict[str, Score], measures: Iterable[str] = MEASURES) -> str:
    """Return a table of the measures, one line each."""
    lines = [f"## {name}"]
    for measure in measures:
        s = found[measure]
        if measure in SHARES:
            lines.append(f"{measure:22} {s.recall:6.3f}  ({s.right} of {s.wanted})")
        else:
            counts = f"({s.right} right, {s.found} found, {s.wanted} wanted)"
            lines.append(f"{measure:22} {s.f1:6.3f}  P {s.precision:.3f} R {s.recall:.3f} {counts}")
    return "\n".join(lines)


def conll_figures(shared: Path) -> dict[str, Score]:
    """Return the exact-span scores for people named in full, on sentences of two corpora that no model was trained on.

    Each sentence stands alone there, so a later mention by one name has no full name to be linked to.
    """
    ner = shared / "data" / "ner"
    _, klintan = hold_out(read_conll(ner / "klintan_train.conll"))
    sets = {
        "klintan, held-out tenth, full names": klintan,
        "UNER Talbanken dev, full names": list(read_conll(ner / "uner_talbanken_dev.conll")),
    }
    tagger = load_tagger()
    return {name: sum((_full_names(tagger, one) for one in found), Score()) for name, found in sets.items()}


def _full_names(tagger: Tagger, sentence: Sentence) -> Score:
    text, starts = "", []
    for word in sentence.words:
        glue = "" if not text or word in set(".,;:!?)”") or text.endswith("(") else " "
        starts.append(len(text + glue))
        text += glue + word
    ends = [start + len(word) for start, word in zip(starts, sentence.words, strict=True)]
    wanted = {(starts[first], ends[last - 1]) for first, last, kind in spans(sentence) if kind == "PER"}
    found = {(m.start, m.end) for m in tagger.tag_text(text).mentions if m.label == "PERSON"}
    full = {span for span in wanted if " " in text[slice(*span)]}
    named = {span for span in found if " " in text[slice(*span)]}
    return Score(len(full & named), len(named), len(full))


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
    taggers = {"kunskapsbank": ours()}
    if options.baselines:
        taggers["plain gazetteer"] = plain_gazetteer()
        if SHARED.is_dir():
            taggers["trained NER"] = trained_ner(SHARED)
    for path in files:
        for name, tag_many in taggers.items():
            pairs = list(tag_many(read_gold(path)))
            if options.differences:
                for record, tags in pairs:
                    if lines := differences(record, tags):
                        print(f"== {record['id']}", *lines, sep="\n")
            else:
                print(report(f"{path.stem}: {name}", score_all(pairs), measures_of(path)))
    if not options.files and not options.differences and SHARED.is_dir():
        for name, score in conll_figures(SHARED).items():
            print(f"{name:34} {score.f1:6.3f}  P {score.precision:.3f} R {score.recall:.3f} ({score.wanted} names)")


if __name__ == "__main__":
    main()
