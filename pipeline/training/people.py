"""Train the bundled person model: `python -m pipeline.training.people DATA OUT [--lists FOLDER]`.

DATA holds `ner/klintan_train.conll`, `ner/uner_talbanken_{train,dev}.conll` and `facts/`. OUT becomes a spaCy pipeline:
one `ner` pipe with its own hashed embeddings and convolutions (Lample et al. 2016's transition system over
Strubell-style CNN tok2vec, as spaCy's HashEmbedCNN). Every tenth sentence of klintan is never trained on; the last
lines printed are the figures on it and on Talbanken's dev part.
`--lists` also writes the name lists that the product reads (needs DATA/corpora, for the ordinary words).
Person names are swapped for names drawn from the lists in copies of the training sentences, so that names outside
the 2012 news data are learned by their context and shape.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEED = 13
EPOCHS = 10
HOLD_OUT = 10
WIDTH = 96
DEPTH = 4
ROWS = 4000
SWAPPED_COPIES = 2
MIN_BEARERS = 30
MIN_BEARERS_IF_WORD = 300
ORDINARY_WORD = 20
_LABELS = frozenset({"PER", "LOC", "ORG", "MISC"})
_NAME = re.compile(r"[A-ZÅÄÖÉÜØÆÁÍÓÚČŠŽŁĐ][^\W\d_A-Z]+(?:[-'’]?[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with a BIO label each (`B-PER`, `I-PER`, `O` …)."""

    words: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What swapped-in names are drawn from."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Exact-span precision, recall and F1 in [0, 1], and how many spans were there to find."""

    precision: float
    recall: float
    f1: float
    spans: int


def read_conll(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file of `word TAB label` lines, blank lines between; ValueError names a bad line."""
    words: list[str] = []
    labels: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                yield from _finished(words, labels)
                words, labels = [], []
                continue
            word, tab, label = line.rstrip("\n").rpartition("\t")
            if not tab or (label != "O" and label[2:] not in _LABELS):
                raise ValueError(f"{path}:{number}: not 'word TAB label': {line!r}")
            # Soft hyphens of the web pages split words that the product sees whole.
            words.append(word.replace("\xad", "") or word)
            labels.append(label)
    yield from _finished(words, labels)


def hold_out(sentences: Iterable[Sentence], every: int = HOLD_OUT) -> tuple[list[Sentence], list[Sentence]]:
    """Return (rest, held out): each `every`-th distinct sentence is held out, repeats are dropped."""
    rest: list[Sentence] = []
    held: list[Sentence] = []
    for number, sentence in enumerate(dict.fromkeys(sentences)):
        (held if number % every == every - 1 else rest).append(sentence)
    return rest, held


def with_swapped_names(sentences: list[Sentence], names: Names, copies: int, seed: int = SEED) -> list[Sentence]:
    """Return `copies` of each sentence that names a person in full, with other names in the persons' place."""
    draw = random.Random(seed)
    named = [sentence for sentence in sentences if "I-PER" in sentence.labels]
    return [_swapped(sentence, names, draw) for sentence in named for _ in range(copies)]


def train(sentences: list[Sentence], epochs: int = EPOCHS, width: int = WIDTH, rows: int = ROWS) -> Any:
    """Return a spaCy pipeline trained on `sentences`; the same input gives the same weights on one machine."""
    import spacy.util
    from spacy.training import Example

    util: Any = spacy.util
    util.fix_random_seed(SEED)
    nlp = _blank(width, rows)
    examples = [Example(_plain(nlp, sentence), _gold(nlp, sentence)) for sentence in sentences]
    optimizer = nlp.initialize(lambda: examples)
    order = random.Random(SEED)
    sizes = util.compounding(16, 128, 1.002)
    for epoch in range(epochs):
        order.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in util.minibatch(examples, size=sizes):
            nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
        print(f"epoch {epoch + 1}/{epochs} loss {losses.get('ner', 0.0):.0f}", flush=True)
    with nlp.use_params(optimizer.averages):
        return without_words(nlp)


def without_words(nlp: Any) -> Any:
    """Return a copy of `nlp` with its weights and none of the words it has seen: they are hashed, not looked up."""
    import spacy

    copy = spacy.blank("sv")
    copy.add_pipe("ner", config={"model": nlp.get_pipe_config("ner")["model"]})
    return copy.from_bytes(nlp.to_bytes(exclude=["vocab"]), exclude=["vocab"])


def score(nlp: Any, sentences: list[Sentence], label: str = "PER") -> Scores:
    """Return the exact-span scores of the model alone for `label`."""
    found = right = gold = 0
    docs = nlp.pipe([_plain(nlp, sentence) for sentence in sentences])
    for sentence, doc in zip(sentences, docs, strict=True):
        wanted = {(start, end) for start, end, kind in spans(sentence) if kind == label}
        given = {(ent.start, ent.end) for ent in doc.ents if ent.label_ == label}
        found, right, gold = found + len(given), right + len(wanted & given), gold + len(wanted)
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return Scores(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), gold)


