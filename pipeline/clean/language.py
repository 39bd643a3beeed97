"""Which language a document is written in (langid by Lui and Baldwin 2012, through py3langid)."""

from __future__ import annotations

# Shorter texts give guesses, not findings.
SHORTEST = 60
_READ_CHARACTERS = 4000


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of `text`, None if there is too little of it."""
    if len(text) < SHORTEST:
        return None
    import py3langid

    return str(py3langid.classify(text[:_READ_CHARACTERS])[0])
