from __future__ import annotations

from pathlib import Path

import pytest

from tests.quality.markup import parse, show

MARKED = """### dev-1
title: Stödet
publisher: 0486
focus: F2
person: anna-lund | public | samordnare | socialkontoret
initiative: ny-riktning | Ny riktning

⟦E F2|⟦I ny-riktning|Ny riktning⟧ hjälper den som vill lämna ett gäng.⟧ Det säger ⟦P anna-lund|Anna ⟦T|Lund⟧⟧ i
⟦M 0486|Strängnäs⟧. Alla ⟦V ny-riktning.age|16–29 år⟧ tas emot.

"""


def test_marks_become_offsets_and_marks_again() -> None:
    (record,) = parse(MARKED)
    text = record["text"]
    assert text.startswith("Ny riktning hjälper den som vill lämna ett gäng. Det säger Anna Lund i\nSträngnäs.")
    assert [(m["label"], m["entity"], text[m["start"] : m["end"]]) for m in record["mentions"]] == [
        ("INITIATIVE", "ny-riktning", "Ny riktning"),
        ("PERSON", "anna-lund", "Anna Lund"),
        ("TRAP", None, "Lund"),
        ("MUNICIPALITY", "0486", "Strängnäs"),
    ]
    ((area, evidence),) = [(a["id"], a["evidence"]) for a in record["focus_areas"]]
    assert (area, [text[s:e] for s, e in evidence]) == ("F2", ["Ny riktning hjälper den som vill lämna ett gäng."])
    assert [(f["kind"], text[f["start"] : f["end"]]) for f in record["initiatives"][0]["facts"]] == [
        ("age", "16–29 år")
    ]
    assert record["people"] == [
        {"entity": "anna-lund", "public": True, "role": "samordnare", "organisation": "socialkontoret"}
    ]
    assert show(record) == MARKED
    assert list(parse(show(record))) == [record]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("⟦M 0486|Strängnäs⟧", "⟦M 0486|Strängnäs", "a mark is not closed"),
        ("⟦M 0486|Strängnäs⟧", "Strängnäs⟧", "a mark is closed that was not opened"),
        ("⟦M 0486|", "⟦M Strängnäs|", "no code of four digits"),
        ("⟦P anna-lund|", "⟦P anna|", "no line in the header"),
        ("ny-riktning.age", "ny-riktning.aeg", "no fact of an initiative"),
        ("focus: F2\n", "focus: F2 F3\n", "F3 has no sentence"),
    ],
)
def test_a_wrong_mark_is_told_with_its_text(old: str, new: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"dev-1: .*{reason}"):
        list(parse(MARKED.replace(old, new)))


@pytest.mark.shared
def test_a_text_with_a_source_must_be_that_text(shared: Path) -> None:
    seed = "seeds/003_3462a73b12b137c3.txt"
    marked = f"### seed\ntitle: \nsource: {seed} |  | 0\n\n⟦M 0486|Strängnäs⟧ får extra pengar\n"
    (record,) = parse(marked, shared)
    assert record["source"] == {"file": seed, "id": "", "start": 0, "end": 26}
    with pytest.raises(ValueError, match="not its source's at 11"):
        list(parse(marked.replace("får", "fick"), shared))
