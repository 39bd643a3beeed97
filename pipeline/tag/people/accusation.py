"""Whether a text accuses or convicts a person beside the name, or gives them a criminal's role: never a public one.

"Den åtalade polisen Bo Ek", "gängledaren Bo Ek", "Bo Ek, rektor, dömdes", not "Åklagaren Bo Ek åtalade två män" or
"den misstänkte mannens advokat Bo Ek". What is done to a victim is no accusation. Knows nothing about public roles.
"""

from __future__ import annotations

import re

from pipeline.records import Mention
from pipeline.tag.people.names import UPPER

_SP = r"[ \u00a0]+"
_BEFORE, _AFTER = 90, 120  # characters beside a name in which an accusation is looked for
_CRIMINAL = (
    r"(?:\w*(?:gäng|maffia|klan|kartell|knark|narkotika|liga)-?(?:ledare|boss|kung|medlem|kriminell)"
    r"|gärningsm[aä]n|mördare|dråpare|våldtäktsm[aä]n|pedofil|rånare|bedragare|seriebrottsling|brottsling|terrorist"
    r"|knarklangare|knarkhandlare|yrkeskriminell|livstidsfånge|fånge)"
    r"(?:n|en|nen|ne|e|a|na|s)?"
)
# A leader of what the text calls a gang; who just is "ledaren" leads nothing that has a name.
_GANG = (
    r"(?:\w*(?:gäng|nätverk|liga|klan|maffia|kartell)(?:et|en|n|ets|ens|ns|s)?"
    r"|foxtrot\w*|rumba\w*|bandidos|hells angels|satudarah|no surrender|shottaz|dödspatrullen|black cobra)"
)
_GANG_LEADER = re.compile(
    rf"(?:^|(?<!\w)(?:{_GANG}{_SP})?)ledare(?:{_SP}(?:för|i|av){_SP}(?:det|den)?\s*(?:\w+{_SP})?{_GANG})?", re.I
)
_CRIMINAL_ROLE = re.compile(rf"(?:.*\W)?{_CRIMINAL}(?:\W.*)?", re.IGNORECASE)
_GANG_NAME = re.compile(rf"{_GANG}(?!\w).*", re.IGNORECASE)
_LEADER_BEFORE = re.compile(rf"(?<![\w-])(?:ledaren|{_GANG}{_SP}ledare){_SP}$", re.IGNORECASE)
_ACCUSED = (
    r"(?:(?:brotts|mord|terror|mut)?misstänkt[ae]?|åtalade?|dömd[ae]?|häktade?|gripn[ae]|gripen|anhållen"
    r"|anhålln[ae]|efterlyst[ae]?|livstidsdömd[ae]?)"
)
# "åtalad", not "åtalade", which may be a verb.
_ACCUSED_ONE = r"(?:(?:brotts|mord|terror|mut)?misstänkt|åtalad|(?:livstids)?dömd|häktad|gripen|anhållen|efterlyst)"
# What may stand between "den dömde" and the name: no preposition or verb, no genitive ("mannens advokat").
_NOUNS = (
    rf"(?:,?{_SP}(?!(?:i|på|för|av|med|till|mot|från|vid|hos|om|att|som|när|men|är|var|har|säger|sade|sa|enligt|under"
    rf"|inte|två|tre|fyra|fem|flera)\b)(?!\w*(?:[aeo]ns|ets|ers|nas)\b)(?-i:[a-zåäöé])[\w-]*){{0,4}}"
)
_ACCUSED_BEFORE = re.compile(rf"(?<!\w)(?:{_ACCUSED}|{_CRIMINAL}){_NOUNS},?{_SP}$", re.IGNORECASE)
_BEFALLS = (
    r"(?:misstänks|misstänktes|misstänkts|åtalas|åtalades|åtalats|döms|dömdes|dömts|häktas|häktades|häktats|greps"
    r"|grips|gripits|anhölls|anhålls|anhållits|efterlyses|efterlystes|sitter (?:häktad|anhållen|i häkte|i fängelse)"
    r"|avtjänar|gömmer sig)"
)
# A clause between the name and what befalls the person, without another full name: ", polis i Vara,".
_CLAUSE = (
    rf"(?:{_SP}\([A-ZÅÄÖ]{{1,2}}\))?(?:,{_SP}\d\d?)?"
    rf"(?:,{_SP}(?![^,\n]*[{UPPER}][\w-]+{_SP}[{UPPER}])[^,.;:!?\n]{{1,60}}(?=,))?"
)
_ACCUSED_AFTER = re.compile(
    rf"{_CLAUSE},?{_SP}(?:som{_SP})?(?:har{_SP}|hade{_SP}|nu{_SP}|i{_SP}går{_SP})?(?:inte{_SP})?{_BEFALLS}(?!\w)"
    rf"|{_CLAUSE},?{_SP}(?:som{_SP})?(?:är|blev|var|blivit){_SP}(?:nu{_SP}|fortfarande{_SP}|internationellt{_SP})?"
    rf"(?:{_ACCUSED}(?!\w)|på{_SP}(?:fri{_SP}fot|flykt|rymmen))"
    rf"|{_CLAUSE},{_SP}(?:den{_SP}{_ACCUSED}|(?:(?:en|nu|tidigare|även|också){_SP})?{_ACCUSED_ONE}"
    rf"|(?:(?:den|en){_SP})?{_CRIMINAL})(?!\w)"
)


def is_accused(text: str, mention: Mention) -> bool:
    """Whether the words beside `mention` accuse the person, or its role is a criminal's."""
    before, after = text[max(0, mention.start - _BEFORE) : mention.start], text[mention.end : mention.end + _AFTER]
    if _ACCUSED_BEFORE.search(before) or _ACCUSED_AFTER.match(after):
        return True
    if mention.role is None:
        return False
    return _CRIMINAL_ROLE.fullmatch(mention.role) is not None or _leads_a_gang(mention, before)


def _leads_a_gang(mention: Mention, before: str) -> bool:
    """Whether the person leads a gang, or is "ledaren" of nothing that the text names there."""
    if _GANG_LEADER.fullmatch(mention.role or "") is None:
        return False
    if mention.organisation:
        return _GANG_NAME.fullmatch(mention.organisation) is not None
    return mention.role != "ledare" or _LEADER_BEFORE.search(before) is not None
