"""Focus areas: the phrase language, what a text is about, and what it only mentions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.records import Evidence
from pipeline.tag.focus_areas import Taxonomy, compile_phrase, label_focus_areas, load_taxonomy

_TAXONOMY = load_taxonomy()
_FILLER = "Nämnden gick igenom dagordningen och valde justerare. "


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return _TAXONOMY


def ids(taxonomy: Taxonomy, text: str, title: str = "") -> list[str]:
    return [label.id for label in label_focus_areas(taxonomy, title, text)]


def test_the_bundled_areas_are_those_of_the_assignment(taxonomy: Taxonomy) -> None:
    assert [(area.id, area.name) for area in taxonomy.areas] == [
        ("F1", "Unga som rekryteras till organiserad kriminalitet"),
        ("F2", "Individer som vill lämna kriminalitet"),
        ("F3", "Parallella samhällsstrukturer och otillåten påverkan"),
        ("F4", "Situationellt och platsbaserat brottsförebyggande arbete"),
        ("F5", "Våldsbejakande extremism"),
        ("F6", "Välfärdsbrottslighet"),
    ]
    assert all(area.definition and len(area.phrases) >= 10 and area.examples for area in taxonomy.areas)


def test_every_example_gets_its_own_area_first(taxonomy: Taxonomy) -> None:
    for area in taxonomy.areas:
        for example in area.examples:
            assert ids(taxonomy, example)[:1] == [area.id], example


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gängen värvar barn i krypterade appar.", ["F1"]),
        ("Flera elever har lockats in i gängkriminalitet det senaste året.", ["F1"]),
        ("Teamet möter ungdomar som är på väg in i kriminalitet.", ["F1"]),
        ("Niondeklassare blir tillfrågade om att begå brott mot betalning.", ["F1"]),
        ("Den som hoppar av gänget får en avhopparcoach.", ["F2"]),
        ("Vi ger stöd till dig som vill bryta med en kriminell livsstil.", ["F2"]),
        ("Hon hjälper män att ta sig ut ur gängkriminaliteten.", ["F2"]),
        ("Hot mot socialsekreterare är en form av otillåten påverkan.", ["F3"]),
        ("Det finns ett parallellt rättssystem i området.", ["F3"]),
        ("Vi har satt upp lyktstolpar i tunneln där många känner sig otrygga.", ["F4"]),
        ("Grannsamverkan minskar inbrotten.", ["F4"]),
        ("Lärarna utbildas i att upptäcka radikalisering.", ["F5"]),
        ("Bidragsbrott utreds av kommunens kontrollenhet.", ["F6"]),
        ("Företaget fuskade med assistansersättning och bidrag.", ["F6"]),
    ],
)
def test_what_a_text_is_about(taxonomy: Taxonomy, text: str, expected: list[str]) -> None:
    assert ids(taxonomy, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Biblioteket har öppet till klockan 19.",
        "Lämna in din ansökan om bygglov senast fredag.",
        "Du kan lämna grovavfall på återvinningscentralen.",
        "Extremvädret gav översvämningar och extrem värme.",
        "Kostnaderna blev radikalt lägre än väntat.",
        "Skolan ska rekrytera lärare till de yngre barnen.",
        "Elevernas avhopp från studierna har minskat.",
        "Enligt en exit poll vann kommunalrådet.",
        "Ett gäng ungdomar spelade fotboll.",
        "Vi ska belysa frågan om trygghet i äldreomsorgen.",
        "Hemlig kameraövervakning är ett tvångsmedel.",
        "Brexit påverkar handeln.",
    ],
)
def test_none_is_a_normal_answer(taxonomy: Taxonomy, text: str) -> None:
    assert ids(taxonomy, text) == []


def test_evidence_is_the_best_sentence_with_its_offsets(taxonomy: Taxonomy) -> None:
    text = "Kommunen har fått pengar. Ett avhopparstöd byggs upp för den som vill lämna kriminalitet. Ring oss."
    (label,) = label_focus_areas(taxonomy, "Nytt stöd", text)
    assert label.evidence == Evidence(26, 89, text[26:89])
    assert label.evidence.text == "Ett avhopparstöd byggs upp för den som vill lämna kriminalitet."
    assert 0.5 < label.score <= 1


def test_the_surest_comes_first_and_the_title_counts(taxonomy: Taxonomy) -> None:
    text = (
        "Trygghetsvandringar hålls varje höst. Handlingsplanen mot våldsbejakande extremism och radikalisering antogs."
    )
    assert ids(taxonomy, text) == ["F5", "F4"]
    assert ids(taxonomy, text, "Trygghetsvandringar i höst") == ["F4", "F5"]


def test_a_title_alone_is_enough_and_points_at_the_first_sentence(taxonomy: Taxonomy) -> None:
    (label,) = label_focus_areas(taxonomy, "Avhopparverksamhet", "Ring oss. Vi svarar dygnet runt.")
    assert (label.id, label.evidence) == ("F2", Evidence(0, 9, "Ring oss."))


def test_a_passing_mention_in_a_long_text_is_not_enough(taxonomy: Taxonomy) -> None:
    mention = "I planen nämns även otillåten påverkan. "
    assert ids(taxonomy, mention) == ["F3"]
    assert ids(taxonomy, _FILLER * 60 + mention) == []
    assert ids(taxonomy, _FILLER * 60 + mention * 4) == ["F3"]


def test_a_list_of_areas_is_about_none_of_them(taxonomy: Taxonomy) -> None:
    bullets = "\n".join(f"• {area.name}" for area in taxonomy.areas)
    assert ids(taxonomy, f"Fakta\n{bullets}\n") == []
    sentence = (
        "Stödet rör unga som rekryteras till gäng, avhoppare, otillåten påverkan, våldsbejakande extremism och"
        " välfärdsbrott."
    )
    assert ids(taxonomy, sentence) == []
    assert ids(taxonomy, f"{sentence} Avhopparna får en coach.") == ["F2"]


@pytest.mark.parametrize(
    ("pattern", "hits", "misses"),
    [
        ("otillåten påverkan", ["otillåten\u00a0påverkan"], ["otillåten och påverkan", "otillåten påverkanskampanj"]),
        ("avhopp*", ["avhopp", "avhoppare"], ["bortavhopp"]),
        ("*brott", ["välfärdsbrott", "brott"], ["brottet"]),
        ("skydda* boende*", ["skyddat boende", "skyddade boenden"], ["skyddat kort boende"]),
        ("(unga|ett barn) … rekryter*", ["unga rekryteras", "ett barn som av någon rekryterats"], ["barn rekryteras"]),
        ("barn … gäng", ["barn a b c d e f g h gäng"], ["barn a b c d e f g h i gäng", "gäng barn"]),
        (
            "(mycket |)hot mot (en (chef|rektor)|personal)",
            ["hot mot en rektor", "mycket hot mot personal"],
            ["hot mot"],
        ),
        ("fut|lov 3", ["en fut", "lov 3"], ["futt", "lov"]),
        ("a ... b", ["a x b"], ["a"]),
    ],
)
def test_the_phrase_language(pattern: str, hits: list[str], misses: list[str]) -> None:
    phrase = compile_phrase(pattern, 1.0)
    for text, expected in [(hit, True) for hit in hits] + [(miss, False) for miss in misses]:
        possible = all(any(needle in text for needle in group) for group in phrase.needles)
        assert (phrase.regex.search(text) is not None) == expected, text
        assert possible or not expected, text


@pytest.mark.parametrize("pattern", ["", "*", "(a|", "a)", "(a|)", "…"])
def test_a_pattern_must_name_something(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        compile_phrase(pattern, 1.0)


def test_a_file_adds_areas_without_code(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[area]]\nid = "X1"\nname = "Våld i nära relationer"\n'
        'phrases = [{ pattern = "våld i (en |)nära relation*", weight = 1 }]\n',
        encoding="utf-8",
    )
    taxonomy = load_taxonomy(path)
    assert [area.id for area in taxonomy.areas] == ["F1", "F2", "F3", "F4", "F5", "F6", "X1"]
    assert ids(taxonomy, "Du som utsätts för våld i en nära relation kan få hjälp.") == ["X1"]


def test_an_area_of_the_same_id_takes_the_place_of_the_bundled_one(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[area]]\nid = "F4"\nname = "Plats"\nphrases = []\n', encoding="utf-8")
    assert ids(load_taxonomy(path), "Trygghetsvandring på torget.") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[area", "not valid TOML"),
        ("title = 1", "must hold"),
        ('[[area]]\nid = "X"\nname = "Y"', "an area has"),
        ('[[area]]\nid = "X"\nname = ""\nphrases = []', "'name' of area 'X'"),
        ('[[area]]\nid = "X"\nname = "Y"\nphrases = [{ pattern = "a" }]', "'weight'"),
        ('[[area]]\nid = "X"\nname = "Y"\nphrases = [{ pattern = "(a", weight = 1 }]', "phrase"),
        ('[[area]]\nid = "X"\nname = "Y"\nphrases = [{ pattern = "a", weight = 9 }]', "weight from 0 to 2"),
    ],
)
def test_a_wrong_file_is_a_usage_error(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as caught:
        load_taxonomy(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        load_taxonomy(tmp_path / "none.toml")


_PIECES = st.sampled_from(
    ["Avhopparverksamhet ", "unga rekryteras till gäng", ". ", "\n", "• ", "otillåten påverkan", " İ", "ẞ", "\u00a0",
     "VÅLDSBEJAKANDE EXTREMISM", " och ", "välfärdsbrott", "Trygghetsvandring", "…", "!"]
)  # fmt: skip


@given(st.text(max_size=10), st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=25).map("".join))
def test_offsets_and_scores_hold_for_any_text(title: str, text: str) -> None:
    labels = label_focus_areas(_TAXONOMY, title, text)
    assert all(text[x.evidence.start : x.evidence.end] == x.evidence.text != "" for x in labels)
    assert all(0 < x.score <= 1 for x in labels)
    assert [x.score for x in labels] == sorted((x.score for x in labels), reverse=True)
    assert len({x.id for x in labels}) == len(labels)


@pytest.mark.shared
def test_the_seeds(taxonomy: Taxonomy, shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    labels = sorted(ids(taxonomy, text) for text in texts)
    assert labels == [[], ["F1"], ["F1"], ["F2", "F1"], ["F6", "F2"]]
    for text in texts:
        for label in label_focus_areas(taxonomy, "", text):
            assert text[label.evidence.start : label.evidence.end] == label.evidence.text
