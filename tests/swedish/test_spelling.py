from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.swedish.spelling import Correction, correct, fold, nearest
from pipeline.swedish.vocabulary import word_counts

# The word meant, and how it is misspelt.
MISSPELT = """
förebyggande: forebyggande förebygande förebyggade föreyggande förebbygande
socialtjänst: socialtjanst socialtjänsst
socialtjänsten: socaltjänsten socialtjäsnten
kriminalitet: kriminalitett krimminalitet krimialitet kriminaletet
kriminaliteten: kriminalitten kriminelitetn
ungdomar: ungdommar ungdomer ugndomar
skjutningar: skutningar sjutningar stjutningar
skjuta: sjuta stjuta
sprängningar: sprängingar
trygghet: trygget trygghett tyrgghet
trygghetsvandring: trygghetsvandrign
åtgärder: atgarder åtgerder åtgäder åtgräder
missbruk: missbruck misbruk
narkotika: narkotka narkottika nakrotika narkotke
alkohol: alkhol alkohål
våldsbrott: våldsbrot valdsbrott
hedersvåld: hedersvåd
brottslighet: brotslighet brottlsighet
brottsoffer: brottsofer brotsoffer
avhopparverksamhet: avhoparverksamhet avhopparverksamet
medling: medlning
polisen: polissen poilsen
kommun: kommunn
kommunen: komunen
kommunfullmäktige: kommunfulmäktige
samverkan: samvärkan samvekran samverkn
skolan: skollan
skolfrånvaro: skolfrånvarro skolfranvaro
orosanmälan: orosannmälan orosanmällan
föräldrar: föreldrar föräldarr
väntelista: vänntelista
kvinnofrid: kvinofrid qvinnofrid
människohandel: människohandell menniskohandel
radikalisering: radikaliserring
extremism: extremissm extrimism
klotter: kloter
skadegörelse: skadegörelsse skadegörlse
belysning: belysnig
inbrott: inbrått
bostadsinbrott: bostadsinbrot
bedrägeri: bedregeri bedrägerri
återfall: återfal
psykisk: psyskisk
ohälsa: ohelsa ohällsa
sjukdom: sjukdomm
överenskommelse: överenskomelse överrenskommelse
lägesbild: lägesbilld
kameraövervakning: kameraövervakining kamraövervakning
ordningsvakter: ordningsvakkter
vittnesstöd: vittnestöd
nämnden: nämden
nämndens: nämdens
myndigheten: myndihgeten
myndigheter: myndihetter
försäkringskassan: försekringskasan
utredningar: utredingr utrednigar
handlingsplan: handligsplan handlnigsplann
uppföljning: uppföljnig uppföjlnign
elevhälsa: elevhelsa eleväsla
rehabilitering: rehabliteringg rehabiltiering
missbruksvård: misbrukvård
beroendevård: beroendevord
våldsutsatt: våldsutsat
våldsutsatta: våldsutsata
tillsyn: tillsynn
trakasserier: trakaserier trakaserrier
diskriminering: diskriminnering disskriminering
integration: integrasjon intigration
tillstånd: tillstond
förskolan: förskollan
fritidsgården: fritidsgorden
bibliotek: biblotek bilbiotek
biblioteket: bibloteket
ansökan: ansökann annsökan
försörjningsstöd: försörjningstöd försörningsstöd försörgningstöd
budget: budjet
organisation: organsation orginisation
organiserad: organicerad orgainserad
utvärdering: utvärderring utvädering
våldsamma: vålsamma
bevisning: bevissning
förundersökning: förundersöknig
åklagare: åklagarre oklagare
kränkningar: kränknigar krenkningar
droger: drogger
kostnader: kostnadr kosnader
"""
PAIRS = [
    (written, line.split(": ")[0]) for line in MISSPELT.split("\n") if line for written in line.split(": ")[1].split()
]

# Places, names, rare words and compounds, none of them in the vocabulary.
RIGHT = (
    "Tensta Rinkeby Hjällbo Biskopsgården Hammarkullen Lövgärdet Araby Kronogården Vivalla Navestad Sollefteå"
    " Örnsköldsvik Storuman Haparanda Kungsbacka Lerum Partille Ockelbo Ljusdal Vaggeryd Granqvist Sandahl Rostami"
    " Svanberg Lindgren Kardell Wikström Sarnecki trygghetsvandringarna avhopparsamordnare grannsamverkansombud"
    " fältassistenterna narkotikahundar klottersanering lägesbildsarbete medborgarlöften orosanmälningsblankett"
    " vräkningsförebyggande brottsofferjourens skolnärvaroteam drogvaneundersökning kameraövervakade"
    " områdespoliserna trygghetsvärdar nattvandrare föräldravandring barnahusutredning gängavhoppare"
    " visselblåsarfunktion bötningsärenden stalkning sexköpare ecstasy tramadol spice fentanyl swishbedrägeri"
    " nätfiske romansbedrägerier skimning kvarsittande utpressare bulvan hälare mopedgäng burnout oskuldskontroll"
    " väktarronder nattknappen ungdomscoacher repulse kvällspatrullering parkourpark spontanidrottsplats"
    " tunnelbanestation Bergsjön Gottsunda Fittja Husby Råslätt Seved Vårby Jordbro Ronna Skäggetorp Charlottesborg"
    " Gamlegården Härnösand Mjölby Bollnäs Arvidsjaur Kramfors Ydre Tjörn Munkfors Åmål Flen Bergqvist Hosseini"
    " Ahlström Estrada Nyqvist Holmberg ungdomsstödjare drogtestning tryggvandring samverkansöverenskommelsen"
    " ordningsvaktsområde skyddspromenader hedersproblematik fältgrupperna anhörigstödjare brottsutvecklingsindex"
    " trygghetsundersökningens medborgardialogerna eftervårdsboende klotterpolicyn grannstödsbilar väktarinsatser"
    " stöldmärkning lägenhetsinbrotten åldringsbrott utpressningsförsök gatuvåldet skolpoliser insatsstyrkor"
    " benzodiazepiner kokainet fickstölder tjuvgods larmbågar sextortion doxning identitetskapning fakturabluff"
    " phishing återfallsförebyggare orossamtal bekymringssamtal gatumusikant klanbaserad avradikalisering"
    " högriskmiljöer belysningsronder plankning"
).split()

