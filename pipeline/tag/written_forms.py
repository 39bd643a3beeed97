"""One pattern for a list of written forms: longest first, with a genitive s, as whole words.

Knows nothing about what the forms name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

GENITIVE = r"(?:(?<![sxz])s|[:'’]s)?"
BEFORE_WORD = r"(?<![\w@])(?<!\w[\u2011-])(?:(?<!/)|(?=[A-ZÅÄÖ]))"
AFTER_WORD = r"(?![\w\u2011-]|\.\w)"


def both_cases(form: str) -> set[str]:
    """Return `form`, and with a capital too if it begins with a small letter."""
    return {form, form[0].upper() + form[1:]}


def listed_forms(name: str, aliases: Collection[str]) -> Iterator[tuple[str, bool]]:
    """Yield each form of an entry of a list, in both cases, and whether it is doubtful: marked with "?" there."""
    doubtful = {alias[1:] for alias in aliases if alias.startswith("?")}
    for written in (name, *(alias for alias in aliases if not alias.startswith("?"))):
        for form in both_cases(written):
            yield form, form in doubtful
    for written in doubtful:
        yield written, True


def one_pattern(forms: Iterable[str], after: str = AFTER_WORD) -> re.Pattern[str]:
    """Return the pattern that finds each of `forms`, case and all; group 1 is the form without its genitive s.

    `after` is the pattern of what may follow one. Grouped by first letter: the engine then skips a whole group at a
    glance.
    """
    groups: dict[str, list[str]] = {}
    for form in sorted(set(forms), key=lambda form: (-len(form), form)):
        written = re.escape(form[1:]).replace(r"\ ", "[ \u00a0]+").replace(r"\-", "[\u2011-]")
        groups.setdefault(form[0], []).append(written)
    names = "|".join(f"{re.escape(initial)}(?:{'|'.join(rest)})" for initial, rest in sorted(groups.items()))
    return re.compile(rf"{BEFORE_WORD}({names}){GENITIVE}{after}")


def as_listed(written: str) -> str:
    """Return a form found in a text as the list has it: with plain spaces and hyphens."""
    return re.sub("[ \u00a0]+", " ", written).replace("\u2011", "-")
