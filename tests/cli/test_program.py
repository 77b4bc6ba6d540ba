"""The program as a user runs it: its own process, its own streams, real signals."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from balagh import __version__

#: Runs the program with the fake reader in the place of the pipeline.
FAKE = (
    "import sys; from balagh.cli.hiring import hire; from tests.unit.runner import fakes;"
    "hire.__kwdefaults__['reader'] = fakes.read;"
    "from balagh.__main__ import main; sys.exit(main())"
)

ROOT = Path(__file__).resolve().parents[2]


def balagh(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "balagh", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def start_fake(*arguments: str | Path, stderr: int = subprocess.PIPE) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "TERM": "xterm"}
    command = [sys.executable, "-c", FAKE, *map(str, arguments)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        env=environment,
        start_new_session=True,
        # A job in the background of a script begins with Ctrl-C ignored, and so would its children.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


def test_version_is_quick_and_on_standard_output() -> None:
    done = balagh("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"balagh {__version__}\n", "")


def test_a_missing_input_exits_with_two_and_names_it(tmp_path: Path) -> None:
    done = balagh("run", tmp_path / "no.pdf", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "no.pdf" in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_usage_exits_with_one() -> None:
    assert balagh("run", "x.png").returncode == 1


def test_a_closed_pipe_is_no_traceback() -> None:
    command = f"{sys.executable} -m balagh schema | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == '{\n  "$sche'
    assert "Traceback" not in done.stderr


def test_a_terminal_gets_a_bar_and_a_closing_line(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a.txt", "b.txt", "locked.txt"):
        (source / name).write_text(f"Communiqué {name}\n", encoding="utf-8")
    try:
        reader, writer = pty.openpty()
    except OSError:
        pytest.skip("this machine has no pseudo-terminals to give")
    program = start_fake("run", source, "--out", tmp_path / "out", stderr=writer)
    os.close(writer)
    shown = read_terminal(reader)
    stdout, _ = program.communicate(timeout=30)
    assert program.returncode == 16
    assert stdout == ""
    assert "3/3" in shown
    assert "1 failed" in shown
    assert "it asks for a password" in shown
    assert "pages/s" in shown
    assert "2 documents read, 1 failed, 2 warnings; look at" in shown


def read_terminal(reader: int) -> str:
    shown = b""
    try:
        while chunk := os.read(reader, 4096):
            shown += chunk
    except OSError:  # how Linux tells that the other end of a terminal was closed
        os.close(reader)
    return shown.decode()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_signal_ends_the_run_cleanly(tmp_path: Path, how: signal.Signals, jobs: int) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text("Communiqué\n", encoding="utf-8")
    (source / "forever.txt").write_text("Un autre\n", encoding="utf-8")
    log = tmp_path / "log.jsonl"
    log.touch()
    program = start_fake("run", source, "--out", out, "--jobs", str(jobs), "--log-json", log)
    note = source / "forever.pid"
    deadline = time.monotonic() + 30
    # The JSON alone is not enough: it is there a moment before the ledger has it.
    while not ("file-done" in log.read_text() and note.exists() and note.read_text(encoding="ascii")):
        assert program.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    # Ctrl-C reaches the whole foreground group of a terminal; kill reaches the one process it names.
    if how is signal.SIGINT:
        os.killpg(program.pid, how)
    else:
        program.send_signal(how)
    stdout, stderr = program.communicate(timeout=30)
    assert program.returncode == 130
    assert stdout == ""
    assert "Traceback" not in stderr
    assert "interrupted" in stderr
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text(encoding="ascii")), 0)
    visible = sorted(path.name for path in out.iterdir() if not path.name.startswith("."))
    assert visible == ["a.json", "index.jsonl", "report", "report.html"]
    assert '"json": "a.json"' in (out / "index.jsonl").read_text(encoding="utf-8")
