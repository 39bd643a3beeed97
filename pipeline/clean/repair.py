"""Text as its author wrote it: broken encodings, invisible characters and lost spaces put right, nothing guessed.

Repairing twice changes nothing more, and a correct text is returned as it is. A letter that is lost ("rför
kommunen") stays lost.
"""

from __future__ import annotations

import re
from typing import Any

from pipeline.clean.decode import tidy

# U+2060, zero-width (non-)joiners and direction marks mean something beside the scripts that need them.
_MARKS = re.compile("[\u2060\u200c\u200d\u200e\u200f\u202a-\u202e]")
_NEEDS_MARKS = re.compile("[\u0590-\u1cff\u2600-\U0010ffff]")
_WIDE_SPACES = re.compile("[\u2000-\u200a\u205f\u3000]")
# Only letters and signs that Swedish sites write: "RÅ”D" is no Slovak word in the wrong encoding.
_EXPECTED = frozenset(
    "åäöÅÄÖéÉèÈêÊëàÀáÁâãíÍîïóÓôõúÚûüÜçÇñÑæÆøØßšŠžŽčČćĆđĐðÐþÞ’‘“”„‚–—…•·°§«»‹›€£©®™¶½¼¾¹²³±×÷µ´¨¡¿\xa0\xad"
)
_FOREIGN_LETTERS = 4
_SHORT_NAME = 3
_SUSPECT = re.compile("[ÃÂâÅÄÆÐÑØÙ\x80-\x9f]")
# ftfy leaves one alone in its line, though no language writes such a pair.
_LETTER = re.compile("Ã[¥¤¶©¼¸¦]")
# Nor does it touch a capital: the dash or the dots after it could be meant, but not within a word.
_CAPITAL = re.compile(r"(?<!\w)Ã([…„–])(?=[^\W\d_])")
_CAPITALS = {"…": "Å", "„": "Ä", "–": "Ö"}
_SITE = "se|com|net|org|nu|eu|info|io|ai|dk|no|fi|de|uk|us|app|dev|tv|ax|stockholm"
_FILE = "pdf|docx?|xlsx?|pptx?|odt|txt|csv|zip|jpe?g|png|gif|svg|html?|php|aspx?|js|py|json|xml|mp[34]|ics"
_ADDRESS = re.compile(rf"://|(?i:www\.)|@|[/\\_=#{{}}<>]|\.(?:{_SITE}|(?i:{_FILE}))(?!\w)")
_ENDS_FILE = re.compile(_FILE, re.I)
_ENDS_SITE = re.compile(_SITE, re.I)
_WORD = re.compile(r"\S+")
_TOUCHING = re.compile(r"[,.][^\W\d_]")
_COMMA = re.compile(r"(?<=[^\W\d_]{2}),(?=[^\W\d_]{2}|[iåö]$)")
_STOP = re.compile(
    r"(?P<before>[^\W\d_]{2,}|(?<=[^\W\d_]{2})[)”\"»])\."
    r"(?P<after>[A-ZÅÄÖÉ][a-zåäöéüæø]+(?=$|[,;:!?)”\"»]|\.$)|[IÅÖ]$)"
)
_ABBREVIATED = frozenset(
    "adv ang anm art avd avs bil bitr ca civ dir doc dr enl etc ev ex exkl exp fil fig forts fr gm hr inkl ing inst jfr"
    " jur kap kand kl kr kv lic lör max med mfl mha min mkr mm mom mån nr obs ons org osv prel proc prof proj resp red"
    " sek sid sign skr sst st str sön tekn tel temp tfn tis tom tor ung uppl utg vd vol äv mr mrs ms inc ltd".split()
)


def repair(text: str) -> str:
    """Return `text` repaired, line breaks kept: encoding, composition, invisible characters, spaces."""
    while (repaired := _once(text)) != text:
        text = repaired
    return text


def _once(text: str) -> str:
    lines = text if text.isascii() else "\n".join(_visible(_encoded(line)) for line in text.split("\n"))
    return "\n".join(_spaced(line) for line in tidy(lines).split("\n"))


def _encoded(line: str) -> str:
    """Undo UTF-8 that was read as Windows-1252, of the whole line or else of single words."""
    if not _SUSPECT.search(line):
        return line
    if (whole := _fixed(line)) != line:
        return whole
    words = _WORD.sub(lambda word: _fixed(word[0]) if len(word[0]) > 2 else word[0], line)
    return _CAPITAL.sub(lambda found: _CAPITALS[found[1]], _LETTER.sub(_undone, words))


def _undone(found: re.Match[str]) -> str:
    return found[0].encode("cp1252").decode()


def _fixed(text: str) -> str:
    import ftfy

    found = str(ftfy.fix_encoding(text, _only_encoding()))
    new = set(found) - set(text)
    foreign = sum(character.isalpha() and character > "\u0370" for character in found)
    unexpected = {character for character in new - _EXPECTED if not _is_sign(character)}
    return found if not unexpected or foreign >= _FOREIGN_LETTERS else text


def _is_sign(character: str) -> bool:
    """Dashes, quotes, arrows: in the wrong encoding three characters, which no text holds by chance."""
    return "\u2010" <= character <= "\u2bff"


def _only_encoding() -> Any:
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        replace_lossy_sequences=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )


def _visible(line: str) -> str:
    if not _NEEDS_MARKS.search(line):
        line = _MARKS.sub("", line)
    return _WIDE_SPACES.sub(" ", line)


def _spaced(line: str) -> str:
    """Put back the space that a crawler lost after a comma or between two sentences."""
    return _WORD.sub(lambda word: _part(word[0]), line) if _TOUCHING.search(line) else line


def _part(word: str) -> str:
    if _ADDRESS.search(word):
        return word
    # "GET,HEAD" is a list for machines.
    return _STOP.sub(_next_sentence, word if word.isupper() else _COMMA.sub(", ", word))


def _next_sentence(found: re.Match[str]) -> str:
    before, after = found["before"], found["after"]
    abbreviated = before.casefold() in _ABBREVIATED or found.string[: found.start()].endswith((".", "-"))
    # "TV.Nästa", "Ph.Lic": capitals and short words with one are as likely a name or a degree.
    short_name = before.isupper() or (before.istitle() and len(before) <= _SHORT_NAME)
    # "Vara.Nu" may be a site, "vara.Nu" is the end of a sentence.
    site = before[0].isupper() and _ENDS_SITE.fullmatch(after)
    if abbreviated or short_name or site or _ENDS_FILE.fullmatch(after):
        return found[0]
    return f"{before}. {after}"
