from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balagh import __version__
from balagh.cli.app import EXIT_CODES, main
from balagh.cli.hiring import are_few_texts, default_jobs, hire
from balagh.emit.schema import schema_text
from balagh.errors import DiskFullError, ExitCode
from balagh.ingest.inbox.lock import hold
from tests.unit.runner import fakes

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _fake_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the fake read (in this process: files are texts), and put the signal handler back afterwards."""
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("balagh.cli.hiring.hire", partial(hire, reader=fakes.read))
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Communiqué\n", encoding="utf-8")
    return folder


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"balagh {__version__}\n"


def test_schema_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    captured = capsys.readouterr()
    assert captured.out == schema_text()
    assert captured.err == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "x.png"],
        ["run", "--out", "o"],
        ["run", "x.png", "--out", "o", "--jobs", "0"],
        ["run", "x.png", "--out", "o", "-l", "frn"],
        ["run", "x.png", "--out", "o", "--pages", "3-1"],
        ["run", "x.png", "--out", "o", "--max-megapixels", "0"],
        ["run", "x.png", "--out", "o", "-v", "-q"],
        ["run", "x.png", "--out", "o", "--frobnicate"],
        ["frobnicate"],
    ],
)
def test_bad_arguments_exit_with_one_and_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == ExitCode.BAD_ARGUMENTS
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("balagh: error: ")
    assert len(captured.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"]])
def test_help_gives_every_exit_code(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for code in ExitCode:
        assert f"{code.value} " in EXIT_CODES
    assert "some of the files failed" in shown


def test_a_run_in_a_pipe_says_one_line_and_nothing_when_nothing_is_new(
    scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = scans / "out"
    assert main(["run", str(scans), "--out", str(out)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"1 document read, 1 warning; look at {out}/report.html\n"
    assert main(["run", str(scans), "--out", str(out)]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_quiet_keeps_errors_and_drops_warnings(scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (scans / "locked.txt").write_text("x", encoding="utf-8")
    assert main(["run", str(scans), "--out", str(scans / "out"), "-q"]) == ExitCode.SOME_FAILED
    assert capsys.readouterr().err == (
        f"balagh: error: {scans}/locked.txt: it asks for a password "
        "(give its password with --password, or as passwords=[...] in Python)\n"
    )


def test_a_traceback_is_shown_only_when_asked_for(scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fault = scans / "fault.txt"
    fault.write_text("x", encoding="utf-8")
    for extra, wanted in (([], False), (["-v"], True)):
        assert main(["run", str(fault), "--out", str(scans / "out"), *extra]) == ExitCode.OTHER
        error = capsys.readouterr().err
        assert "ZeroDivisionError: one over none" in error
        assert ("Traceback" in error) is wanted


def test_verbose_tells_of_every_file(scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(scans), "--out", str(scans / "out"), "-v"]) == 0
    error = capsys.readouterr().err
    assert "a.txt: 1 page" in error
    assert f"balagh: warning: {scans}/a.txt: page 1: a line is pale\n" in error
    assert "1 document read, 1 warning; look at" in error
    assert main(["run", str(scans), "--out", str(scans / "out"), "-v"]) == 0
    assert "nothing new to read, 1 done before; look at" in capsys.readouterr().err


def test_an_interrupt_exits_with_130_and_keeps_what_was_done(
    scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (scans / "interrupt.txt").write_text("x", encoding="utf-8")
    assert main(["run", str(scans), "--out", str(scans / "out")]) == ExitCode.INTERRUPTED
    error = capsys.readouterr().err
    assert "interrupted; 1 of 2 files done" in error
    assert "the same command carries on" in error
    assert (scans / "out" / "a.json").exists()
    assert len((scans / "out" / "index.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_an_output_folder_that_cannot_be_written_stops_before_reading(
    scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(scans), "--out", "/proc/balagh"]) == ExitCode.FILE_ACCESS
    assert "/proc/balagh" in capsys.readouterr().err


def test_few_small_texts_need_no_processes_and_files_no_more_than_there_are(tmp_path: Path) -> None:
    def text(name: str, content: bytes) -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    note = text("note.txt", b"Communique")
    assert are_few_texts([note])
    assert not are_few_texts([note] * 500)
    assert not are_few_texts([note, text("really.txt", b"%PDF-1.7")])
    assert not are_few_texts([note, text("long.txt", b"a" * (2 << 20))])
    assert not are_few_texts([note, tmp_path / "missing.txt"])
    assert default_jobs((Path("a.png"),)) == 1
    assert 1 <= default_jobs(tuple(Path(f"{i}.png") for i in range(500))) < 500


def test_every_event_is_a_line_of_json(scans: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    (scans / "b.txt").write_bytes((scans / "a.txt").read_bytes())
    (scans / "locked.txt").write_text("x", encoding="utf-8")
    arguments = ["run", str(scans), "--out", str(tmp_path / "out"), "-q", "--log-json", str(log)]
    assert main(arguments) == ExitCode.SOME_FAILED
    events = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in events] == [
        "run-begun", "file-begun", "file-done", "file-known", "file-begun", "file-failed", "run-ended",
    ]  # fmt: skip
    begun, _, done, known, _, failed, ended = events
    assert (begun["files"], begun["balagh"]) == (3, __version__)
    assert (done["json"], done["pages"], done["warnings"]) == ("a.json", 1, ["page 1: a line is pale"])
    assert known["original"] == done["path"]
    assert (failed["reason"], failed["code"], failed["passing"]) == ("encrypted", "B800", False)
    assert (ended["done"], ended["failed"], ended["copied"], ended["exit_code"]) == (1, 1, 1, 16)
    assert all(event["time"].endswith("+00:00") for event in events)
    assert main(arguments) == 0
    later = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()][len(events) :]
    assert [event["event"] for event in later] == ["run-begun", "run-ended"]


def test_a_log_that_cannot_be_written_stops_before_reading(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "no" / "log.jsonl"
    arguments = ["run", str(scans), "--out", str(tmp_path / "out"), "--log-json", str(log)]
    assert main(arguments) == ExitCode.FILE_ACCESS
    assert str(log) in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("*.json"))


def test_the_journal_is_told_how_grave_a_line_is(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (scans / "locked.txt").write_text("x", encoding="utf-8")
    journal = tmp_path / "journal"
    with journal.open("w", encoding="utf-8") as stream:
        status = os.fstat(stream.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{status.st_dev}:{status.st_ino}")
        monkeypatch.setattr(sys, "stderr", stream)
        main(["run", str(scans), "--out", str(tmp_path / "out")])
    lines = journal.read_text(encoding="utf-8").splitlines()
    assert [line[:3] for line in lines] == ["<3>", "<5>"]
    assert lines[0].startswith("<3>balagh: error: ")


def test_a_second_run_in_the_same_folder_exits_with_75_and_says_who_is_there(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with hold(out):
        assert main(["run", str(scans), "--out", str(out)]) == 75
    assert f"process {os.getpid()} on " in capsys.readouterr().err


def test_a_full_disk_ends_the_run_unless_told_to_go_on(
    scans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        message = "out: no room"
        raise DiskFullError(message)

    (scans / "b.txt").write_text("Communiqué b\n", encoding="utf-8")
    monkeypatch.setattr("balagh.emit.outputs.section", full)
    arguments = ["run", str(scans), "--out", str(tmp_path / "out")]
    assert main(arguments) == ExitCode.FILE_ACCESS
    error = capsys.readouterr().err
    assert error.count("no room") == 1
    assert "2 files left" in error
    assert main([*arguments, "--keep-going"]) == ExitCode.FILE_ACCESS
    assert capsys.readouterr().err.count("no room") == 2


def test_doctor_finds_what_is_here(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor", "--json"])
    findings = {finding["name"]: finding for finding in json.loads(capsys.readouterr().out)}
    assert findings["pydantic"]["ok"] is True
    required = [finding for finding in findings.values() if finding["required"]]
    assert code == (
        ExitCode.OK if all(finding["ok"] for finding in required) else ExitCode.MISSING_DEPENDENCY
    )
    assert {"fra", "ara", "eng", "osd", "zgh", "tesseract"} <= set(findings)


def test_doctor_says_where_the_tifinagh_model_is_and_whether_it_loads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "zgh.traineddata"
    broken.write_bytes(b"no model")
    monkeypatch.setenv("BALAGH_MODELS", str(tmp_path))
    assert main(["doctor", "--json"]) == ExitCode.MISSING_DEPENDENCY
    found = {finding["name"]: finding for finding in json.loads(capsys.readouterr().out)}["zgh"]
    assert (found["ok"], found["path"]) == (False, str(broken))
    assert found["sha256"] == hashlib.sha256(b"no model").hexdigest()
    assert "load" in found["note"]


@pytest.mark.engine
def test_doctor_loads_the_packaged_model(capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--json"])
    found = {finding["name"]: finding for finding in json.loads(capsys.readouterr().out)}["zgh"]
    assert found["ok"]
    assert Path(found["path"]).is_file()


def test_doctor_without_tesseract_gives_one_command_for_all_of_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert main(["doctor"]) == ExitCode.MISSING_DEPENDENCY
    shown = capsys.readouterr().out
    wanted = "tesseract-ocr tesseract-ocr-fra tesseract-ocr-ara tesseract-ocr-eng tesseract-ocr-osd"
    assert f"apt-get install -y {wanted}\n" in shown
    assert "MISSING" in shown


def test_doctor_names_only_the_model_that_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = tmp_path / "tesseract"
    fake.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 5.3.0" || printf "List\\nfra\\neng\\nosd\\n"\n',
        encoding="utf-8",
    )
    fake.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(fake))
    assert main(["doctor"]) == ExitCode.MISSING_DEPENDENCY
    assert "apt-get install -y tesseract-ocr-ara\n" in capsys.readouterr().out + "\n"
