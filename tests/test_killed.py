from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.conftest import REPO


@pytest.mark.slow
def test_runs_that_are_killed_at_every_step_end_as_those_that_are_not(tmp_path: Path) -> None:
    # A process that is killed loses nothing that the kernel has, so memory is as good as a disk, and faster.
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        command = [sys.executable, "-m", "tests.killing", folder]
        ran = subprocess.run(command, capture_output=True, text=True, cwd=REPO, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout)
    assert found["at a step"] + found["at random"] >= 200
