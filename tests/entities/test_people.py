from __future__ import annotations

from random import Random

from pipeline.entities.people import Identity, Person, identified, identities, people_of, without_private
from pipeline.records import Block, Document, Mention, Municipality, Tags

STRANGNAS, VARA = "0486", "1470"


def person(doc_id: str, name: str = "Anna Berg", **told: set[str]) -> Person:
    key = "person:" + name.lower().replace(" ", "-").replace("å", "a")
    return Person(doc_id, key, name, **{kind: frozenset(values) for kind, values in told.items()})


def ids(*people: Person) -> list[str]:
    """The id of each, which must not depend on the order of the documents."""
    found = identities(people)
    shuffled = list(people)
    Random(1).shuffle(shuffled)
    assert identities(shuffled) == found
    return [found[one.doc_id, one.key].entity_id for one in people]


def test_the_only_bearer_of_a_name_has_the_bare_id() -> None:
    assert ids(person("a"), person("b", places={VARA})) == ["person:anna-berg"] * 2
    assert ids(person("a"), person("b")) == ["person:anna-berg"] * 2


def test_namesakes_in_two_municipalities_stay_apart() -> None:
    assert ids(person("a", places={STRANGNAS}), person("b", places={VARA})) == [
        "person:anna-berg@0486",
        "person:anna-berg@1470",
    ]
    same_words = {"socialtjänsten"}
    assert (
        len(
            set(
                ids(
                    person("a", places={STRANGNAS}, organisations=same_words),
                    person("b", places={VARA}, organisations=same_words),
                )
            )
        )
        == 2
    )


def test_the_same_organisation_municipality_or_telling_role_joins() -> None:
    bra = {"organisation:bra"}
    assert len(set(ids(person("a", organisations=bra), person("b", organisations=bra, places={VARA})))) == 1
    assert (
        len(set(ids(person("a", organisations=bra, places={STRANGNAS}), person("b", organisations=bra, places={VARA}))))
        == 1
    )
    assert len(set(ids(person("a", places={VARA}), person("b", places={VARA, STRANGNAS})))) == 1
    docent = {"docent och forskare i kriminologi"}
    assert len(set(ids(person("a", roles=docent, places={VARA}), person("b", roles=docent, places={STRANGNAS})))) == 1
    assert (
        len(
            set(
                ids(
                    person("a", roles={"justitieminister"}, places={VARA}),
                    person("b", roles={"justitieminister"}, places={STRANGNAS}),
                )
            )
        )
        == 1
    )
    assert (
        len(
            set(
                ids(
                    person("a", roles={"projektledare"}, places={VARA}),
                    person("b", roles={"projektledare"}, places={STRANGNAS}),
                )
            )
        )
        == 2
    )


def test_one_of_whom_nothing_is_told_is_nobody_elses_namesake_by_guess() -> None:
    found = ids(person("a", places={STRANGNAS}), person("b", places={VARA}), person("c"))
    assert found == ["person:anna-berg@0486", "person:anna-berg@1470", "person:anna-berg@c"]


def test_a_longer_form_of_the_name_needs_something_that_joins() -> None:
    long = "Anna Carlsson Berg"
    assert ids(person("a", places={VARA}), person("b", long, places={VARA})) == ["person:anna-carlsson-berg"] * 2
    assert ids(person("a", places={VARA}), person("b", long)) == ["person:anna-berg", "person:anna-carlsson-berg"]
    found = identities([person("a", places={VARA}), person("b", places={VARA}), person("c", long, places={VARA})])
    assert set(found.values()) == {Identity("person:anna-berg", "Anna Berg")}


def mention(start: int, end: int, label: str, key: str, **more: object) -> Mention:
    return Mention(start, end, TEXT[start:end], label, key, TEXT[start:end], **more)  # type: ignore[arg-type]


TEXT = "Anna Berg, utredare på Brå, och Bo Ek från socialtjänsten i Vara. Lisa Ohm bor där, säger Maj Strand."
TAGS = Tags(
    (
        mention(0, 9, "PERSON", "person:anna-berg", role="Utredare", organisation="Brå", public=True),
        mention(23, 26, "ORGANISATION", "organisation:bra"),
        mention(32, 37, "PERSON", "person:bo-ek", organisation="socialtjänsten i Vara", public=True),
        mention(60, 64, "MUNICIPALITY", "municipality:1470", code="1470"),
        mention(66, 74, "PERSON", "person:lisa-ohm", public=False),
        mention(90, 100, "PERSON", "person:maj-strand", public=True),
    )
)


def test_a_document_tells_of_people_in_public_roles_only() -> None:
    page = Document("d", None, "", (Block("paragraph", TEXT),), municipality=Municipality("1488", "Trollhättan"))
    assert list(people_of(page, TAGS)) == [
        Person("d", "person:anna-berg", "Anna Berg", frozenset({"utredare"}), frozenset({"organisation:bra"})),
        Person("d", "person:bo-ek", "Bo Ek", places=frozenset({"1470"})),
        Person("d", "person:maj-strand", "Maj Strand", places=frozenset({"1488"})),
    ]


def test_the_place_beside_a_name_is_the_persons() -> None:
    text = "Ove Strid, Trollhättan, höll tal. Anna Berg, samordnare i Vara, lyssnade. Bo Ek bor långt från Vara."
    mentions = tuple(
        Mention(text.index(words), text.index(words) + len(words), words, label, key, words, code=code)  # type: ignore[arg-type]
        for words, label, key, code in (
            ("Ove Strid", "PERSON", "person:ove-strid", None),
            ("Trollhättan", "MUNICIPALITY", "municipality:1488", "1488"),
            ("Anna Berg", "PERSON", "person:anna-berg", None),
            ("Vara", "MUNICIPALITY", "municipality:1470", "1470"),
            ("Bo Ek", "PERSON", "person:bo-ek", None),
        )
    )
    page = Document("d", None, "", (Block("paragraph", text),), municipality=Municipality("2081", "Borlänge"))
    found = {person.name: person.places for person in people_of(page, Tags(mentions))}
    assert found == {"Ove Strid": {"1488"}, "Anna Berg": {"1470"}, "Bo Ek": {"2081"}}


def test_nothing_is_kept_of_people_without_a_public_role() -> None:
    assert [m.text for m in without_private(TAGS).mentions] == ["Anna Berg", "Brå", "Bo Ek", "Vara", "Maj Strand"]


def test_tags_get_the_ids_and_lose_those_without_a_public_role() -> None:
    known = {("d", "person:anna-berg"): Identity("person:anna-carlsson-berg", "Anna Carlsson Berg")}
    found = identified(TAGS, "d", known)
    assert [(m.entity_id, m.name) for m in found.mentions] == [
        ("person:anna-carlsson-berg", "Anna Carlsson Berg"),
        ("organisation:bra", "Brå"),
        ("municipality:1470", "Vara"),
    ]
