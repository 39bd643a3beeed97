"""A served knowledge base over the sample, and Debian's Chromium to look at it with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

KB = [sys.executable, "-m", "pipeline.cli"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# Set where a browser must be there, so that no test is passed over unseen.
DEMANDED = "KB_BROWSER"


def needs_browser() -> None:
    """Skip the test where there is no Chromium, unless one is demanded."""
    if CHROMIUM is None:
        if os.environ.get(DEMANDED):
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed (apt-get install chromium)")


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """Serve `home` as `kb serve` does, at a free port; the address, without a slash at the end."""
    command = [*KB, "--home", str(home), "serve", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.match(r"(http://127\.0\.0\.1:\d+)/ answers", line)
        assert found, line
        yield found[1]
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of corpus/sample."""
    home = tmp_path_factory.mktemp("served") / "kb"
    sample = Path(__file__).parent.parent.parent / "corpus" / "sample"
    for words in (["init", str(home)], ["--home", str(home), "ingest", str(sample)]):
        subprocess.run([*KB, *words], check=True, capture_output=True)
    subprocess.run([*KB, "--home", str(home), "reindex", "--no-crawl"], check=True, capture_output=True)
    return home


@pytest.fixture(scope="session")
def served(sample_home: Path) -> Iterator[str]:
    """The address of the sample, served."""
    needs_browser()
    with serving(sample_home) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser that has started."""
    from playwright.sync_api import sync_playwright

    needs_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
