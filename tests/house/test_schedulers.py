"""The units and lines that a scheduler is given are what the program understands."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from balagh.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
UNITS = ROOT / "docs" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
PAGE = (ROOT / "docs" / "schedulers.md").read_text(encoding="utf-8")


def option_names(command: str) -> set[str]:
    group = typer.main.get_command(app)
    found = group.get_command(typer.Context(group), command)  # type: ignore[attr-defined]  # the app is a group
    return {name for parameter in found.params for name in parameter.opts}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_units() -> None:
    units = [str(path) for path in (*SERVICES, *UNITS.glob("*.timer"))]
    assert len(units) == 3
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_a_service_is_hardened_and_calls_what_there_is(service: Path) -> None:
    lines = service.read_text(encoding="utf-8").splitlines()
    for wanted in (
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "PrivateNetwork=yes",
        "CapabilityBoundingSet=",
        "User=balagh",
    ):
        assert wanted in lines
    assert any(line.startswith("MemoryMax=") for line in lines)
    [start] = [line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart=")]
    words = shlex.split(start)
    assert words[1:3] == ["balagh", "inbox"]
    assert {word for word in words if word.startswith("--")} <= option_names("inbox")


def test_the_timer_makes_up_for_a_missed_night() -> None:
    text = (UNITS / "balagh-inbox.timer").read_text(encoding="utf-8")
    assert "Persistent=true" in text.splitlines()
    assert "Unit=balagh-inbox.service" in text.splitlines()
    assert (UNITS / "balagh-inbox.service").is_file()


def test_the_service_takes_some_failures_and_a_busy_folder_for_what_they_are() -> None:
    text = (UNITS / "balagh-inbox.service").read_text(encoding="utf-8")
    assert "SuccessExitStatus=16 75" in text.splitlines()
    assert "Type=oneshot" in text.splitlines()


def test_the_lines_for_cron_and_docker_call_what_there_is() -> None:
    cron = re.search(r"^\d+ \d+ \* \* \*  balagh .*$", PAGE, re.MULTILINE)
    docker = re.search(r"^docker run .*?\n```", PAGE, re.MULTILINE | re.DOTALL)
    assert cron is not None
    assert docker is not None
    for line in (cron[0], docker[0].removesuffix("```").replace("\\\n", " ")):
        words = shlex.split(line)
        after = words[words.index("inbox") + 1 :]
        assert {word for word in after if word.startswith("--")} <= option_names("inbox")
        assert "--out" in after


def test_every_unit_is_named_on_the_page() -> None:
    assert "balagh-inbox.service" in PAGE
    assert "balagh-inbox.timer" in PAGE
    assert "systemd/" in PAGE
