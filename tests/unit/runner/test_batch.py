from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest

from balagh.emit.files import TEMPORARY_PREFIX
from balagh.errors import ExitCode, FileAccessError, InputError
from balagh.runner.batch import Batch, Job, run_batch
from balagh.runner.local import inline_executor, local_executor
from balagh.runner.plan import plan_batch
from balagh.runner.records import Fingerprint, Policy
from balagh.settings import Settings
from tests.unit.runner import fakes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from balagh.errors import BalaghError
    from balagh.runner.observer import Start
    from balagh.runner.task import Executor, Outcome

HERE = Fingerprint(settings="s", models="m")


class Listener:
    def __init__(self) -> None:
        self.start: Start | None = None
        self.begun: list[str] = []
        self.heard: list[str] = []
        self.copies: list[tuple[str, str | None]] = []
        self.stop: BalaghError | None = None

    def begin(self, start: Start) -> None:
        self.start = start

    def started(self, path: Path) -> None:
        self.begun.append(path.name)

    def known(self, path: Path, original: str | None) -> None:
        self.copies.append((path.name, original))

    def advance(self, outcome: Outcome) -> None:
        self.heard.append(outcome.task.path.name)

    def stopped(self, error: BalaghError) -> None:
        self.stop = error


def texts(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Communiqué {name}\n", encoding="utf-8")
    return folder


def batch(
    source: Path | Sequence[Path],
    out: Path,
    jobs: int = 1,
    *,
    fingerprint: Fingerprint = HERE,
    policy: Policy | None = None,
    listener: Listener | None = None,
    keep_going: bool = False,
    join: bool = False,
) -> Batch:
    def hire(_: Sequence[Path]) -> Executor:
        if jobs == 1:
            return inline_executor(reader=fakes.read)
        return local_executor(jobs, reader=fakes.read)

    given = source if isinstance(source, list | tuple) else [source]
    plan = plan_batch(list(given), out, join=join)  # type: ignore[arg-type]  # one path or several
    job = Job(settings=Settings(), fingerprint=fingerprint, policy=policy or Policy(), keep_going=keep_going)
    return run_batch(plan, job, hire=hire, observer=listener or Listener())


def index(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "index.jsonl").read_text(encoding="utf-8").splitlines()]


def produced(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if not path.name.startswith("."))


def test_every_document_has_its_json_its_line_and_its_place(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = batch(texts(tmp_path / "in", "b.txt", "a.txt", "damaged.txt"), out)
    assert produced(out) == ["a.json", "b.json", "index.jsonl", "report", "report.html"]
    lines = index(out)
    assert [(line["json"], line["status"]) for line in lines] == [
        ("a.json", "done"), ("b.json", "done"), (None, "failed"),
    ]  # fmt: skip
    assert list(lines[0]) == [
        "path", "json", "status", "id", "title", "date", "languages", "pages", "seconds", "confidence", "warnings",
        "error",
    ]  # fmt: skip
    assert lines[0]["title"] == "Un titre"
    assert lines[0]["confidence"] == pytest.approx(0.69)
    assert lines[2]["error"] == {
        "code": "B203", "message": f"{tmp_path}/in/damaged.txt: broken off", "hint": "scan it again",
    }  # fmt: skip
    assert done.exit_code is ExitCode.SOME_FAILED


def test_jobs_change_neither_names_nor_index(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", "w.txt", "x.txt", "2019/x.txt", "2020/x.txt", "2020/damaged.txt")
    for jobs in (1, 2):
        batch(source, tmp_path / str(jobs), jobs)
    assert produced(tmp_path / "1") == produced(tmp_path / "2")
    one, two = ([{**line, "seconds": 0} for line in index(tmp_path / str(jobs))] for jobs in (1, 2))
    assert one == two


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["a.txt"], ExitCode.OK),
        (["locked.txt"], ExitCode.ENCRYPTED),
        (["locked-1.txt", "locked-2.txt"], ExitCode.ENCRYPTED),
        (["locked.txt", "damaged.txt"], ExitCode.SOME_FAILED),
        (["locked.txt", "a.txt"], ExitCode.SOME_FAILED),
    ],
)
def test_the_exit_code_says_what_failed(tmp_path: Path, names: list[str], code: ExitCode) -> None:
    assert batch(texts(tmp_path / "in", *names), tmp_path / "out").exit_code is code


