"""A PDF from bytes to blocks, as a report is laid out."""

from __future__ import annotations

import pytest

from pipeline.clean.pdf.report import extract_pdf
from pipeline.errors import UnusableContent
from pipeline.records import Block
from tests.clean.made import Put, make_pdf, wrapped

SENTENCE = "Kommunen och polisen går varje vår en vandring genom centrum och skriver upp de platser som känns otrygga."
OTHER = "Under hösten följer samordnaren upp varje åtgärd tillsammans med bostadsbolagen och redovisar den för nämnden."


def around(number: int) -> list[Put]:
    return [Put(40, "Trygghetsrapport 2023"), Put(800, "Vara kommun", size=8), Put(815, str(number), x=290)]


REPORT = [
    [
        Put(110, "Trygghet i Vara", size=24, bold=True),
        Put(150, "Inledning", size=16, bold=True),
        Put(175, wrapped(SENTENCE, 450)),
        Put(260, "•"),
        Put(260, "Fler lampor i parken", x=85),
        Put(300, ("Det brotts-", "förebyggande arbetet med IT-", "system bryts här av en")),
        *around(1),
    ],
    [
        Put(110, ("ny sida.",)),
        Put(150, "Resultat", size=16, bold=True),
        Put(180, wrapped(SENTENCE, 215)),
        Put(180, wrapped(OTHER, 215), x=320),
        *around(2),
    ],
]


def test_a_report() -> None:
    found = extract_pdf(
        make_pdf(*REPORT, Title="Microsoft Word - rapport.doc", Author="Anna Berg", CreationDate="20230310120000"), None
    )
    assert (found.title, found.metadata.published, found.metadata.author) == (
        "Trygghet i Vara",
        "2023-03-10",
        "Anna Berg",
    )
    assert found.blocks == [
        Block("paragraph", "Trygghetsrapport 2023", False, "running header", 1),
        Block("heading", "Trygghet i Vara", False, "the title", 1),
        Block("heading", "Inledning", page=1),
        Block("paragraph", SENTENCE, page=1),
        Block("list_item", "Fler lampor i parken", page=1),
        Block("paragraph", "Det brottsförebyggande arbetet med IT-system bryts här av en ny sida.", page=1),
        Block("paragraph", "Vara kommun", False, "running footer", 1),
        Block("paragraph", "1", False, "page number", 1),
        Block("paragraph", "Trygghetsrapport 2023", False, "running header", 2),
        Block("heading", "Resultat", page=2),
        Block("paragraph", SENTENCE, page=2),
        Block("paragraph", OTHER, page=2),
        Block("paragraph", "Vara kommun", False, "running footer", 2),
        Block("paragraph", "2", False, "page number", 2),
    ]


def test_a_title_in_the_metadata_that_the_first_pages_bear_out() -> None:
    assert extract_pdf(make_pdf(*REPORT, Title="Trygghetsrapport 2023"), None).title == "Trygghetsrapport 2023"


def test_without_headings_the_first_words_are_the_title() -> None:
    found = extract_pdf(make_pdf([Put(300, wrapped(SENTENCE, 450))]), None)
    assert found.title == "Kommunen och polisen går varje vår en vandring genom centrum och skriver upp de platser som…"


def test_dates_that_the_text_or_the_address_gives_go_before_those_of_the_file() -> None:
    stated = [Put(300, wrapped(SENTENCE, 450)), Put(400, "Publicerad 2021-02-03, uppdaterad 2022-03-04")]
    metadata = {"CreationDate": "20230310", "ModDate": "20240102"}
    found = extract_pdf(make_pdf(stated, **metadata), None)
    assert (found.metadata.published, found.metadata.reviewed) == ("2021-02-03", "2022-03-04")
    found = extract_pdf(make_pdf(REPORT[0], **metadata), "https://vara.example/2020/01/05/rapport.pdf")
    assert (found.metadata.published, found.metadata.reviewed) == ("2020-01-05", "2024-01-02")


def test_a_date_in_a_list_of_references_is_not_the_documents() -> None:
    pages = [[Put(300, wrapped(f"{SENTENCE} {i}", 450))] for i in range(3)]
    pages.append([Put(300, "Brå. Hot och våld. Publicerad 2001-02-03.")])
    assert extract_pdf(make_pdf(*pages, CreationDate="20230310"), None).metadata.published == "2023-03-10"


def test_scanned_pages_are_told_apart() -> None:
    with pytest.raises(UnusableContent, match="no text on its 2 pages: scanned pages must be read by OCR first"):
        extract_pdf(make_pdf([Put(815, "1")], []), None)


def test_an_encrypted_file_is_told() -> None:
    with pytest.raises(UnusableContent, match="it is encrypted"):
        extract_pdf(make_pdf(*REPORT, password="hemligt"), None)
