"""Mine (query, passage) pairs for the embedder from the Swedish corpora.

Kinds of pair: title → opening, heading → section, question → the rest of its page, sentence → the rest of its
paragraph (inverse cloze task, Lee et al. 2019). A title that stands verbatim in the body is cut out of it first,
or the model would learn to look for copies. Knows nothing about models.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.swedish.sentences import sentences

PASSAGE_WORDS = 160
_HEADING = re.compile(r"^#{1,4}\s+(.+)$", re.MULTILINE)
_MARKUP = re.compile(r"!include\s*\[[^\]]*\]|\*\*|`|\[!\w+\]|\\(?=[>\[\]])|\|", re.IGNORECASE)
_SCAN_NOISE = re.compile(r"^(?:Inkom den|SVERIGES RIKSDAG|RiksdagenInterp|den \d+ \w+$|uw tu).*$", re.MULTILINE)
_HEADING_LINE = r"[A-ZÅÄÖ][^\n]{8,90}[^\n.:;,]"
_STATUTE_HEADING = re.compile(
    rf"\n\n({_HEADING_LINE})\n\n((?:\d+ (?:kap\. )?\d* ?(?:[a-z] )?§|[A-ZÅÄÖ])[^\n].*?)(?=\n\n{_HEADING_LINE}\n\n|\Z)",
    re.DOTALL,
)

Pair = tuple[str, str]


def mine(corpora: Path, seed: int = 13) -> list[Pair]:
    """Return de-duplicated pairs from every corpus under `corpora`, shuffled with `seed`."""
    rng = random.Random(seed)
    found: dict[Pair, None] = {}
    for miner, name in (
        (_pages, "g0vse_regeringen"),
        (_interpellations, "riksdag_interpellationer"),
        (_statutes, "sfs_all"),
        (_manuals, "msdocs_sv"),
        (_events, "almedalen_2009_2014"),
    ):
        for query, passage in miner(records(corpora / f"{name}.jsonl.gz"), rng):
            query, passage = _squeeze(query, 48), _squeeze(passage, PASSAGE_WORDS)
            if len(query) >= 6 and len(passage.split()) >= 8 and query.lower() != passage.lower():
                found[query, passage] = None
    pairs = list(found)
    rng.shuffle(pairs)
    return pairs


def texts(corpora: Path) -> Iterator[str]:
    """Yield the body of every record: what the tokenizer is trained on."""
    for path in sorted(corpora.glob("*.jsonl.gz")):
        for record in records(path):
            yield record["body"][:6000]


def records(path: Path) -> Iterator[dict[str, str]]:
    """Yield the records of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _pages(records: Iterator[dict[str, str]], rng: random.Random) -> Iterator[Pair]:
    for record in records:
        body = _without(record["title"], record["body"])
        yield record["title"], body
        yield from _from_prose(body, rng, record["title"])


def _interpellations(records: Iterator[dict[str, str]], rng: random.Random) -> Iterator[Pair]:
    for record in records:
        body = _without(record["title"], _SCAN_NOISE.sub("", record["body"]).replace("\xad", ""))
        yield record["title"], body
        yield from _from_prose(body, rng, record["title"])


def _statutes(records: Iterator[dict[str, str]], rng: random.Random) -> Iterator[Pair]:
    for record in records:
        title = re.sub(r"\s*\(\d{4}:\d+[^)]*\)", "", record["title"])
        body = record["body"].replace("\r", "")
        yield title, _without(title, body)
        sections = [(m.group(1), m.group(2)) for m in _STATUTE_HEADING.finditer(body)]
        yield from rng.sample(sections, min(6, len(sections)))


def _manuals(records: Iterator[dict[str, str]], rng: random.Random) -> Iterator[Pair]:
    for record in records:
        body = _MARKUP.sub("", record["body"])
        if record["title"]:
            yield record["title"], _without(record["title"], record["description"] or body)
        parts = _HEADING.split(body)
        yield from zip(parts[1::2], parts[2::2], strict=False)


def _events(records: Iterator[dict[str, str]], rng: random.Random) -> Iterator[Pair]:
    for record in records:
        yield record["title"], _without(record["title"], record["body"])


def _from_prose(body: str, rng: random.Random, title: str) -> Iterator[Pair]:
    """Questions and single sentences of `body`, each with the text around it but without itself."""
    paragraphs = [p for p in re.split(r"\n+", body) if len(p.split()) >= 30]
    for paragraph in rng.sample(paragraphs, min(4, len(paragraphs))):
        parts = sentences(paragraph)
        if len(parts) < 2:
            continue
        asked = [i for i, s in enumerate(parts) if s.endswith("?")]
        chosen = rng.choice(asked or range(len(parts)))
        if len(parts[chosen].split()) >= 4:
            yield parts[chosen], " ".join(part for part in parts if part != parts[chosen])
        yield title, paragraph
    for question in (s for s in sentences(body) if s.endswith("?") and 5 <= len(s.split()) <= 30):
        yield question, body.replace(question, "")


def _without(title: str, body: str) -> str:
    return body.replace(title, "") if len(title) > 3 else body


def _squeeze(text: str, words: int) -> str:
    return " ".join(text.split()[:words]).strip(" -–—#")