def spans(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Return (first word, word after the last, label) of each entity; an I- without its B- opens one."""
    result: list[tuple[int, int, str]] = []
    for place, label in enumerate(sentence.labels):
        if label == "O":
            continue
        kind = label[2:]
        if label[0] == "I" and result and result[-1][1:] == (place, kind):
            result[-1] = (result[-1][0], place + 1, kind)
        else:
            result.append((place, place + 1, kind))
    return result


def read_names(lists: Path) -> Names:
    """Return the names in `given_names.txt` and `surnames.txt` of the folder `lists`."""
    return Names(_read_list(lists / "given_names.txt"), _read_list(lists / "surnames.txt"))


def write_name_lists(data: Path, out: Path) -> None:
    """Write `given_names.txt` and `surnames.txt` to `out` from DATA/facts: one name a line, TAB `word` behind those
    that are also ordinary words; names with few bearers that are ordinary words are left out."""
    given: Counter[str] = Counter()
    for part in ("women", "men"):
        with (data / "facts" / f"given_names_{part}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if row["persons"].isdigit() and _NAME.fullmatch(row["name"]):
                    given[row["name"]] += int(row["persons"])
    surnames: Counter[str] = Counter()
    for line in (data / "facts" / "surnames_derived.tsv").read_text(encoding="utf-8").splitlines():
        name, _, count = line.partition("\t")
        if _NAME.fullmatch(name):
            surnames[name] += int(count)
    words = _ordinary_words(data / "corpora", {name.lower() for name in [*given, *surnames]})
    out.mkdir(parents=True, exist_ok=True)
    source = (
        "# Given names with at least 30 bearers, Statistics Sweden (SCB) name statistics 2020; TAB word = also a word"
    )
    _write_list(out / "given_names.txt", source, given, words, MIN_BEARERS, MIN_BEARERS_IF_WORD)
    source = "# Surnames seen in public records; TAB word = also an ordinary word"
    _write_list(out / "surnames.txt", source, surnames, words, 1, 2)


def save(nlp: Any, out: Path, scores: dict[str, Scores]) -> None:
    """Write `nlp` to `out` with its meta filled in, and `SHA256SUMS` over the files."""
    nlp.meta.update(
        {
            "name": "people",
            "version": "1.0.0",
            "description": "Person, place and organisation names in Swedish public web text",
            "author": "kunskapsbank",
            "license": "CC BY-SA 4.0",
            "sources": [
                {"name": "klintan/swedish-ner-corpus", "license": "CC BY 4.0"},
                {"name": "UNER Swedish Talbanken", "license": "CC BY-SA 4.0"},
                {"name": "SCB name statistics 2020; names in public records", "license": "facts"},
            ],
            "performance": {name: {"p": s.precision, "r": s.recall, "f": s.f1} for name, s in scores.items()},
        }
    )
    nlp.to_disk(out)
    files = sorted(path for path in out.rglob("*") if path.is_file() and path.name not in ("SHA256SUMS", "README.md"))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out).as_posix()}" for path in files]
    (out / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    """Train, measure and save; prints one line of scores a held-out set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lists", type=Path, help="also write the name lists to this folder")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args(arguments)
    lists = options.lists or Path(__file__).parents[1] / "tag" / "data"
    if options.lists:
        write_name_lists(options.data, options.lists)
    ner = options.data / "ner"
    klintan, held = hold_out(read_conll(ner / "klintan_train.conll"))
    known = klintan + list(read_conll(ner / "uner_talbanken_train.conll"))
    nlp = train(known + with_swapped_names(known, read_names(lists), SWAPPED_COPIES), options.epochs)
    dev = list(read_conll(ner / "uner_talbanken_dev.conll"))
    scores = {"klintan_held_out": score(nlp, held), "uner_talbanken_dev": score(nlp, dev)}
    save(nlp, options.out, scores)
    for name, s in scores.items():
        print(f"{name}: PER P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f} ({s.spans} spans)")


def _finished(words: list[str], labels: list[str]) -> Iterator[Sentence]:
    if words:
        yield Sentence(tuple(words), tuple(labels))


def _swapped(sentence: Sentence, names: Names, draw: random.Random) -> Sentence:
    words: list[str] = []
    labels: list[str] = []
    done = 0
    for start, end, kind in spans(sentence):
        if kind != "PER":
            continue
        words += sentence.words[done:start]
        labels += sentence.labels[done:start]
        new = _drawn_name(sentence.words[start:end], names, draw)
        words += new
        labels += ["B-PER"] + ["I-PER"] * (len(new) - 1)
        done = end
    return Sentence((*words, *sentence.words[done:]), (*labels, *sentence.labels[done:]))


def _drawn_name(old: tuple[str, ...], names: Names, draw: random.Random) -> list[str]:
    if len(old) == 1:
        return list(old)
    new = [draw.choice(names.given), draw.choice(names.surnames)]
    turn = draw.random()
    if turn < 0.15:
        # Many surnames of people born elsewhere are given names in the Swedish statistics.
        new[1] = draw.choice(names.given)
    elif turn < 0.3:
        new.append(draw.choice(names.surnames))
    if old[-1].endswith("s") and not new[-1].endswith(("s", "x", "z")) and draw.random() < 0.5:
        new[-1] += "s"
    return new


def _blank(width: int, rows: int) -> Any:
    import spacy

    nlp = spacy.blank("sv")
    tok2vec = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [rows, rows // 4, rows // 2, rows // 4],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": width,
            "window_size": 1,
            "maxout_pieces": 3,
            "depth": DEPTH,
        },
    }
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": tok2vec,
    }
    nlp.add_pipe("ner", config={"model": model})
    return nlp


