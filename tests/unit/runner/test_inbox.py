from __future__ import annotations

import os
import socket
import time
from typing import TYPE_CHECKING

import pytest

from balagh.errors import (
    CrashError,
    ExitCode,
)
from balagh.runner.inbox_open import open_inbox
from balagh.runner.records import Policy
from tests.unit.runner import fakes

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.model import Document
    from balagh.runner.result import OnPage
    from balagh.settings import Settings

from tests.unit.runner.desk import Desk, Listener, read_all


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "in").mkdir()
    return Desk(tmp_path)


def test_what_is_read_goes_to_done_and_what_is_not_to_failed_with_its_reason(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.drop("2021/b.txt")
    desk.drop("damaged-c.txt")
    code, _ = desk.night()
    assert code == ExitCode.SOME_FAILED
    assert desk.tree() == {
        "done/a.txt",
        "done/2021/b.txt",
        "failed/damaged/damaged-c.txt",
        "failed/damaged/damaged-c.txt.json",
    }
    assert desk.documents().keys() == {"a.json", "b.json"}
    note = desk.note("failed/damaged/damaged-c.txt.json")
    assert (note["file"], note["code"], note["may_be_tried_again"]) == ("damaged-c.txt", "B203", False)
    assert note["hint"] == "scan it again"


def test_a_night_without_news_does_nothing(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.night()
    before = {path: path.stat().st_mtime_ns for path in desk.out.rglob("*") if path.name != "lock"}
    code, listener = desk.night()
    assert (code, listener.heard, desk.hired) == (ExitCode.OK, [], 1)
    after = {path: path.stat().st_mtime_ns for path in desk.out.rglob("*") if path.name != "lock"}
    assert after.keys() == before.keys()
    assert after[desk.out / "index.jsonl"] == before[desk.out / "index.jsonl"]


def test_a_second_copy_is_set_aside_with_a_note_of_the_first(desk: Desk) -> None:
    desk.drop("a.txt", "the same")
    desk.drop("b.txt", "the same")
    code, listener = desk.night()
    assert code == ExitCode.OK
    assert "known b.txt" in listener.heard
    desk.drop("c.txt", "the same")
    desk.drop("a.txt", "the same")
    assert desk.night()[0] == ExitCode.OK
    assert desk.tree() == {
        "done/a.txt",
        *(f"duplicate/{name}{end}" for name in ("a.txt", "b.txt", "c.txt") for end in ("", ".json")),
    }
    note = desk.note("duplicate/c.txt.json")
    assert (note["first"], note["first_json"]) == (str(desk.inbox / "done" / "a.txt"), "a.json")
    assert desk.documents().keys() == {"a.json"}


def test_names_that_collide_stay_apart(desk: Desk) -> None:
    for number in range(3):
        desk.drop("a.txt", f"number {number}")
        desk.drop("damaged.txt", f"damaged {number}")
        desk.night()
    assert {name for name in desk.tree() if name.startswith("done")} == {
        "done/a.txt",
        "done/a-2.txt",
        "done/a-3.txt",
    }
    assert {name for name in desk.tree() if name.startswith("failed")} == {
        f"failed/damaged/{name}{end}"
        for name in ("damaged.txt", "damaged-2.txt", "damaged-3.txt")
        for end in ("", ".json")
    }
    assert len(set(desk.documents().values())) == len(desk.documents()) == 3


def test_what_is_no_file_is_set_aside_unopened(desk: Desk, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("not for you", encoding="utf-8")
    os.mkfifo(desk.inbox / "pipe")
    (desk.inbox / "file-link").symlink_to(outside / "secret.txt")
    (desk.inbox / "folder-link").symlink_to(outside)
    (desk.inbox / "loop").symlink_to("loop")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(desk.inbox / "socket"))
    code, listener = desk.night()
    assert code == ExitCode.SOME_FAILED
    assert listener.failures == ["not-a-file"] * 5
    assert desk.tree() == {
        f"failed/not-a-file/{name}{end}"
        for name in ("pipe", "file-link", "folder-link", "loop", "socket")
        for end in ("", ".json")
    }
    assert str(outside) in desk.note("failed/not-a-file/folder-link.json")["message"]
    assert desk.documents() == {}
    assert (outside / "secret.txt").exists()


def test_ignored_names_and_the_inbox_own_folders_are_left_alone(desk: Desk) -> None:
    left = {
        ".hidden.txt",
        "~$letter.docx",
        "scan.pdf.part",
        ".stfolder/x.txt",
        "@eaDir/x.txt",
        "__MACOSX/x.txt",
        "done/old.txt",
        "failed/damaged/old.txt",
        "duplicate/old.txt",
    }
    for name in left:
        desk.drop(name)
    code, listener = desk.night()
    assert (code, listener.heard) == (ExitCode.OK, [])
    assert desk.tree() == left


def test_odd_names_come_through_byte_for_byte(desk: Desk) -> None:
    names = [b"line\nfeed.txt", "بلاغ صحفي.txt".encode(), b"broken-\xff.txt", b"x" * 240 + b".txt"]
    for name in names:
        desk.drop(os.fsdecode(name))
    desk.reader = read_all
    assert desk.night()[0] == ExitCode.OK
    moved = {os.fsencode(path.name) for path in (desk.inbox / "done").iterdir()}
    assert moved == {*names[:3], b"x" * 235 + b".txt"}
    assert len(desk.documents()) == 4


def test_a_failed_file_with_the_longest_name_has_its_note(desk: Desk) -> None:
    desk.drop("damaged-" + "é" * 120 + ".txt")
    desk.night()
    file, note = sorted((desk.inbox / "failed" / "damaged").iterdir(), key=lambda path: len(path.name))
    assert note.name == f"{file.name}.json"


def test_a_passing_failure_is_tried_again_from_where_it_was_put_until_it_is_given_up(desk: Desk) -> None:
    desk.drop("crash-a.txt")

    def crash(path: Path, settings: Settings, on_page: OnPage) -> Document:
        message = f"{path}: its process died"
        raise CrashError(message)

    desk.reader = crash
    for attempt in (1, 2, 3):
        code, _ = desk.night()
        assert code == ExitCode.SOME_FAILED
        note = desk.note("failed/crash/crash-a.txt.json")
        assert (note["attempts"], note["will_be_tried_again"]) == (attempt, attempt < 3)
    assert desk.night() == (ExitCode.OK, Listener())
    desk.policy = Policy(attempts=4)
    desk.reader = fakes.read
    assert desk.night()[0] == ExitCode.OK
    assert desk.tree() == {"done/crash-a.txt"}
    assert desk.documents().keys() == {"crash-a.json"}


def test_a_passing_failure_is_not_tried_again_too_soon(desk: Desk) -> None:
    desk.drop("memory.txt")
    desk.policy = Policy(retry_after=3600)
    assert desk.night()[0] == ExitCode.SOME_FAILED
    assert desk.night() == (ExitCode.OK, Listener())


def test_other_settings_give_a_failure_another_chance(desk: Desk) -> None:
    desk.drop("damaged.txt")
    desk.night()
    desk.settings = "other"
    desk.reader = read_all
    assert desk.night()[0] == ExitCode.OK
    assert desk.tree() == {"done/damaged.txt"}


def test_a_failure_that_is_dropped_again_is_read_again(desk: Desk) -> None:
    desk.drop("damaged.txt", "the content")
    desk.night()
    desk.drop("mended.txt", "the content")
    desk.reader = read_all
    assert desk.night()[0] == ExitCode.OK
    assert desk.tree() == {"done/mended.txt", "duplicate/damaged.txt", "duplicate/damaged.txt.json"}


def test_two_copies_of_a_bad_file_are_read_once(desk: Desk) -> None:
    desk.drop("damaged-a.txt", "bad")
    desk.drop("damaged-b.txt", "bad")
    _, listener = desk.night()
    assert listener.failures == ["damaged"]
    assert {name for name in desk.tree() if not name.endswith(".json")} == {
        "failed/damaged/damaged-a.txt",
        "failed/damaged/damaged-b.txt",
    }


def test_done_files_are_read_again_where_they_lie_when_that_is_asked_for(desk: Desk) -> None:
    desk.drop("a.txt")
    desk.night()
    desk.settings = "other"
    assert desk.night()[1].heard == []
    desk.policy = Policy(redo_settings=True)
    assert desk.night()[1].heard == ["a.txt"]
    assert desk.tree() == {"done/a.txt"}
    assert desk.night()[1].heard == []


def test_keep_leaves_everything_where_it_is(desk: Desk) -> None:
    desk.keep = True
    names = {"a.txt", "copy.txt", "damaged.txt"}
    for name in names:
        desk.drop(name, "damaged" if name == "damaged.txt" else "good")
    os.mkfifo(desk.inbox / "pipe")
    assert desk.night()[0] == ExitCode.SOME_FAILED
    assert desk.night() == (ExitCode.OK, Listener())
    assert desk.tree() == {*names, "pipe"}
    desk.keep = False
    desk.night()
    assert desk.tree() == {
        "done/a.txt",
        *(
            f"{place}{end}"
            for place in ("duplicate/copy.txt", "failed/damaged/damaged.txt")
            for end in ("", ".json")
        ),
        *(f"failed/not-a-file/pipe{end}" for end in ("", ".json")),
    }


def test_only_what_is_at_rest_is_taken(desk: Desk) -> None:
    desk.settle = 0.3
    desk.drop("growing.txt")
    listener = Listener()
    with open_inbox(desk.job()) as opened:
        opened.round(desk.hire, listener)
        assert (listener.heard, opened.watch.waiting) == ([], 1)
        desk.drop("growing.txt", "grown")
        time.sleep(0.15)
        opened.round(desk.hire, listener)
        assert listener.heard == []
        time.sleep(0.35)
        opened.round(desk.hire, listener)
        assert listener.heard == ["growing.txt"]
        assert opened.watch.waiting == 0
