"""The people tagger and its name lists, loaded once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Mention
from pipeline.tag.people import PeopleTagger, load_people
from pipeline.tag.people.name_lists import NameLists

Find = Callable[[str], tuple[Mention, ...]]


@pytest.fixture(scope="session")
def people_tagger() -> PeopleTagger:
    return load_people()


@pytest.fixture(scope="session")
def lists(people_tagger: PeopleTagger) -> NameLists:
    return people_tagger.lists


@pytest.fixture(scope="session")
def find(people_tagger: PeopleTagger) -> Find:
    def find_in(text: str) -> tuple[Mention, ...]:
        (mentions,) = people_tagger.find_many([text])
        assert all(text[m.start : m.end] == m.text for m in mentions)
        return mentions

    return find_in
