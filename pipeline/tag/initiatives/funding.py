"""Money that something is paid with: sums, as "2000000 kr", and sources, as the text has them.

A sum counts where its sentence speaks of means, costs or a budget and not of debts, fines or claims. Knows nothing
about initiatives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.tag.initiatives.stated import Stated

_S = r"[ \u00a0]"
_WORDS = {
    "en halv": 0.5, "en": 1, "ett": 1, "en och en halv": 1.5, "två": 2, "två och en halv": 2.5, "tre": 3, "fyra": 4,
    "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10, "elva": 11, "tolv": 12, "femton": 15, "tjugo": 20,
    "trettio": 30, "fyrtio": 40, "femtio": 50, "hundra": 100,
}  # fmt: skip
_UNITS = {"tusen": 10**3, "tkr": 10**3, "miljon": 10**6, "miljoner": 10**6, "mnkr": 10**6, "mkr": 10**6, "mdkr": 10**9}
_UNITS |= {"miljard": 10**9, "miljarder": 10**9, "": 1}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SUM = re.compile(
    rf"(?<![\w,.])(?P<number>\d{{1,3}}(?:[ \u00a0.]\d{{3}})+|\d+(?:,\d+)?|{_WORD})"
    rf"(?:{_S}?(?P<unit>miljoner|miljon|miljarder|miljard|tusen))?{_S}?(?:kronor|kr|SEK)(?!\w)"
    rf"|(?<![\w,.])(?P<bare>\d+(?:,\d+)?|{_WORD}){_S}(?P<bareunit>miljoner|miljon|miljarder)(?!\w)"
    rf"(?!{_S}(?!(?:om|per|från|till|i|för|och|på|under|ur|av|varav|kronor|kr)(?!\w))[a-zåäö])"
    rf"|(?<![\w,.])(?P<short>\d+(?:,\d+)?){_S}?(?P<shortunit>mnkr|mkr|tkr|mdkr)(?!\w)"
)
_ABOUT_MEANS = re.compile(
    r"(?<!\w)(?:får|fått|fick|tilldel\w+|bevilja\w+|finansier\w+|\w*bidrag\w*|budget\w*|kosta[rt]?\w*|kostnad\w*"
    r"|avsätt\w*|avsatt\w*"
    r"|satsa\w*|\w*medel|\w*pengar\w*|anslag\w*|investera\w*|stöd|ekonomisk\w*|lägger|fördela\w*|betala\w*"
    r"|om[ \u00a0]året|per[ \u00a0]år|står[ \u00a0]för|hälften|ansök\w*|skjuter[ \u00a0]till)(?!\w)",
    re.IGNORECASE,
)
_NO_MEANS = re.compile(
    r"(?<!\w)(?:skuld\w*|böter|återkrav|återkräv\w*|stöld\w*|stal|lön|utmätt\w*|bedrägeri\w*|skadestånd\w*"
    r"|utbetalning\w*"
    r"|värde|lura\w*|sanktionsavgift\w*|vite\w*|stoppa\w*|återbetal\w*|fakturera\w*|oriktig\w*|felaktig\w*)(?!\w)",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    rf"(?<!\w)(?:[Ff]inansier(?:as|ades|at|ats|ad|ing){_S}(?:helt{_S}|delvis{_S}|bland{_S}annat{_S})?(?:av|med|genom"
    rf"|från)"
    rf"|(?:[\w-]*(?:bidrag|medel|[Pp]engar(?:na)?)(?:{_S}(?:som{_S})?kommer)?|ekonomiskt{_S}stöd|[Mm]ed{_S}stöd){_S}(?:från|av|ur))"
    rf"{_S}(?P<who>(?!den?t?{_S}|detta|dessa|lag|\d)[^.;:!?\n()]{{2,70}})"
)
_SOURCE_END = re.compile(
    rf",{_S}|{_S}(?:och{_S}(?!\w+(?:en|et|nämnden)\b|[A-ZÅÄÖ])|(?:för|som|till|har|är|ska|under|i{_S}juli){_S}|till$)"
)
_APPLIES = re.compile(r"(?<!\w)(?:söka|söker|sökt|ansöka)[ \u00a0]$")  # for money that nobody has yet
# Money that nobody got: denied, only wished for or applied for.
_UNREAL = re.compile(
    rf"(?<!\w)(?:(?:fick|får|fått|få|gav|ger|beviljades|beviljats|beviljas|tilldelades|tilldelas|finansieras|finansierades|kostar){_S}"
    rf"(?:\w+{_S}){{0,2}}?(?:inte|aldrig|ej|inga|inget|ingen)|(?:inte|aldrig|inga){_S}(?:\w+{_S}){{0,2}}?(?:fått|få|beviljats|beviljas|tilldelats"
    rf"|pengar|medel|bidrag|statsbidrag)|skulle{_S}(?:\w+{_S}){{0,2}}?(?:ha{_S})?(?:fått|få|kosta\w*|kostat|finansieras|finansierats|beviljats)"
    rf"|avslag\w*|avslog\w*|nekad\w*|nekats|nekar|utan{_S}(?:pengar|medel|bidrag|stöd){_S}från"
    rf"|(?:ansöker|ansökte|ansökan|ansökt|söker|sökte|hoppas|vill{_S}ha){_S}(?:\w+{_S}){{0,3}}?(?:om|på|\d+|pengar|medel|bidrag|få))(?!\w)",
    re.IGNORECASE,
)
_GRANTED = re.compile(
    r"(?<!\w)(?:beviljades|beviljats|beviljas|beviljat|fick|tilldelades|tilldelats)(?!\w)", re.IGNORECASE
)
_APPLIED = re.compile(r"(?:ansök|sök|hoppas|vill)", re.IGNORECASE)
_GRANT = re.compile(rf"(?<!\w)(?:[Ss]tatsbidrag(?:et)?|[Pp]rojektmedel|[Uu]tvecklingsmedel)(?!{_S}(?:från|av|ur)|\w)")


def funding(text: str, start: int = 0, end: int | None = None) -> Iterator[Stated]:
    """Yield the sums and sources in the sentence text[start:end], in text order; none where nobody got them."""
    stop = len(text) if end is None else end
    if _is_unreal(text, start, stop):
        return
    found = []
    if _ABOUT_MEANS.search(text, start, stop) and not _NO_MEANS.search(text, start, stop):
        found += [Stated(*match.span(), _sum(match)) for match in _SUM.finditer(text, start, stop)]
    found += [Stated(*match.span(), match.group().lower()) for match in _GRANT.finditer(text, start, stop)]
    for match in _SOURCE.finditer(text, start, stop):
        if _APPLIES.search(text, max(start, match.start() - 20), match.start()):
            continue
        cut = _SOURCE_END.search(text, match.start("who"), match.end())
        last = cut.start() if cut else match.end()
        found.append(Stated(match.start(), last, " ".join(text[match.start() : last].split())))
    yield from _joined(text, sorted(found, key=lambda one: one.start))


def _is_unreal(text: str, start: int, end: int) -> bool:
    """Whether the sentence denies the money, or tells of an application and not of what came of it."""
    return any(
        not (_APPLIED.match(unreal.group()) and _GRANTED.search(text, start, end))
        for unreal in _UNREAL.finditer(text, start, end)
    )


def _joined(text: str, found: list[Stated]) -> Iterator[Stated]:
    """Yield a sum and its source as one where they are one phrase: "1,4 miljoner kronor i bidrag från Brå"."""
    last: Stated | None = None
    for one in found:
        if last and (one.start < last.end or text[last.end : one.start].strip() == "i"):
            last = Stated(last.start, max(last.end, one.end), last.value)
        else:
            if last:
                yield last
            last = one
    if last:
        yield last


def _sum(match: re.Match[str]) -> str:
    written, unit = (
        match["number"] or match["short"] or match["bare"],
        match["unit"] or match["shortunit"] or match["bareunit"] or "",
    )
    number = _WORDS.get(written)
    if number is None:
        number = float(re.sub(r"[ \u00a0.]", "", written).replace(",", "."))
    return f"{round(number * _UNITS[unit])} kr"
