"""Which language a document is written in (langid by Lui and Baldwin 2012, through py3langid)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

# Shorter texts give guesses, not findings.
SHORTEST = 60
# Below this a line in one of these languages is easily taken for another of them.
_UNSURE = 200
_ALIKE = frozenset({"sv", "nb", "nn", "da"})
_READ_CHARACTERS = 4000
# What langid calls them: Norwegian without saying which, and text of no language.
_NAMED = {"no": "nb"}
_NO_LANGUAGE = "zxx"


def language_of(text: str, hint: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language that most of `text` is in, None if there is too little of it.

    Lines are judged one by one, short ones together, and count by their lengths, so that a summary or a notice in
    another language does not decide. `hint` is what the page's markup claims; it settles only short lines between
    languages that are much alike.
    """
    if len(text) < SHORTEST:
        return None
    hint = _NAMED.get(hint or "", hint)
    votes: Counter[str] = Counter()
    for piece in _pieces(text):
        votes[_judged(piece, hint)] += len(piece)
    del votes[_NO_LANGUAGE]
    return votes.most_common(1)[0][0] if votes else None


def _pieces(text: str) -> Iterator[str]:
    short = []
    for line in text.split("\n"):
        if len(line) < SHORTEST:
            short.append(line)
        else:
            yield line
    if len(rest := "\n".join(short)) >= SHORTEST:
        yield rest


def _judged(piece: str, hint: str | None) -> str:
    import py3langid

    found = str(py3langid.classify(piece[:_READ_CHARACTERS])[0])
    found = _NAMED.get(found, found)
    return hint if hint in _ALIKE and found in _ALIKE and len(piece) < _UNSURE else found
