"""Later mentions: which given names and surnames alone mean a person named before."""

from __future__ import annotations

import pytest

from tests.tag.conftest import Find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Det säger Amina Käll. Amina betonar att Källs kollegor hjälper till.",
            [("Amina Käll", "Amina Käll"), ("Amina", "Amina Käll"), ("Källs", "Amina Käll")],
        ),
        (
            "Ursula von Platen är chef. I dag är von Platen i Rom.",
            [("Ursula von Platen", "Ursula von Platen"), ("von Platen", "Ursula von Platen")],
        ),
        # Two people called Anna: a bare "Anna" could be either.
        (
            "Anna Berg och Anna Lindkvist möts. Anna talar först.",
            [("Anna Berg", "Anna Berg"), ("Anna Lindkvist", "Anna Lindkvist")],
        ),
        ("Susanna talar först. Berg säger inget.", []),
        ("Här talar Per Lund. Adressen är 221 00 Lund\nHan bor i Lund.", [("Per Lund", "Per Lund")]),
        ("Det säger Per Lund. Lund menar allvar.", [("Per Lund", "Per Lund"), ("Lund", "Per Lund")]),
    ],
)
def test_later_mentions_by_one_name(find: Find, text: str, found: list[tuple[str, str]]) -> None:
    assert [(mention.text, mention.name) for mention in find(text)] == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Berg sa nej. Anna Berg sa ja.", 1),  # before the full name it could be anybody
        ("Anna Berg talar. Också Anna ler.", 2),
        ("Anna Berg talar. Det gör inte Också Anna ler.", 1),
        ("Anna Berg talar. Hon bor på Bergs gata.", 1),
        ("Anna Berg talar. Hon åker till Bergs kommun.", 1),
        ("Anna Berg talar. Bergs Y-sektion ler.", 1),
        ("Det säger Per Dag. Dag efter dag går.", 1),  # the word stands in lower case too
        ("Per Lund i Lunds kommun. Lund växer.", 1),
        ("Per Lund i Lunds kommun. Lund säger nej.", 2),
        ("Det säger Per Dag. De ser på Dag i skogen.", 1),
    ],
)
def test_a_name_that_may_be_something_else(find: Find, text: str, count: int) -> None:
    assert len(find(text)) == count
