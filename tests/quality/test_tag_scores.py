from __future__ import annotations

from pipeline.records import Evidence, Fact, FocusArea, Initiative, Mention, Tags
from tests.quality.markup import parse
from tests.quality.tag_scores import Score, differences, score_all, scores

(GOLD,) = parse("""### one
title:
focus: F2
person: anna-lund | public | samordnare | -
person: bo-ek | private | - | -
initiative: ny | Ny riktning

⟦E F2|⟦I ny|Ny riktning⟧ hjälper den som vill ut, ⟦V ny.age|16–29 år⟧.⟧ Det säger ⟦P anna-lund|Anna ⟦T|Lund⟧⟧ i
⟦M 1281|Lund⟧. ⟦P anna-lund|Lund⟧ och ⟦P bo-ek|Bo Ek⟧ bor i ⟦M 1470|Vara⟧, nära ⟦X|Malmöborna⟧ på ⟦O bra|Brå⟧.
""")
TEXT = GOLD["text"]


def mention(words: str, label: str, key: str, nth: int = 0, **more: object) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Mention(start, start + len(words), words, label, key, words, **more)  # type: ignore[arg-type]


AGE = TEXT.index("16–29 år")
EVIDENCE = TEXT[: TEXT.index(" Det")]
RIGHT = Tags(
    (
        mention("Ny riktning", "INITIATIVE", "initiative:x"),
        mention("Anna Lund", "PERSON", "person:a", role="samordnaren", public=True),
        mention("Lund", "MUNICIPALITY", "municipality:1281", 1, code="1281"),
        mention("Lund", "PERSON", "person:a", 2, public=True),
        mention("Bo Ek", "PERSON", "person:b", public=False),
        mention("Vara", "MUNICIPALITY", "municipality:1470", code="1470"),
        mention("Malmö", "MUNICIPALITY", "municipality:1280", code="1280"),
        mention("Brå", "ORGANISATION", "organisation:bra"),
    ),
    (FocusArea("F2", "Lämna", 0.9, Evidence(0, len(EVIDENCE), EVIDENCE)),),
    (Initiative("initiative:x", "Ny riktning", (Fact("age", "16-29", AGE, AGE + 8, "16–29 år"),)),),
)


def test_tags_as_the_gold_has_them_are_all_right() -> None:
    found = scores(GOLD, RIGHT)
    assert {name: (s.right, s.wanted) for name, s in found.items()} == {
        "persons": (3, 3),
        "partial names linked": (1, 1),
        "public or private": (2, 2),
        "roles": (1, 1),
        "municipality links": (2, 2),
        "traps taken": (0, 1),
        "organisations": (1, 1),
        "initiatives": (1, 1),
        "facts": (1, 1),
        "focus areas": (1, 1),
        "evidence right": (1, 1),
    }
    assert found["persons"].f1 == found["municipality links"].precision == 1.0
    assert differences(GOLD, RIGHT) == []


def test_each_fault_counts_where_it_belongs() -> None:
    wrong = Tags(
        (
            mention("Lund", "MUNICIPALITY", "municipality:1281", 0, code="1281"),
            mention("Lund", "PERSON", "person:other", 2, public=True),
            mention("Vara", "MUNICIPALITY", "municipality:1281", code="1281"),
        ),
        (FocusArea("F1", "Unga", 0.9, Evidence(0, 3, "Ny ")),),
    )
    found = scores(GOLD, wrong)
    assert found["persons"] == Score(1, 1, 3)
    assert found["partial names linked"] == Score(0, 0, 1)
    assert found["municipality links"] == Score(0, 2, 2)
    assert found["traps taken"] == Score(1, 0, 1)
    assert found["focus areas"] == Score(0, 1, 1)
    assert "- F2" in differences(GOLD, wrong) and "+ F1" in differences(GOLD, wrong)


def test_scores_add_up_over_texts() -> None:
    total = score_all([(GOLD, RIGHT), (GOLD, Tags())])
    assert total["persons"] == Score(3, 3, 6)
    assert (total["persons"].precision, total["persons"].recall, round(total["persons"].f1, 3)) == (1.0, 0.5, 0.667)
