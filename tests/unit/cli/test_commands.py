from __future__ import annotations

import hashlib
import json
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from balagh import __version__
from balagh.cli.app import EXIT_CODES, main
from balagh.cli.run import default_jobs
from balagh.emit.schema import schema_text
from balagh.errors import ExitCode
from tests.unit.runner import fakes

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _fake_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the fake read (in this process: files are texts), and put the signal handler back afterwards."""
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("balagh.api.read_source", fakes.read)
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


def test_a_good_run_in_a_pipe_says_only_its_warnings(scans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(scans), "--out", str(scans / "out")]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"balagh: warning: {scans}/a.txt: page 1: a line is pale\n"


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
    assert "1 document read; look at" in error


def test_an_interrupt_exits_with_130_and_keeps_what_was_done(
    scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (scans / "interrupt.txt").write_text("x", encoding="utf-8")
    assert main(["run", str(scans), "--out", str(scans / "out")]) == ExitCode.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err
    assert (scans / "out" / "a.json").exists()
    assert len((scans / "out" / "index.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_an_output_folder_that_cannot_be_written_stops_before_reading(
    scans: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(scans), "--out", "/proc/balagh"]) == ExitCode.FILE_ACCESS
    assert "/proc/balagh" in capsys.readouterr().err


def test_texts_need_no_processes_and_pictures_no_more_than_there_are() -> None:
    assert default_jobs((Path("a.txt"), Path("b.TXT"))) == 1
    assert default_jobs((Path("a.png"),)) == 1
    assert 1 <= default_jobs(tuple(Path(f"{i}.png") for i in range(500))) < 500


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
