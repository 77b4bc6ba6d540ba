from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from balagh.errors import (
    ArgumentError,
    BusyError,
    DiskFullError,
    ExitCode,
    FileAccessError,
    MissingFileError,
)
from balagh.ingest.inbox.lock import hold
from balagh.ingest.inbox.places import settle_places
from balagh.ingest.inbox.settle import Stamp
from balagh.runner.inbox_open import open_inbox
from balagh.runner.ledger import Ledger
from balagh.runner.records import MAX_INTERRUPTIONS, Fingerprint
from tests.unit.runner import fakes

if TYPE_CHECKING:
    from balagh.model import Document
    from balagh.runner.result import OnPage
    from balagh.settings import Settings

from tests.unit.runner.desk import OLD, Desk, Listener, document_id, read_all


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "in").mkdir()
    return Desk(tmp_path)


def test_a_file_that_is_written_to_while_it_is_read_waits(desk: Desk) -> None:
    path = desk.drop("a.txt", "first half")

    def write_on(source: Path, settings: Settings, on_page: OnPage) -> Document:
        found = read_all(source, settings, on_page)
        with source.open("a", encoding="utf-8") as file:
            file.write(", second half")
        return found

    desk.reader = write_on
    code, listener = desk.night()
    assert (code, listener.heard) == (ExitCode.OK, [])
    assert desk.tree() == {"a.txt"}
    assert desk.documents() == {}
    desk.reader = read_all
    desk.night()
    assert desk.tree() == {"done/a.txt"}
    assert desk.documents() == {"a.json": document_id(path.name, "first half, second half")}


def test_a_file_that_is_taken_away_while_it_is_read_is_no_failure(desk: Desk) -> None:
    desk.drop("damaged.txt")

    def take(source: Path, settings: Settings, on_page: OnPage) -> Document:
        source.unlink()
        return fakes.read(source, settings, on_page)

    desk.reader = take
    assert desk.night() == (ExitCode.OK, Listener())
    with Ledger.open(desk.out) as ledger:
        assert list(ledger.records()) == []


def test_a_full_disk_stops_the_night_and_costs_no_attempt(desk: Desk) -> None:
    for name in ("a.txt", "b.txt"):
        desk.drop(name)

    def fill(source: Path, settings: Settings, on_page: OnPage) -> Document:
        message = "no room"
        raise DiskFullError(message)

    desk.reader = fill
    code, listener = desk.night()
    assert (code, listener.heard) == (ExitCode.FILE_ACCESS, ["stopped disk-full"])
    assert desk.tree() == {"a.txt", "b.txt"}
    desk.reader = fakes.read
    assert desk.night()[0] == ExitCode.OK
    assert desk.tree() == {"done/a.txt", "done/b.txt"}


def test_one_run_at_a_time_in_inbox_and_output(desk: Desk) -> None:
    desk.drop("a.txt")
    for folder in (desk.inbox, desk.out):
        folder.mkdir(exist_ok=True)
        with hold(folder), pytest.raises(BusyError, match=f"process {os.getpid()}"):
            desk.night()
    assert desk.hired == 0
    assert desk.night()[0] == ExitCode.OK


def test_an_inbox_that_is_not_there_or_goes_away_is_named(desk: Desk) -> None:
    desk.inbox.rmdir()
    with pytest.raises(MissingFileError, match="no such inbox"):
        desk.night()
    desk.inbox.mkdir()
    with open_inbox(desk.job()) as opened:
        desk.inbox.rename(desk.root / "away")
        with pytest.raises(MissingFileError, match="not there"):
            opened.round(desk.hire, Listener())


def test_an_output_folder_inside_the_inbox_is_refused_by_its_real_path(desk: Desk) -> None:
    (desk.inbox / "deep").mkdir()
    (desk.root / "alias").symlink_to(desk.inbox / "deep")
    for out in (desk.inbox, desk.inbox / "out", desk.root / "alias" / "out"):
        with pytest.raises(ArgumentError, match="lies in the inbox"):
            settle_places(desk.inbox, out, done=None, failed=None, duplicate=None)
    with pytest.raises(ArgumentError, match="must be five"):
        settle_places(desk.inbox, desk.out, done=desk.root / "x", failed=desk.root / "x", duplicate=None)


