from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest

from balagh.emit.files import ABANDONED, OutputError, clear_litter, make_folder, sync_folder, write_whole
from balagh.errors import DiskFullError, FileAccessError


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    path = tmp_path / "x.json"
    write_whole(path, b"old")

    def fail(_: int) -> None:
        raise fault

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((FileAccessError, KeyboardInterrupt)) as caught:
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    if isinstance(caught.value, FileAccessError):
        assert "No space left" in caught.value.message
        assert str(path) in caught.value.message


def test_a_file_may_come_in_pieces(tmp_path: Path) -> None:
    write_whole(tmp_path / "x.txt", (b"%d\n" % number for number in range(3)))
    assert (tmp_path / "x.txt").read_bytes() == b"0\n1\n2\n"


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, DiskFullError), (errno.EDQUOT, DiskFullError), (errno.EROFS, OutputError)],
)
def test_a_full_disk_is_told_from_a_folder_that_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[FileAccessError]
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileAccessError) as caught:
        write_whole(tmp_path / "x.json", b"new")
    assert type(caught.value) is kind
    with pytest.raises(FileAccessError) as caught:
        sync_folder(tmp_path)
    assert type(caught.value) is kind


def test_a_file_system_that_cannot_flush_folders_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EINVAL, "no such thing here")

    monkeypatch.setattr(os, "fsync", fail)
    sync_folder(tmp_path)


def test_all_litter_goes_when_nobody_else_can_be_writing(tmp_path: Path) -> None:
    young, mine = tmp_path / f".balagh-{'a' * 16}.tmp", tmp_path / ".balagh-notes.tmp"
    young.touch()
    mine.touch()
    clear_litter(tmp_path)
    assert list(tmp_path.iterdir()) == [mine]


def test_a_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_litter_of_a_killed_run_is_cleared_but_not_that_of_one_under_way(tmp_path: Path) -> None:
    old, young = (tmp_path / f".balagh-{digit * 16}.tmp" for digit in "12")
    old.touch()
    young.touch()
    os.utime(old, times=(0, time.time() - 2 * ABANDONED))
    make_folder(tmp_path)
    assert list(tmp_path.iterdir()) == [young]


def test_a_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(FileAccessError, match="/proc/balagh"):
        make_folder(Path("/proc/balagh"))
