from __future__ import annotations

import json
import os
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from balagh.cli import inbox as command
from balagh.cli.app import main
from balagh.errors import ExitCode
from balagh.ingest.inbox.lock import hold
from balagh.runner.records import MAX_ATTEMPTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "Communiqué de presse\n\nRabat, le 5 février 2021 - Le conseil s'est réuni.\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


def balagh(inbox: Path, *words: str) -> int:
    return main(["inbox", str(inbox), "--out", str(inbox.parent / "out"), "--settle", "0", *words])


def test_a_pass_reads_puts_away_and_says_so_in_one_line(
    inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert balagh(inbox) == ExitCode.OK
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "1 document read" in said.err
    assert (inbox / "done" / "a.txt").is_file()
    assert json.loads((inbox.parent / "out" / "a.json").read_bytes())["communique"]
    assert balagh(inbox) == ExitCode.OK
    assert capsys.readouterr() == ("", "")


def test_status_shows_the_nights_and_the_failures(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (inbox / "zero.pdf").touch()
    assert balagh(inbox, "-q") == ExitCode.SOME_FAILED
    capsys.readouterr()
    out = inbox.parent / "out"
    assert main(["status", str(out)]) == ExitCode.OK
    shown = capsys.readouterr().out
    assert "1 documents done (1 pages), 1 failed, 0 waiting" in shown
    assert "exit 16" in shown
    assert "empty, such as" in shown
    assert "at work: nobody" in shown
    with hold(out):
        assert main(["status", str(out), "--json"]) == ExitCode.OK
    figures = json.loads(capsys.readouterr().out)
    assert figures["at_work"]["pid"] == os.getpid()
    assert [figures[name] for name in ("done", "failed", "waiting", "given_up", "pages")] == [1, 1, 0, 0, 1]
    assert figures["nights"][0]["exit_code"] == 16
    assert figures["failures"][0]["reason"] == "empty"


def test_status_of_a_folder_without_a_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", str(tmp_path)]) == ExitCode.BAD_INPUT
    assert "no ledger" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_exits_75_and_says_who_holds_the_folder(
    inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = inbox.parent / "out"
    out.mkdir()
    for held in (inbox, out):
        with hold(held):
            assert balagh(inbox) == 75
        assert f"process {os.getpid()} on " in capsys.readouterr().err
    assert (inbox / "a.txt").is_file()


def test_what_is_not_at_rest_is_looked_at_once_more(inbox: Path) -> None:
    start = time.monotonic()
    assert balagh(inbox, "--settle", "0.4") == ExitCode.OK
    assert time.monotonic() - start >= 0.4
    assert (inbox / "done" / "a.txt").is_file()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--out", "IN/out"], ExitCode.BAD_ARGUMENTS, "lies in the inbox"),
        (["-v", "-q"], ExitCode.BAD_ARGUMENTS, "contradict"),
        (["--settle", "-1"], ExitCode.BAD_ARGUMENTS, "--settle"),
        (["--done", "IN"], ExitCode.BAD_ARGUMENTS, "must be five"),
        (["--page-seconds", "0"], ExitCode.BAD_ARGUMENTS, "above zero"),
    ],
)
def test_bad_arguments_are_refused_before_anything_is_touched(
    inbox: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: ExitCode, message: str
) -> None:
    assert balagh(inbox, *(word.replace("IN", str(inbox)) for word in words)) == code
    assert message in capsys.readouterr().err
    assert [path.name for path in inbox.iterdir()] == ["a.txt"]


def test_a_missing_inbox_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert balagh(tmp_path / "in") == ExitCode.BAD_INPUT
    assert "no such inbox" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_events_go_to_the_log(inbox: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    assert balagh(inbox, "-q", "--log-json", str(log)) == ExitCode.OK
    events = [json.loads(line)["event"] for line in log.read_text(encoding="utf-8").splitlines()]
    assert events == ["run-begun", "file-begun", "file-done", "run-ended"]


def test_watch_reads_what_comes_and_ends_well(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (inbox / "late").mkdir()
    away = inbox.with_name("away")

    def drop() -> None:
        (inbox / "late" / "b.txt").write_text(TEXT + "b", encoding="utf-8")

    def leave() -> None:
        inbox.rename(away)

    def come_back() -> None:
        away.rename(inbox)
        (inbox / "c.txt").write_text(TEXT + "c", encoding="utf-8")

    def stop() -> None:
        raise KeyboardInterrupt

    nothing: Callable[[], None] = lambda: None  # noqa: E731 - one of a list
    deeds = iter([drop, nothing, leave, nothing, come_back, stop])
    waiting = SimpleNamespace(sleep=lambda _: next(deeds)(), monotonic=time.monotonic)
    monkeypatch.setattr(command, "time", waiting)
    assert balagh(inbox, "--watch", "--jobs", "1") == ExitCode.OK
    done = {str(path.relative_to(inbox / "done")) for path in (inbox / "done").rglob("*.txt")}
    assert done == {"a.txt", "late/b.txt", "c.txt"}
    said = capsys.readouterr().err
    assert said.count("not there") == 1, "said once, however often it was looked for"


def test_the_number_of_attempts_is_the_ledgers() -> None:
    assert command.ATTEMPTS == MAX_ATTEMPTS
