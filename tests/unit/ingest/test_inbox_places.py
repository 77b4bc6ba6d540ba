from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from balagh.errors import DiskFullError, FileAccessError
from balagh.ingest.digest import file_digest
from balagh.ingest.inbox.places import PLACEHOLDER, choose_place, put, release
from balagh.ingest.inbox.settle import Stamp


def write(path: Path, content: str = "content") -> tuple[Path, Stamp, str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    stamp = Stamp.at(path)
    assert stamp is not None
    return path, stamp, hashlib.sha256(content.encode()).hexdigest()


def test_no_file_is_laid_over_another(tmp_path: Path) -> None:
    source, stamp, digest = write(tmp_path / "a")
    other, _, _ = write(tmp_path / "b", "another's")
    with pytest.raises(FileAccessError, match="cannot be moved"):
        put(source, other, stamp, digest)
    assert (source.read_text(), other.read_text()) == ("content", "another's")


def test_a_broken_off_move_is_finished_from_either_end(tmp_path: Path) -> None:
    source, stamp, digest = write(tmp_path / "a")
    place = tmp_path / "done" / "a"
    place.parent.mkdir()
    place.write_bytes(PLACEHOLDER)
    assert put(source, place, stamp, digest)
    assert put(source, place, stamp, digest), "it is there already"
    assert (source.exists(), place.read_text()) == (False, "content")


def test_a_file_that_changed_is_left_where_it_is(tmp_path: Path) -> None:
    source, stamp, digest = write(tmp_path / "a")
    source.write_text("content and more", encoding="utf-8")
    assert not put(source, tmp_path / "b", stamp, digest)
    assert source.exists()
    assert not (tmp_path / "b").exists()


def test_an_empty_file_that_has_arrived_is_not_taken_for_a_kept_place(tmp_path: Path) -> None:
    source, stamp, digest = write(tmp_path / "a", "")
    place = tmp_path / "b"
    assert put(source, place, stamp, digest)
    release(place, stamp)
    assert place.exists()


def test_a_kept_place_is_given_back_when_the_move_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, stamp, digest = write(tmp_path / "a")
    for code, kind in ((errno.EPERM, FileAccessError), (errno.ENOSPC, DiskFullError)):

        def refuse(*_: object, code: int = code) -> None:
            raise OSError(code, os.strerror(code))

        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", refuse)
            with pytest.raises(kind):
                put(source, tmp_path / "b", stamp, digest)
        assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_copy_with_other_bytes_does_not_cost_the_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, stamp, _ = write(tmp_path / "a")

    def across(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "replace", across)
    assert not put(source, tmp_path / "b", stamp, "0" * 64)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_names_are_found_until_one_is_free_for_file_and_note(tmp_path: Path) -> None:
    for name in ("a.pdf", "a-2.pdf.json"):
        (tmp_path / name).touch()
    assert choose_place(tmp_path, Path("a.pdf")).name == "a-3.pdf"
    assert choose_place(tmp_path, Path("x/b.pdf")) == tmp_path / "x" / "b.pdf"


@pytest.mark.parametrize("name", ["x" * 255, "é" * 127, "x" * 100 + "." + "y" * 150, "\udcff" * 255])
def test_long_names_have_room_for_note_and_counter(tmp_path: Path, name: str) -> None:
    for _ in range(3):
        place = choose_place(tmp_path, Path(name))
        place.touch()
        place.with_name(place.name + ".json").touch()
    assert len(list(tmp_path.iterdir())) == 6


def test_the_digest_of_what_is_no_file_is_not_asked_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    source, _, digest = write(tmp_path / "a")
    (tmp_path / "link").symlink_to(source)
    assert file_digest(tmp_path / "pipe") is None
    assert file_digest(tmp_path / "link", follow=False) is None
    assert file_digest(tmp_path / "link") == digest
    assert file_digest(tmp_path) is None
    assert file_digest(source) == digest
