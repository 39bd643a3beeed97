"""What could be a name in Swedish text: runs of capitalised words, cut at words that are no part of a name.

Knows the shape of names and the words that never are one; nothing about what stands beside a name, nor about roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.tag.people.name_lists import NameLists
from pipeline.tag.people.role_words import is_role_word

# The inside of a regex class: the capital letters.
UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŘŚŞŠȘŢŤȚŪŮŰŹŻŽ"
_PARTICLE = r"(?:von|af|de|van|der|den|di|da|dos|del|la|le|el|al|bin|ibn|ben|zu|ter|ten)"
_INITIALS = rf"(?:[{UPPER}]\.(?:-?[{UPPER}]\.)*|[{UPPER}]-[{UPPER}](?![\w-]))"
_PREFIX = rf"(?:(?:al|el|as|ar|ash)-|[dl]['’](?=[{UPPER}]))"
_TOKEN = rf"(?:{_INITIALS}|{_PREFIX}?[{UPPER}](?:[^\W\d_]|['’´](?=[^\W\d_]))*(?:-[^\W\d_]+)*)"
_RUN = re.compile(rf"(?<![\w@.’'/-]){_TOKEN}(?:[ \u00a0]{{1,2}}(?:{_PARTICLE}[ \u00a0])*{_TOKEN}){{0,40}}(?![\w@])")
_PIECE = re.compile(rf"{_TOKEN}|{_PARTICLE}(?![\w-])")
_NAME_LIKE = re.compile(
    rf"(?:(?:al|el|as|ar|ash|Al|El|Abu|Ali)-[^\W\d_]+|[dl]['’][^\W\d_]+"
    rf"|(?:Mc|Mac|De|Di|Le|La|Van|O['’]|D['’])?[{UPPER}][^\W\d_{UPPER}]+(?:['’´]?[^\W\d_{UPPER}]+)?"
    rf"(?:-[{UPPER}][^\W\d_{UPPER}]+)*)"
)
_INITIAL = re.compile(rf"[{UPPER}](?:\.(?:-?[{UPPER}]\.)*|-[{UPPER}])?")

# Words that are no part of a person's name, by ending and in full.
_NOT_NAME_ENDING = re.compile(
    r".+(?:gatan|vägen|torget|gränd|gränden|stigen|gångarna|plan|platsen|backen|allén|parken|leden|bron|kajen|hamnen"
    r"|skolan|skolor|gymnasiet|kyrkan|gården|gårdar|huset|hemmet|sjukhus|sjukhuset|projektet|modellen|delen|center"
    r"|rådet|verket|styrelsen|nämnden|nämnd|förvaltningen|förvaltning|kontoret|kontor|bolaget|stiftelsen|fonden|museet"
    r"|museum|universitet|universitetet|högskola|högskolan|institutet|centrum|centret|polisen|tjänsten|vården"
    r"|myndigheten|kommun|kommunen|föreningen|förbundet|partiet|byrån|enheten|avdelningen|gruppen|samverkan|utskottet|kommittén"
    r"|konferensen|dagen|veckan|priset|loppet|festivalen|lagen|området|regionen|distriktet|tidningen|bladet|posten"
    r"|kuriren|nytt|rapporten|planen|strategin|programmet|forum|hallen|staden|stadshus|arena|arenan|bostäder"
    r"|fastigheter|akademin|biblioteket|länet|län|kliniken|kammaren|fond|musikklasser|mottagningen|teamet|ligan|gänget"
    r"|nätverket|koden|metoden|regeringen|departementet|domstolen|tingsrätt|hovrätt|församling|bygden)s?"
)
_NOT_NAME = frozenset(
    (
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
        " unga iran irak iraq kuba air airlines consulting intervention generation högskola skola"
        " kommunikation life cola coca hållbara hållbar trygga energi bostäder"
        " fastigheter konsult media produktion design music records sport event events data systems partners capital"
        " invest energy motor telge post times elementarskola"
        " dow boys stoppa lanka rica leone marino dagblad tidning tidningar allehanda tidende uddeholm"
    ).split()
)
_SURNAME_LIKE = re.compile(
    r".+(?:sson|sdotter|sen|ssen|berg|bergh|borg|ström|lund|gren|green|qvist|kvist|quist|dahl|dal|dell|hell|ell|én|ius"
    r"|man|mann|stedt|städt|stad|strand|holm|blad|blom|crantz|krantz|kranz|rot|stam|ović|ovic|evic|ević|ić|ski|ska|sky"
    r"|skij|nen|poulos|idis|oğlu|oglu|yan|zadeh|nejad|pour|gård|gaard|fors|hag|hagen|näs|mark|bäck|beck|becker|feldt"
    r"|felt|fält|löf|löv|hult|lind|rud|rup|sjö|skog|skiöld|sköld|stierna|stjerna|ås|vall|wall|wahl|åker|hammar|stein"
    r"|witz|wicz|enko|enka|ov|ova|ev|eva|in|ina|ides|ez|elli|etti|ini|ani|awi|oui|ullah|zai|iqi|aj|lä|la|dottir|dóttir"
    r"|crona|hielm)"
)
_OFFICE_AFTER = re.compile(r"[ \u00a0]+(?:kommun|stad|län|centrum|församling|socken)|-", re.IGNORECASE)
_AFTER_PLACE_WORD = re.compile(rf"(?<!\w)(?:i|till|från|utanför)[ \u00a0]+([{UPPER}][^\W\d_]+)(?![ \u00a0]+[{UPPER}])")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: text[start:end] == word.text."""

    start: int
    end: int
    text: str

    @property
    def plain(self) -> str:
        """The word as lists have it: "BERG" → "Berg"."""
        return self.text.title() if self.is_capitals else self.text

    @property
    def is_capitals(self) -> bool:
        """Whether it is a word of capitals only: "BERG"."""
        return self.text.isupper() and not self.is_initial

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter or initials: "B", "G.W.", "P-O"."""
        return _INITIAL.fullmatch(self.text) is not None

    @property
    def is_joint(self) -> bool:
        """Whether it only joins names: an initial or a particle ("von")."""
        return self.text.islower() or self.is_initial


Run = list[Word]


def name_runs(text: str, lists: NameLists) -> list[Run]:
    """Return the stretches of words that could be names: capitalised, on one line, cut at words that are no name."""
    runs: list[Run] = []
    for match in _RUN.finditer(text):
        runs.append([])
        for piece in _PIECE.finditer(text, match.start(), match.end()):
            word = Word(piece.start(), piece.end(), piece.group())
            if _may_be_name(word, lists) or _may_be_surname(text, word, runs[-1], lists):
                runs[-1].append(word)
            else:
                runs.append([])
    return [run for run in runs if run]


def cut_at_places(text: str, runs: list[Run], lists: NameLists) -> list[Run]:
    """Return `runs` cut at words no list holds that `text` uses as a place elsewhere ("i Rosengård").

    A municipality's name that `name_runs` has let in stands right behind a given name and stays.
    """
    places = set(_AFTER_PLACE_WORD.findall(text)) - lists.given - lists.surnames - lists.municipalities
    return [part for run in runs for part in _cut(run, places) if part]


def looks_like_surname(word: str) -> bool:
    """Whether `word` ends as surnames do: "Sandqvist", "Petrović"."""
    return _SURNAME_LIKE.fullmatch(word.lower()) is not None


def _may_be_name(word: Word, lists: NameLists) -> bool:
    if word.is_joint:
        return True
    lower = word.text.lower()
    if not _NAME_LIKE.fullmatch(word.plain) or lower in _NOT_NAME:
        return False
    forms = (word.plain, word.plain.removesuffix("s"))
    if any(lists.is_listed(form) for form in forms):
        return True
    if lower.removesuffix("s") in _NOT_NAME:
        return False
    if any(form in lists.municipalities for form in forms):
        return False
    if word.is_capitals and not any(looks_like_surname(form) for form in forms):
        return False
    return not _NOT_NAME_ENDING.fullmatch(lower) and not is_role_word(lower)


def _may_be_surname(text: str, word: Word, run: Run, lists: NameLists) -> bool:
    """Whether `word` is a municipality's name right behind a given name: "Henrik Kalix", not "Anna Vara kommun"."""
    if not run or not lists.is_given(run[-1].plain) or _OFFICE_AFTER.match(text, word.end):
        return False
    return word.plain in lists.municipalities or word.plain.removesuffix("s") in lists.municipalities


def _cut(run: Run, places: set[str]) -> Iterator[Run]:
    part: Run = []
    for word in run:
        if word.text in places:
            yield part
            part = []
        else:
            part.append(word)
    yield part
