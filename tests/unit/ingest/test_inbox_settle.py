from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from balagh.errors import MissingFileError
from balagh.ingest.inbox.settle import Closed, Dropped, Stamp, Watch, is_ignored, walk_inbox


def look(path: Path) -> Dropped:
    [found] = [one for one in walk_inbox(path.parent, ()) if one.path == path]
    assert isinstance(found, Dropped)
    return found


@pytest.mark.parametrize(
    "name",
    [
        ".x",
        "~$a.docx",
        "a.pdf.part",
        "A.PDF.PART",
        "a.crdownload",
        "@eaDir",
        "__MACOSX",
        "Thumbs.db",
        ".stfolder",
    ],
)
def test_what_is_nobodys_document_is_told_by_its_name(name: str) -> None:
    assert is_ignored(name)


@pytest.mark.parametrize("name", ["a.pdf", "part", "a.part.pdf", "~a.txt", "macosx"])
def test_other_names_are_taken(name: str) -> None:
    assert not is_ignored(name)


def test_the_walk_gives_files_in_order_and_follows_no_link(tmp_path: Path) -> None:
    for name in ("b/x.txt", "a.txt", "b/a/y.txt", "c.txt", "skip/z.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "link").symlink_to(tmp_path / "b")
    os.mkfifo(tmp_path / "pipe")
    found = [one for one in walk_inbox(tmp_path, {tmp_path / "skip"}) if isinstance(one, Dropped)]
    assert [(str(one.path.relative_to(tmp_path)), one.kind) for one in found] == [
        ("a.txt", "file"),
        ("b/a/y.txt", "file"),
        ("b/x.txt", "file"),
        ("c.txt", "file"),
        ("link", "link"),
        ("pipe", "pipe"),
    ]


def test_folders_may_lie_deep(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder /= "d"
    folder.mkdir(parents=True)
    (folder / "x.txt").touch()
    assert len(list(walk_inbox(tmp_path, ()))) == 1


def test_a_folder_that_cannot_be_opened_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "x.txt").touch()
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    closed, dropped = walk_inbox(tmp_path, ())
    assert closed == Closed(path=tmp_path / "closed", reason="Permission denied")
    assert dropped.path.name == "x.txt"


def test_a_missing_inbox_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="not there"):
        list(walk_inbox(tmp_path / "gone", ()))


def test_a_file_that_was_touched_long_ago_is_at_rest_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").touch()
    found = look(tmp_path / "x")
    watch = Watch(5)
    assert not watch.sift(found)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 6)
    assert watch.sift(found)
    assert watch.waiting == 0


def test_a_time_that_a_copying_program_has_set_back_does_not_help(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    os.utime(tmp_path / "x", (0, 0))
    assert not Watch(5).sift(look(tmp_path / "x"))
    assert Watch(0).sift(look(tmp_path / "x"))


def test_a_time_in_the_future_is_at_rest_when_it_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x"
    path.write_text("a", encoding="utf-8")
    later = time.time() + 1e6
    os.utime(path, (later, later))
    watch, now = Watch(5), time.monotonic()
    assert not watch.sift(look(path))
    monkeypatch.setattr(time, "monotonic", lambda: now + 6)
    path.write_text("ab", encoding="utf-8")
    os.utime(path, (later, later))
    assert not watch.sift(look(path))
    monkeypatch.setattr(time, "monotonic", lambda: now + 12)
    assert watch.sift(look(path))


def test_the_clock_of_the_file_system_counts(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    assert not Watch(5, ahead=-3600).sift(look(tmp_path / "x"))
    assert Watch(5, ahead=3600).sift(look(tmp_path / "x"))


def test_what_is_gone_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    watch = Watch(5)
    watch.sift(look(tmp_path / "x"))
    assert watch.waiting == 1
    watch.keep_only([])
    assert watch.waiting == 0


def test_a_rename_keeps_a_stamp_and_a_write_does_not(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("a", encoding="utf-8")
    os.utime(path, (1, 1))
    stamp = Stamp.at(path)
    path.rename(tmp_path / "y")
    assert Stamp.at(tmp_path / "y") == stamp
    assert Stamp.at(path) is None
    (tmp_path / "y").write_text("b", encoding="utf-8")
    assert Stamp.at(tmp_path / "y") != stamp
