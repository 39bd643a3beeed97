"""Train the bundled person model: `python -m pipeline.training.people DATA OUT [--lists FOLDER]`.

DATA holds `ner/klintan_train.conll`, `ner/uner_talbanken_{train,dev}.conll`, `corpora/` and `facts/`. A first model,
trained on the labelled sentences, labels sentences of `corpora/` (`silver`); OUT, trained on both, becomes a spaCy
pipeline:
one `ner` pipe with its own hashed embeddings and convolutions (Lample et al. 2016's transition system over
Strubell-style CNN tok2vec, as spaCy's HashEmbedCNN). Every tenth sentence of klintan is never trained on; the last
lines printed are the figures on it and on Talbanken's dev part.
`--lists` also writes the name lists that the product reads.
Knows nothing about file formats (`conll`), swapped names (`augment`) or the making of the lists (`name_lists`).
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.tag.people import load_people
from pipeline.training.augment import in_capitals, page_lines, read_names, with_swapped_names
from pipeline.training.conll import Sentence, hold_out, read_conll, spans
from pipeline.training.name_lists import write_name_lists
from pipeline.training.packing import write_sums
from pipeline.training.silver import FindPeople, silver_sentences

SEED = 13
EPOCHS = 8
WIDTH = 96
DEPTH = 4
ROWS = 4000
SWAPPED_COPIES = 2
IN_CAPITALS = 0.1
PAGE_LINES = 1500


@dataclass(frozen=True, slots=True)
class Scores:
    """Exact-span precision, recall and F1 in [0, 1], and how many spans were there to find."""

    precision: float
    recall: float
    f1: float
    spans: int


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
    write_sums(out)


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
    names = read_names(lists)
    nlp = train(known + with_swapped_names(known, names, SWAPPED_COPIES, SEED), options.epochs)
    silver = silver_sentences(options.data / "corpora", _find_people(nlp), nlp)
    taught = known + silver
    copies = with_swapped_names(taught, names, SWAPPED_COPIES, SEED)
    lines = page_lines(names, PAGE_LINES, SEED)
    nlp = train(taught + copies + in_capitals(copies, IN_CAPITALS, SEED) + lines, options.epochs)
    dev = list(read_conll(ner / "uner_talbanken_dev.conll"))
    scores = {"klintan_held_out": score(nlp, held), "uner_talbanken_dev": score(nlp, dev)}
    save(nlp, options.out, scores)
    for name, s in scores.items():
        print(f"{name}: PER P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f} ({s.spans} spans)")


def _find_people(nlp: Any) -> FindPeople:
    """Return what finds people in texts with `nlp` as the tagger's model."""
    with TemporaryDirectory() as folder:
        nlp.to_disk(folder)
        return load_people(Path(folder)).find_many


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


if __name__ == "__main__":
    main()
