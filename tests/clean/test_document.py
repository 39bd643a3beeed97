"""Page → Document, by media type, whatever the bytes."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.document import clean_page
from pipeline.clean.repair import repair
from pipeline.errors import UnusableContent
from pipeline.records import DOCX, PDF, Block, Document, Municipality, Page
from tests.clean.made import Put, make_pdf, wrapped

TEXT = "Kommunen och polisen gick en kväll genom centrum och skrev upp alla mörka platser som de såg."
HTML = f"<html><body><article><h1>Vandring i Fagersta</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p><p>{TEXT * 3}</p>"
MEDIA_TYPES = ("text/html", "text/plain", "text/markdown", "application/json")
# What the seeds hold besides their text: contact boxes, date lines, links to other pages, comment forms.
NOT_TEXT = ("Kontaktcenter", "Öppettider", "Gärdhemsvägen", "Läs även", "Lämna ett svar", "Senast granskad")
CONTACT_BOX = [
    "Kontaktcenter - en väg in",
    "Öppettider",
    "Måndag–fredag: 8:00–16:30",
    "Vad kan kontaktcenter hjälpa mig med?",
    "Besök oss",
    "Gärdhemsvägen 9 461 83 Trollhättan",
]


def page(
    content: str | bytes, media_type: str = "text/plain", url: str | None = None, given: str | None = None
) -> Page:
    data = content.encode() if isinstance(content, str) else content
    return Page("d1", url, "fagersta.example", media_type, data, "2024-05-01T12:00:00Z", given)


def record(**fields: object) -> Page:
    return page(json.dumps(fields, ensure_ascii=False), "application/json", given=str(fields.get("id")))


def test_plain_text() -> None:
    text = f"Vandring i Fagersta\nav Eva Lind\nPublicerad 2024-03-05\n{TEXT}\nSenast granskad 2024-05-06 av EVALIN\n"
    assert clean_page(page(text, url="https://www.fagersta.example/v")) == Document(
        "d1",
        "https://www.fagersta.example/v",
        "Vandring i Fagersta",
        (
            Block("paragraph", "av Eva Lind", kept=False, reason="byline"),
            Block("heading", "Publicerad 2024-03-05", kept=False, reason="date line"),
            Block("paragraph", TEXT),
            Block("paragraph", "Senast granskad 2024-05-06 av EVALIN", kept=False, reason="signature"),
        ),
        "2024-03-05",
        "2024-05-06",
        "Eva Lind",
        "sv",
    )


def test_markdown() -> None:
    text = f"# Vandring i Fagersta\n\n{TEXT}\n\n- Parken\n"
    assert clean_page(page(text, "text/markdown")) == Document(
        "d1", None, "Vandring i Fagersta", (Block("paragraph", TEXT), Block("list_item", "Parken")), language="sv"
    )


def test_front_matter_names_the_author_and_the_day() -> None:
    text = f"---\ntitle: Vandring\nauthor: Eva Lind, Fagersta kommun\ndate: 2024-03-05\n---\n\n{TEXT}\n"
    found = clean_page(page(text, "text/markdown"))
    assert (found.title, found.author, found.published) == ("Vandring", "Eva Lind", "2024-03-05")


def test_html() -> None:
    found = clean_page(page(HTML, "text/html", url="https://www.fagersta.example/2024/03/05/v"))
    assert (found.title, found.published, found.language) == ("Vandring i Fagersta", "2024-03-05", "sv")
    assert found.text == f"{TEXT}\n\n{TEXT[::-1]}\n\n{TEXT} {TEXT} {TEXT}"


def test_what_an_html_page_says_of_itself() -> None:
    head = (
        '<html lang="sv"><head><title>Vandring - Fagersta kommun</title><meta name="author" content="Fagersta kommun">'
        '<link rel="canonical" href="/v?utm_source=x"></head>'
    )
    path = '<nav aria-label="Brödsmulor"><a href="/">Start</a> / <a href="/t">Trygghet</a></nav>'
    found = clean_page(
        page(HTML.replace("<html><body>", f"{head}<body>{path}"), "text/html", "https://www.fagersta.se/v")
    )
    assert (found.author, found.publisher, found.municipality, found.canonical_url, found.breadcrumbs) == (
        None,
        "Fagersta kommun",
        Municipality("1982", "Fagersta"),
        "https://www.fagersta.se/v",
        ("Start", "Trygghet"),
    )
    assert "Start" not in found.text


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_every_kind_of_text_is_repaired(media_type: str) -> None:
    text = "Kommunen och polisen gick genom TrollhÃ¤ttan,VÃ¤nersborg och Sala.Det blev mÃ¶rkt."
    content = {
        "text/html": f"<html><body><article><h1>Vandring</h1><p>{text}</p><p>{TEXT * 3}</p>",
        "text/plain": f"Vandring\n{text}",
        "text/markdown": f"# Vandring\n\n{text}",
        "application/json": json.dumps({"id": "p1", "text": f"Vandring\n{text}"}),
    }[media_type]
    right = "Kommunen och polisen gick genom Trollhättan, Vänersborg och Sala. Det blev mörkt."
    assert clean_page(page(content, media_type)).blocks[0].text == right


def test_a_path_in_plain_text() -> None:
    found = clean_page(page(f"Vandring i Fagersta\nDu är här: Start / Trygghet\n{TEXT}", url="https://fagersta.se/v"))
    assert (found.breadcrumbs, found.text) == (("Start", "Trygghet"), TEXT)
    assert found.municipality == Municipality("1982", "Fagersta")


def test_a_json_line() -> None:
    found = clean_page(record(id="p1", title=" Vandring\ni Fagersta ", text=f"{TEXT}\nParken", date="2024-03-05T10:00"))
    assert found == Document(
        "d1",
        None,
        "Vandring i Fagersta",
        (Block("paragraph", TEXT), Block("paragraph", "Parken")),
        "2024-03-05",
        language="sv",
    )


@pytest.mark.parametrize(
    ("fields", "title", "text"),
    [
        ({"text": f"Vandring\n{TEXT}"}, "Vandring", TEXT),
        ({"body": TEXT, "text": None, "title": None}, " ".join(TEXT.split()[:16]) + "…", TEXT),
        ({"body": "glöm mig", "text": TEXT, "title": 17}, "17", TEXT),
        ({"text": " ", "body": TEXT, "title": ["a"], "date": 2024}, " ".join(TEXT.split()[:16]) + "…", TEXT),
    ],
)
def test_a_json_line_without_title_takes_it_from_its_text(fields: dict[str, object], title: str, text: str) -> None:
    found = clean_page(record(id="p1", **fields))
    assert (found.title, found.text, found.published) == (title, text, None)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        ("", "text/html"),
        ("<html></html>", "text/html"),
        ("\ufeff\n \u200b", "text/plain"),
        ("```\nkod\n```", "text/markdown"),
        ("Telefon: 0223-440 00\ninfo@fagersta.example\nDela sidan", "text/plain"),
        ('{"id": "p1", "text": ""}', "application/json"),
        ('{"id": "p1", "text": " \\n\\u00a0"}', "application/json"),
        ('{"id": "p1"}', "application/json"),
        ("[1]", "application/json"),
        ("inte json", "application/json"),
        ("[" * 100_000, "application/json"),
    ],
)
def test_a_page_with_nothing_to_keep_says_why_in_one_line(content: str, media_type: str) -> None:
    with pytest.raises(UnusableContent) as caught:
        clean_page(page(content, media_type))
    assert 5 < len(str(caught.value)) < 100
    assert "\n" not in str(caught.value)


def test_a_pdf_with_its_pages_and_without_identity_numbers() -> None:
    lines = wrapped(f"{TEXT} Hon heter Eva, 121212-1212.", 400)
    found = clean_page(page(make_pdf([Put(300, lines)], [Put(300, ("Och 121212-", "1212 i Sala."))]), PDF))
    assert [(block.text, block.page) for block in found.blocks] == [
        (f"{TEXT} Hon heter Eva, [personnummer].", 1),
        ("Och [personnummer] i Sala.", 2),
    ]
    assert found.language == "sv"


def test_a_docx_without_identity_numbers_in_text_and_title() -> None:
    document = docx.Document()
    document.add_heading("Beslut om 121212-1212", 1)
    paragraph = document.add_paragraph(f"{TEXT} Hon heter Eva, 121212")
    paragraph.add_run("-1212.")
    buffer = io.BytesIO()
    document.save(buffer)
    found = clean_page(page(buffer.getvalue(), DOCX))
    assert (found.title, found.text) == ("Beslut om [personnummer]", f"{TEXT} Hon heter Eva, [personnummer].")


def test_headings_that_a_report_repeats_are_kept() -> None:
    heads = [Put(300 + 150 * i, "Syfte", size=16, bold=True) for i in range(2)]
    texts = [Put(330 + 150 * i, wrapped(f"{TEXT} {i}", 400)) for i in range(2)]
    found = clean_page(page(make_pdf([Put(200, "Rapport", size=24), *heads, *texts]), PDF))
    assert [block.text for block in found.blocks if block.kept and block.kind == "heading"] == ["Syfte", "Syfte"]


def test_a_date_from_after_the_file_was_fetched_is_a_clock_gone_wrong() -> None:
    content = make_pdf([Put(300, wrapped(TEXT, 400))], CreationDate="20240502", ModDate="20240503")
    found = clean_page(page(content, PDF))
    assert (found.published, found.reviewed) == (None, None)


@pytest.mark.parametrize("media_type", [PDF, DOCX])
@settings(max_examples=15, deadline=None)
@given(content=st.binary(max_size=300))
def test_no_bytes_break_the_readers_of_files(media_type: str, content: bytes) -> None:
    with pytest.raises(UnusableContent):
        clean_page(page({PDF: b"%PDF-1.7\n", DOCX: b"PK\x03\x04"}[media_type] + content, media_type))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (f"Vandring\n{TEXT}\nHon heter Eva, 121212-1212.", "text/plain"),
        (f"# Vandring\n\n{TEXT}\n\nHon heter Eva, 121212-**1212**.", "text/markdown"),
        (HTML + "<p>Hon heter Eva, <b>121212</b>-1212.</p>", "text/html"),
        (HTML + "<p>Hon heter Eva, 121212&#8209;1212.</p>", "text/html"),
        (json.dumps({"id": "p1", "text": f"{TEXT}\nHon heter Eva,\n121212-1212."}), "application/json"),
        (json.dumps({"id": "p1", "text": f"{TEXT}\nHon heter Eva, 1\u00ad21212-1212."}), "application/json"),
    ],
    ids=["text", "markdown", "html", "entity", "json", "soft hyphen"],
)
def test_an_identity_number_is_masked_however_it_is_written(content: str, media_type: str) -> None:
    text = clean_page(page(content, media_type)).text
    assert "[personnummer]." in text
    assert "1212-" not in text


def test_an_identity_number_in_the_title_is_masked() -> None:
    found = clean_page(page(f"Beslut om 19121212-1212\n{TEXT}"))
    assert found.title == "Beslut om [personnummer]"


@pytest.mark.parametrize("media_type", MEDIA_TYPES[:3])
def test_cp1252_is_read(media_type: str) -> None:
    content = HTML if media_type == "text/html" else f"# Vandring i Fagersta\n\n{TEXT}"
    found = clean_page(page(content.encode("cp1252"), media_type))
    assert TEXT in found.text
    assert found.language == "sv"


def test_half_a_character_from_json_can_be_stored() -> None:
    content = (
        '{"id": "p1", "title": "Halv \\ud83d", "text": "Ett halvt tecken \\ud83d i texten, ett helt \\ud83d\\ude00"}'
    )
    found = clean_page(page(content, "application/json"))
    assert (found.title, found.text) == ("Halv \ufffd", "Ett halvt tecken \ufffd i texten, ett helt \U0001f600")


def check(content: bytes, media_type: str) -> None:
    """Any bytes give a document that can be stored, or an UnusableContent of one line."""
    try:
        found = clean_page(page(content, media_type, "https://www.fagersta.example/v"))
    except UnusableContent as error:
        assert str(error)
        assert "\n" not in str(error)
        return
    assert found.text
    assert all(block.kept == (block.reason is None) for block in found.blocks)
    json.dumps([found.title, found.author, [block.text for block in found.blocks]], ensure_ascii=False).encode()


@given(st.sampled_from(MEDIA_TYPES), st.binary(max_size=2_000))
@settings(deadline=None)
def test_any_bytes_give_a_document_or_say_why_not(media_type: str, content: bytes) -> None:
    check(content, media_type)


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<h1>", "<li>", "<ul>", "<table>", "<tr>", "<td>", "<br>", "<head>", "<meta charset=",
             "<!--", "<script>", "<title>", "<a href='", "&#0;", "&#xD800;", "&nbsp;", "]]>",
             "<?xml encoding='x'?>", "<svg>", "# ", "- ", "> ", "|-|", "```", "\n\n", "\x00", "\x0b", "\ud7ff", TEXT,
             "Publicerad 2024-03-05", "Öppettider"]
        ),
        st.text(max_size=20),
    ),
    max_size=40,
)  # fmt: skip


@given(st.sampled_from(MEDIA_TYPES[:3]), PIECES)
@settings(deadline=None)
def test_any_markup_gives_a_document_or_says_why_not(media_type: str, pieces: list[str]) -> None:
    check("".join(pieces).encode(), media_type)


@given(
    st.dictionaries(
        st.sampled_from(["id", "url", "title", "text", "body", "date"]),
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.just(TEXT), st.lists(st.text(), max_size=2)),
    )
)
@settings(deadline=None)
def test_any_record_gives_a_document_or_says_why_not(fields: dict[str, object]) -> None:
    check(json.dumps(fields).encode(), "application/json")


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.replace("\u00a0", " ").split("\n") if line.strip()]


@pytest.mark.shared
def test_the_seeds_keep_their_text_and_nothing_else(shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    documents = [clean_page(page(path.read_bytes())) for path in seeds]
    assert [document.reviewed for document in documents] == ["2023-03-10", "2023-03-10", None, None, "2023-05-16"]
    assert [document.published for document in documents] == [None] * 5
    assert [document.author for document in documents] == [None, None, None, "Katrin Nilsson", None]
    assert [document.language for document in documents] == ["sv"] * 5
    for document in documents:
        assert not [
            block.text for block in document.blocks if block.kept and any(word in block.text for word in NOT_TEXT)
        ]
    assert [[block.text for block in document.blocks if not block.kept] for document in documents] == [
        [*CONTACT_BOX, "Senast granskad 2023-03-10 av KLALIW"],
        [*CONTACT_BOX, "Senast granskad 2023-03-10 av REBLJU"],
        ["Lisa Pedersen, projektledare på Brå.", "Ulrika Ivarsson, enhetschef på Socialförvaltningen Sydväst"],
        ["av Katrin Nilsson", "Läs även:", "Lämna ett svar"],
        [*CONTACT_BOX, "Senast granskad 2023-05-16 av KLALIW"],
    ]
    for path, document in zip(seeds, documents, strict=True):
        expected = lines_of(path.read_text(encoding="utf-8"))
        found = [document.title, *(block.text for block in document.blocks)]
        # Marks of lists are not text, a caption that is written twice in one line is halved, lost spaces come back.
        plain = [repair(line.removeprefix("• ")) for line in expected]
        assert len(found) == len(plain)
        assert all(
            line == text or line == f"{text} {text}" for line, text in zip(sorted(plain), sorted(found), strict=True)
        )


def test_the_source_says_who_publishes_a_page_where_the_page_does_not() -> None:
    source = {"publisher": "Sala kommun", "municipality": "1981"}
    found = clean_page(replace(page("<p>Skolan och polisen samverkar.</p>"), url="https://trygg.example/", **source))
    assert (found.publisher, found.municipality) == ("Sala kommun", Municipality("1981", "Sala"))
    found = clean_page(replace(page("<p>Skolan och polisen samverkar.</p>"), url="https://www.vara.se/x", **source))
    assert found.municipality == Municipality("1470", "Vara")
