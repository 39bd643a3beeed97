"""Generations for the web pages: written by hand, so that names and titles can be as hostile as any page's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.embed.encoder import load_passage_encoder, model_fingerprint
from pipeline.embed.options import EmbedOptions
from pipeline.embed.tokens import passage_tokens
from pipeline.home import Home
from pipeline.index.store import StoreEntry, stored_document
from pipeline.records import (
    Block,
    Document,
    Evidence,
    FocusArea,
    Label,
    Mention,
    MunicipalityLink,
    Passage,
    Relation,
    Tags,
)
from tests.index.made import published

QUESTION = "Hur får den som vill lämna ett gäng stöd?"
SALA, MORA = ("1981", "Sala"), ("2062", "Mora")
EXIT = "Avhopparstöd i Sala"
EXIT_TEXT = (
    "Den som vill lämna ett gäng får stöd av Sala kommun och polisen, säger Anna Ek, samordnare.\n\n"
    "Så går det till\n\nAvhoppare får hjälp med boende och arbete i projektet Ny riktning."
)
SCRIPT = "<script>alert('gäng')</script>"
HOSTILE_TITLE = f"{SCRIPT} \"Gäng\" & 'stöd'"
HOSTILE_NAME = '<b onmouseover="alert(1)">Eva'
HOSTILE_TEXT = f"Stöd till gäng: </p><img src=x onerror=alert(1)> {HOSTILE_NAME} från Mora {SCRIPT} hjälper avhoppare."
HOSTILE_URL = "javascript:alert('gäng')"
HOSTILE_ID = "hostile"


def entry(
    doc_id: str,
    title: str,
    text: str,
    *,
    url: str | None = "",
    source: str = "Sala",
    published: str | None = "2024-02-05",
    names: Sequence[tuple[str, Label, str]] = (),
    place: tuple[str, str] | None = SALA,
    relation: Relation = "published_by",
    area: str | None = None,
    duplicate_of: str | None = None,
) -> StoreEntry:
    """A document that names `names` (text, label, entity id); one about leaving a gang has two passages."""
    address = f"https://www.sala.example/{doc_id}" if url == "" else url
    document = Document(doc_id, address, title, (Block("paragraph", text),), published, language="sv")
    mentions = tuple(
        Mention(
            text.index(name),
            text.index(name) + len(name),
            name,
            label,
            key,
            name,
            role="samordnare" if label == "PERSON" else None,
            code=key.partition(":")[2] if label == "MUNICIPALITY" else None,
        )
        for name, label, key in names
    )
    areas = (FocusArea(area, f"Fokusområde {area}", 0.9, Evidence(0, 20, text[:20])),) if area else ()
    links = (MunicipalityLink(*place, relation, 0.9, "by its address"),) if place else ()
    versions = ({"content_hash": "ab" * 32, "fetched_at": "2024-07-01T00:00:00Z"},)
    stored = stored_document(document, source, "2024-07-01T00:00:00Z", None, versions, duplicate_of)
    tags = Tags(tuple(sorted(mentions, key=lambda one: one.start)), areas, municipalities=links)
    return StoreEntry(stored, tags, () if duplicate_of else _passages(doc_id, text), f"{title}{text}")


def _passages(doc_id: str, text: str) -> tuple[Passage, ...]:
    cut = text.find("Avhoppare får hjälp")
    if cut < 0:
        return (Passage(f"{doc_id}-0", doc_id, 0, 0, len(text), text),)
    end = text.index("\n\n")
    return (
        Passage(f"{doc_id}-0", doc_id, 0, 0, end, text[:end]),
        Passage(f"{doc_id}-1", doc_id, 1, cut, len(text), text[cut:], "Så går det till"),
    )


def entries() -> Iterator[StoreEntry]:
    """Sala's page about leaving a gang with its twin, a hostile one, one about waste, and twelve like one another."""
    yield entry(
        "exit",
        EXIT,
        EXIT_TEXT,
        names=[
            ("Sala", "MUNICIPALITY", "municipality:1981"),
            ("polisen", "ORGANISATION", "organisation:polisen"),
            ("Anna Ek", "PERSON", "person:anna-ek"),
            ("Ny riktning", "INITIATIVE", "initiative:ny-riktning"),
        ],
        area="F2",
    )
    yield entry("twin", EXIT, EXIT_TEXT, duplicate_of="exit")
    yield entry(
        HOSTILE_ID,
        HOSTILE_TITLE,
        HOSTILE_TEXT,
        url=HOSTILE_URL,
        source="<i>Mora</i>",
        published="2023-05-01",
        names=[
            (HOSTILE_NAME, "PERSON", f"person:{HOSTILE_NAME}"),
            ("Mora", "MUNICIPALITY", "municipality:2062"),
            (SCRIPT, "INITIATIVE", f"initiative:{SCRIPT}"),
        ],
        place=MORA,
        area="F2",
    )
    yield entry("waste", "Sophämtning i Mora", "Kärlen töms på tisdagar.", published=None, place=MORA, source="Mora")
    for number in range(12):
        yield entry(
            f"walk{number:02}",
            f"Trygghetsvandring {number}",
            f"Polisen och bostadsbolaget gick trygghetsvandring nummer {number} och pekade ut mörka gångtunnlar.",
            published=f"20{10 + number}-03-01",
            source="Mora",
            place=MORA,
            area="F4",
        )


def publish(home: Home, made: Sequence[StoreEntry]) -> str:
    """Put a generation of these documents in use and return its name."""
    texts = [passage.text for one in made for passage in one.passages]
    vectors = load_passage_encoder(EmbedOptions()).encode(texts)
    return published(
        home.indexes,
        lambda: made,
        iter([vectors]),
        passage_tokens(texts),
        dimensions=vectors.shape[1],
        model=model_fingerprint(EmbedOptions()),
    ).name
