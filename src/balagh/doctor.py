"""Looking at the machine: which of the things that balagh needs are there, and how to get the others."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Final

from balagh._version import __version__
from balagh.pipelines.recognise.own_models import file_hash, own_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: The oldest Tesseract whose LSTM models and line mode balagh was tried with.
OLDEST_TESSERACT: Final = (5, 0)

OLDEST_PYTHON: Final = (3, 11)

#: Tesseract's models that are in Debian and Ubuntu, and what balagh does with them.
MODELS: Final = {
    "fra": "French",
    "ara": "Arabic",
    "eng": "English",
    "osd": "which way up a page stands",
}

#: Balagh's own models.
OWN: Final = {"zgh": "Amazigh in Tifinagh, balagh's own"}

#: A picture of four by four white pixels: enough to see whether a model can be loaded.
_BLANK: Final = b"P5 4 4 255\n" + b"\xff" * 16

#: Seconds within which ``tesseract --version`` has answered on any machine that could read a page.
_PATIENCE: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked for.

    Attributes:
        name: the thing.
        kind: ``python``, ``package``, ``program`` or ``model``.
        ok: it is there and new enough.
        required: balagh does not work without it.
        version: what was found; None when nothing was, or it has no version.
        note: what it is for, or what is wrong with it.
        apt: the Debian or Ubuntu package that brings it; None where there is none.
        fix: the command that brings it; empty when nothing is wrong or there is no command.
        path: the file, for balagh's own models.
        sha256: that file's, in hex.
    """

    name: str
    kind: str
    ok: bool
    required: bool = True
    version: str | None = None
    note: str = ""
    apt: str | None = None
    fix: str = ""
    path: str | None = None
    sha256: str | None = None


def examine() -> tuple[Finding, ...]:
    """Look for everything."""
    return (_python(), *_packages(), *_tesseract())


def findings_json(findings: Sequence[Finding]) -> str:
    """Give the findings as JSON."""
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2)


def findings_text(findings: Sequence[Finding]) -> str:
    """Give the findings as lines to read, and below them the commands that bring what is missing."""
    width = max(len(finding.name) for finding in findings)
    lines = [f"balagh {__version__}", *(_line(finding, width) for finding in findings)]
    commands = list(_commands(findings))
    if commands:
        lines += ["", "To get what is missing:", *(f"  {command}" for command in commands)]
    elif all(finding.ok for finding in findings if finding.required):
        lines += ["", "Everything that balagh needs is here."]
    return "\n".join(lines)


def _line(finding: Finding, width: int) -> str:
    state = "ok     " if finding.ok else "MISSING" if finding.required else "absent "
    detail = ", ".join(part for part in (finding.version, finding.note) if part)
    return f"  {state}  {finding.kind:<8} {finding.name:<{width}}  {detail}".rstrip()


def _commands(findings: Iterable[Finding]) -> Iterator[str]:
    """Give one command for all of apt's packages, then the others."""
    missing = [finding for finding in findings if not finding.ok]
    packages = [finding.apt for finding in missing if finding.apt]
    if packages:
        yield apt_command(packages)
    yield from dict.fromkeys(finding.fix for finding in missing if finding.fix and not finding.apt)


def apt_command(packages: Sequence[str]) -> str:
    """Give the command that installs Debian or Ubuntu packages, with sudo where it is needed."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y {' '.join(packages)}"


def _python() -> Finding:
    return Finding(
        name="Python",
        kind="python",
        ok=sys.version_info[:2] >= OLDEST_PYTHON,
        version=platform.python_version(),
        note=sys.executable,
    )


def _packages() -> Iterator[Finding]:
    """Look for the packages that balagh's own metadata asks for; extras are left out."""
    for requirement in metadata.requires("balagh") or ():
        if ";" in requirement:
            continue
        name, _, oldest = requirement.partition(">=")
        fix = f'{sys.executable} -m pip install "{requirement}"'
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Finding(name=name, kind="package", ok=False, note="not installed", fix=fix)
            continue
        ok = _numbers(version) >= _numbers(oldest)
        note = "" if ok else f"too old: {oldest} or newer is needed"
        yield Finding(name=name, kind="package", ok=ok, version=version, note=note, fix="" if ok else fix)


def _tesseract() -> Iterator[Finding]:
    program = shutil.which("tesseract")
    answer = _ask(program, "--version") if program else ""
    found = re.search(r"tesseract\s+v?([\d.]+)", answer)
    version = found[1].rstrip(".") if found else None
    ok = version is not None and _numbers(version) >= OLDEST_TESSERACT
    package = None if ok else "tesseract-ocr"
    note = program or "not on the PATH"
    if version and not ok:
        note += f", too old: {OLDEST_TESSERACT[0]} or newer is needed"
    fix = apt_command([package]) if package else ""
    yield Finding(name="tesseract", kind="program", ok=ok, version=version, note=note, apt=package, fix=fix)
    installed = set(_ask(program, "--list-langs").splitlines()[1:]) if program else set()
    for model, purpose in MODELS.items():
        here = model in installed
        package = None if here else f"tesseract-ocr-{model}"
        fix = apt_command([package]) if package else ""
        yield Finding(name=model, kind="model", ok=here, note=purpose, apt=package, fix=fix)
    for model, purpose in OWN.items():
        yield _own_model(model, purpose, program)


def _own_model(model: str, purpose: str, program: str | None) -> Finding:
    """Look for a model that comes with balagh, and try to load it."""
    path = own_models().get(model)
    if path is None:
        note = f"{purpose}: its file is gone, install balagh anew"
        return Finding(name=model, kind="model", ok=False, note=note)
    try:
        digest = file_hash(path)
    except OSError as error:
        note = f"{purpose}: {path}: {error.strerror}"
        return Finding(name=model, kind="model", ok=False, note=note, path=str(path))
    loads = program is not None and _loads(program, path)
    wrong = "" if loads else ": Tesseract cannot load it" if program else ": there is no Tesseract to load it"
    return Finding(
        name=model,
        kind="model",
        ok=loads,
        note=f"{purpose}: {path} (sha256 {digest[:12]}…){wrong}",
        path=str(path),
        sha256=digest,
    )


def _loads(program: str, path: Path) -> bool:
    """Let Tesseract read a blank picture with a model by itself; it fails where the model cannot be loaded."""
    command = [program, "stdin", "stdout", "--tessdata-dir", str(path.parent), "-l", path.stem, "--psm", "13"]
    try:
        done = subprocess.run(command, input=_BLANK, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _ask(program: str, option: str) -> str:
    """Give what the program prints, on either stream; nothing when it does not run."""
    try:
        done = subprocess.run(
            [program, option], capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _numbers(version: str) -> tuple[int, ...]:
    """Give ``5.3.0-rc1`` as (5, 3, 0): enough to compare releases."""
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("-")[0]))
