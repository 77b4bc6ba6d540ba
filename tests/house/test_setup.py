"""The set-up scripts: what they print without the rights, and the lock files that they use."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("scripts/setup", "scripts/samples", "scripts/test", "scripts/lock", ".ci/run")
LOCKS = ("requirements-build.lock", "requirements.lock", "requirements-dev.lock")

#: What the scripts may call; all else is missing on the machine that `bare_machine` makes.
TOOLS = ("sh", "env", "cat", "cut", "grep", "tr", "dirname", "basename", "sha256sum", "dpkg-query", "python3")


@pytest.fixture
def bare_machine(tmp_path: Path) -> Path:
    """A folder for PATH: no Tesseract, and a user who is not root."""
    for tool in TOOLS:
        found = shutil.which(tool)
        if found:
            (tmp_path / tool).symlink_to(found)
    for name, answer in (("id", "echo 1000"), ("apt-get", "exit 1")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def run_setup(path: Path, mode: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": str(path)}
    environment.pop("PYTHON", None)
    command = ["/bin/sh", str(ROOT / "scripts/setup"), mode]
    return subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True, check=False)


def test_without_rights_it_says_what_to_type_and_exits_3(bare_machine: Path) -> None:
    done = run_setup(bare_machine, "run")
    assert done.returncode == 3
    assert done.stdout == ""
    [typed] = re.findall(r"^    su -c '(.*)'$", done.stderr, flags=re.MULTILINE)
    packages = typed.split("--no-install-recommends ")[1].split()
    languages = {f"tesseract-ocr-{language}" for language in ("fra", "ara", "eng", "osd")}
    assert {"tesseract-ocr"} | languages <= set(packages)


def test_where_sudo_asks_for_a_password_the_user_types_it(bare_machine: Path) -> None:
    (bare_machine / "sudo").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (bare_machine / "sudo").chmod(0o755)
    done = run_setup(bare_machine, "run")
    assert done.returncode == 3
    assert re.search(
        r"^    sudo apt-get update && sudo apt-get install -y .*tesseract-ocr", done.stderr, re.MULTILINE
    )


def test_a_wrong_mode_is_refused(bare_machine: Path) -> None:
    assert run_setup(bare_machine, "everything").returncode == 1


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_are_plain_shell_and_executable(script: str) -> None:
    path = ROOT / script
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert subprocess.run(["/bin/sh", "-n", str(path)], check=False).returncode == 0


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_pin_every_package_by_hash_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "file:" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_what_is_tested_is_what_is_installed() -> None:
    run, dev = (set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(), re.MULTILINE)) for lock in LOCKS[1:])
    assert run < dev


def test_the_locks_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[^\w-]", name)[0] for name in project["dependencies"]}
    locked = set(re.findall(r"^([\w-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    assert wanted <= locked


def test_the_container_is_built_by_the_same_script_and_not_run_as_root() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert any("scripts/setup run" in line for line in lines)
    assert [line for line in lines if line.startswith("USER ")] == ["USER balagh"]
    assert 'CMD ["run", "/in", "--out", "/out"]' in lines
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for name in kept:
        assert (ROOT / name).exists(), name
