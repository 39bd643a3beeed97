"""How well duplicates are found, and in what time.

`python -m tests.benchmarks.duplicates` makes 10,000 pages of known groups: single ones, copies that differ in case and
white space, near copies with 1 to 5 % of the words edited, and twins of a template that differ in a name, a number, a
month or an ordinal and are not the same page. It prints precision and recall of pairs. With a corpus (.jsonl.gz with
"url", "title" and "text" or "body") it also groups that and shows pairs to be judged by eye.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import accumulate, combinations
from pathlib import Path

from pipeline.clean.document import clean_page
from pipeline.crawl.urls import canonical_url, page_address, unprinted
from pipeline.duplicates.groups import Member, duplicates
from pipeline.duplicates.likeness import Likeness, likeness
from pipeline.duplicates.signature import Signature, sign
from pipeline.duplicates.telling import telling_words
from pipeline.errors import UnusableContent
from pipeline.records import Block, Document, Page, document_id
from pipeline.swedish.vocabulary import word_counts

SHOWN_PAIRS = 20
PLACES = "Sala Mora Boden Arboga Köping Trosa Kalmar Falun Lund Ystad Piteå Vara Åmål Skövde Tierp".split()
PEOPLE = ("Anna Berg", "Bo Ek", "Eva Lind", "Omar Said", "Karin Öst", "Per Ahl", "Lena Dahl", "Ali Nasser")
MONTHS = "januari februari mars april maj juni augusti september oktober november".split()
# What makes twins of a template: each says the thing that another page of the template says otherwise.
TOLD = (PLACES, PEOPLE, MONTHS, ("första", "andra", "tredje", "fjärde"), tuple(map(str, range(12, 99))))
SINGLE, COPIED, NEAR, TWINS = 3000, 1000, 1000, 1000


class Made:
    """Pages of random Swedish words, frequent ones more often, with names and numbers in every fourth sentence."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        counts = {word: n for word, n in word_counts().items() if not telling_words(f"och {word}")}
        self.words, self.weights = list(counts), list(accumulate(counts.values()))
        self.pages: list[Document] = []
        self.group: dict[str, str] = {}
        self.kind: dict[str, str] = {}

    def draw(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=count)

    def text(self, told: str | None = None) -> str:
        """60 to 600 words in paragraphs of a few sentences; `told` stands in one of them as {}."""
        length, sentences = self.random.randint(60, 600), []
        while sum(len(s.split()) for s in sentences) < length:
            words = self.draw(self.random.randint(7, 18))
            if self.random.random() < 0.25:
                said = self.random.choice([*PLACES, *PEOPLE, str(self.random.randint(2, 2030))])
                words.insert(self.random.randint(1, len(words) - 1), said)
            sentences.append(" ".join(words).capitalize() if words[0] not in PLACES else " ".join(words))
        if told is not None:
            place = self.random.randrange(len(sentences))
            sentences[place] += f" i {told}"
        return "\n\n".join(". ".join(sentences[i : i + 4]) + "." for i in range(0, len(sentences), 4))

    def add(self, title: str, text: str, group: str, kind: str) -> None:
        url = f"https://www.{self.random.choice(PLACES).lower()}.example/{len(self.pages):05d}".translate(_ASCII)
        document = Document(document_id(url), url, title, (Block("paragraph", text),))
        self.pages.append(document)
        self.group[document.doc_id] = group
        self.kind[document.doc_id] = kind

    def edited(self, text: str, share: float) -> str:
        """`text` with that share of its words exchanged, left out or followed by another; telling ones stay."""
        pieces = text.split(" ")
        for place in self.random.sample(range(len(pieces)), max(1, round(share * len(pieces)))):
            if not pieces[place].isalpha() or not pieces[place].islower() or telling_words(f"och {pieces[place]}"):
                continue
            (word,) = self.draw(1)
            pieces[place] = self.random.choice([word, "", f"{pieces[place]} {word}"])
        return " ".join(piece for piece in pieces if piece)


_ASCII = str.maketrans("åäö", "aao")


def made_pages(seed: int = 7) -> Made:
    """All pages, shuffled."""
    made = Made(seed)
    for number in range(SINGLE):
        made.add(" ".join(made.draw(4)).capitalize(), made.text(), f"single-{number}", "single")
    for number in range(COPIED):
        title, text = " ".join(made.draw(4)).capitalize(), made.text()
        for copy in range(made.random.choice([2, 2, 3])):
            changed = (text, text.replace("\n\n", "  \n\n "), text.lower())[copy]
            made.add(title, changed, f"copied-{number}", "copied")
    for number in range(NEAR):
        title, text = " ".join(made.draw(4)).capitalize(), made.text()
        made.add(title, text, f"near-{number}", "near")
        for _ in range(made.random.choice([1, 1, 2])):
            made.add(title, made.edited(text, made.random.uniform(0.01, 0.05)), f"near-{number}", "near")
    for number in range(TWINS):
        title, kind = " ".join(made.draw(4)).capitalize(), made.random.choice(TOLD)
        text = made.text("{}")
        for told in made.random.sample(list(kind), made.random.choice([2, 2, 3])):
            made.add(title, text.replace("{}", told), f"twin-{number}-{told}", "twin")
    made.random.shuffle(made.pages)
    return made


