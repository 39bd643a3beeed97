"""What all requests share: the generation in use, and earlier ones that a permalink pins."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.config import Settings
from pipeline.errors import NothingFound
from pipeline.home import Home
from pipeline.index.published import current_name
from pipeline.search.ask import Searcher, open_searcher
from pipeline.search.live import LiveSearcher
from pipeline.web.history import Comparisons

# Earlier generations that are kept open for permalinks; each holds its files and its tables in memory.
PINNED = 2


class Library:
    """Opens generations of `home` for any number of threads.

    StoreError if nothing is published, or the settings name another model than the generation in use has.
    """

    def __init__(self, home: Home, settings: Settings) -> None:
        self.home = home
        self.settings = settings
        self.comparisons = Comparisons(home)
        self._live = LiveSearcher(lambda: current_name(home.indexes), self._open)
        self._pinned: OrderedDict[str, LiveSearcher] = OrderedDict()
        self._guard = threading.Lock()
        self._started = time.time_ns()

    @contextmanager
    def searcher(self, generation: str | None = None) -> Iterator[Searcher]:
        """Give the searcher of the generation in use, or of one by its name, which stays open inside.

        NothingFound if that one is kept no longer.
        """
        with self._live.searcher() as current:
            if generation in (None, current.generation.manifest.name):
                yield current
                return
        with self._of(generation or "").searcher() as pinned:
            yield pinned

    @property
    def fault(self) -> str | None:
        """Say why the newest generation cannot be opened, None if it can."""
        return self._live.fault

    def state(self) -> str:
        """Return a key of all that an answer follows from but the request: it changes when an answer may."""
        with self._live.searcher() as searcher:
            manifest = searcher.generation.manifest
        files = (self.home.catalog, self.home.catalog.with_name(f"{self.home.catalog.name}-wal"))
        times = (str(file.stat().st_mtime_ns) for file in files if file.exists())
        return " ".join([manifest.name, manifest.created_at, str(self._started), *times])

    def close(self) -> None:
        """Close all generations as soon as nobody asks them any more."""
        self._live.close()
        for pinned in self._pinned.values():
            pinned.close()

    def _open(self, name: str | None) -> Searcher:
        return open_searcher(self.home, self.settings.embed, self.settings.search, name)

    def _of(self, name: str) -> LiveSearcher:
        """Return the searcher of an earlier generation; the one that was asked longest ago makes room for it."""
        with self._guard:
            if name not in self._pinned:
                if name not in {path.name for path in self.home.indexes.glob("gen-*")}:
                    raise NothingFound(f"the generation '{name}' is kept no longer")
                self._pinned[name] = LiveSearcher(lambda: name, lambda _: self._open(name))
                if len(self._pinned) > PINNED:
                    self._pinned.popitem(last=False)[1].close()
            self._pinned.move_to_end(name)
            return self._pinned[name]
