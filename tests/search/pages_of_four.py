"""Pages of four municipalities and of Brå, small enough to compare by hand."""

from __future__ import annotations

from pathlib import Path

from pipeline.embed.tokens import passage_tokens
from pipeline.index.generation import Generation, open_generation
from pipeline.index.store import StoreEntry, stored_document
from pipeline.records import (
    Block,
    Document,
    Evidence,
    Fact,
    FocusArea,
    Initiative,
    Mention,
    MunicipalityLink,
    Passage,
    Tags,
)
from pipeline.search.ask import Searcher
from pipeline.search.options import SearchOptions
from pipeline.search.preferences import known_names
from tests.conftest import FakeEncoder, tools
from tests.index.made import published

SALA = (
    "Projektet Steget riktar sig till barn mellan 10 och 14 år på väg in i gäng. En socialsekreterare gör hembesök inom"
    " två dygn. Arbetet sker i samverkan med polisen och skolan i Sala. Steget kostar 2 miljoner kronor, varav hälften"
    " är bidrag från Brå."
)
MORA = (
    "Framåt riktar sig till ungdomar som riskerar att dras in i gäng. Varje familj får hembesök och en mentor. Polisen"
    " i Mora och skolan samarbetar. Hittills har 20 barn fått stöd."
)
LUND = "Ordningsvakter går i centrum på kvällen. Polisen i Lund och handlarna samarbetar. Det kostar 300 000 kronor."
SALA_TOO = "Barn i Sala dras in i gäng. Skolan och polisen gör hembesök tillsammans med Sala kommun."
BRA = "Barn som dras in i gäng kan få hembesök. Polisen och skolan samarbetar i många kommuner."
VARA = "Kärlen töms på tisdagar varje vecka."
PAGES = {
    "sala": ("Steget i Sala", SALA, "sala.example", ("1981", "Sala"), "F1"),
    "sala-too": ("Gäng i Sala", SALA_TOO, "tidningen.example", ("1981", "Sala"), "F1"),
    "mora": ("Framåt", MORA, "mora.example", ("2062", "Mora"), "F1"),
    "lund": ("Vakter i centrum", LUND, "lund.example", ("1281", "Lund"), "F4"),
    "vara": ("Sophämtning", VARA, "vara.example", ("1470", "Vara"), None),
    "bra": ("Hembesök", BRA, "bra.example", None, "F1"),
}


def made(folder: Path) -> Searcher:
    """Publish the pages under `folder` and open them."""
    entries = [_entry(doc_id, *page) for doc_id, page in PAGES.items()]
    texts = [passage.text for entry in entries for passage in entry.passages]
    vectors = iter([FakeEncoder().encode(texts)])
    published(folder, lambda: entries, vectors, passage_tokens(texts), dimensions=4, model="fake", fingerprint="f")
    generation: Generation = open_generation(folder)
    return Searcher(generation, tools(FakeEncoder()), SearchOptions(), known_names(generation.store))


def _entry(
    doc_id: str, title: str, text: str, site: str, place: tuple[str, str] | None, area: str | None
) -> StoreEntry:
    document = Document(doc_id, f"https://www.{site}/{doc_id}", title, (Block("paragraph", text),), "2024-01-02")
    mentions, links, initiatives = [], [], ()
    if place:
        code, name = place
        links.append(MunicipalityLink(code, name, "about" if doc_id == "sala-too" else "published_by", 1.0, "site"))
        if name in text:
            at = text.index(name)
            mentions.append(Mention(at, at + len(name), name, "MUNICIPALITY", f"municipality:{code}", name, code=code))
    if doc_id == "sala":
        named, cost = text.index("Steget"), text.index("2 miljoner kronor")
        mentions.append(Mention(named, named + 6, "Steget", "INITIATIVE", "initiative:steget", "Steget"))
        fact = Fact("funding", "2000000", cost, cost + 17, "2 miljoner kronor")
        initiatives = (Initiative("initiative:steget", "Steget", (fact,)),)
    areas = (FocusArea(area, area, 0.9, Evidence(0, 4, text[:4])),) if area else ()
    return StoreEntry(
        stored_document(document, site, "2024-07-01T00:00:00Z", None, ()),
        Tags(tuple(sorted(mentions, key=lambda m: m.start)), areas, initiatives, tuple(links)),
        (Passage(f"{doc_id}-0", doc_id, 0, 0, len(text), text),),
    )
