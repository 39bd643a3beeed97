"""Which documents are one page, and which of them is shown.

The result depends on the set of documents only, not on the order they came in: groups are stars around the document
that is shown, taken in one fixed order, and every member has been compared with the one shown. A chain of small edits
therefore never joins two pages that are themselves different.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.duplicates.likeness import Likeness
from pipeline.duplicates.minhash import likely_pairs
from pipeline.duplicates.telling import told_by_address

# Substituting e of n scattered words leaves a Jaccard of (n - 3e) / (n + 3e): .74 at 5 %. Of the g0vse pairs with equal
# telling words and titles eight were read of those from .7 to .8: the four of 60 words or more said the same, two of
# the shorter ones were another decision ("slutföra" for "påbörja"). From .9 on all eight that were read said the same.
ALIKE = 0.7
SHORT, SHORT_ALIKE = 60, 0.9
# One address, two texts: a print version, or the page as it was when another tool fetched it.
SAME_ADDRESS = 0.5


@dataclass(frozen=True, slots=True)
class Member:
    """A document as it is compared; `since` is when it was published, else first fetched.

    `address` is the same for every way to write one address, None for what is not on the web; `printed` is the address
    of a print version.
    """

    doc_id: str
    url: str | None
    address: str | None
    printed: bool
    since: str
    fetched_at: str
    text_hash: str
    words: int
    title: str
    title_tells: str
    telling: str


Compare = Callable[[Member, Member], Likeness]


def duplicates(
    members: Iterable[Member], minhashes: Callable[[list[str]], Mapping[str, bytes]], compare: Compare
) -> dict[str, str]:
    """Return the id of the document shown by the id of each one that it stands for.

    `minhashes` gives the signatures of the documents asked for; `compare` the likeness of two texts.
    """
    everyone = sorted(members, key=lambda member: member.doc_id)
    newest = _newest(everyone)
    found: dict[str, str] = {}
    for component in _components(everyone, minhashes, compare):
        left = sorted(component, key=lambda member: _preference(member, newest))
        while len(left) > 1:
            shown, *rest = left
            same = {member.doc_id for member in rest if same_page(shown, member, compare)}
            found |= dict.fromkeys(same, shown.doc_id)
            left = [member for member in rest if member.doc_id not in same]
    return found


def same_page(one: Member, other: Member, compare: Compare) -> bool:
    """Say whether two documents are one page, in either order.

    Their titles count: on regeringen.se 111 of 159 groups of word for word equal texts have different titles, and the
    one text stands under "Vårändringsbudget" and "Höständringsbudget", under one court case and the next.
    """
    if one.address is not None and one.address == other.address:
        return one.text_hash == other.text_hash or compare(one, other).jaccard >= SAME_ADDRESS
    kinds = told_by_address(one.url), told_by_address(other.url)
    # A bill and the draft of it, or a notice and the minutes, may share every word of their summaries.
    if (all(kinds) and kinds[0] != kinds[1]) or not _titles_agree(one, other):
        return False
    if one.text_hash == other.text_hash:
        return True
    return one.telling == other.telling and _alike(one, other, compare)


def _alike(one: Member, other: Member, compare: Compare) -> bool:
    found = compare(one, other)
    least = SHORT_ALIKE if min(one.words, other.words) < SHORT else ALIKE
    return found.jaccard >= least and found.same_subject


def _titles_agree(one: Member, other: Member) -> bool:
    if one.title == other.title:
        return True
    # "Handla för bättre klimat", with and without "– tillstånd och tilldelning", are two reports of three equal words.
    if one.title_tells != other.title_tells or min(one.words, other.words) < SHORT:
        return False
    first, second = set(one.title.split()), set(other.title.split())
    return first <= second or second <= first


def _preference(member: Member, newest: Mapping[str, str]) -> tuple[bool, bool, bool, str, int, str]:
    """The one to show sorts first.

    A web address can be cited and a file cannot; a print version lacks what leads on; of one address only the newest
    text still stands. Then the earliest, since a copy comes after what it is a copy of, by day, since the seconds of a
    crawl say nothing; the shortest address, which is the one people link to; and the id, so that nothing is left open.
    """
    url = member.url or ""
    outdated = member.fetched_at[:10] < newest.get(member.address or "", "")
    return not url.startswith("http"), member.printed, outdated, member.since[:10], len(url), member.doc_id


def _newest(members: Iterable[Member]) -> dict[str, str]:
    """The day of the newest text at each address, print versions aside."""
    found: dict[str, str] = defaultdict(str)
    for member in members:
        if member.address is not None and not member.printed:
            found[member.address] = max(found[member.address], member.fetched_at[:10])
    return found


def _components(
    members: list[Member], minhashes: Callable[[list[str]], Mapping[str, bytes]], compare: Compare
) -> list[list[Member]]:
    """Documents that some chain of likeness joins: nothing outside a component can be the same page as one in it."""
    parent = {member.doc_id: member.doc_id for member in members}

    def root(doc_id: str) -> str:
        while parent[doc_id] != doc_id:
            parent[doc_id] = doc_id = parent[parent[doc_id]]
        return doc_id

    def join(first: str, second: str) -> None:
        parent[max(root(first), root(second))] = min(root(first), root(second))

    for bucket in (*_buckets(members, "text_hash"), *_buckets(members, "address")):
        for member in bucket[1:]:
            join(bucket[0].doc_id, member.doc_id)
    for one, other in _likely(members, minhashes):
        if _alike(one, other, compare):
            join(one.doc_id, other.doc_id)
    together: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        together[root(member.doc_id)].append(member)
    return [component for component in together.values() if len(component) > 1]


def _likely(
    members: list[Member], minhashes: Callable[[list[str]], Mapping[str, bytes]]
) -> Iterator[tuple[Member, Member]]:
    """Pairs of texts to compare, only among those with the same telling words: the twins of a template never meet."""
    for bucket in _buckets(members, "telling"):
        texts: dict[str, Member] = {}
        for member in bucket:
            texts.setdefault(member.text_hash, member)
        if len(texts) > 1:
            by_id = {member.doc_id: member for member in texts.values()}
            for first, second in likely_pairs(minhashes(sorted(by_id))):
                yield by_id[first], by_id[second]


def _buckets(members: list[Member], key: str) -> list[list[Member]]:
    found: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        if (value := getattr(member, key)) is not None:
            found[value].append(member)
    return [bucket for bucket in found.values() if len(bucket) > 1]
