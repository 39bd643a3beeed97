"""A DOCX from bytes to blocks, and packages that are traps."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.clean.docx import MAX_XML_BYTES, extract_docx
from pipeline.errors import UnusableContent
from pipeline.records import Block
from tests.clean.made import zip_of

TEXT = "Kommunen och polisen har gått genom centrum."


def made(write: Callable[[Any], object], **properties: Any) -> bytes:
    """The file that `write` makes of an empty document."""
    document = Document()
    document.core_properties.author = ""
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    write(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def blocks(write: Callable[[Any], object]) -> list[Block]:
    return extract_docx(made(write), None).blocks


def with_xml(xml: str) -> bytes:
    """A document whose body is that XML; the prefixes of Word's main namespaces are known."""

    def write(document: Any) -> None:
        namespaces = nsdecls("w", "wp", "a") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        for element in reversed(parse_xml(f"<w:body {namespaces}>{xml}</w:body>")):
            document.element.body.insert(0, element)

    return made(write)


def texts(xml: str) -> list[str]:
    return [block.text for block in extract_docx(with_xml(xml), None).blocks]


def changed(**parts: bytes) -> bytes:
    """A good file with other parts: `word__document` for word/document.xml."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        whole = {name: package.read(name) for name in package.namelist()}
    return zip_of(whole | {f"{name.replace('__', '/')}.xml": content for name, content in parts.items()})


def fault(content: bytes) -> str:
    with pytest.raises(UnusableContent) as caught:
        extract_docx(content, None)
    return str(caught.value)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def plan(document: Any) -> None:
    document.add_heading("Trygghetsplan 2024", 0)
    document.add_heading("Bakgrund", 1)
    document.add_paragraph(TEXT)
    document.add_paragraph("Belysning", style="List Bullet")
    document.add_paragraph("Vandringar", style="List Number")
    document.add_paragraph("Alla ska känna sig trygga.", style="Quote")
    document.add_paragraph("– Det är viktigt, säger Anna Berg.")
    document.add_paragraph("Figur 1. Anmälda brott", style="Caption")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Åtgärd", "Tid", "Fler lampor", "2024"), strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "Vara kommun"
    document.sections[0].footer.paragraphs[0].text = "Sida 1"


GOOD = made(plan)


def test_a_document() -> None:
    found = extract_docx(
        made(plan, title="Dokument1", author="Anna Berg", created=datetime(2024, 3, 1), modified=datetime(2024, 5, 2)),
        None,
    )
    assert (found.title, found.metadata.published, found.metadata.reviewed, found.metadata.author) == (
        "Trygghetsplan 2024",
        "2024-03-01",
        "2024-05-02",
        "Anna Berg",
    )
    assert found.blocks == [
        Block("heading", "Trygghetsplan 2024", False, "the title"),
        Block("heading", "Bakgrund"),
        Block("paragraph", TEXT),
        Block("list_item", "Belysning"),
        Block("list_item", "Vandringar"),
        Block("quote", "Alla ska känna sig trygga."),
        Block("quote", "– Det är viktigt, säger Anna Berg."),
        Block("caption", "Figur 1. Anmälda brott"),
        Block("table_row", "Åtgärd | Tid"),
        Block("table_row", "Fler lampor | 2024"),
    ]


def test_a_title_in_the_properties_that_the_text_bears_out() -> None:
    assert extract_docx(made(plan, title="Bakgrund: trygghetsplan 2024"), None).title == "Bakgrund: trygghetsplan 2024"


def test_dates_that_the_text_or_the_address_gives_go_first() -> None:
    content = made(lambda d: d.add_paragraph(f"{TEXT} Publicerad 2021-02-03."), created=datetime(2024, 3, 1))
    assert extract_docx(content, None).metadata.published == "2021-02-03"
    content = made(lambda d: d.add_paragraph(TEXT), created=datetime(2024, 3, 1))
    assert extract_docx(content, "https://vara.example/2020/01/05/plan.docx").metadata.published == "2020-01-05"


def test_a_style_of_ones_own_is_what_it_is_based_on() -> None:
    def write(document: Any) -> None:
        style = document.styles.add_style("Kommunens rubrikmall", 1)
        style.base_style = document.styles["Heading 2"]
        document.add_paragraph("Mål", style=style)
        document.add_paragraph("Innehåll 1", style=document.styles.add_style("toc 1", 1))

    assert blocks(write) == [
        Block("heading", "Mål", False, "the title"),
        Block("list_item", "Innehåll 1", False, "table of contents"),
    ]


def test_numbering_without_a_style_is_a_list_and_number_zero_is_none() -> None:
    numbered = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{}'/></w:numPr></w:pPr>{}</w:p>"
    content = with_xml(numbered.format(1, run("Belysning")) + numbered.format(0, run("Vandring")))
    assert [block.kind for block in extract_docx(content, None).blocks] == ["list_item", "paragraph"]


def test_text_in_content_controls_and_tracked_insertions_counts_and_deleted_text_does_not() -> None:
    assert texts(
        f"<w:sdt><w:sdtContent><w:p>{run('I en kontroll.')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:ins>{run('Tillagt')}</w:ins><w:del><w:r><w:delText>struket</w:delText></w:r></w:del>"
        f"<w:hyperlink>{run(' och länkat')}</w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    ) == ["I en kontroll.", "Tillagt och länkat"]


def test_signs_that_are_elements() -> None:
    assert texts(
        "<w:p><w:r><w:t>IT</w:t><w:noBreakHyphen/><w:t>stöd för kart</w:t><w:softHyphen/><w:t>läggning</w:t>"
        "<w:tab/><w:t>ﬁnns</w:t><w:br/><w:t>här</w:t></w:r></w:p>"
    ) == ["IT-stöd för kartläggning finns\nhär"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run('I rutan.')}</w:p></w:txbxContent>"
    assert texts(
        f"<w:p>{run('Stycket.')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ) == ["Stycket.", "I rutan."]


def test_a_table_of_one_column_is_a_frame() -> None:
    def write(document: Any) -> None:
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell.text = "I en ram."
        cell.add_paragraph("Två stycken.")

    assert blocks(write) == [Block("paragraph", "I en ram."), Block("paragraph", "Två stycken.")]


def test_a_table_in_a_cell_is_part_of_the_cell() -> None:
    def write(document: Any) -> None:
        first, second = document.add_table(1, 2).rows[0].cells
        first.text = "Yttre"
        inner = second.add_table(1, 2).rows[0].cells
        inner[0].text, inner[1].text = "a", "b"

    assert blocks(write) == [Block("table_row", "Yttre | a b")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "it is encrypted, or an old .doc file"),
        (b"PK\x03\x04 trash", "it is damaged or no DOCX (no whole zip archive)"),
        (GOOD[:-400], "it is damaged or no DOCX (no whole zip archive)"),
        (GOOD[:2000] + bytes(200) + GOOD[2200:], "it is damaged or no DOCX (no whole zip archive)"),
        (zip_of({"a.txt": b"a"}), "it is damaged or no DOCX (no content types)"),
        (changed(word__document=b"trash"), "it is damaged or no DOCX (XMLSyntaxError)"),
        (made(lambda document: None), "there is no text in it"),
    ],
    ids=["encrypted", "trash", "cut", "holed", "zip", "no xml", "empty"],
)
def test_what_cannot_be_read_is_told(content: bytes, reason: str) -> None:
    assert fault(content) == reason


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert fault(changed(word__document=b"<a>" + b" " * MAX_XML_BYTES)) == (
        "it unpacks to 20 MB, 20 MB of it text; 200 and 20 are the most"
    )
    assert fault(changed(word__media__picture=b"\x89PNG" * 50_000_000)) == (
        "it unpacks to 200 MB, 0 MB of it text; 200 and 20 are the most"
    )
    assert fault(zip_of({f"{i}.xml": b"" for i in range(10_001)})) == "it has 10001 parts; 10000 is the most"


def test_text_that_calls_itself_a_picture_counts_as_text() -> None:
    assert fault(changed(word__media__picture=b"\xef\xbb\xbf<a>" + b" " * MAX_XML_BYTES)).startswith("it unpacks to")


def test_entities_are_not_unfolded_and_no_file_is_opened() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        xml = package.read("word/document.xml").split(b"?>", 1)[1]
    names = [b"<!ENTITY a0 'ha'>", *(b"<!ENTITY a%d '%s'>" % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10))]
    laughs = b"<!DOCTYPE w:document [%s]>" % b"".join(names) + xml.replace(b"Bakgrund", b"&a9;")
    assert fault(changed(word__document=laughs)) == "it is damaged or no DOCX (XMLSyntaxError)"
    outside = b"<!DOCTYPE w:document [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + xml.replace(b"Bakgrund", b"&a;")
    found = extract_docx(changed(word__document=outside), None)
    assert [block.text for block in found.blocks][:2] == ["Trygghetsplan 2024", TEXT]


def test_deep_nesting_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        xml = package.read("word/document.xml")
    deep = xml.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 10_000)
    assert fault(changed(word__document=deep)) == "it is damaged or no DOCX (XMLSyntaxError)"
