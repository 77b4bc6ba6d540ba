"""The README says what the program does: its excerpt is in the program's own output."""

from __future__ import annotations

import json
import re
from pathlib import Path

import balagh

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def differences(told: object, found: object, where: str = "") -> list[str]:
    """Where `found` lacks what is told; what it holds beyond that does not count."""
    if isinstance(told, dict) and isinstance(found, dict):
        return [line for key in told for line in differences(told[key], found.get(key), f"{where}/{key}")]
    return [] if told == found else [f"{where}: the README has {told!r}, the program {found!r}"]


def test_the_excerpt_is_what_the_program_writes() -> None:
    [excerpt] = re.findall(r"```json\n(.*?)```", README, flags=re.DOTALL)
    [name] = re.findall(r"From `([^`]+)`", README)
    document = balagh.read(ROOT / name)
    assert differences(json.loads(excerpt), json.loads(document.model_dump_json())) == []


def test_the_files_that_it_links_exist() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "docs/install.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert ((ROOT / page).parent / target).exists(), f"{page} links {target}"


def test_the_commands_that_it_names_exist() -> None:
    for script in set(re.findall(r"\bscripts/\w+", README)):
        assert (ROOT / script).exists(), script
