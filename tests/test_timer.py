"""What runs `kb reindex` every night."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.errors import StoreError, UsageError
from pipeline.timer import crontab_line, own_command, owner, systemd_units, write_units

ODD = Path('/srv/Trygg å 100% "bank" $x')


def test_a_cron_line_survives_spaces_percent_and_swedish_letters() -> None:
    line = crontab_line(Path("/opt/kb"), ODD, "02:05")
    assert line.startswith("5 2 * * * nice -n 10 /opt/kb --home ")
    assert line.endswith(" reindex\n")
    after_cron = line.split(" * * * ")[1].replace("\\%", "%")
    assert shlex.split(after_cron) == ["nice", "-n", "10", "/opt/kb", "--home", str(ODD), "reindex"]


def test_units_escape_what_systemd_reads_in_a_path() -> None:
    service = systemd_units(Path("/opt/kb"), ODD, "02:30", "kb")["kunskapsbank.service"]
    assert 'ExecStart="/opt/kb" --home "/srv/Trygg å 100%% \\"bank\\" $$x" reindex\n' in service
    assert "ReadWritePaths='/srv/Trygg å 100%% \"bank\" $x'\n" in service


def test_a_backslash_in_a_list_of_paths_is_itself() -> None:
    service = systemd_units(Path("/opt/kb"), Path("/srv/a\\b"), "02:30", "kb")["kunskapsbank.service"]
    assert 'ReadWritePaths="/srv/a\\b"\n' in service
    assert '--home "/srv/a\\\\b" reindex\n' in service


def test_the_run_is_its_owners_and_writes_where_it_is_told_to() -> None:
    service = systemd_units(Path("/opt/kb"), Path("/srv/a"), "02:30", "berit", [Path("/var/lib/prom")])
    lines = service["kunskapsbank.service"].splitlines()
    assert {"User=berit", 'ReadWritePaths="/srv/a" "/var/lib/prom"', "PrivateTmp=yes"} <= set(lines)
    # A stop is the business of kb alone, and success is what no person needs to look at.
    assert {"KillMode=mixed", "SuccessExitStatus=143 SIGTERM"} <= set(lines)


def test_a_home_in_tmp_is_not_hidden_from_its_run() -> None:
    service = systemd_units(Path("/opt/kb"), Path("/tmp/a"), "02:30", "kb")["kunskapsbank.service"]
    assert "PrivateTmp=no\n" in service
    assert 'ReadWritePaths="/tmp/a" "/tmp" "/var/tmp"\n' in service


def test_the_owner_of_a_folder_has_a_name_or_a_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert owner(tmp_path) == tmp_path.owner()

    def nameless(path: Path) -> str:
        raise KeyError(path)

    monkeypatch.setattr(Path, "owner", nameless)
    assert owner(tmp_path) == str(tmp_path.stat().st_uid)


def test_units_that_say_otherwise_are_not_taken_away(tmp_path: Path) -> None:
    units = {"a.service": "one", "a.timer": "two"}
    (tmp_path / "a.timer").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"a\.timer is there and says otherwise"):
        write_units(tmp_path, units)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]
    (tmp_path / "a.timer").unlink()
    write_units(tmp_path, units)
    write_units(tmp_path, units)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == units


def test_a_home_that_cannot_be_listed_is_refused() -> None:
    with pytest.raises(UsageError, match="both"):
        systemd_units(Path("/opt/kb"), Path("/srv/a'b\"c"), "02:30", "kb")


@pytest.mark.parametrize("at", ["2:30", "24:00", "02:60", "natt", "02:30\n"])
def test_a_wrong_time_is_named(at: str) -> None:
    with pytest.raises(UsageError, match="is no time of day"):
        systemd_units(Path("/opt/kb"), ODD, at, "kb")


def test_paths_that_cannot_be_run_are_refused() -> None:
    with pytest.raises(UsageError, match="control character"):
        systemd_units(Path("/opt/kb"), Path("/srv/a\nb"), "02:30", "kb")
    with pytest.raises(UsageError, match="backslash"):
        crontab_line(Path("/opt/kb"), Path("/srv/a\\b"), "02:30")


def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    if not (verifier := shutil.which("systemd-analyze")):
        pytest.skip("there is no systemd-analyze on this machine")
    home = tmp_path / "Trygg å 100%"
    home.mkdir()
    write_units(tmp_path, systemd_units(Path("/bin/true"), home, "02:30", "root"))
    paths = [str(tmp_path / name) for name in ("kunskapsbank.service", "kunskapsbank.timer")]
    run = subprocess.run([verifier, "verify", *paths], capture_output=True, text=True, check=False)
    assert (run.returncode, [line for line in run.stderr.splitlines() if "kunskapsbank" in line]) == (0, []), run.stderr


def test_a_folder_that_is_not_there_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot write to"):
        write_units(tmp_path / "ingen", {"a.service": ""})


def test_the_command_is_a_file_that_is_there() -> None:
    assert own_command().is_absolute()
    assert own_command().name == "kb"