def member(document: Document, signed: Signature) -> Member:
    values = asdict(signed)
    values.pop("minhash")
    printed = document.url is not None and unprinted(document.url) != document.url
    since = document.published or "2024-01-01"
    return Member(document.doc_id, document.url, page_address(document.url), printed, since, "2024-01-01", **values)


def grouped(pages: list[Document]) -> tuple[dict[str, str], dict[str, float]]:
    """The groups, and the seconds that signing and grouping took."""
    started = time.perf_counter()
    signed = {page.doc_id: sign(page) for page in pages}
    between = time.perf_counter()
    texts = {page.doc_id: page.text for page in pages}
    compared: dict[tuple[str, str], Likeness] = {}

    def compare(one: Member, other: Member) -> Likeness:
        key = (one.text_hash, other.text_hash)
        if key not in compared:
            compared[key] = compared[key[::-1]] = likeness(texts[one.doc_id], texts[other.doc_id])
        return compared[key]

    found = duplicates(
        (member(page, signed[page.doc_id]) for page in pages),
        lambda ids: {doc_id: signed[doc_id].minhash for doc_id in ids},
        compare,
    )
    ended = time.perf_counter()
    return found, {"sign_s": round(between - started, 1), "group_s": round(ended - between, 1)}


def pairs(groups: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs of ids that share a group, of (id, group)."""
    together: dict[str, list[str]] = {}
    for doc_id, group in sorted(groups):
        together.setdefault(group, []).append(doc_id)
    return {pair for members in together.values() for pair in combinations(members, 2)}


def measured(made: Made) -> dict[str, float | int]:
    """Precision and recall over all pairs of the generated pages."""
    hidden, seconds = grouped(made.pages)
    found = pairs((doc_id, hidden.get(doc_id, doc_id)) for doc_id in made.group)
    wanted = pairs(made.group.items())
    kinds = {kind: {pair for pair in wanted if made.kind[pair[0]] == kind} for kind in ("copied", "near")}
    recalls = {f"recall_{kind}": round(len(found & those) / len(those), 4) for kind, those in kinds.items()}
    twins = sum(made.kind[one] == "twin" for one, _ in found - wanted)
    precision, recall = len(found & wanted) / len(found), len(found & wanted) / len(wanted)
    return {
        "pages": len(made.pages), "pairs": len(wanted), "precision": round(precision, 4), "recall": round(recall, 4),
        **recalls, "twins_merged": twins, **seconds,
    }  # fmt: skip


def corpus_pages(path: Path) -> Iterator[Document]:
    """The lines of a corpus as the clean stage leaves them."""
    with gzip.open(path, "rb") as lines:
        for line in lines:
            record = json.loads(line)
            url = canonical_url(str(record.get("url"))) if record.get("url") else None
            doc_id = document_id(url, str(record.get("id")))
            page = Page(doc_id, url, path.name, "application/json", line.strip(), "2024-01-01T00:00:00Z")
            try:
                yield clean_page(page)
            except UnusableContent:
                continue


def looked_at(path: Path) -> None:
    """Group a corpus and print pairs to be judged by eye."""
    pages = {page.doc_id: page for page in corpus_pages(path)}
    hidden, seconds = grouped(list(pages.values()))
    print(json.dumps({"corpus": path.name, "pages": len(pages), "duplicates": len(hidden), **seconds}))
    for doc_id, shown in random.Random(3).sample(sorted(hidden.items()), min(SHOWN_PAIRS, len(hidden))):
        first, second = pages[shown], pages[doc_id]
        same = "copy" if first.text.casefold().split() == second.text.casefold().split() else "near"
        words, others = first.text.split(), second.text.split()
        only, too = [w for w in words if w not in set(others)], [w for w in others if w not in set(words)]
        print(f"{same} {likeness(first.text, second.text).jaccard:.2f}, {len(words)} and {len(others)} words")
        print(f"  {first.title} <{first.url}>\n  {second.title} <{second.url}>")
        print(f"  only the first: {' '.join(only[:20])}\n  only the second: {' '.join(too[:20])}")


def main() -> None:
    """Print one JSON object for the generated pages, and another with pairs for a corpus that is named."""
    print(json.dumps(measured(made_pages())))
    for path in sys.argv[1:]:
        looked_at(Path(path))


if __name__ == "__main__":
    main()
