"""Who is accused or has a criminal's role, and who only stands beside such words."""

from __future__ import annotations

import pytest

from pipeline.records import Mention
from pipeline.tag.people.accusation import is_accused


def accused(text: str, role: str | None = None, organisation: str | None = None) -> bool:
    start = text.index("Bo Ek")
    return is_accused(text, Mention(start, start + 5, "Bo Ek", "PERSON", "person:bo-ek", "Bo Ek", role, organisation))


@pytest.mark.parametrize(
    "text",
    [
        "Den åtalade polisen Bo Ek nekar.",
        "I dag vittnade åtalade Bo Ek, tidigare politiker.",
        "Den dömde, förre socialsekreteraren Bo Ek, har överklagat.",
        "Dömde pedofilen och läraren Bo Ek får sparken.",
        "Efterlysta Bo Ek, rektor.",
        "Maffiabossen Bo Ek lever i Spanien.",
        "Bo Ek dömdes till fem års fängelse.",
        "Bo Ek, lärare i Vara, åtalas för mord.",
        "Bo Ek, 45, lärare, är misstänkt för mord.",
        "Bo Ek (M) åtalas.",
        "Bo Ek, som är åtalad för mord, nekar.",
        "Bo Ek, dömd för rån, överklagar.",
        "Bo Ek är på fri fot.",
        "Bo Ek, rektor, sitter häktad.",
    ],
)
def test_an_accused_person(text: str) -> None:
    assert accused(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "Den misstänkte mannens advokat Bo Ek säger nej.",
        "Den misstänkte greps, säger åklagaren Bo Ek.",
        "De dömda fick hjälp av kuratorn Bo Ek.",
        "Åklagaren Bo Ek åtalade två män.",
        "Bo Ek, åklagare, åtalade två män.",
        "Bo Ek, polis, har gripit två.",
        "Polisen Bo Ek misshandlades i tjänsten.",
        "Bo Ek, rektor, vars bil stals.",
    ],
)
def test_no_accused_person(text: str) -> None:
    assert accused(text) is False


@pytest.mark.parametrize(
    ("text", "role", "organisation", "answer"),
    [
        ("Bo Ek, gängledare", "gängledare", None, True),
        ("Ledaren Bo Ek ler.", "ledare", None, True),
        ("Nätverkets ledare Bo Ek ler.", "ledare", "Nätverket", True),
        ("Ledaren för Foxtrot, Bo Ek", "ledare", "Foxtrot", True),
        ("Ligans ledare Bo Ek ler.", "ledare", "Ligan", True),
        ("Konstnärliga ledaren Bo Ek", "konstnärlig ledare", None, False),
        ("Bo Ek, ledare i Scouterna", "ledare", None, False),
        ("Vänsterpartiets ledare Bo Ek ler.", "ledare", None, False),
        ("Bo Ek, ledare på fritidsgården", "ledare", "fritidsgården", False),
        ("Bo Ek, nätverksledare på Brå", "nätverksledare", "Brå", False),
    ],
)
def test_a_criminals_role(text: str, role: str, organisation: str | None, answer: bool) -> None:
    assert accused(text, role, organisation) is answer
