"""What a page says of itself in JSON-LD (schema.org), and nothing of what it says of other pages."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
_PAGE_TYPES = ("Article", "BlogPosting", "Report", "WebPage", "Page", "Event", "Document")
_UNREADABLE_DATE = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{8,40})"')
_MOST = 200


def nodes(tree: Any) -> list[Node]:
    """Return the objects at the top of the page's JSON-LD, those that describe an article or page first.

    Of a script that is no JSON only its first dates are read.
    """
    found: list[Node] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = script.text_content()
        try:
            found += _top(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            dates = list(_UNREADABLE_DATE.finditer(text))
            found.append({match[1]: match[2] for match in reversed(dates)})
    return sorted(found[:_MOST], key=_rank)


def texts(found: list[Node], key: str) -> Iterator[str]:
    """Yield the plain strings that the nodes give for `key`."""
    for node in found:
        yield from (value for value in _list(node.get(key)) if isinstance(value, str))


def names(found: list[Node], key: str, only: str | None = None) -> Iterator[str]:
    """Yield the names of what the nodes refer to by `key`, following @id, if it is of the type `only` or of none."""
    by_id = {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and "name" in node}
    for node in found:
        for value in _list(node.get(key)):
            target = by_id.get(value.get("@id"), value) if isinstance(value, dict) and "name" not in value else value
            name = target if isinstance(target, str) else target.get("name") if isinstance(target, dict) else None
            typed = only is None or not _types(target) or only in _types(target)
            for each in _list(name):
                if isinstance(each, str) and typed and "://" not in each:
                    yield html.unescape(each)


def breadcrumbs(found: list[Node]) -> tuple[str, ...]:
    """Return the names of a BreadcrumbList in order."""
    for node in _spread(found):
        if "BreadcrumbList" in _types(node):
            steps = [step for step in _list(node.get("itemListElement")) if isinstance(step, dict)]
            named = (_step_name(step) for step in sorted(steps, key=_position))
            if crumbs := tuple(" ".join(html.unescape(name).split()) for name in named if name and name.strip()):
                return crumbs
    return ()


def _spread(found: list[Node]) -> Iterator[Node]:
    for node in found:
        yield node
        if isinstance(node.get("breadcrumb"), dict):
            yield node["breadcrumb"]


def _step_name(step: Node) -> str | None:
    item = step.get("item")
    name = step.get("name") or (item.get("name") if isinstance(item, dict) else None)
    return name if isinstance(name, str) else None


def _position(step: Node) -> float:
    try:
        return float(step.get("position") or 0)
    except (TypeError, ValueError):
        return 0.0


def _top(value: Any) -> Iterator[Node]:
    for node in _list(value):
        if isinstance(node, dict):
            yield node
            for key in ("@graph", "mainEntity"):
                # A list of many main entities is a list of other pages or of questions.
                inner = _list(node.get(key))
                if key == "@graph" or len(inner) == 1:
                    yield from (each for each in inner if isinstance(each, dict))


def _rank(node: Node) -> int:
    types = _types(node)
    return next((i for i, kind in enumerate(_PAGE_TYPES) if any(kind in each for each in types)), len(_PAGE_TYPES))


def _types(node: Any) -> list[str]:
    return [each for each in _list(node.get("@type")) if isinstance(each, str)] if isinstance(node, dict) else []


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
