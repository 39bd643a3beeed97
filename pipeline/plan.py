"""What the next `kb reindex` would do, as far as that is known before it begins.

Nothing is written and no lock is taken: another run may go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from pipeline.catalog import Catalog, read_catalog
from pipeline.clean.repeats import site_of
from pipeline.config import Settings
from pipeline.crawl.options import user_agent
from pipeline.crawl.schedule import Clock, SystemClock, utc
from pipeline.crawl.sources import Source
from pipeline.crawling import RESUME_HOURS, chosen_sources
from pipeline.duplicates.signature import VERSION as SIGNATURE_VERSION
from pipeline.embed.encoder import model_fingerprint
from pipeline.home import Home
from pipeline.index.published import current_name
from pipeline.stage_versions import clean_version, cut_version, sift_version, tag_version

# No stage has this version, so everything is pending for it.
_NONE = "-"


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A source that would be visited: its addresses that are `known` and of them `due`; it asks for at most `pages`.

    `resumed` says that a night which was cut short would be gone on with.
    """

    source: str
    known: int
    due: int
    pages: int
    resumed: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What is pending at each stage as the catalog now is; `unknown` says what cannot be told before the run.

    `restore` is how many files of the archive would be read because the catalog is lost; `generation` is in use now.
    """

    visits: tuple[PlannedVisit, ...] = ()
    restore: int = 0
    pages_to_clean: int = 0
    sites_to_sift: int = 0
    documents_to_compare: int = 0
    documents_to_tag: int = 0
    documents_to_cut: int = 0
    passages_to_embed: int = 0
    generation: str | None = None
    unknown: tuple[str, ...] = field(default_factory=tuple)


def plan_night(
    home: Home, settings: Settings, *, crawl: bool = True, full: bool = False, clock: Clock | None = None
) -> Plan:
    """Return what `kb reindex` would do with these options.

    UsageError where the run would end with one: no contact, wrong sources. StoreError for a store that is damaged,
    or a catalog of another version of the program.
    """
    if crawl:
        user_agent(settings.crawl)
    sources = chosen_sources(home) if crawl else ()
    now = (clock or SystemClock()).now()
    generation = current_name(home.indexes)
    if not home.catalog.exists():
        return _without_pages(home, tuple(_first_visits(sources)), generation)
    with closing(read_catalog(home.catalog)) as catalog, catalog.snapshot():
        visits = tuple(_visits(catalog, sources, now))
        if not catalog.counts()["pages"]:
            return _without_pages(home, visits, generation)
        return _pending(catalog, home, settings, visits, full, generation)


def _without_pages(home: Home, visits: tuple[PlannedVisit, ...], generation: str | None) -> Plan:
    restore = len(list(home.archive.glob("*.warc.gz")))
    unknown = [*([_UNKNOWN_VISITS] if visits else ()), *([_UNKNOWN_RESTORE] if restore else ())]
    return Plan(visits, restore, generation=generation, unknown=tuple(unknown))


def _pending(
    catalog: Catalog,
    home: Home,
    settings: Settings,
    visits: tuple[PlannedVisit, ...],
    full: bool,
    generation: str | None,
) -> Plan:
    clean = _NONE if full else clean_version(settings.clean)
    pages = catalog.pages.count_to_clean(clean)
    # A page that is cleaned has its site looked through again, if anything is kept of it.
    sites = {site_of(page.url, page.source, page.media_type) for page in catalog.pages.to_clean(clean)} - {None}
    sites |= set(catalog.sites.to_sift(sift_version(settings.clean)))
    cut = catalog.documents.count_to_cut(cut_version(settings.passages))
    unknown = [_UNKNOWN_VISITS] if visits else []
    if pages or sites:
        unknown.append(_UNKNOWN_TEXTS)
    elif cut:
        unknown.append(_UNKNOWN_PASSAGES.format(cut))
    return Plan(
        visits,
        pages_to_clean=pages,
        sites_to_sift=len(sites),
        documents_to_compare=catalog.duplicates.count_to_sign(SIGNATURE_VERSION),
        documents_to_tag=catalog.documents.count_to_tag(tag_version(home)),
        documents_to_cut=cut,
        passages_to_embed=catalog.vectors.count_to_embed(model_fingerprint(settings.embed)),
        generation=generation,
        unknown=tuple(unknown),
    )


def _first_visits(sources: tuple[Source, ...]) -> Iterator[PlannedVisit]:
    for source in sources:
        yield PlannedVisit(source.name, 0, 0, source.pages, False)


def _visits(catalog: Catalog, sources: tuple[Source, ...], now: float) -> Iterator[PlannedVisit]:
    known = catalog.frontier.known()
    for source in sources:
        begun = catalog.frontier.open_crawl(source.name, utc(now - RESUME_HOURS * 3600))
        # In a night that has not begun, every known address is due.
        due = catalog.frontier.count_due({source.name: begun[0]}) if begun else known.get(source.name, 0)
        visited = catalog.frontier.pages_visited(begun[0]) if begun else 0
        yield PlannedVisit(
            source.name, known.get(source.name, 0), due, max(0, source.pages - visited), begun is not None
        )


_UNKNOWN_VISITS = "how many new addresses the sources name, and which pages have changed: known once they are visited"
_UNKNOWN_RESTORE = "what the archive holds, all of which every stage does anew: known once it is read"
_UNKNOWN_TEXTS = (
    "how many documents come out otherwise and are compared, tagged, cut and embedded beside those counted here: known"
    " once the pages are cleaned and the sites sifted"
)
_UNKNOWN_PASSAGES = "how many passages the {} documents that are cut anew have to embed: known once they are cut"
