"""Answers, documents and listings as Python and notebooks see them: to go through, to look at, to cite, as tables.

Each is a thin cover over a record or rows; what is shown as HTML is escaped, and only web addresses are linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any, overload

from pipeline.cite.citation import Citation
from pipeline.cite.forms import Form, checked_form, written
from pipeline.errors import UsageError
from pipeline.index.store import StoredDocument
from pipeline.records import Answer, Hit
from pipeline.show.forms import cell

Row = dict[str, Any]
# Rows of a listing that a notebook shows; all are there to go through.
SHOWN = 50


def frame(rows: Iterable[Row]) -> Any:
    """Return `rows` as a pandas DataFrame; UsageError where pandas is not installed."""
    try:
        import pandas
    except ImportError as error:
        raise UsageError("to_pandas needs pandas: run pip install 'kunskapsbank[notebook]'") from error
    return pandas.DataFrame(list(rows))


@dataclass(frozen=True, slots=True)
class Answered(Sequence[Hit]):
    """An answer: a sequence of its hits, best first, with their citations in the same order."""

    answer: Answer
    citations: tuple[Citation, ...]

    @property
    def question(self) -> str:
        """Return what was asked."""
        return self.answer.question

    @property
    def generation(self) -> str:
        """Return which generation answered."""
        return self.answer.generation

    @property
    def understood(self) -> Row:
        """Return what the question was read to name."""
        return self.answer.understood

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Return the hits, best first."""
        return self.answer.hits

    def __len__(self) -> int:
        return len(self.answer.hits)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Hit]: ...
    def __getitem__(self, place: int | slice) -> Hit | Sequence[Hit]:
        return self.answer.hits[place]

    def cite(self, form: Form = "reference") -> str:
        """Return the citations of all hits; UsageError for a form that there is not."""
        return written(self.citations, checked_form(form))

    def to_pandas(self) -> Any:
        """Return a DataFrame of the hits, one a row; UsageError where pandas is not installed."""
        return frame(map(asdict, self.answer.hits))

    def _repr_html_(self) -> str:
        hits = "".join(f"<li>{_hit_html(hit)}</li>" for hit in self) or "<p>Inget svar.</p>"
        return f"<p><strong>{escape(self.question)}</strong> <small>{self.generation}</small></p><ol>{hits}</ol>"


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document with its citation; what a StoredDocument has, it has."""

    stored: StoredDocument
    citation: Citation

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)  # Copying and pickling ask before `stored` is there.
        return getattr(self.stored, name)

    def cite(self, form: Form = "reference") -> str:
        """Return its citation; UsageError for a form that there is not."""
        return written([self.citation], checked_form(form))

    def _repr_html_(self) -> str:
        paragraphs = "".join(f"<p>{escape(each)}</p>" for each in self.stored.text.split("\n\n"))
        said = escape(self.cite().strip())
        return f"<h3>{_linked(self.stored.title, self.stored.url)}</h3><p><small>{said}</small></p>{paragraphs}"


@dataclass(frozen=True, slots=True)
class Listing(Sequence[Row]):
    """Rows of one kind: a sequence of dicts with the keys of the command's JSON; `hidden` ones are not in the HTML."""

    rows: tuple[Row, ...]
    hidden: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        return self.rows[place]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def to_pandas(self) -> Any:
        """Return a DataFrame of the rows; UsageError where pandas is not installed."""
        return frame(self.rows)

    def _repr_html_(self) -> str:
        columns = [name for name in (self.rows[0] if self.rows else ()) if name not in self.hidden]
        head = "".join(f"<th>{escape(name)}</th>" for name in columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_cell(row[name]))}</td>" for name in columns) + "</tr>"
            for row in self.rows[:SHOWN]
        )
        more = f"<p>… och {len(self) - SHOWN} till</p>" if len(self) > SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name", value))
    return cell(list(value) if isinstance(value, tuple) else value)


def _hit_html(hit: Hit) -> str:
    dates = (("publicerad", hit.published), ("granskad", hit.reviewed))
    facts = [f"s. {hit.page}" if hit.page else "", *(f"{label} {day}" for label, day in dates if day)]
    facts.append(", ".join(place["name"] for place in hit.municipalities))
    said = escape(" · ".join(filter(None, facts)))
    return f"{_linked(hit.title, hit.url)}<br><small>{said}</small><br>{_marked(hit)}"


def _marked(hit: Hit) -> str:
    parts, last = [], 0
    for start, end in hit.highlights:
        parts += [escape(hit.text[last:start]), f"<mark>{escape(hit.text[start:end])}</mark>"]
        last = end
    return "".join([*parts, escape(hit.text[last:])])


def _linked(title: str, url: str | None) -> str:
    if url is None or not url.startswith(("https://", "http://")):
        return escape(title)
    return f'<a href="{escape(url)}">{escape(title)}</a>'
