"""What a reader is told of an empty cell and of a source that could not be read, in Swedish."""

from __future__ import annotations

from pipeline.extent import SourceState
from pipeline.search.coverage import Emptiness

# Why a cell is empty, in a word or two, and as a sentence.
EMPTY: dict[Emptiness, str] = {
    "none_found": "inget hittat",
    "unreachable": "kunde inte läsas",
    "no_source": "ingen källa",
}
# What stands in the cell.
EMPTY_MARKS: dict[Emptiness, str] = {"none_found": "0", "unreachable": "oläst", "no_source": "–"}
EMPTY_EXPLAINED: dict[Emptiness, str] = {
    "none_found": "Kommunens sidor är lästa, och ingen av dem handlar om området.",
    "unreachable": "Kommunen har en källa, men den har inte kunnat läsas.",
    "no_source": "Kommunen har varken sidor eller någon källa.",
}
# The first word of a reason is an outcome of the crawler's visits.
_REASONS = {
    "denied": "webbplatsen tillåter inte att sidorna hämtas (robots.txt)",
    "unreachable": "webbplatsens robots.txt gick inte att hämta",
    "failed": "servern svarade inte som den ska",
    "busy": "servern var överbelastad",
    "refused": "servern nekade åtkomst",
    "missing": "sidan finns inte",
    "moved": "sidan hänvisar till en annan adress",
    "redirected": "sidan hänvisar till en annan adress",
    "loop": "sidan hänvisar i cirkel",
    "unusable": "svaret gick inte att läsa som en sida",
    "other kind": "svaret är av ett slag som källan inte tar emot",
}
_UNVISITED = "källan har inte besökts än"
_UNKNOWN = "sidan kunde inte läsas"


def why_unread(source: SourceState) -> str:
    """Return why nothing was read of a source, with the server's status if it gave one; "" for one that was read."""
    if source.reach == "read":
        return ""
    if source.reason is None:
        return _UNVISITED
    word, _, status = source.reason.rpartition(" ")
    if not status.isdecimal():
        return _REASONS.get(source.reason, _UNKNOWN)
    return f"{_REASONS.get(word, _UNKNOWN)} (svar {status})"
