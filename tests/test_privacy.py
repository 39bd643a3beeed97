"""What is masked as an identity number and what is left alone.

The personnummer are of Skatteverket's published series of test numbers or made here with a checksum worked out here;
none belongs to a person.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.privacy import MASK, mask_identity_address, mask_identity_bytes, mask_identity_numbers


def with_check_digit(nine: str) -> str:
    """SKV 704: weights 2, 1, 2 …; the digits of the products are summed; the sum is made up to a multiple of ten."""
    products = "".join(str(int(digit) * weight) for digit, weight in zip(nine, [2, 1] * 5, strict=False))
    return nine + str(-sum(map(int, products)) % 10)


def test_the_check_digit_of_skatteverkets_example() -> None:
    assert with_check_digit("811218987") == "8112189876"
    assert with_check_digit("121212121") == "1212121212"


@pytest.mark.parametrize(
    "number",
    [
        "19121212-1212",
        "191212121212",
        "121212-1212",
        "1212121212",
        "121212+1212",
        "121212 1212",
        "121212\u20131212",
        "121212\u20111212",
        "20121212-1212",
        "811218-9876",
        "19811218-9876",
        "000229-" + with_check_digit("000229001")[6:],
        "701063-" + with_check_digit("701063239")[6:],  # samordningsnummer: day 3 plus 60
        "19701091-" + with_check_digit("701091239")[6:],
    ],
)
@pytest.mark.parametrize("sentence", ["Hon har {}.", "({}), född", "Nr: {}", "{}", "a\n{}\nb", "”{}”", "Se {}, sid 4"])
def test_a_valid_number_is_masked(number: str, sentence: str) -> None:
    assert mask_identity_numbers(sentence.format(number)) == sentence.format("[personnummer]")


@pytest.mark.parametrize(
    "text",
    [
        "19121212-1213",  # checksum
        "19121312-" + with_check_digit("121312121")[6:],  # month 13
        "19120231-" + with_check_digit("120231121")[6:],  # 31 February
        "19120000-" + with_check_digit("120000121")[6:],
        "19121292-" + with_check_digit("121292121")[6:],  # 92 is no day plus 60
        "18121212-1212",
        "212000-0142",  # organisationsnummer: the third digit is at least 2
        "556036-0793",
        "0520-49 70 00",
        "08-527 584 00",
        "+46 520 49 70 00",
        "2023-03-10 12:15:00",
        "20230310121500",
        "2012121212121212",
        "2023-03-10T12:15:00Z",
        "IBAN SE45 5000 0000 0583 9825 7466",
        "121212-12123",
        "1121212-1212",
        "/dnr/1212121212/",
        "KS-1212121212",
        "1.1212121212",
        "id1212121212",
    ],
)
def test_anything_else_is_left_alone(text: str) -> None:
    assert mask_identity_numbers(text) == text


def test_the_leap_day_of_a_year_without_century_may_be_of_2000() -> None:
    number = with_check_digit("000229001")
    assert mask_identity_numbers(number) == MASK
    assert mask_identity_numbers("19" + number) == "19" + number  # 1900 had none


@pytest.mark.parametrize(
    "text", ["/dnr/{}/", "KS-{}", "1.{}", "id_{}", "Namn,{}", "2023/{}", "»{}«", "{}–", "{}-1", "”{}”,"]
)
@pytest.mark.parametrize("number", ["121212-1212", "121212 - 1212", "19121212\u22121212", "19811218\xa0-\xa09876"])
def test_a_number_with_a_dash_is_masked_whatever_stands_beside_it(text: str, number: str) -> None:
    masked = text.format("[personnummer]")
    assert mask_identity_numbers(text.format(number)) == masked
    assert mask_identity_bytes(text.format(number).encode()) == masked.encode()


def test_a_number_written_as_references_is_masked() -> None:
    assert mask_identity_bytes(b"<p>811218&#45;9876 och &#x35;&amp;</p>") == b"<p>[personnummer] och 5&amp;</p>"
    assert mask_identity_bytes(b"<p>&#53;</p>") == b"<p>&#53;</p>"


def test_utf_16_is_masked_and_stays_utf_16() -> None:
    assert mask_identity_bytes("Åsa 121212-1212".encode("utf-16")).decode("utf-16") == "Åsa [personnummer]"


def test_every_number_in_a_text_is_masked() -> None:
    text = "Sökande 19121212-1212 och 811218-9876, telefon 0520-49 70 00."
    assert mask_identity_numbers(text) == "Sökande [personnummer] och [personnummer], telefon 0520-49 70 00."


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_bytes_keep_their_encoding(encoding: str) -> None:
    text = "Åsa (121212-1212) bor på Älgvägen é"
    assert mask_identity_bytes(text.encode(encoding)) == "Åsa ([personnummer]) bor på Älgvägen é".encode(encoding)


def test_a_number_after_an_escape_in_json_is_masked() -> None:
    line = json.dumps({"text": "Rad\n121212-1212\tkolumn\t811218-9876"}).encode()
    assert json.loads(mask_identity_bytes(line)) == {"text": "Rad\n[personnummer]\tkolumn\t[personnummer]"}


@given(st.binary())
def test_bytes_without_digits_come_back_as_they_were(content: bytes) -> None:
    content = bytes(byte for byte in content if not 0x30 <= byte <= 0x39)
    assert mask_identity_bytes(content) == content


@given(st.text())
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_identity_numbers(text)
    assert mask_identity_numbers(once) == once


@pytest.mark.parametrize(
    ("url", "masked"),
    [
        ("https://www.sala.example/akt/811228%2D9874?n=1", "https://www.sala.example/akt/[personnummer]?n=1"),
        ("https://www.sala.example/akt/%38%31%31228-9874/", "https://www.sala.example/akt/[personnummer]/"),
        ("file:///srv/Beslut%20811228-9874.txt", "file:///srv/Beslut%20[personnummer].txt"),
        ("https://www.sala.example/fr%C3%A5ga?a=1&b=%26", "https://www.sala.example/fr%C3%A5ga?a=1&b=%26"),
    ],
)
def test_numbers_in_addresses_are_masked_in_any_escape(url: str, masked: str) -> None:
    assert mask_identity_address(url) == masked


def test_a_line_may_be_broken_after_the_dash() -> None:
    assert mask_identity_numbers("personnummer 811228-\n9874 enligt") == "personnummer [personnummer] enligt"
