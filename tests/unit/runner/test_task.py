from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from balagh.emit.summary import Status
from balagh.errors import (
    BalaghError,
    DamagedInputError,
    EmptyInputError,
    FileAccessError,
    InternalError,
    MemoryLimitError,
    MissingFileError,
)
from balagh.runner.local import inline_executor
from balagh.runner.task import perform
from balagh.settings import Settings
from tests.unit.runner import fakes
from tests.unit.runner.tasks import tasks_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from balagh.runner.task import Task

TEXT = "Communiqué\n\nRabat, le 5 février 2021. La bibliothèque ouvre ses portes.\n"


def test_a_text_is_read_and_written_without_a_document_coming_back(tmp_path: Path) -> None:
    (tmp_path / "avis.txt").write_text(TEXT, encoding="utf-8")
    [task] = tasks_for(tmp_path, ["avis.txt"])
    outcome = perform(replace(task, name="avis"))
    assert outcome.error is None
    assert outcome.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (outcome.entry.json, outcome.entry.pages, outcome.entry.status) == ("avis.json", 1, Status.DONE)
    written = json.loads((tmp_path / "out" / "avis.json").read_text(encoding="utf-8"))
    assert written["id"] == f"sha256:{outcome.sha256}"


def test_warnings_come_back_as_lines(tmp_path: Path) -> None:
    [task] = tasks_for(tmp_path, ["ok"])
    assert perform(task, reader=fakes.read).warnings == ("page 1: a line is pale",)


@pytest.mark.parametrize(
    ("deed", "kind"), [("damaged", DamagedInputError), ("fault", InternalError), ("memory", MemoryLimitError)]
)
def test_every_failure_is_an_outcome(tmp_path: Path, deed: str, kind: type[BalaghError]) -> None:
    (tmp_path / deed).write_bytes(b"something")
    [task] = tasks_for(tmp_path, [deed])
    outcome = perform(task, reader=fakes.read)
    assert isinstance(outcome.error, kind)
    assert outcome.entry.status is Status.FAILED
    assert outcome.entry.error is not None
    assert outcome.entry.error.code == kind.code
    assert outcome.sha256 == hashlib.sha256(b"something").hexdigest()
    assert ("ZeroDivisionError" in outcome.trace) == (deed == "fault")


def test_a_file_that_cannot_be_read_has_no_hash(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "folder.pdf").mkdir()
    names = ["empty.pdf", "folder.pdf", "missing.pdf"]
    empty, folder, missing = map(perform, tasks_for(tmp_path, names))
    assert isinstance(empty.error, EmptyInputError)
    assert isinstance(folder.error, FileAccessError)
    assert isinstance(missing.error, MissingFileError)
    assert empty.sha256 == hashlib.sha256(b"").hexdigest()
    assert (folder.sha256, missing.sha256) == ("", "")


def test_an_output_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    [task] = tasks_for(tmp_path, ["ok"])
    outcome = perform(replace(task, out=tmp_path / "nowhere"), reader=fakes.read)
    assert isinstance(outcome.error, FileAccessError)


def test_a_folder_is_one_document_when_asked(tmp_path: Path) -> None:
    pages = tmp_path / "dossier"
    pages.mkdir()
    for number in (10, 2, 1):
        (pages / f"page{number}.txt").write_text(f"{TEXT}\nPage numéro {number}.\n", encoding="utf-8")
    [task] = tasks_for(tmp_path, ["dossier"])
    outcome = perform(replace(task, join=True))
    assert outcome.error is None
    assert outcome.entry.pages == 3
    assert "Page numéro 10" in (tmp_path / "out" / "dossier.json").read_text(encoding="utf-8")


def test_passwords_are_in_no_text_of_task_or_outcome(tmp_path: Path) -> None:
    [task] = tasks_for(tmp_path, ["locked"])
    secret = replace(task, settings=Settings(passwords=("sesame",)))
    outcome = perform(secret, reader=fakes.read)
    assert "sesame" not in repr(secret) + repr(outcome) + str(outcome.error) + outcome.trace


def test_the_inline_executor_works_here_and_takes_tasks_one_by_one(tmp_path: Path) -> None:
    taken: list[str] = []

    def tasks() -> Iterator[Task]:
        for task in tasks_for(tmp_path, ["marked-1", "damaged", "ok"]):
            taken.append(task.path.name)
            yield task

    outcomes = inline_executor(reader=fakes.read).run(tasks())
    assert next(outcomes).error is None
    assert taken == ["marked-1"]
    assert (tmp_path / "marked-1.pid").read_text(encoding="ascii") == str(os.getpid())
    assert [outcome.error is None for outcome in outcomes] == [False, True]
