from __future__ import annotations

import re
from pathlib import Path

import typer

from balagh.cli.app import app
from balagh.emit.index import KEYS
from balagh.errors import ExitCode
from balagh.model import Communique, Document

DOCS = Path(__file__).resolve().parents[3] / "docs"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_command_and_option_is_documented() -> None:
    text = read("cli.md") + read("inbox.md")
    group = typer.main.get_command(app)
    context = typer.Context(group)
    for name in group.list_commands(context):  # type: ignore[attr-defined]  # the app is a group of commands
        assert f"balagh {name}" in text
        command = group.get_command(context, name)  # type: ignore[attr-defined]  # the same
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("-") or option in text, option


def test_every_exit_code_is_documented() -> None:
    rows = re.findall(r"^\| (\d+) \|", read("cli.md"), re.MULTILINE)
    assert {int(row) for row in rows} == {int(code) for code in ExitCode}


def test_every_key_of_the_json_and_the_index_is_documented() -> None:
    text = read("json.md")
    for key in (*Document.model_fields, *Communique.model_fields, *KEYS):
        assert f"`{key}`" in text, key
