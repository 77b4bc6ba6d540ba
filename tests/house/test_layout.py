"""The rules that keep the packages apart and their files small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Folder in the repository and the package that it is installed as.
PACKAGES = {"src/balagh": "balagh", "ingest": "balagh.ingest", "pipelines": "balagh.pipelines"}

#: Folders that hold Python but are not installed.
OTHERS = ("tests", "samples", "bench", "scripts", "training")

LONGEST_FILE = 400

#: From the bottom up; a layer may import from itself and from those before it.
LAYERS = (
    ("model", ("balagh.model", "balagh.errors", "balagh.settings", "balagh._version", "balagh.data")),
    ("ingest", ("balagh.ingest",)),
    ("pipelines", ("balagh.pipelines",)),
    ("library", ("balagh.api", "balagh.doctor", "balagh.emit", "balagh.runner")),
    ("command line", ("balagh.cli", "balagh.__main__")),
)

#: A document shows itself in a notebook by asking the displays, when it is asked to.
EXEMPT = {
    ("balagh.model.document", "balagh.emit.display"),
    ("balagh.model.repaired", "balagh.emit.repaired"),
}


def modules() -> dict[str, Path]:
    found = {}
    for folder, package in PACKAGES.items():
        for file in sorted((ROOT / folder).rglob("*.py")):
            parts = file.relative_to(ROOT / folder).with_suffix("").parts
            dotted = ".".join((package, *parts)).removesuffix(".__init__")
            found[dotted] = file
    return found


def imports(file: Path) -> set[str]:
    """Every module that a file names in an import, wherever it stands; ``from a import b`` counts as a and a.b."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(module: str) -> int | None:
    for number, (_, prefixes) in enumerate(LAYERS):
        if any(module == prefix or module.startswith(f"{prefix}.") for prefix in prefixes):
            return number
    return None


def python_files() -> list[Path]:
    folders = [*PACKAGES, *OTHERS]
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def test_the_packages_are_found() -> None:
    assert {"balagh", "balagh.ingest.opening", "balagh.pipelines", "balagh.model.page"} <= modules().keys()


def test_every_module_has_its_layer() -> None:
    assert [module for module in modules() if module != "balagh" and layer(module) is None] == []


def test_imports_point_one_way() -> None:
    upward = []
    for module, file in modules().items():
        own = layer(module)
        if own is None:  # the root package only names what the others offer
            continue
        for target in imports(file):
            above = layer(target)
            if above is not None and above > own and not any((module, t) in EXEMPT for t in prefixes(target)):
                upward.append(f"{module} imports {target}")
    assert upward == []


def prefixes(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def test_nothing_but_the_entry_point_imports_the_command_line() -> None:
    users = {
        module
        for module, file in modules().items()
        if any(target.startswith("balagh.cli") for target in imports(file))
    }
    assert {user for user in users if not user.startswith("balagh.cli")} <= {"balagh.__main__"}


def test_nothing_installed_imports_the_workshop() -> None:
    for module, file in modules().items():
        outside = {target for target in imports(file) if target.split(".")[0] in OTHERS}
        assert not outside, f"{module} imports {outside}"


@pytest.mark.parametrize("bare", ["ingest", "pipelines"])
def test_no_file_imports_the_bare_names(bare: str) -> None:
    users = [file for file in python_files() if any(target.split(".")[0] == bare for target in imports(file))]
    assert users == []


def test_no_file_is_too_long() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in python_files()}
    assert {str(file): lines for file, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_every_package_has_an_init() -> None:
    for folder in PACKAGES:
        for file in (ROOT / folder).rglob("*.py"):
            assert (file.parent / "__init__.py").exists(), f"{file.parent} would be missing in the wheel"
