"""What a machine needs to run `kb reindex` every night: a systemd service with its timer, or a line for cron.

Knows nothing of what the run does; the lock is kb's own.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from string import Template

from pipeline.durable import write_durably
from pipeline.errors import StoreError, UsageError

_TEMPLATES = Path(__file__).parent / "commands" / "data"
# PrivateTmp would hide what lies here from the run.
_TEMPORARY = (Path("/tmp"), Path("/var/tmp"))
# Readers go before a run that publishes: by this much it gives way to them.
_NICE = 10
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def systemd_units(kb: Path, home: Path, at: str, user: str, writable: Sequence[Path] = ()) -> dict[str, str]:
    """Return the text of each unit by its file name; paths are absolute, `at` is HH:MM, the run is `user`'s.

    It may write to the home and the folders in `writable`. UsageError for another time, and for a path that a unit
    cannot hold.
    """
    hour, minute = _time(at)
    in_tmp = any(path.is_relative_to(folder) for folder in _TEMPORARY for path in (kb, home))
    filled = {
        # systemd puts variables into arguments, not into the path of the program.
        "kb": _quoted(kb),
        "home": _quoted(home).replace("$", "$$"),
        "user": user,
        "nice": str(_NICE),
        # Without a /tmp of its own the run still needs one to write to.
        "writable": " ".join(map(_listed, dict.fromkeys([home, *writable, *(_TEMPORARY if in_tmp else ())]))),
        "private_tmp": "no" if in_tmp else "yes",
        "at": f"{hour}:{minute}",
    }
    return {
        name: Template((_TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")).substitute(filled)
        for name in ("kunskapsbank.service", "kunskapsbank.timer")
    }


def crontab_line(kb: Path, home: Path, at: str) -> str:
    """Return one line for crontab(5); UsageError as for `systemd_units`."""
    hour, minute = _time(at)
    command = shlex.join(["nice", "-n", str(_NICE), _one_line(kb), "--home", _one_line(home), "reindex"])
    # cron ends the command at a bare "%", inside quotes too, and takes the backslash before one away.
    if "\\" in command:
        raise UsageError(f"a backslash in a path cannot be told to every cron: {command}")
    return f"{int(minute)} {int(hour)} * * * {command.replace('%', chr(92) + '%')}\n"


def own_command() -> Path:
    """Return the absolute path of the `kb` beside the Python at work, else on the PATH; UsageError if there is none."""
    beside = Path(sys.executable).parent / "kb"
    found = str(beside) if beside.exists() else shutil.which("kb")
    if found is None:
        raise UsageError("there is no command 'kb' to run at night: install the package first")
    return Path(found).absolute()


def write_units(folder: Path, units: dict[str, str]) -> None:
    """Write each unit into `folder`; StoreError where that cannot be.

    UsageError, and nothing is written, where one of them is there and says otherwise.
    """
    try:
        for name, text in units.items():
            if (folder / name).exists() and (folder / name).read_bytes() != text.encode():
                raise UsageError(f"{folder / name} is there and says otherwise: move it away first")
        for name, text in units.items():
            write_durably(folder / name, text)
    except OSError as error:
        raise StoreError(f"cannot write to {folder}: {error.strerror}") from error


def owner(folder: Path) -> str:
    """Return whose `folder` is: a name, or a number that has none."""
    try:
        return folder.owner()
    except KeyError:
        return str(folder.stat().st_uid)


def _time(at: str) -> tuple[str, str]:
    found = _TIME.fullmatch(at)
    if not found:
        raise UsageError(f"'{at}' is no time of day: give hours and minutes, such as 02:30")
    return found[1], found[2]


def _one_line(path: Path) -> str:
    if any(ord(sign) < 32 for sign in str(path)):
        raise UsageError(f"the path {str(path)!r} has a control character: neither systemd nor cron can run it")
    return str(path)


def _quoted(path: Path) -> str:
    """A path in systemd's quotes (systemd.syntax(7)), "%" doubled since it begins a specifier."""
    escaped = _one_line(path).replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _listed(path: Path) -> str:
    """A path in a list of paths, where a backslash is itself and cannot escape a quotation mark (systemd.unit(5))."""
    text = _one_line(path).replace("%", "%%")
    mark = "'" if '"' in text else '"'
    if mark in text:
        raise UsageError(f"systemd cannot be told of a folder with both \" and ' in its path: {path}")
    return f"{mark}{text}{mark}"