def _plain(nlp: Any, sentence: Sentence) -> Any:
    from spacy.tokens import Doc

    return Doc(nlp.vocab, words=list(sentence.words))


def _gold(nlp: Any, sentence: Sentence) -> Any:
    from spacy.tokens import Doc, Span

    doc = Doc(nlp.vocab, words=list(sentence.words))
    doc.ents = [Span(doc, start, end, label=kind) for start, end, kind in spans(sentence)]
    return doc


def _read_list(path: Path) -> tuple[str, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(line.partition("\t")[0] for line in lines if line and not line.startswith("#"))


def _ordinary_words(corpora: Path, candidates: set[str]) -> set[str]:
    counts: Counter[str] = Counter()
    for name in ("g0vse_regeringen", "almedalen_2009_2014", "riksdag_interpellationer"):
        with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % 4 == 0:
                    counts.update(word for word in _WORD.findall(json.loads(line)["body"]) if word in candidates)
    return {word for word, count in counts.items() if count >= ORDINARY_WORD}


def _write_list(path: Path, head: str, counts: Counter[str], words: set[str], least: int, least_word: int) -> None:
    lines = [head]
    for name in sorted(counts):
        is_word = name.lower() in words
        if counts[name] >= (least_word if is_word else least):
            lines.append(f"{name}\tword" if is_word else name)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