def test_output_inside_the_input_is_not_read_the_next_time(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", "a.txt", "b.txt")
    for out in (source / "out", source, source / "out"):
        batch(source, out)
        assert [line["path"] for line in index(out)] == [str(source / "a.txt"), str(source / "b.txt")]


def test_a_document_never_takes_the_place_of_another(tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(texts(tmp_path / "one", "x.txt"), out)
    first = (out / "x.json").read_bytes()
    other = tmp_path / "two" / "x.txt"
    other.parent.mkdir()
    other.write_text("Un autre communiqué\n", encoding="utf-8")
    for _ in range(2):
        batch(other, out)
        assert (out / "x.json").read_bytes() == first
        line = index(out)[1]
        assert line["json"] == "two_x.json"
        assert json.loads((out / line["json"]).read_text(encoding="utf-8"))["id"] == line["id"]
    assert len(list(out.glob("*.json"))) == 2


def test_a_json_file_from_elsewhere_never_loses_its_place(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.json").write_text("{}", encoding="utf-8")
    batch(texts(tmp_path / "in", "a.txt"), out)
    assert (out / "a.json").read_text(encoding="utf-8") == "{}"
    assert index(out)[0]["json"].startswith("a-")
    done = batch(tmp_path / "in", out)
    assert done.sums.ended == 0


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    source = tmp_path / "note.json"
    source.write_text("Un communiqué mal nommé\n", encoding="utf-8")
    batch(source, tmp_path)
    assert source.read_text(encoding="utf-8") == "Un communiqué mal nommé\n"
    assert index(tmp_path)[0]["json"].startswith("note-")


def test_nothing_to_read_is_said_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(InputError, match="nothing to read"):
        plan_batch([tmp_path / "in"], tmp_path / "out")


def test_a_file_in_place_of_the_output_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("not a folder", encoding="utf-8")
    with pytest.raises(FileAccessError, match="out"):
        plan_batch([texts(tmp_path / "in", "a.txt")], tmp_path / "out")


def test_what_was_left_out_is_in_the_index(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", "a.txt")
    (source / "empty.png").touch()
    batch(source, tmp_path / "out")
    assert [(line["status"], line["json"]) for line in index(tmp_path / "out")] == [
        ("done", "a.json"), ("skipped", None),
    ]  # fmt: skip
    assert "Left out" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_an_interrupt_leaves_index_and_report_of_what_was_done(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        batch(texts(tmp_path / "in", "a.txt", "interrupt.txt", "z.txt"), out)
    assert [line["json"] for line in index(out)] == ["a.json"]
    assert "Un titre" in (out / "report.html").read_text(encoding="utf-8")
    assert not list(out.rglob(f"{TEMPORARY_PREFIX}*.tmp"))
    assert not (out / "report" / ".parts").exists()


def test_a_document_that_cannot_be_shown_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_display(*_: object, **__: object) -> str:
        message = "no such colour"
        raise LookupError(message)

    monkeypatch.setattr("balagh.emit.report_part.fields_html", break_display)
    done = batch(texts(tmp_path / "in", "a.txt"), tmp_path / "out")
    assert done.exit_code is ExitCode.OTHER
    assert "LookupError: no such colour" in index(tmp_path / "out")[0]["error"]["message"]


def test_files_have_the_permissions_of_the_umask(tmp_path: Path) -> None:
    plain = texts(tmp_path / "in", "a.txt") / "a.txt"
    batch(plain, tmp_path / "out")
    mode = stat.S_IMODE((tmp_path / "out" / "a.json").stat().st_mode)
    assert mode == stat.S_IMODE(plain.stat().st_mode)
