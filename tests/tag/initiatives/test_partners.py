from __future__ import annotations

import pytest

from pipeline.records import Mention
from pipeline.tag.initiatives.partners import partners


def named(text: str, **entities: str) -> list[Mention]:
    mentions = []
    for name, entity in entities.items():
        start = text.index(name)
        label = "MUNICIPALITY" if entity.startswith("municipality") else "ORGANISATION"
        mentions.append(Mention(start, start + len(name), name, label, entity, name))  # type: ignore[arg-type]
    return mentions


@pytest.mark.parametrize(
    ("text", "entities", "expected"),
    [
        ("i samverkan med Frivården", {"Frivården": "organisation:frivarden"}, ["organisation:frivarden"]),
        ("Med: Alebyggen", {"Alebyggen": "organisation:alebyggen"}, ["organisation:alebyggen"]),
        ("drivs av skola, socialtjänst och polis", {}, ["skola", "socialtjänst", "polis"]),
        ("polisen och skolan arbetar enligt modellen", {"polisen": "organisation:p"}, ["organisation:p", "skolan"]),
        ("avtal med Vara och Essunga", {"Vara": "municipality:1470", "Essunga": "municipality:1445"}, [
            "municipality:1470", "municipality:1445"
        ]),
        ("finns i Vara och Essunga", {"Vara": "municipality:1470", "Essunga": "municipality:1445"}, []),
        ("Frivården svarar", {"Frivården": "organisation:frivarden"}, []),
        ("Brå, Brå", {"Brå": "organisation:bra"}, []),
    ],
)  # fmt: skip
def test_who_works_together(text: str, entities: dict[str, str], expected: list[str]) -> None:
    assert [one.value for one in partners(text, 0, len(text), named(text, **entities))] == expected


def test_lists_can_be_left_aside() -> None:
    assert list(partners("skola och polis svarar", 0, 22, [], lists=False)) == []


def test_those_who_are_consulted_take_part() -> None:
    text = "Staten ska samråda med socialtjänsten."
    assert [one.value for one in partners(text, 0, len(text), (), lists=False)] == ["socialtjänsten"]
