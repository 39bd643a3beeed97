"""People named in Swedish text: full names with role and organisation, and later mentions by one name.

Method: runs of capitalised words are the candidates; each is scored by added evidence: the entities of the bundled
spaCy model (`pipeline/training/people.py`), the name lists (SCB name statistics 2020; surnames in public records),
Swedish surname endings, and the words beside the name ("säger …", "…, projektledare på Brå"). The model reads only
sentences that hold a candidate. Knows nothing about other documents.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.errors import StoreError
from pipeline.records import Mention
from pipeline.swedish.sentences import sentence_spans

_TEXTS_A_BATCH = 64
_LONGEST_WINDOW = 5_000  # characters; a page without sentence ends must not become one huge spaCy Doc

# Evidence weights. THRESHOLD was swept over 1.0–2.25: on the held-out tenth of klintan F1 lies within .02 throughout,
# on 2,500 regeringen.se pages 1.25 lets hundreds of titles and phrases in ("Global Compact") and 1.75 loses people.
_GIVEN, _GIVEN_WORD, _NO_GIVEN = 1.0, 0.75, -0.75
_SURNAME, _SURNAME_ENDING, _GIVEN_AS_SURNAME = 1.0, 0.75, 0.5
_MODEL_WHOLE, _MODEL_PART, _MODEL_OTHER, _CONTEXT = 1.5, 0.75, -0.25, 0.75
THRESHOLD = 1.5

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŘŚŞŠȘŢŤȚŪŮŰŹŻŽ"
_PARTICLE = r"(?:von|af|de|van|der|den|di|da|dos|del|la|le|el|al|bin|ibn|ben|zu|ter|ten)"
_TOKEN = (
    rf"(?:[{_UP}]\.(?:-?[{_UP}]\.)*|(?:(?:al|el|as|ar|ash)-)?[{_UP}](?:[^\W\d_]|['’´](?=[^\W\d_]))*(?:-[^\W\d_]+)*)"
)
_RUN = re.compile(rf"(?<![\w@.’'/-]){_TOKEN}(?:[ \u00a0]{{1,2}}(?:{_PARTICLE}[ \u00a0])*{_TOKEN}){{0,40}}(?![\w@])")
_PIECE = re.compile(rf"{_TOKEN}|{_PARTICLE}(?![\w-])")
_NAME_LIKE = re.compile(
    rf"(?:(?:al|el|as|ar|ash|Al|El|Abu|Ali)-[^\W\d_]+"
    rf"|(?:Mc|Mac|De|Di|Le|La|Van|O['’]|D['’])?[{_UP}][^\W\d_{_UP}]+(?:['’´]?[^\W\d_{_UP}]+)?"
    rf"(?:-[{_UP}][^\W\d_{_UP}]+)*)"
)
_INITIAL = re.compile(rf"[{_UP}](?:\.(?:-?[{_UP}]\.)*)?")

# Words that are no part of a person's name, by ending and in full.
_NOT_NAME_ENDING = re.compile(
    r".+(?:gatan|vägen|torget|gränd|gränden|stigen|gångarna|plan|platsen|backen|allén|parken|leden|bron|kajen|hamnen"
    r"|skolan|skolor|gymnasiet|kyrkan|gården|gårdar|huset|hemmet|sjukhus|sjukhuset|projektet|modellen|delen"
    r"|center|rådet|verket|styrelsen"
    r"|nämnden|nämnd|förvaltningen|förvaltning|kontoret|kontor|bolaget|stiftelsen|fonden|museet|museum"
    r"|universitet|universitetet"
    r"|högskola|högskolan|institutet|centrum|centret|polisen|tjänsten|vården|myndigheten|kommun|kommunen"
    r"|föreningen|förbundet"
    r"|partiet|byrån|enheten|avdelningen|gruppen|utskottet|kommittén|konferensen|dagen|veckan|priset|loppet"
    r"|festivalen|lagen"
    r"|området|regionen|distriktet|tidningen|bladet|posten|kuriren|nytt|rapporten|planen|strategin|programmet"
    r"|forum|hallen"
    r"|staden|stadshus|arena|arenan|bostäder|fastigheter|akademin|biblioteket|länet|län|kliniken|kammaren|fond"
    r"|musikklasser|mottagningen|teamet"
    r"|ligan|gänget|nätverket|koden|metoden|regeringen|departementet|domstolen|tingsrätt|hovrätt|församling|bygden)s?"
)
_NOT_NAME_WORDS = (
    "webb foto fotograf bild illustration porträtt film text källa kontakt kontakta telefon tel mobil epost"
    " e-post mejl mail adress besök besöksadress postadress fax öppettider publicerad uppdaterad granskad senast"
    " ändrad sidansvarig ansvarig skribent författare redaktör av och i på vid för från till med om som enligt när"
    " här där hur vad vem nu då men eller så det den de vi du jag han hon ni man en ett att ja nej tack hej läs se"
    " mer alla kommun kommuns stad stads län läns region landsting församling socken centrum city torg hus park"
    " plats väg gata allé polis polisen nämnd råd ab hb kb aktiebolag institut institutet center centre stiftelse"
    " stiftelsen akademi akademin university college school academy foundation institute group council online live"
    " news sverige svenska europa asia europe africa america north south east west southeast german british"
    " american new united lord lady sir mr mrs ms baba agenda agreement conference action summit lex sankt sankta"
    " s:t s:ta santa saint san januari februari mars april juni juli augusti september oktober november december"
    " måndag tisdag onsdag torsdag fredag lördag söndag alfa norra södra östra västra stora lilla gamla nya herr"
    " herrar fru fröken dr doktor professor kung drottning prins prinsessan kungen drottningen prinsen familjen"
    " bröderna kungliga danmark norge finland island tyskland frankrike england ukraina ryssland polen kina"
    " capita kulturhus mamma pappa grattis kronprinsessan kronprinsen promemorian promemoria remiss inom the villa"
    " commissioner london"
)
_NOT_NAME = frozenset(_NOT_NAME_WORDS.split())
_SURNAME_LIKE = re.compile(
    r".+(?:sson|sdotter|sen|ssen|berg|bergh|borg|ström|lund|gren|green|qvist|kvist|quist|dahl|dal|dell|hell|ell|én|ius"
    r"|man|mann|stedt|städt|stad|strand|holm|blad|blom|crantz|krantz|kranz|rot|stam|ović|ovic|evic|ević|ić|ski|ska|sky"
    r"|skij|nen|poulos|idis|oğlu|oglu|yan|zadeh|nejad|pour|gård|gaard|fors|hag|hagen|näs|mark|bäck|beck|becker"
    r"|feldt|felt"
    r"|fält|löf|löv|hult|lind|rud|rup|sjö|skog|skiöld|sköld|stierna|stjerna|ås|vall|wall|wahl|åker|hammar|stein"
    r"|witz|wicz"
    r"|enko|enka|ov|ova|ev|eva|in|ina|ides|ez|elli|etti|ini|ani|awi|oui|ullah|zai|iqi|aj|lä|la|dottir"
    r"|dóttir|crona|hielm)"
)
_NAMED_AFTER = re.compile(
    r"[ \u00a0-]*(?:väg|gata|plats|torg|gränd|allé|park|minnesfond|stiftelse|fond|akademi|skola|sjukhus|barnsjukhus"
    r"|institut|pris|museum|minne|stipendium|kyrka|gymnasium|musikklasser|församling|center|hus|hem|AB|HB|KB"
    r"|Aktiebolag|Institut"
    r"|Institutet|Center|Centre|Foundation|Academy|Barnsjukhus|Museum|Universitet|University)(?![\w-])|-[a-zåäö]"
)

_SPEECH = (
    r"(?:sa|sade|säger|berättar|berättade|menar|menade|betonar|betonade|förklarar|förklarade|fortsätter|avslutar|tycker"
    r"|konstaterar|konstaterade|tillägger|understryker|poängterar|påpekar|uppger|skriver|hälsar|tror|tänker|ser|hoppas"
    r"|anser|svarar|föreläser|kommenterar|redogör|lyfter|summerar)"
)
_SPEECH_BEFORE = re.compile(rf"(?<!\w){_SPEECH}[ \u00a0]+$", re.IGNORECASE)
_SPEECH_AFTER = re.compile(rf"[ \u00a0]+{_SPEECH}(?!\w)")
_PARTY = re.compile(r",?[ \u00a0]\(?(?:S|M|C|V|L|KD|MP|SD|FP|s|m|c|v|l|kd|mp|sd|fp)\)")
_PLACE_BEFORE = re.compile(
    r"(?<!\w)(?:i|till|från|på|vid|utanför|nära|mot|genom|kring|runt|via|norr om|söder om)[ \u00a0]+$", re.I
)
_PLACE_AFTER = re.compile(r"[ \u00a0]+(?:kommuns?|stads?|län|församling|socken|centrum)(?!\w)|-")

_ROLE_WORD = (
    r"[\w-]*?(?:chef|strateg|samordnare|ledare|utredare|handläggare|utvecklare|sekreterare|forskare|polis|direktör|minister"
    r"|ordförande|ledamot|professor|docent|lektor|doktor|doktorand|kriminolog|sociolog|psykolog|socionom|ekonom|jurist"
    r"|åklagare|advokat|kurator|lärare|rektor|pedagog|fältare|assistent|konsulent|konsult|koordinator"
    r"|controller|planerare"
    r"|arkitekt|ingenjör|inspektör|kommissarie|kommunikatör|coach|ordningsvakt|trygghetsvärd|ombudsman"
    r"|talesperson|representant"
    r"|statsråd|kommunalråd|regionråd|oppositionsråd|borgarråd|justitieråd|departementsråd|landshövding"
    r"|analytiker|expert"
    r"|specialist|rådgivare|redaktör|journalist|reporter|fotograf|författare|politiker|kyrkoherde|biskop|imam"
    r"|präst|grundare"
    r"|medarbetare|stödjare|arbetare|sköterska|läkare|administratör|bibliotekarie|tränare|behandlare|terapeut"
    r"|vaktmästare"
    r"|företagare|entreprenör|utbildare|föreläsare|moderator|mentor|ansvarig|intendent|revisor|general|överste|befäl"
    r"|talman|president|kansler|lots|ägare|förvaltare|skötare|boende|kommissionär|ambassadör|producent"
    r"|skådespelare|artist|iker|olog)(?:n|en|et|an)?|vd|VD"
)
_MODIFIER = r"(?:[\w-]+(?:ande|ende|iga?|iska?)|tf|t\.f\.|vice|tidigare|f\.d\.|ny|nya|förste|första)"
_STEP = r"[ \u00a0]+"
_ROLE_TAIL = rf"(?:(?:{_STEP}och|,){_STEP}(?:{_MODIFIER}{_STEP})?(?:{_ROLE_WORD})(?!\w))?"
_FIELD = (
    rf"(?:{_STEP}(?:i|inom|för|mot){_STEP}(?:[a-zåäöé]+(?:t|a|ig|isk|nde){_STEP})?"
    rf"[a-zåäöé][\w-]*(?<!en)(?<!et)(?<!ens)(?<!ets)(?!\w)(?:{_STEP}och{_STEP}[a-zåäöé][\w-]*)?)?"
)
_ROLE = rf"(?P<role>(?:{_MODIFIER}{_STEP}){{0,2}}(?:{_ROLE_WORD})(?!\w){_ROLE_TAIL}{_FIELD})"
_LOOSE_ROLE = (
    rf"(?P<role>(?:(?!(?:som|och|att|har|är|var|samt|eller|men)\b)[a-zåäöé.-]+{_STEP}){{0,3}}(?:{_ROLE_WORD})(?!\w)"
    rf"{_ROLE_TAIL}{_FIELD})"
)
_UNIT = (
    r"[\w-]*(?:kontoret|förvaltningen|tjänsten|nämnden|enheten|verket|rådet|styrelsen|polisen|skolan|gården|kansliet"
    r"|avdelningen|myndigheten|vården|stationen|projektet|museet|institutet|centret|universitetet|högskolan|kommunen"
    r"|regionen|stiftelsen|föreningen|bolaget|sektionen|teamet|biblioteket|departementet|omsorgen)"
)
_PLACED = rf"(?:{_STEP}i{_STEP}[{_UP}][\w-]*(?:{_STEP}(?:[{_UP}][\w-]*|kommun|stad))*)?"
_PROPER = (
    rf"[{_UP}][\w&-]*(?:(?<=-){_STEP}och{_STEP}[a-zåäöé]\w+"
    rf"|(?<=Myndigheten){_STEP}för{_STEP}[a-zåäöé]+(?:{_STEP}och{_STEP}[a-zåäöé]+)?)?"
    rf"(?:{_STEP}(?:[{_UP}&][\w&-]*|kommun|stad|län|universitet|högskola|tingsrätt|församling|gymnasium))*"
)
_ORG = rf"(?P<org>(?:{_PROPER}|(?:[a-zåäöé]\w*-{_STEP}och{_STEP})?{_UNIT}(?!\w)){_PLACED})"
_AT = rf"(?:{_STEP}(?P<prep>på|vid|i|inom|hos|för|från|till){_STEP}{_ORG})?"
_ROLE_AFTER = (
    re.compile(rf",{_STEP}(?:som{_STEP}(?:är|arbetar{_STEP}som|jobbar{_STEP}som){_STEP})?{_LOOSE_ROLE}{_AT}"),
    re.compile(rf"(?:{_STEP}[–-])?{_STEP}{_ROLE}{_AT}"),
    re.compile(rf"\n{{1,2}}(?i:{_ROLE}),?{_AT}[ \t]*(?=\n|$)"),
)
_ROLE_BEFORE = re.compile(rf"(?<![\w-])(?P<role>(?:{_MODIFIER}{_STEP})?(?:{_ROLE_WORD})){_STEP}$", re.IGNORECASE)
_ORG_AFTER = re.compile(
    rf"(?:,(?P<comma>{_STEP})|{_STEP}(?:från|på|vid|hos){_STEP}){_ORG}(?(comma)(?=[,.;:)!?”\"\n]|$|{_STEP}och{_STEP}))"
)
# "verksamhetschef för Tredje spåret": names of activities go on in lower case.
_LOWER_REST = re.compile(rf"{_STEP}[a-zåäöé]+(?<!r)(?<!de)(?<!te)(?=[,.;)\n]|$|{_STEP}(?:i|på|vid){_STEP})")
_VERB_BEFORE = re.compile(r"(?<!\w)(?:[a-zåäöé]+(?:r|de|te)|sa|vill|ska|kan)[ \u00a0]+$")
_VERB_AFTER = re.compile(r"[ \u00a0]+(?:[a-zåäöé]+(?:r|de|te)|sa|vill|ska|kan)(?!\w)")
_OFFICE = re.compile(rf"(?<!\w)(?:kommun|stad|Stad|län|region|Region|{_UNIT})(?!\w)", re.IGNORECASE)
_ROLE_WORD_ONLY = re.compile(rf"(?:{_ROLE_WORD})")
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:–”\"•-])[ \u00a0]*$")
_LOWER_WORD = re.compile(r"(?<![\w-])[a-zåäöé]+(?![\w-])")
_NAMED_BY = re.compile(
    r"(?<!\w)(?:stiftelsen|sällskapet|firma|firman|advokatfirman|advokatbyrån|lex|sankt|s:t)[ \u00a0]+$", re.I
)
_NO_GENITIVE = re.compile(
    rf"[.,;:)!?\n]|[ \u00a0]+(?:i|på|från|vid|med|som|har|hade|är|var|kan|ska|vill|en|ett|den|det|de|{_SPEECH})(?!\w)"
)
_AFTER_PLACE_WORD = re.compile(rf"(?<!\w)(?:i|till|från|utanför)[ \u00a0]+([{_UP}][^\W\d_]+)(?![ \u00a0]+[{_UP}])")
_OWN_PLACE = re.compile(rf"(?<!\w)([{_UP}][\w-]+)[ \u00a0](?:kommun|stad|Stad)")
# "Republiken Kuba", "Svenska Spel": no given name unless the list knows it.
_DEFINITE = re.compile(r".{3,}(?:en|et|ens|ets|ska|iskt)")
_FUNCTION_WORD = re.compile(
    r"[ \u00a0]+(?:och|eller|som|i|på|från|vid|med|till|för|om|av|att|har|hade|är|var|kan|ska|vill|inte|också|men|samt"
    r"|webb"
    r"|[a-zåäöé]+(?:r|ade|de|te|it))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class NameLists:
    """What is known of names: `words` are those of them that are ordinary words too."""

    given: frozenset[str]
    surnames: frozenset[str]
    words: frozenset[str]
    municipalities: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Entity:
    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate for a full name, with its evidence added up."""

    words: tuple[_Word, ...]
    score: float

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def surface(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class PeopleTagger:
    """The bundled model (a spaCy `Language`) and the name lists."""

    nlp: Any
    lists: NameLists
    threshold: float = THRESHOLD

    def find_many(self, texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
        """Yield the people named in each text, in text order; reads ahead one batch of texts and keeps no more."""
        stream = iter(texts)
        while batch := list(islice(stream, _TEXTS_A_BATCH)):
            yield from self._find_batch(batch)

    def _find_batch(self, texts: list[str]) -> list[tuple[Mention, ...]]:
        runs = [_runs(text, self.lists) for text in texts]
        windows = [
            (text[start:end], (number, start))
            for number, text in enumerate(texts)
            for start, end in _windows(text, runs[number])
        ]
        entities: list[list[_Entity]] = [[] for _ in texts]
        with self.nlp.memory_zone():
            for doc, (number, offset) in self.nlp.pipe(windows, as_tuples=True, batch_size=128):
                entities[number] += [
                    _Entity(offset + ent.start_char, offset + ent.end_char, ent.label_) for ent in doc.ents
                ]
        return [
            _mentions(text, runs[number], entities[number], self.lists, self.threshold)
            for number, text in enumerate(texts)
        ]


def load_people(model_folder: Path | None = None) -> PeopleTagger:
    """Return the tagger with the spaCy pipeline in `model_folder` (default: the bundled one).

    StoreError when the model or a name list is missing or damaged.
    """
    import spacy

    folder = model_folder or Path(__file__).parents[1] / "models" / "people"
    try:
        nlp = spacy.load(folder)
        lists = load_name_lists(Path(__file__).parent / "data")
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(f"cannot load the person model in {folder}: {error}; reinstall kunskapsbank") from error
    return PeopleTagger(nlp, lists)


def load_name_lists(folder: Path) -> NameLists:
    """Return the lists in `folder`: `given_names.txt`, `surnames.txt`, and the names in `municipalities.csv`."""
    given, given_words = _read_names(folder / "given_names.txt")
    surnames, surname_words = _read_names(folder / "surnames.txt")
    with (folder / "municipalities.csv").open(encoding="utf-8", newline="") as lines:
        municipalities = frozenset(row["name"] for row in csv.DictReader(lines))
    return NameLists(given, surnames, given_words | surname_words, municipalities)


def person_id(name: str) -> str:
    """Return the entity id of the canonical `name`: "Åsa Räty-Berg" → "person:asa-raty-berg"."""
    plain = (
        name.lower().translate(str.maketrans("øłđðı", "olddi")).replace("æ", "ae").replace("ß", "ss").replace("’", "'")
    )
    ascii_name = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return "person:" + re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")


def _read_names(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    rows = [line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return frozenset(name for name, _, _ in rows if name), frozenset(name for name, _, kind in rows if kind)


def _runs(text: str, lists: NameLists) -> list[list[_Word]]:
    """Return the stretches of words that could be names: capitalised, on one line, cut at words that are no name."""
    runs: list[list[_Word]] = []
    for match in _RUN.finditer(text):
        runs.append([])
        for piece in _PIECE.finditer(text, match.start(), match.end()):
            word = _Word(piece.start(), piece.end(), piece.group())
            if _may_be_name(word.text, lists):
                runs[-1].append(word)
            else:
                runs.append([])
    return [run for run in runs if run]


def _may_be_name(word: str, lists: NameLists) -> bool:
    if word.islower() or _INITIAL.fullmatch(word):
        return True
    if not _NAME_LIKE.fullmatch(word) or word.lower() in _NOT_NAME:
        return False
    base = word.removesuffix("s")
    if _listed(word, lists) or _listed(base, lists):
        return True
    if word in lists.municipalities or base in lists.municipalities:
        return False
    return not _NOT_NAME_ENDING.fullmatch(word.lower()) and not _ROLE_WORD_ONLY.fullmatch(word.lower())


def _listed(word: str, lists: NameLists) -> bool:
    return word in lists.given or word in lists.surnames


def _cut_at(run: list[_Word], places: set[str]) -> Iterator[list[_Word]]:
    part: list[_Word] = []
    for word in run:
        if word.text in places:
            yield part
            part = []
        else:
            part.append(word)
    yield part


def _windows(text: str, runs: list[list[_Word]]) -> list[tuple[int, int]]:
    """Return the sentences, joined where a run crosses their border, that hold a run of two words or more."""
    wanted = [(run[0].start, run[-1].end) for run in runs if len(run) > 1]
    windows: list[tuple[int, int]] = []
    if not wanted:
        return windows
    spans = sentence_spans(text)
    place = 0
    for start, end in wanted:
        while spans[place][1] <= start:
            place += 1
        last = place
        while spans[last][1] < end:
            last += 1
        window = (max(spans[place][0], start - _LONGEST_WINDOW), min(spans[last][1], end + _LONGEST_WINDOW))
        if windows and end <= windows[-1][1]:
            continue
        if windows and window[0] < windows[-1][1] and window[1] - windows[-1][0] <= 4 * _LONGEST_WINDOW:
            window = (windows.pop()[0], window[1])
        windows.append(window)
    return windows


def _mentions(
    text: str, runs: list[list[_Word]], entities: list[_Entity], lists: NameLists, threshold: float
) -> tuple[Mention, ...]:
    places = set(_AFTER_PLACE_WORD.findall(text)) - lists.given - lists.surnames
    runs = [part for run in runs for part in _cut_at(run, places) if part]
    entities = sorted(entities, key=_start)
    scored = [found for run in runs for found in _candidates(text, run, _touching(run, entities), lists)]
    accepted = {found.surface for found in scored if found.score >= threshold}
    sure = [
        _without_tail(found, accepted, lists)
        for found in scored
        if found.surface in accepted or found.surface.removesuffix("s") in accepted
    ]
    if not sure:
        return ()
    names = _canonical_names(text, sure, lists)
    taken = [(found.start, found.end) for found in sure]
    full = [_full_mention(text, found, names[found.surface], taken, lists) for found in sure]
    return tuple(sorted([*full, *_later_mentions(text, runs, sure, names, lists)], key=lambda m: m.start))


def _without_tail(found: _Found, accepted: set[str], lists: NameLists) -> _Found:
    """Return `found` cut to a shorter name accepted elsewhere when the rest does not look like surnames."""
    for count in range(2, len(found.words)):
        if any(_surname_weight(word.text, lists) for word in found.words[count:]):
            continue
        shorter = _Found(found.words[:count], found.score)
        if shorter.surface in accepted:
            return shorter
    return found


def _candidates(text: str, run: list[_Word], entities: list[_Entity], lists: NameLists) -> Iterator[_Found]:
    place = 0
    people = [ent for ent in entities if ent.label == "PER"]
    while place < len(run) - 1:
        end = _name_end(run, place, people, lists)
        if end is None:
            place += 1
            continue
        words = tuple(run[place:end])
        if not _names_a_thing(text, words):
            yield _Found(words, _score(text, words, entities, lists))
        place = end


def _touching(run: list[_Word], entities: list[_Entity]) -> list[_Entity]:
    """Return those of `entities`, sorted by start, that share a character with `run`."""
    # Two windows may overlap, so up to two entities that open before the run can reach into it.
    first = max(bisect_left(entities, run[0].start, key=_start) - 2, 0)
    last = bisect_left(entities, run[-1].end, key=_start)
    return [ent for ent in entities[first:last] if ent.end > run[0].start]


def _start(entity: _Entity) -> int:
    return entity.start


def _name_end(run: list[_Word], place: int, people: list[_Entity], lists: NameLists) -> int | None:
    """Return where the full name that opens at run[place] ends, None when none opens there."""
    first = run[place]
    if len(first.text) < 2 or first.text.islower() or _INITIAL.fullmatch(first.text):
        return None
    if not _is_given(first.text, lists):
        opens = any(ent.start == first.start for ent in people)
        name_follows = place + 2 < len(run) and _is_given(run[place + 1].text, lists)
        if not opens or name_follows or _DEFINITE.fullmatch(first.text):
            return None
    inside = max((ent.end for ent in people if ent.start <= first.start < ent.end), default=first.end)
    end = place + 1
    surnames = 0
    while end < len(run):
        word = run[end]
        joint = word.text.islower() or _INITIAL.fullmatch(word.text) is not None
        belongs = joint or not surnames or word.end <= inside or _surname_weight(word.text, lists) > 0
        if not belongs or (surnames and _opens_another(run, end, lists)):
            break
        surnames += not joint
        end += 1
    while end > place and (run[end - 1].text.islower() or _INITIAL.fullmatch(run[end - 1].text)):
        end -= 1
    return end if end - place > 1 else None


def _opens_another(run: list[_Word], place: int, lists: NameLists) -> bool:
    """Whether run[place] is the given name of a next person, as where a table's cells were joined by spaces."""
    before, word = run[place - 1].text, run[place].text
    if not _is_given(word, lists) or word in lists.surnames or place + 1 >= len(run):
        return False
    return not _is_given(before, lists) and _surname_weight(before, lists) > 0


def _names_a_thing(text: str, words: tuple[_Word, ...]) -> bool:
    """Whether the name is part of another: "Dag Hammarskjölds väg", "Raoul Wallenberg-akademin", "Lars Bergs AB"."""
    after = words[-1].end
    if _NAMED_BY.search(text[max(0, words[0].start - 20) : words[0].start]):
        return True
    return _NAMED_AFTER.match(text, after) is not None or _PLACE_AFTER.match(text, after) is not None


def _score(text: str, words: tuple[_Word, ...], entities: list[_Entity], lists: NameLists) -> float:
    first, last = words[0], words[-1]
    score = _NO_GIVEN
    if _is_given(first.text, lists):
        score = _GIVEN_WORD if first.text in lists.words or first.text in lists.municipalities else _GIVEN
    score += _surname_weight(last.text, lists)
    over = [ent for ent in entities if ent.start < last.end and ent.end > first.start]
    if any(ent.label == "PER" and ent.start <= first.start and ent.end >= last.end for ent in over):
        score += _MODEL_WHOLE
    elif any(ent.label == "PER" for ent in over):
        score += _MODEL_PART
    elif over:
        score += _MODEL_OTHER
    return score + (_CONTEXT if _in_context(text, first.start, last.end) else 0.0)


def _in_context(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 60) : start]
    return bool(
        _SPEECH_AFTER.match(text, end)
        or _PARTY.match(text, end)
        or _SPEECH_BEFORE.search(before)
        or _ROLE_BEFORE.search(before)
        or any(pattern.match(text, end) for pattern in _ROLE_AFTER)
    )


def _is_given(word: str, lists: NameLists) -> bool:
    return word in lists.given or ("-" in word and all(part in lists.given for part in word.split("-")))


def _surname_weight(word: str, lists: NameLists) -> float:
    for form in (word, word.removesuffix("s")):
        if form in lists.surnames:
            return _SURNAME
    for form in (word, word.removesuffix("s")):
        if _SURNAME_LIKE.fullmatch(form.rpartition("-")[2].lower()):
            return _SURNAME_ENDING
    return _GIVEN_AS_SURNAME if _is_given(word, lists) or _is_given(word.removesuffix("s"), lists) else 0.0


def _canonical_names(text: str, sure: list[_Found], lists: NameLists) -> dict[str, str]:
    """Return surface → canonical name: no genitive s, and the longest form of the same given and last name."""
    surfaces = {found.surface for found in sure}
    names: dict[str, str] = {}
    for found in sure:
        surface = found.surface
        if surface not in names:
            genitive = _is_genitive(text, found, surfaces, lists)
            names[surface] = surface[:-1] if genitive else surface
    longer = {name for name in names.values() if name.count(" ") > 1}
    return {surface: _longest_form(name, longer) for surface, name in names.items()}


def _longest_form(name: str, longer: set[str]) -> str:
    """Return the one name in `longer` that `name` shortens: "Rut Moberg", "Carlsson Moberg" → "Rut Carlsson Moberg"."""
    parts = name.split(" ")
    forms = [form for form in longer if form != name and _shortens(parts, form)]
    return forms[0] if len(forms) == 1 else name


def _shortens(parts: list[str], form: str) -> bool:
    if form.endswith(" " + " ".join(parts)):
        return True
    words = iter(form.split(" "))
    return form.startswith(parts[0] + " ") and all(part in words for part in parts)


def _is_genitive(text: str, found: _Found, surfaces: set[str], lists: NameLists) -> bool:
    last = found.words[-1].text
    if not last.endswith("s") or last.endswith("ss") or len(last) < 4:
        return False
    base = last[:-1]
    if found.surface[:-1] in surfaces:
        return True
    if any(_NO_GENITIVE.match(text, place) for place in _ends(text, found)):
        return False
    if last in lists.surnames or (last in lists.given and base not in lists.surnames):
        return False
    if base in lists.surnames or (_SURNAME_LIKE.fullmatch(base.lower()) and not _SURNAME_LIKE.fullmatch(last.lower())):
        return True
    noun_follows = re.match(r"[ \u00a0]+[a-zåäö]", text[found.end : found.end + 3])
    return bool(noun_follows) and not _FUNCTION_WORD.match(text, found.end)


def _ends(text: str, found: _Found) -> Iterator[int]:
    """Yield where each occurrence of the surface of `found` ends."""
    return (match.end() for match in re.finditer(re.escape(text[found.start : found.end]) + r"(?!\w)", text))


def _full_mention(text: str, found: _Found, name: str, taken: list[tuple[int, int]], lists: NameLists) -> Mention:
    role, organisation = _role_and_organisation(text, found.start, found.end, taken, lists)
    return Mention(
        found.start,
        found.end,
        text[found.start : found.end],
        "PERSON",
        person_id(name),
        name,
        role,
        organisation,
    )


def _role_and_organisation(
    text: str, start: int, end: int, taken: list[tuple[int, int]], lists: NameLists
) -> tuple[str | None, str | None]:
    for pattern in _ROLE_AFTER:
        match = pattern.match(text, end)
        if match and not _belongs_to_next(match, taken):
            return match["role"], _organisation(match, match["prep"], taken, lists)
    before = _ROLE_BEFORE.search(text[max(0, start - 60) : start])
    role = before["role"] if before else None
    match = _ORG_AFTER.match(text, end)
    return role, _organisation(match, "", taken, lists) if match else None


def _belongs_to_next(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    """Whether the role stands before another person ("Anna Berg, utredaren Bo Ek")."""
    following = bisect_right(taken, (match.end("role"), 0))
    return following < len(taken) and match.string[match.end("role") : taken[following][0]].isspace()


def _organisation(
    match: re.Match[str], preposition: str | None, taken: list[tuple[int, int]], lists: NameLists
) -> str | None:
    """Return the organisation in `match`, unless it is another person or no more than a place."""
    organisation = match["org"]
    following = bisect_right(taken, (match.start("org"), 0))
    if not organisation or (following < len(taken) and taken[following][0] < match.end("org")):
        return None
    if organisation in lists.municipalities or organisation.split()[0] in lists.given | {"Dr", "Prof"}:
        return None
    rest = _LOWER_REST.match(match.string, match.end()) if preposition == "för" else None
    if rest and organisation[0].isupper():
        return organisation + rest.group()
    if preposition == "i" and not _OFFICE.search(organisation):
        return None
    return organisation


def _later_mentions(
    text: str, runs: list[list[_Word]], sure: list[_Found], names: dict[str, str], lists: NameLists
) -> Iterator[Mention]:
    """Yield the mentions by given name or surname alone that follow a full name and can mean one person only."""
    bearers: dict[str, set[str]] = {}
    first_seen: dict[str, int] = {}
    for found in sure:
        name = names[found.surface]
        first_seen[name] = min(first_seen.get(name, found.end), found.end)
        for part in _short_forms(name):
            bearers.setdefault(part, set()).add(name)
    taken = {word.start for found in sure for word in found.words}
    lower_words = set(_LOWER_WORD.findall(text))
    own_places = {form for name in _OWN_PLACE.findall(text) for form in (name, name.removesuffix("s"))}
    for run in runs:
        word = run[-1]
        form = word.text if word.text in bearers else word.text.removesuffix("s")
        if word.start in taken or len(bearers.get(form, ())) != 1 or not _stands_alone(text, run, lists):
            continue
        (name,) = bearers[form]
        if word.start > first_seen[name] and not _is_something_else(text, word, form, lower_words, own_places, lists):
            start = word.start - _particles_before(text, word.start, name)
            yield Mention(start, word.end, text[start : word.end], "PERSON", person_id(name), name)


def _particles_before(text: str, start: int, name: str) -> int:
    """Return the length of the particles of `name` that stand before `start`: 8 in "von der Leyen"."""
    particles = "".join(f"{part} " for part in name.split(" ")[1:-1] if part.islower())
    return len(particles) if particles and text.endswith(particles, 0, start) else 0


def _short_forms(name: str) -> set[str]:
    parts = name.split(" ")
    return {part for part in (parts[0], parts[-1]) if len(part) > 1}


def _stands_alone(text: str, run: list[_Word], lists: NameLists) -> bool:
    """Whether the run is one word, but for an ordinary word that opens the sentence ("Också Susanna")."""
    if len(run) == 1:
        return True
    opener = run[0].text
    if len(run) > 2 or opener in lists.given or opener in lists.surnames:
        return False
    return _SENTENCE_START.search(text[max(0, run[0].start - 5) : run[0].start]) is not None


def _is_something_else(
    text: str, word: _Word, form: str, lower_words: set[str], own_places: set[str], lists: NameLists
) -> bool:
    """Whether the name means a place, a thing or an ordinary word here; the text is about `own_places`."""
    before = text[max(0, word.start - 20) : word.start]
    if _PLACE_AFTER.match(text, word.end) or _NAMED_AFTER.match(text, word.end):
        return True
    if re.match(rf"[ \u00a0][{_UP}]", text[word.end : word.end + 2]):
        return True
    if form in lists.municipalities:
        own = form in own_places
        verb_before, verb_after = (_SPEECH_BEFORE, _SPEECH_AFTER) if own else (_VERB_BEFORE, _VERB_AFTER)
        if _PLACE_BEFORE.search(before) or not (verb_before.search(before) or verb_after.match(text, word.end)):
            return True
    if form in lists.words and _PLACE_BEFORE.search(before):
        return True
    return form.lower() in lower_words and _SENTENCE_START.search(before) is not None
