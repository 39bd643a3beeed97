"""The forms that citations can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, get_args

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.cite.citation import Citation

Form = Literal["csv", "bibtex", "ris", "reference"]
FORMS: tuple[Form, ...] = get_args(Form)


def checked_form(name: str) -> Form:
    """Return `name` as one of FORMS; UsageError if it is none."""
    for form in FORMS:
        if name == form:
            return form
    raise UsageError(f"citations are written as {', '.join(FORMS)}, not as '{name}'")


def written(citations: Sequence[Citation], form: Form) -> str:
    """Return `citations` in one of FORMS: a file's whole content; of references one a line."""
    return _writer(form)(citations)


def _writer(form: Form) -> Callable[[Sequence[Citation]], str]:
    if form == "bibtex":
        from pipeline.cite.bibtex import bibtex

        return bibtex
    if form == "ris":
        from pipeline.cite.ris import ris

        return ris
    if form == "csv":
        from pipeline.cite.rows import as_csv

        return as_csv
    from pipeline.cite.plain import reference

    return lambda citations: "".join(f"{reference(citation)}\n" for citation in citations)