CORPUS = {
    "förebyggande": 90,
    "socialtjänst": 80,
    "socialtjänsten": 70,
    "avhopparverksamhet": 5,
    "våldsbrott": 40,
    "göteborg": 30,
    "skjuta": 20,
    "testa": 10,
    "vård": 60,
    "värd": 6,
    "våld": 50,
    "medling": 1,
    "kommunfullmäktige": 9,
}


def corrected(question: str, corpus: dict[str, int] = CORPUS) -> str:
    return correct(question, corpus.__contains__, lambda word: corpus.items())[0]


def test_letters_are_folded_as_people_write_them_without_swedish_keys() -> None:
    assert fold("åtgärder för idéer på müsli ø") == "atgarder for ideer pa musli o"


def test_only_the_wrong_words_of_a_question_change_and_are_named() -> None:
    question = "Forebygande arbete,  vad gör SoL 2024 och socialtjanst?"
    text, corrections = correct(question, {*CORPUS, "arbete"}.__contains__, lambda word: CORPUS.items())
    assert text == "Förebyggande arbete,  vad gör SoL 2024 och socialtjänst?"
    assert corrections == (
        Correction("forebygande", "förebyggande"),
        Correction("socialtjanst", "socialtjänst"),
    )


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("forebyggande", "förebyggande"),
        ("vard", "vård"),  # "värd" folds alike and is rarer
        ("sjuta", "skjuta"),
        ("stjuta", "skjuta"),
        ("våldd", "våld"),
        ("vådl", "våld"),
        ("bald", None),  # another first letter
        ("vill", None),
        ("medlin", "medling"),
        ("meddlinng", "medling"),  # two doubled letters cost one
        ("mädlin", None),
        ("kommunfulmektigge", "kommunfullmäktige"),
        ("ommunfullmäktige", "kommunfullmäktige"),
        ("trafik", None),
    ],
)
def test_the_nearest_word_is_near_enough(word: str, meant: str | None) -> None:
    assert nearest(word, CORPUS.items()) == meant


def test_of_two_words_as_near_the_frequent_one_is_meant() -> None:
    assert nearest("polir", [("polis", 5), ("polin", 9)]) == "polin"
    assert nearest("polir", [("polis", 9), ("polin", 5)]) == "polis"
    assert nearest("polis", []) is None


def test_a_word_that_stands_once_may_have_one_letter_wrong_only() -> None:
    assert nearest("organizatin", [("organisation", 2)]) == "organisation"
    assert nearest("organizatin", [("organisation", 1)]) is None


@pytest.mark.parametrize(
    "question",
    [
        "",
        "vad",
        "VALD",  # acronyms
        "Vald23 forebyggande.se kontakt@socialtjanst",
        "Vad händer i Tensta?",  # "testa" is near, but within a sentence it is a name
        "trygghetsvandringar",  # a compound that can be split
        "socialtjänstens",  # another inflection
    ],
)
def test_what_may_be_right_stays(question: str) -> None:
    assert correct(question, CORPUS.__contains__, lambda word: CORPUS.items()) == (question, ())


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("avhoparverksamhet", "avhopparverksamhet"),
        ("valdsbrott", "våldsbrott"),  # though it can be split into vald + brott
        ("Hur är det i Goteborg?", "Hur är det i Göteborg?"),
        ("mot varfor, ocskå skule", "mot varför, också skulle"),  # stop words are no words of the corpus
    ],
)
def test_compounds_names_and_stop_words_are_put_right(question: str, text: str) -> None:
    assert corrected(question) == text


def test_nine_in_ten_misspelt_words_are_put_right() -> None:
    corpus = word_counts() | {meant: 2 for _, meant in PAIRS if meant not in word_counts()}
    wrong = {written: got for written, meant in PAIRS if (got := corrected(written, corpus)) != meant}
    assert len(PAIRS) == 147
    assert not [written for written, _ in PAIRS if written in corpus]
    assert len(wrong) <= 0.1 * len(PAIRS), wrong


def test_nineteen_in_twenty_rare_words_stay() -> None:
    questions = [f"Vad vet ni om {word}?" for word in RIGHT]
    changed = [got for question in questions if (got := corrected(question, word_counts())) != question]
    assert len(RIGHT) == 145
    assert not [word for word in RIGHT if word.lower() in word_counts()]
    assert len(changed) <= 0.05 * len(RIGHT), changed


@given(st.text())
def test_a_question_of_known_words_is_returned_whole(question: str) -> None:
    assert correct(question, lambda word: True, lambda word: ())[1] == ()


@given(st.text(alphabet="abdelrstvåäö .!", max_size=30))
def test_a_corrected_question_is_not_corrected_again(question: str) -> None:
    once = corrected(question)
    assert corrected(once) == once
