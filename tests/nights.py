"""What is fetched night after night: new and changed pages, copies, one person, blocks that a site repeats.

Either files for `kb ingest`, or a site for `kb crawl`, which also loses pages.
"""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.home import Home
from tests.loopback import Reply, Site, page

QUESTIONS = ("Hur arbetar kommunen med avhoppare?", "trygghetsvandring i mörka gångtunnlar", "Anna Berg")
_PLACES = ("Sala", "Mora", "Vara", "Boden")
_WORK = {
    "avhopparstöd": "Avhopparverksamheten hjälper personer som vill lämna kriminella gäng med boende och arbete",
    "trygghetsvandring": "Polisen och kommunen gick en trygghetsvandring och pekade ut mörka gångtunnlar",
    "fältgrupp": "Fältarbetare möter unga på kvällarna tillsammans med skolan och socialtjänsten",
    "välfärdsbrott": "Kommunen ska stoppa felaktiga utbetalningar av assistansersättning inom hemtjänsten",
    "grannsamverkan": "Hushållen i området håller ögonen på varandras hus när någon är bortrest",
}
_FOOT = "Kontaktcenter svarar på frågor om kommunens hela verksamhet alla vardagar mellan åtta och sexton."


def write_night(folder: Path, night: int, sites: int = len(_PLACES)) -> Path:
    """Write what is fetched in a night into a folder of its own and return it."""
    fetched = folder / f"natt-{night}"
    fetched.mkdir()
    for place in _PLACES[:sites]:
        for number, (work, said) in enumerate(_WORK.items()):
            changed = night if (number + night) % 3 == 0 else 0
            text = f"{said} i {place}. Det är nu {12 + changed} personer som deltar, och arbetet utökas nästa år."
            _write(fetched, place, work, f"{work.capitalize()} i {place}", text)
        for each in range(night + 1):
            extra = f"Under vecka {20 + each} träffas nattvandrarna i {place} vid skolan klockan tjugo på fredagen."
            _write(fetched, place, f"natt-{each}", f"Nattvandring vecka {20 + each} i {place}", extra)
    first = next(fetched.glob("*-avhopparstöd.html")).read_text(encoding="utf-8")
    (fetched / "kopia.html").write_text(first.replace("/avhopparstöd", "/kopior/avhopparstöd"), encoding="utf-8")
    lines = [{"id": f"rad-{n}", "text": f"Rad {n} om unga som rekryteras i Åre, natt {night // 2}."} for n in range(3)]
    (fetched / "rader.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return fetched


def _write(folder: Path, place: str, name: str, title: str, text: str) -> None:
    address = f"https://www.{place.lower()}.example/trygghet/{name}"
    (folder / f"{place.lower()}-{name}.html").write_text(
        '<!doctype html><html lang="sv"><head><meta charset="utf-8">'
        f'<title>{title}</title><link rel="canonical" href="{address}"></head>'
        f"<body><main><h1>{title}</h1><p>{text}</p><p>– Vi ser att det ger resultat, säger Anna Berg, samordnare i"
        f" {place} kommun.</p><p>{_FOOT}</p></main></body></html>",
        encoding="utf-8",
    )


def site_of_nights(told: Path, pages: int = 14) -> Site:
    """A site that is as it is in the night that the file `told` says, in whatever process that is written."""
    site = Site()

    def reply(path: str) -> Reply:
        night = int(told.read_text(encoding="ascii"))
        if path == "/":
            return page("Start", "/sida-0", "/flyttad", "/hemligt", *(f"/ny-{each}" for each in range(night)))
        if path == "/robots.txt":
            return Reply("User-agent: *\nDisallow: /hemligt\n", kind="text/plain")
        if path == "/flyttad":
            return Reply("", 301, (("Location", "/sida-5"),))
        return _page(path.removeprefix("/"), night, pages)

    site.default = reply
    return site


def _page(name: str, night: int, pages: int) -> Reply:
    kind, _, digits = name.partition("-")
    number = int(digits) if digits.isdigit() else pages
    if kind not in {"sida", "ny"} or number >= pages or (night > 0 and number in {9, 11}):
        return Reply("borta", 404)
    work = list(_WORK)[number % len(_WORK)]
    version = night if number % 3 == night % 3 else 0
    said = f"{_WORK[work]} i kvarter {number if number != 8 else 7}, och {12 + version} personer deltar."
    text = f"{said}</p><p>– Det ger resultat, säger Anna Berg, samordnare i Sala kommun.</p><p>{_FOOT}"
    links = (f"/sida-{2 * number + 1}", f"/sida-{2 * number + 2}") if kind == "sida" else ()
    found = page(f"{work.capitalize()} {number if number != 8 else 7}", *links, text=text)
    etag = f'"{name}-{version}-{len(links)}"' if number % 2 else None
    return Reply(found.body, etag=etag)


def write_settings(home: Home, start: str) -> None:
    """Make a home crawl a site: two nights without a page, however close, and it is gone."""
    home.settings.write_text(
        '[crawl]\ncontact = "drift@kommun.example"\ngone_after_hours = 0\nlost_share = 0.5\n', encoding="utf-8"
    )
    source = f'[[source]]\nname = "Sala"\nmunicipality = "1981"\nstart = ["{start}"]\ndelay = 0\ndepth = 20\n'
    home.sources.write_text(source, encoding="utf-8")
