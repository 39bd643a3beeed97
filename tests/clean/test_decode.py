"""Which encoding is believed, and what tidying takes away."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.decode import decode, tidy

TEXT = "Fältgruppen i Åmål – ”öppet” för 12 €"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_text_in_any_usual_encoding_is_read(content: bytes) -> None:
    assert decode(content) == TEXT


@pytest.mark.parametrize(
    ("declaration", "content", "expected"),
    [
        ("iso-8859-1", b"\xe5\xe4\xf6", "åäö"),
        ("ISO-8859-15", b"\xe5 \xa4", "å €"),
        ("macintosh", b"\x8c\x8a\x9a", "åäö"),
        ("windows-1252", b"\x93\xe5\x94", "“å”"),
        ("iso-8859-1", "åäö".encode(), "åäö"),  # wrong declaration: UTF-8 goes first
        ("utf-8", b"\xe5\xe4\xf6", "åäö"),  # wrong declaration: Windows-1252 goes last
        ("finns-inte", b"\xe5\xe4\xf6", "åäö"),
    ],
)
@pytest.mark.parametrize(
    "form", ['<meta charset="{}">', "<meta content='text/html; CHARSET = {}'>", "<meta charset={}>"]
)
def test_a_declaration_is_believed_where_utf_8_does_not_fit(
    declaration: str, content: bytes, expected: str, form: str
) -> None:
    head = form.format(declaration)
    assert decode(head.encode() + content) == head + expected


@pytest.mark.parametrize(
    "declaration",
    [
        "utf-16",
        "utf-16-le",
        "utf-32",
        "utf-7",
        "cp037",
        "idna",
        "punycode",
        "undefined",
        "unicode_escape",
        "hex",
        "rot13",
    ],
)
def test_a_declaration_that_cannot_be_true_is_not_believed(declaration: str) -> None:
    content = f"<meta charset={declaration}>".encode() + b"\xe5\xe4\xf6 \\x +AOU-"
    assert decode(content) == f"<meta charset={declaration}>åäö \\x +AOU-"


def test_a_declaration_far_into_the_page_is_not_looked_for() -> None:
    assert decode(b" " * 4096 + b"charset=macintosh \x8c").endswith("charset=macintosh Œ")


@given(st.binary())
def test_any_bytes_give_text_that_can_be_stored(content: bytes) -> None:
    decode(content).encode()


@given(st.sampled_from(["utf-8", "iso-8859-1", "x", "big5", "undefined", "idna"]), st.binary())
def test_no_declaration_breaks_on_any_bytes(declaration: str, content: bytes) -> None:
    decode(f"<meta charset={declaration}>".encode() + content).encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("  två   ord \t här ", "två ord här"),
        ("rad ett  \r\n\n  rad två", "rad ett\n\nrad två"),
        ("tolv\xa0tusen\u202fkronor\u2009!", "tolv tusen kronor !"),
        ("brotts\xadföre\u200bbyggande\ufeff", "brottsförebyggande"),
        ("\n\n text \n\n", "text"),
        ("A\u030amal", "Åmal"),
    ],
)
def test_tidy_text(text: str, expected: str) -> None:
    assert tidy(text) == expected


@given(st.text())
def test_tidying_keeps_lines_and_is_nfc(text: str) -> None:
    tidied = tidy(text)
    assert unicodedata.is_normalized("NFC", tidied)
    assert not set(tidied) & set("\t\r\xa0\xad\u200b\ufeff")
    assert "  " not in tidied
    assert tidied == tidied.strip()


def test_a_stray_byte_does_not_turn_a_utf8_page_into_another_encoding() -> None:
    assert decode("Trygghet på Öland".encode() + b"\xff") == "Trygghet på Öland\ufffd"
    assert decode("Växjö och Åre".encode()[:-1] + b"\xc3") == "Växjö och År\ufffd"
    assert decode("Växjö och Åre".encode("cp1252")) == "Växjö och Åre"
