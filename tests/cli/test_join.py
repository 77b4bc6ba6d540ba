"""Several files as one document, on the command line and in the library."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import balagh

if TYPE_CHECKING:
    from pathlib import Path


def program(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "balagh", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def pages(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(f"Texte de la page {name}.", encoding="utf-8")
    return [folder / name for name in names]


def test_read_joins_files_in_the_order_given(tmp_path: Path) -> None:
    two, one = pages(tmp_path, "2.txt", "1.txt")
    done = program("read", "--join", two, one)
    document = balagh.Document.model_validate_json(done.stdout)
    assert done.returncode == 0
    assert [page.blocks[0].text for page in document.pages] == [
        "Texte de la page 2.txt.",
        "Texte de la page 1.txt.",
    ]
    assert "2.txt (page 1), 1.txt (page 2)" in done.stderr


def test_read_wants_one_file_unless_told_to_join(tmp_path: Path) -> None:
    one, two = pages(tmp_path, "1.txt", "2.txt")
    assert balagh.Document.model_validate_json(program("read", one).stdout).source.name == "1.txt"
    done = program("read", one, two)
    assert (done.returncode, done.stdout) == (1, "")
    assert "--join" in done.stderr


def test_run_joins_each_folder_and_knows_its_own_output(tmp_path: Path) -> None:
    pages(tmp_path / "note", "page10.txt", "page2.txt")
    pages(tmp_path / "avis", "a.txt")
    out = tmp_path / "out"
    for _ in range(2):
        done = program("run", tmp_path, "--join", "--out", out, "--jobs", "1")
        assert done.returncode == 0
        assert sorted(path.name for path in out.glob("*.json")) == ["avis.json", "note.json"]
    note = json.loads((out / "note.json").read_text(encoding="utf-8"))
    assert [page["blocks"][0]["text"] for page in note["pages"]] == [
        "Texte de la page page2.txt.",
        "Texte de la page page10.txt.",
    ]


def test_the_library_joins_a_list(tmp_path: Path) -> None:
    document = balagh.read([*pages(tmp_path, "1.txt", "2.txt"), b"Texte de la troisieme page."])
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert document.source.pages == 3
