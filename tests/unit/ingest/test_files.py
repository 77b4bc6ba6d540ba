from __future__ import annotations

import os
from pathlib import Path

import pytest

from balagh.ingest import find_files

TEXT = b"Rabat, le 14 mars 2023\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    for name in ("b.txt", "a.dat", "sub/c.txt", "sub/deeper/d", ".hidden.txt", ".git/e.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(TEXT)
    (folder / "letter.docx").write_bytes(b"PK\x03\x04")
    (folder / "empty.pdf").touch()
    return folder


def names(paths: tuple[Path, ...], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_a_folder_gives_its_readable_files_in_a_stable_order(inbox: Path) -> None:
    found = find_files([inbox])
    assert names(found.readable, inbox) == ["a.dat", "b.txt", "sub/c.txt", "sub/deeper/d"]


def test_what_is_left_out_has_a_reason(inbox: Path) -> None:
    (inbox / "gone").symlink_to("nowhere")
    os.mkfifo(inbox / "pipe")
    reasons = {skip.path.name: skip.reason for skip in find_files([inbox]).skipped}
    assert reasons == {
        "letter.docx": "a ZIP archive or an Office file other than Word's",
        "empty.pdf": "empty",
        "gone": "a link that leads nowhere",
        "pipe": "no regular file",
    }


def test_named_files_are_taken_whatever_they_are(inbox: Path) -> None:
    named = [inbox / "letter.docx", inbox / "missing.pdf", inbox / ".hidden.txt"]
    found = find_files(named)
    assert list(found.readable) == named
    assert found.skipped == ()


def test_a_file_named_twice_is_taken_once(inbox: Path) -> None:
    found = find_files([inbox / "b.txt", inbox, inbox / "sub" / ".." / "b.txt"])
    assert names(found.readable, inbox) == ["b.txt", "a.dat", "sub/c.txt", "sub/deeper/d"]


def test_links_in_a_circle_end(inbox: Path) -> None:
    (inbox / "sub" / "up").symlink_to(inbox)
    (inbox / "sub" / "self").symlink_to("self")
    found = find_files([inbox])
    assert names(found.readable, inbox) == ["a.dat", "b.txt", "sub/c.txt", "sub/deeper/d"]


def test_a_folder_that_cannot_be_opened_is_skipped(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = Path.iterdir

    def refuse(self: Path) -> object:
        if self.name == "deeper":
            raise PermissionError(13, "Permission denied")
        return listing(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    [reason] = [skip.reason for skip in find_files([inbox]).skipped if skip.path.name == "deeper"]
    assert "Permission denied" in reason
