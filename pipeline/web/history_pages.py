"""A document over time: its versions, what changed between two of them, and the archived copies."""

from __future__ import annotations

import re

from fastapi import APIRouter
from starlette.responses import Response

from pipeline.diff import folded
from pipeline.errors import NothingFound
from pipeline.records import DOCX, PDF
from pipeline.versions import ArchivedCopy
from pipeline.web.document_page import document
from pipeline.web.history import known_versions
from pipeline.web.request import InLibrary
from pipeline.web.views import page

router = APIRouter(include_in_schema=False)
_HASH = re.compile(r"[0-9a-f]{64}")
_FILES = {PDF: "pdf", DOCX: "docx"}
# Somebody else's page, shown from our address: it runs nothing, asks nothing of any server and is in no frame.
_SEALED = {
    "Content-Security-Policy": (
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noarchive",
    "Referrer-Policy": "no-referrer",
}


@router.get("/dokument/{doc_id:path}/jamfor")
def changes(library: InLibrary, doc_id: str, fran: str = "", till: str = "") -> Response:
    """What changed from one version to another, each by its hash; by itself the last change."""
    known = known_versions(library.home, doc_id)
    if known is None:
        # An address may end like ours.
        return document(library, f"{doc_id}/jamfor")
    if len(known) < 2:
        raise NothingFound(f"the page '{doc_id}' has one version")
    found = library.comparisons.of(doc_id, fran, till, library.state())
    context = {
        "doc_id": doc_id,
        "title": "".join(segment.text for segment in found.diff.title if segment.kind != "removed"),
        "known": known,
        "old": found.old,
        "new": found.new,
        "diff": found.diff,
        "blocks": list(folded(found.diff.blocks)),
    }
    return page("changes.html", context)


@router.get("/dokument/{doc_id:path}/arkiv/{content_hash}")
def archived(library: InLibrary, doc_id: str, content_hash: str) -> Response:
    """The archived copy of a version, sealed off; a file that may hold personal identity numbers is not given."""
    if not _HASH.fullmatch(content_hash) or not library.home.catalog.exists():
        return document(library, f"{doc_id}/arkiv/{content_hash}")
    copy = library.comparisons.copy(doc_id, content_hash)
    if copy.may_hold_identity_numbers:
        said = "Filen kan innehålla personnummer och lämnas därför inte ut härifrån. Öppna källan i stället."
        return page("fault.html", {"title": "Filen lämnas inte ut", "said": said}, 403)
    return _sealed(copy, content_hash)


def _sealed(copy: ArchivedCopy, content_hash: str) -> Response:
    if kind := _FILES.get(copy.media_type):
        name = f"{copy.fetched_at[:10]}-{content_hash[:12]}.{kind}"
        headers = _SEALED | {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(copy.content, headers=headers, media_type=copy.media_type)
    # Whatever else it is called is text, and shown as it stands.
    media_type = "text/html" if copy.media_type == "text/html" else "text/plain"
    charset = "; charset=utf-8" if _is_utf8(copy.content) else ""
    return Response(copy.content, headers=_SEALED | {"Content-Type": media_type + charset})


def _is_utf8(content: bytes) -> bool:
    """Whether it can be told so; of other encodings the browser knows as much as we do."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
