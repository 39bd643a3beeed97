"""People named in Swedish text: full names with role and organisation, and later mentions by one name.

Method: runs of capitalised words (`names`) are the candidates; each is scored by added evidence (`candidates`), one
part of it the entities of the bundled spaCy model (`pipeline/training/people.py`), which reads only sentences that
hold a candidate. Knows nothing about other documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.errors import StoreError
from pipeline.models import PEOPLE
from pipeline.records import Mention
from pipeline.swedish.sentences import sentence_spans
from pipeline.tag.people.candidates import THRESHOLD, Entity, full_names
from pipeline.tag.people.canonical_names import canonical_names, end_with_apostrophe, person_id
from pipeline.tag.people.later_mentions import later_mentions
from pipeline.tag.people.name_lists import NameLists, load_name_lists
from pipeline.tag.people.names import Run, cut_at_places, name_runs
from pipeline.tag.people.public_role import with_public_roles
from pipeline.tag.people.reading import as_read
from pipeline.tag.people.roles import role_and_organisation

_TEXTS_A_BATCH = 64
_LONGEST_WINDOW = 5_000  # characters; a page without sentence ends must not become one huge spaCy Doc


@dataclass(frozen=True, slots=True)
class PeopleTagger:
    """The bundled model (a spaCy `Language`) and the name lists."""

    nlp: Any
    lists: NameLists
    threshold: float = THRESHOLD

    def find_many(self, texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
        """Yield the people named in each text, in text order; reads ahead one batch of texts and keeps no more."""
        stream = iter(texts)
        while batch := list(islice(stream, _TEXTS_A_BATCH)):
            yield from self._find_batch(batch)

    def _find_batch(self, texts: list[str]) -> list[tuple[Mention, ...]]:
        runs = [name_runs(text, self.lists) for text in texts]
        windows = [
            (text[start:end], (number, start))
            for number, text in enumerate(texts)
            for start, end in _windows(text, runs[number])
        ]
        entities: list[list[Entity]] = [[] for _ in texts]
        with self.nlp.memory_zone():
            for doc, (number, offset) in self.nlp.pipe(windows, as_tuples=True, batch_size=128):
                entities[number] += [
                    Entity(offset + ent.start_char, offset + ent.end_char, ent.label_) for ent in doc.ents
                ]
        return [self._mentions(*one) for one in zip(texts, runs, entities, strict=True)]

    def _mentions(self, text: str, runs: list[Run], entities: list[Entity]) -> tuple[Mention, ...]:
        runs = cut_at_places(text, runs, self.lists)
        read = as_read(text)
        people = full_names(read, runs, entities, self.lists, self.threshold)
        if not people:
            return ()
        names = canonical_names(text, people, self.lists)
        spans = [(found.start, found.end) for found in people]
        mentions = [*later_mentions(text, runs, people, names, self.lists)]
        for found in people:
            end, name = end_with_apostrophe(text, found.end), names[found.surface]
            mentions.append(Mention(found.start, end, text[found.start : end], "PERSON", person_id(name), name))
        mentions = [_with_role(read, mention, spans, self.lists) for mention in mentions]
        return with_public_roles(read, sorted(mentions, key=lambda mention: mention.start))


def _with_role(text: str, mention: Mention, spans: list[tuple[int, int]], lists: NameLists) -> Mention:
    role, organisation = role_and_organisation(text, mention.start, mention.end, spans, lists)
    return replace(mention, role=role, organisation=organisation)


def load_people(model_folder: Path = PEOPLE) -> PeopleTagger:
    """Return the tagger with the spaCy pipeline in `model_folder` and the bundled name lists.

    StoreError when the model or a name list is missing or damaged.
    """
    import spacy

    try:
        nlp = spacy.load(model_folder)
    except Exception as error:  # a damaged file raises what spaCy's readers meet in it: AttributeError, EOFError …
        reason = f"{type(error).__name__} {str(error).strip()}".splitlines()[0]
        raise StoreError(f"cannot load the person model in {model_folder}: {reason}; reinstall kunskapsbank") from error
    return PeopleTagger(nlp, load_name_lists(Path(__file__).parent.parent / "data"))


def _windows(text: str, runs: list[Run]) -> list[tuple[int, int]]:
    """Return the sentences, joined where a run crosses their border, that hold a run of two words or more."""
    wanted = [(run[0].start, run[-1].end) for run in runs if len(run) > 1]
    windows: list[tuple[int, int]] = []
    if not wanted:
        return windows
    spans = sentence_spans(text)
    place = 0
    for start, end in wanted:
        while spans[place][1] <= start:
            place += 1
        last = place
        while spans[last][1] < end:
            last += 1
        window = (max(spans[place][0], start - _LONGEST_WINDOW), min(spans[last][1], end + _LONGEST_WINDOW))
        if windows and end <= windows[-1][1]:
            continue
        if windows and window[0] < windows[-1][1] and window[1] - windows[-1][0] <= 4 * _LONGEST_WINDOW:
            window = (windows.pop()[0], window[1])
        windows.append(window)
    return windows
