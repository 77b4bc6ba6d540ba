from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from balagh.errors import BusyError, ExitCode, FileAccessError
from balagh.ingest.inbox.lock import BOOKS, LOCK_NAME, Holder, hold, holder_of

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys, time
from pathlib import Path
from balagh.ingest.inbox.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_holder_is_told_who_the_first_is(tmp_path: Path) -> None:
    with hold(tmp_path) as holder:
        assert holder.pid == os.getpid()
        assert holder_of(tmp_path) == holder
        with pytest.raises(BusyError, match=rf"process {os.getpid()} on ") as caught, hold(tmp_path):
            pass
        assert int(caught.value.exit_code) == int(ExitCode.BUSY) == 75
    assert holder_of(tmp_path) is None
    with hold(tmp_path):
        pass


def test_a_holder_that_is_killed_leaves_no_lock(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=f"process {other.pid} "), hold(tmp_path):
            pass
        other.send_signal(signal.SIGKILL)
        other.wait()
        with hold(tmp_path) as holder:
            assert holder.pid == os.getpid()


def test_passwords_are_not_in_the_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["balagh", "inbox", "in", "--password", "s3cret", "--password=s3cret2", "--out", "out"]
    monkeypatch.setattr(sys, "argv", words)
    with hold(tmp_path) as holder:
        note = (tmp_path / BOOKS / LOCK_NAME).read_text(encoding="utf-8")
    assert "s3cret" not in note
    assert holder.command == "balagh inbox in --password … --password=… --out out"


def test_looking_takes_nothing_and_makes_nothing(tmp_path: Path) -> None:
    assert holder_of(tmp_path) is None
    assert list(tmp_path.iterdir()) == []
    with hold(tmp_path):
        (tmp_path / BOOKS / LOCK_NAME).write_text("no note", encoding="utf-8")
        held = holder_of(tmp_path)
        assert isinstance(held, Holder)
        assert held.host == "unknown"


def test_a_folder_that_cannot_hold_the_lock_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="missing"), hold(tmp_path / "missing"):
        pass