def test_a_file_goes_to_another_file_system_as_a_proved_copy(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_file = os.replace

    def across(source: Path, target: Path) -> None:
        if Path(target).is_relative_to(desk.root / "archive") and Path(source).is_relative_to(desk.inbox):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", across)
    path = desk.drop("a.txt", "content")
    path.chmod(0o640)
    assert desk.night(done=desk.root / "archive")[0] == ExitCode.OK
    copy = desk.root / "archive" / "a.txt"
    assert copy.read_text(encoding="utf-8") == "content"
    assert copy.stat().st_mode & 0o777 == 0o640
    assert copy.stat().st_mtime == pytest.approx(OLD)
    assert [path.name for path in copy.parent.iterdir()] == ["a.txt"]
    assert desk.tree() == set()


def test_a_file_that_cannot_be_moved_stays_and_is_moved_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_file = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(source).name == "a.txt":
            raise PermissionError(errno.EPERM, "Operation not permitted")
        replace_file(source, target)

    for name in ("a.txt", "b.txt"):
        desk.drop(name)
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", refuse)
        assert desk.night()[0] == ExitCode.SOME_FAILED
        assert desk.tree() == {"a.txt", "done/b.txt"}
        assert desk.night()[0] == ExitCode.SOME_FAILED
    assert desk.documents().keys() == {"a.json", "b.json"}
    code, listener = desk.night()
    assert (code, listener.heard) == (ExitCode.OK, [])
    assert desk.tree() == {"done/a.txt", "done/b.txt"}


def test_a_document_whose_json_was_lost_is_read_again(desk: Desk) -> None:
    desk.drop("a.txt", "x")
    desk.night()
    (desk.out / "a.json").unlink()
    desk.drop("b.txt", "x")
    desk.night()
    assert desk.documents() == {"a.json": document_id("", "x")}
    assert {name for name in desk.tree() if not name.endswith(".json")} == {"done/b.txt", "duplicate/a.txt"}


def test_a_file_that_was_put_back_by_hand_is_put_away_again(desk: Desk) -> None:
    desk.drop("a.txt", "x")
    desk.night()
    (desk.out / "a.json").unlink()
    (desk.inbox / "done" / "a.txt").rename(desk.inbox / "a.txt")
    desk.night()
    assert desk.tree() == {"done/a.txt"}
    assert desk.documents().keys() == {"a.json"}


def test_ctrl_c_keeps_what_is_done_and_counts_nothing_against_the_rest(desk: Desk) -> None:
    for name in ("a.txt", "interrupt.txt", "z.txt"):
        desk.drop(name)
    with pytest.raises(KeyboardInterrupt):
        desk.night()
    assert desk.tree() == {"done/a.txt", "interrupt.txt", "z.txt"}
    with Ledger.open(desk.out) as ledger:
        [left] = [record for record in ledger.records() if record.entry is None]
        assert (left.attempts, left.interruptions) == (0, 0)
    desk.reader = read_all
    assert desk.night()[0] == ExitCode.OK
    assert desk.tree() == {"done/a.txt", "done/interrupt.txt", "done/z.txt"}


def die_reading(desk: Desk, path: Path) -> None:
    """Leave what a run leaves that is killed while it reads `path`."""
    desk.out.mkdir(exist_ok=True)
    with Ledger.open(desk.out) as ledger:
        ledger.begin_run("balagh inbox", "here")
        ledger.begin(
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path=path,
            stamp=Stamp.at(path),
            name=path.stem,
            fingerprint=Fingerprint(settings="s", models="m"),
        )


def test_a_file_with_which_a_run_died_is_read_after_the_others(desk: Desk) -> None:
    die_reading(desk, desk.drop("a.txt"))
    desk.drop("b.txt")
    assert desk.night()[1].heard == ["b.txt", "a.txt"]


def test_a_file_with_which_run_after_run_died_is_set_aside(desk: Desk) -> None:
    path = desk.drop("a.txt")
    for _ in range(MAX_INTERRUPTIONS):
        die_reading(desk, path)
    code, listener = desk.night()
    assert (code, listener.heard) == (ExitCode.SOME_FAILED, [])
    assert desk.tree() == {"failed/crash/a.txt", "failed/crash/a.txt.json"}
    assert "runs died" in desk.note("failed/crash/a.txt.json")["message"]
    assert desk.night() == (ExitCode.OK, Listener())


def test_an_inbox_that_cannot_be_written_to_says_so(desk: Desk) -> None:
    desk.drop("a.txt")
    (desk.inbox / ".balagh").write_text("in the way", encoding="utf-8")
    with pytest.raises(FileAccessError, match="lock"):
        desk.night()
    desk.keep = True
    assert desk.night()[0] == ExitCode.OK


def test_a_file_that_may_be_read_again_is_read_from_where_it_was_set_aside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.drop("a.txt")
    open_file = os.open

    def refuse(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if str(path).endswith("a.txt") and not flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied")
        return open_file(path, flags, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        assert desk.night()[0] == ExitCode.SOME_FAILED
        assert desk.night()[0] == ExitCode.SOME_FAILED
    assert desk.note("failed/no-access/a.txt.json")["attempts"] == 2
    assert desk.night()[0] == ExitCode.OK
    assert desk.tree() == {"done/a.txt"}
    with Ledger.open(desk.out) as ledger:
        assert len(list(ledger.records())) == 1
