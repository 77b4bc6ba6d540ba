"""The second run, and the tenth: only what is new, and nothing lost whatever ended the one before."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from balagh.errors import BusyError, DiskFullError, ExitCode, MissingDependencyError
from balagh.ingest.inbox.lock import hold
from balagh.runner.batch import Job, run_batch
from balagh.runner.ledger import Ledger
from balagh.runner.local import inline_executor
from balagh.runner.plan import plan_batch
from balagh.runner.records import Fingerprint, Policy
from balagh.runner.result import ignore_page
from balagh.settings import Settings
from tests.unit.runner import fakes
from tests.unit.runner.test_batch import Listener, index, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from balagh.model import Document
    from balagh.runner.batch import Batch
    from balagh.runner.result import OnPage
    from balagh.runner.task import Executor

    Read = Callable[[Path, Settings, OnPage], Document]


class Night:
    """One output folder over several runs."""

    def __init__(self, tmp_path: Path) -> None:
        self.source = tmp_path / "in"
        self.out = tmp_path / "out"
        self.hired = 0
        self.listener = Listener()

    def run(
        self,
        *given: Path,
        read: Read = fakes.read,
        settings: str = "s",
        models: str = "m",
        policy: Policy | None = None,
        join: bool = False,
        keep_going: bool = False,
    ) -> Batch:
        def hire(_: Sequence[Path]) -> Executor:
            self.hired += 1
            return inline_executor(reader=read)

        self.listener = Listener()
        job = Job(
            settings=Settings(),
            fingerprint=Fingerprint(settings=settings, models=models),
            policy=policy or Policy(),
            keep_going=keep_going,
        )
        plan = plan_batch(given or [self.source], self.out, join=join)
        return run_batch(plan, job, hire=hire, observer=self.listener)

    def lines(self) -> list[tuple[str, str, str | None]]:
        return [(line["path"].rpartition("/")[2], line["status"], line["json"]) for line in index(self.out)]


@pytest.fixture
def night(tmp_path: Path) -> Night:
    texts(tmp_path / "in", "a.txt", "b.txt")
    return Night(tmp_path)


def picture_of(folder: Path) -> dict[str, tuple[int, int]]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".balagh" not in path.parts)
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def test_a_second_run_reads_nothing_and_rewrites_nothing(night: Night) -> None:
    night.run()
    before = picture_of(night.out)
    done = night.run()
    assert night.listener.heard == []
    assert night.hired == 1
    assert night.listener.start is not None
    assert (night.listener.start.total, night.listener.start.known) == (0, 2)
    assert done.exit_code is ExitCode.OK
    assert picture_of(night.out) == before


def test_only_the_new_file_is_read(night: Night) -> None:
    night.run()
    first = (night.out / "a.json").stat()
    texts(night.source, "c.txt")
    night.run()
    assert night.listener.heard == ["c.txt"]
    assert (night.out / "a.json").stat().st_ino == first.st_ino
    assert [line[0] for line in night.lines()] == ["a.txt", "b.txt", "c.txt"]
    assert (night.out / "report.html").read_text(encoding="utf-8").count("<article") == 3


def test_names_are_kept_when_like_names_come_later(night: Night) -> None:
    texts(night.source, "2019/x.txt")
    night.run()
    assert (night.out / "x.json").exists()
    texts(night.source, "2020/x.txt")
    night.run()
    assert night.lines()[-1] == ("x.txt", "done", "2020_x.json")
    night.run(policy=Policy(again=True))
    names = sorted(path.name for path in night.out.glob("*.json"))
    assert names == ["2020_x.json", "a.json", "b.json", "x.json"]


def test_a_failure_for_good_is_left_alone_until_its_file_is_named(night: Night) -> None:
    texts(night.source, "damaged.txt")
    assert night.run().exit_code is ExitCode.SOME_FAILED
    assert night.run().exit_code is ExitCode.OK
    assert night.listener.start is not None
    assert night.listener.start.failed_before == 1
    done = night.run(night.source / "damaged.txt")
    assert night.listener.heard == ["damaged.txt"]
    assert done.exit_code is ExitCode.BAD_INPUT
    assert len(night.lines()) == 3


def test_a_file_that_was_scanned_anew_is_no_failure_any_more(night: Night) -> None:
    texts(night.source, "damaged.txt")
    night.run()
    assert ("damaged.txt", "failed", None) in night.lines()
    bad = night.source / "damaged.txt"
    bad.unlink()
    bad.write_text("Une bonne copie\n", encoding="utf-8")

    def good(path: Path, settings: Settings, on_page: OnPage = ignore_page) -> Document:
        return fakes.document(path.name, content=path.read_bytes())

    night.run(read=good)
    assert [line for line in night.lines() if line[0] == "damaged.txt"] == [
        ("damaged.txt", "done", "damaged.json")
    ]


def test_a_passing_failure_is_tried_again_but_not_for_ever(night: Night) -> None:
    texts(night.source, "memory.txt")
    heard = []
    for _ in range(5):
        night.run()
        heard.append("memory.txt" in night.listener.heard)
    assert heard == [True, True, True, False, False]


def test_a_locked_file_is_tried_again_when_passwords_come(night: Night) -> None:
    texts(night.source, "locked.txt")
    night.run()
    night.run()
    assert night.listener.heard == []
    night.run(policy=Policy(passwords=True))
    assert night.listener.heard == ["locked.txt"]


def test_what_changed_in_settings_or_models_is_read_again_when_asked_for(night: Night) -> None:
    night.run()
    night.run(settings="other")
    assert night.listener.heard == []
    assert night.listener.start is not None
    assert night.listener.start.differing == 2
    night.run(settings="other", policy=Policy(redo_models=True))
    assert night.listener.heard == []
    night.run(settings="other", policy=Policy(redo_settings=True))
    assert night.listener.heard == ["a.txt", "b.txt"]
    night.run(settings="other", policy=Policy(redo_settings=True))
    assert night.listener.heard == []
    night.run(settings="other", models="other", policy=Policy(redo_models=True))
    assert night.listener.heard == ["a.txt", "b.txt"]


def test_a_json_that_was_lost_is_made_again(night: Night) -> None:
    night.run()
    (night.out / "a.json").unlink()
    night.run()
    assert night.listener.heard == ["a.txt"]
    assert (night.out / "a.json").exists()


def test_the_same_bytes_are_read_once(night: Night) -> None:
    (night.source / "copy.txt").write_bytes((night.source / "a.txt").read_bytes())
    done = night.run()
    assert night.listener.heard == ["a.txt", "b.txt"]
    assert night.listener.copies == [("copy.txt", str(night.source / "a.txt"))]
    assert done.sums.copies == 1
    assert night.lines() == [
        ("a.txt", "done", "a.json"), ("b.txt", "done", "b.json"), ("copy.txt", "duplicate", "a.json"),
    ]  # fmt: skip
    night.run()
    assert night.listener.copies == []
    assert len(night.lines()) == 3


def test_a_file_that_was_only_touched_is_not_read(night: Night) -> None:
    night.run()
    os.utime(night.source / "a.txt", times=(1, 1))
    done = night.run()
    assert night.listener.heard == []
    assert done.sums.copies == 0
    assert [line[1] for line in night.lines()] == ["done", "done"]


def test_new_content_under_an_old_name_gets_a_name_of_its_own(night: Night) -> None:
    night.run()
    old = (night.out / "a.json").read_bytes()
    (night.source / "a.txt").write_text("Tout autre chose\n", encoding="utf-8")
    night.run()
    assert night.listener.heard == ["a.txt"]
    assert (night.out / "a.json").read_bytes() == old
    assert len(list(night.out.glob("*.json"))) == 3


def test_a_file_written_to_while_it_is_read_is_recorded_as_what_was_read(night: Night) -> None:
    def late(path: Path, settings: Settings, on_page: OnPage = ignore_page) -> Document:
        if path.name == "a.txt":
            path.write_text("Une version finie\n", encoding="utf-8")
        return fakes.read(path, settings, on_page)

    night.run(read=late)
    identity = index(night.out)[0]["id"]
    with Ledger.open(night.out) as ledger:
        record = ledger.record_of(identity.removeprefix("sha256:"))
    assert record is not None
    assert record.entry is not None
    assert record.entry.json == "a.json"
    night.run()
    assert night.listener.heard == []
    assert len(list(night.out.glob("*.json"))) == 2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (DiskFullError("out: no room"), ExitCode.FILE_ACCESS),
        (MissingDependencyError("tesseract: not installed"), ExitCode.MISSING_DEPENDENCY),
    ],
)
def test_the_machines_own_faults_end_the_run_and_count_against_no_file(
    night: Night, error: DiskFullError | MissingDependencyError, code: ExitCode
) -> None:
    def fail(path: Path, settings: Settings, on_page: OnPage = ignore_page) -> Document:
        raise error

    for _ in range(5):
        assert night.run(read=fail).exit_code is code
        assert night.listener.begun == ["a.txt"]
        assert night.listener.stop is error
    assert night.run(read=fail, keep_going=True).exit_code is code
    assert night.listener.heard == ["a.txt", "b.txt"]
    assert night.run().exit_code is ExitCode.OK
    assert night.listener.heard == ["a.txt", "b.txt"]


def test_an_interrupt_counts_against_no_file_and_the_next_run_carries_on(night: Night) -> None:
    texts(night.source, "c.txt")

    def stop(path: Path, settings: Settings, on_page: OnPage = ignore_page) -> Document:
        if path.name == "b.txt":
            raise KeyboardInterrupt
        return fakes.read(path, settings, on_page)

    for round_ in range(5):
        with pytest.raises(KeyboardInterrupt):
            night.run(read=stop)
        assert night.listener.heard == (["a.txt"] if round_ == 0 else [])
    assert [line[0] for line in night.lines()] == ["a.txt"]
    night.run()
    assert night.listener.heard == ["b.txt", "c.txt"]


def test_index_and_report_that_a_killed_run_left_behind_are_made_up_for(night: Night) -> None:
    night.run()
    good = (night.out / "index.jsonl").read_bytes()
    (night.out / ".balagh" / "indexed").unlink()  # gone before the first file is begun
    (night.out / "index.jsonl").write_bytes(b"")
    (night.out / "report.html").unlink()
    night.run()
    assert night.listener.heard == []
    assert (night.out / "index.jsonl").read_bytes() == good
    assert (night.out / "report.html").exists()


def test_what_is_left_out_is_told_anew_only_when_it_changes(night: Night) -> None:
    night.run()
    (night.source / "empty.png").touch()
    night.run()
    assert night.lines()[-1] == ("empty.png", "skipped", None)
    before = picture_of(night.out)
    night.run()
    assert picture_of(night.out) == before


def test_what_a_killed_run_left_half_written_is_cleared_and_nothing_else(night: Night) -> None:
    night.run()
    texts(night.source, "c.txt")
    litter = [
        folder / ".balagh-0123456789abcdef.tmp"
        for folder in (night.out, night.out / ".balagh" / "parts", night.out / "report")
    ]
    mine = night.out / ".balagh-mine.tmp"
    for path in (*litter, mine):
        path.write_text("half", encoding="utf-8")
    night.run()
    assert not any(path.exists() for path in litter)
    assert mine.exists()


def test_two_runs_never_share_an_output_folder(night: Night) -> None:
    night.out.mkdir()
    with hold(night.out), pytest.raises(BusyError, match="process"):
        night.run()
    assert night.hired == 0


def test_a_folder_that_is_one_document_is_read_again_when_a_page_is_added(night: Night) -> None:
    def joined(path: Path, settings: Settings, on_page: OnPage = ignore_page) -> Document:
        return fakes.document(path.name, content=b"".join(sorted(map(_bytes, path.iterdir()))))

    for _ in range(2):
        night.run(read=joined, join=True)
    assert night.hired == 1
    assert [line[2] for line in night.lines()] == ["in.json"]
    texts(night.source, "c.txt")
    night.run(read=joined, join=True)
    assert night.listener.heard == ["in"]


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def test_no_line_of_the_index_is_half(night: Night) -> None:
    night.run()
    lines: list[dict[str, Any]] = [
        json.loads(line) for line in (night.out / "index.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [line["json"] for line in lines] == ["a.json", "b.json"]
