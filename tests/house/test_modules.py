"""What every module promises: its `__all__`, its doctests, its error codes, its commands' help."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from pathlib import Path
from typing import Any

import pytest
import typer

import balagh.errors
from balagh.cli.app import app
from balagh.errors import BalaghError, ExitCode

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {"src/balagh": "balagh", "ingest": "balagh.ingest", "pipelines": "balagh.pipelines"}


def modules() -> dict[str, Path]:
    found = {}
    for folder, package in FOLDERS.items():
        for file in sorted((ROOT / folder).rglob("*.py")):
            parts = file.relative_to(ROOT / folder).with_suffix("").parts
            found[".".join((package, *parts)).removesuffix(".__init__")] = file
    return found


def exporting() -> list[str]:
    return [name for name, file in modules().items() if "\n__all__ = " in file.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", exporting())
def test_all_is_what_the_module_offers(name: str) -> None:
    module = importlib.import_module(name)
    assert len(set(module.__all__)) == len(module.__all__)
    missing = [public for public in module.__all__ if not hasattr(module, public)]
    assert missing == []
    assert bound_names(Path(str(module.__file__))) <= set(module.__all__)


def bound_names(file: Path) -> set[str]:
    """The public names that a file defines; those that it imports from balagh too, when it is a package's."""
    found = set()
    is_package = file.name == "__init__.py"
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if is_package and isinstance(node, ast.ImportFrom) and str(node.module).startswith("balagh"):
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return {name for name in found if not name.startswith("_")}


@pytest.mark.parametrize("name", modules())
def test_doctests_hold(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module, raise_on_error=False, verbose=False).failed == 0


def test_there_are_doctests() -> None:
    loaded = [importlib.import_module(name) for name in modules()]
    examples = sum(len(test.examples) for module in loaded for test in doctest.DocTestFinder().find(module))
    assert examples > 10


def error_classes() -> list[type[BalaghError]]:
    found, queue = [], [BalaghError]
    while queue:
        found.append(queue.pop())
        queue.extend(found[-1].__subclasses__())
    return found


def test_error_codes_are_unique() -> None:
    for name in modules():
        importlib.import_module(name)  # an error is known once its module is
    codes = [error.code for error in error_classes()]
    assert sorted(set(codes)) == sorted(codes)


def test_the_error_tree_is_drawn_as_it_is() -> None:
    drawn = dict(re.findall(r"(\w+Error) +(B\d{3})", str(balagh.errors.__doc__)))
    told = [error for error in error_classes() if error.__module__ == "balagh.errors"]
    assert drawn == {error.__name__: error.code for error in told if error is not BalaghError}


def test_the_readme_lists_every_exit_code() -> None:
    rows = re.findall(r"^\| (\d+) \|", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [int(row) for row in rows] == [int(code) for code in ExitCode]


def test_every_command_has_help() -> None:
    root: Any = typer.main.get_command(app)
    assert {"run", "schema", "doctor"} <= root.commands.keys()
    for name, command in {"balagh": root, **root.commands}.items():
        assert command.help, name
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name}"
