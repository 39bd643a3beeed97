"""Derive the lemma table: `python -m pipeline.training.lemmas CORPORA OUT`.

For every word of the corpora whose Snowball stem differs from that of its lemma by simplemma, the lemma. simplemma
itself (its dictionary takes .8 s to load) is not needed to search. Needs the `train` extra.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from Stemmer import Stemmer

from pipeline.training.pairs import texts

SMALLEST_COUNT = 2
_WORD = re.compile(r"[^\W\d_]{3,26}")


def lemmas(bodies: Iterable[str]) -> dict[str, str]:
    """Return lemma by word for the lower-cased words that stemming alone would keep apart from their lemma."""
    import simplemma

    snowball = Stemmer("swedish")
    counts = Counter(word for body in bodies for word in _WORD.findall(body) if word.islower())
    found = {}
    for word in sorted(word for word, count in counts.items() if count >= SMALLEST_COUNT):
        lemma = simplemma.lemmatize(word, lang="sv").lower()
        if " " not in lemma and snowball.stemWord(lemma) != snowball.stemWord(word):
            found[word] = lemma
    return found


def main() -> None:
    """Write the table as word, tab, lemma."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    found = lemmas(texts(options.corpora))
    lines = ["# word, lemma: where Snowball alone would part them; see pipeline/training/lemmas.py"]
    lines += [f"{word}\t{lemma}" for word, lemma in found.items()]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} words")


if __name__ == "__main__":
    main()
