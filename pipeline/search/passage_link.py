"""The exact place of a passage in its source, as an address."""

from __future__ import annotations

from urllib.parse import quote

from pipeline.records import Hit

# A text fragment of more words than twice this many names only the first and the last of them: one that names a whole
# long sentence breaks on one changed word.
_ENDS = 4


def passage_link(hit: Hit) -> str | None:
    """Return the address of a passage on its page, None for a page without one of the web.

    On a web page it is a text fragment (https://wicg.github.io/scroll-to-text-fragment/) for the sentence that answers,
    in a PDF its page (RFC 8118).
    """
    if hit.url is None or not hit.url.startswith(("https://", "http://")):
        return None
    if hit.page is not None:
        return f"{hit.url.partition('#')[0]}#page={hit.page}"
    start, end = hit.highlights[0] if hit.highlights else (0, len(hit.text))
    # A browser looks for a fragment inside one block.
    said = hit.text[start:end].strip().split("\n")[0].split()
    if not said:
        return hit.url
    parts = [said] if len(said) <= 2 * _ENDS else [said[:_ENDS], said[-_ENDS:]]
    text = ",".join(quote(" ".join(part), safe="").replace("-", "%2D") for part in parts)
    return f"{hit.url}{'' if '#' in hit.url else '#'}:~:text={text}"
