"""What a text is about, what it only mentions, and the sentence that shows it, with the head and without."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.models import EMBEDDER
from pipeline.models.static import load_static
from pipeline.records import Evidence
from pipeline.tag.focus_areas.head import AREAS, Floats, Head, Network, load_head
from pipeline.tag.focus_areas.labels import label_focus_areas
from pipeline.tag.focus_areas.taxonomy import Taxonomy, load_taxonomy

_TAXONOMY = load_taxonomy()
_FILLER = "Nämnden gick igenom dagordningen och valde justerare. "


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return _TAXONOMY


@pytest.fixture(scope="module")
def head() -> Head:
    return load_head(load_static(EMBEDDER).encode)


def ids(taxonomy: Taxonomy, text: str, title: str = "", head: Head | None = None) -> list[str]:
    return [label.id for label in label_focus_areas(taxonomy, title, text, head)]


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi söker en fritidsledare. Pojkarna fick pengar för att gömma en väska åt äldre killar.", ["F1"]),
        ("Han ville bort från gänget och fick hjälp att byta stad, jobb och vänner. Bussen går klockan tre.", ["F2"]),
        ("Släkten bestämmer vem som får öppna butik på gatan, och ingen vågar anmäla.", ["F3"]),
        ("Häckarna klipptes och lampor sattes upp så att fler vågar gå genom parken om kvällen.", ["F4"]),
        ("Mannen hyllade massmördaren i sitt manifest och ville starta ett raskrig.", ["F5"]),
        ("Bolaget tog betalt för besök hos brukare som aldrig fick någon hjälp.", ["F6"]),
        ("Sommarens simskola börjar i juni. Anmäl dig på webben.", []),
        ("Hemtjänsten hjälper dig med städning och inköp.", []),
    ],
)
def test_the_head_sees_what_no_phrase_names(taxonomy: Taxonomy, head: Head, text: str, expected: list[str]) -> None:
    assert ids(taxonomy, text) == []
    assert ids(taxonomy, text, head=head) == expected


def test_the_heads_evidence_is_the_sentence_that_shows_it(taxonomy: Taxonomy, head: Head) -> None:
    shows = "Gänget lockar tolvåringar att sälja knark åt de äldre."
    text = f"Pengar till gänget?\nVi träffade Bo i parken. {shows} Ring oss i dag."
    (label,) = label_focus_areas(taxonomy, "", text, head)
    assert (label.id, label.evidence.text) == ("F1", shows)
    assert label_focus_areas(taxonomy, "", text) == ()


def test_the_head_knows_nothing_of_a_users_area_of_the_same_id(tmp_path: Path, head: Head) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[area]]\nid = "F4"\nname = "Plats"\nphrases = []\n', encoding="utf-8")
    assert ids(load_taxonomy(path), "Trygghetsvandring på torget.", head=head) == []


def test_phrases_title_and_logits_make_the_score(taxonomy: Taxonomy) -> None:
    def encode(texts: Sequence[str]) -> Floats:
        return np.array([[float("torg" in text)] for text in texts], np.float32)

    ones = np.ones((1, len(AREAS)), np.float32)
    calibration = np.array([1, 1, 1, 1, -1], np.float32)
    one = np.ones((1, 1), np.float32)
    network = Network(
        one, np.zeros(1, np.float32), ones * [0, 0, 0, 1, 0, 0], ones[0] * [-9, -9, -9, 0, -9, -9], calibration
    )
    labels = label_focus_areas(taxonomy, "", "Torg. Trygghetsvandring.", Head(network, encode))
    # sentence 1, window 1 (both sentences' directions are the first's), phrases 1.0
    assert [(label.id, label.score) for label in labels] == [("F4", round(1 / (1 + np.exp(-2.0)), 4))]


@pytest.mark.shared
def test_the_seeds(taxonomy: Taxonomy, shared: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt"))]
    labels = sorted(ids(taxonomy, text) for text in texts)
    assert labels == [[], ["F1"], ["F1"], ["F2", "F1"], ["F6", "F2"]]
    for text in texts:
        for label in label_focus_areas(taxonomy, "", text):
            assert text[label.evidence.start : label.evidence.end] == label.evidence.text
