from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from balagh.ingest import open_joined
from balagh.ingest.inbox.settle import Stamp
from balagh.runner.ledger import Ledger
from balagh.runner.plan import known_key, path_key, plan_batch, read_key
from balagh.settings import Settings
from tests.unit.runner.test_batch import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    out = tmp_path / "out"
    out.mkdir()
    with Ledger.open(out) as opened:
        yield opened


def test_a_file_is_known_by_its_bytes_and_then_without_reading_them(tmp_path: Path, ledger: Ledger) -> None:
    path = texts(tmp_path / "in", "a.txt") / "a.txt"
    key = read_key(path, ledger)
    assert key == hashlib.sha256(path.read_bytes()).hexdigest()
    assert known_key(path, ledger) is None
    ledger.learn(path, Stamp.of(path.stat()), key)
    assert known_key(path, ledger) == key
    path.write_text("plus long qu'avant, et de loin\n", encoding="utf-8")
    assert known_key(path, ledger) is None


def test_a_folders_key_is_that_of_the_joined_document(tmp_path: Path, ledger: Ledger) -> None:
    folder = texts(tmp_path / "note", "page10.txt", "page2.txt")
    key = read_key(folder, ledger)
    assert key == open_joined([folder], settings=Settings()).sha256
    assert known_key(folder, ledger) == key  # its files were learnt on the way
    (folder / "page2.txt").write_text("une autre page, plus longue\n", encoding="utf-8")
    assert known_key(folder, ledger) is None


def test_what_cannot_be_read_is_known_by_its_path(tmp_path: Path, ledger: Ledger) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    missing = tmp_path / "missing.pdf"
    assert read_key(pipe, ledger) == path_key(pipe)
    assert read_key(missing, ledger) == path_key(missing) != path_key(pipe)
    assert path_key(missing).startswith("path:")
    assert known_key(missing, ledger) is None


def test_own_output_is_no_input_unless_it_is_named(tmp_path: Path) -> None:
    source = texts(tmp_path / "in", "a.txt", "report/.balagh-report", "report/x-p1.txt")
    plan = plan_batch([source], tmp_path / "out")
    assert [path.name for path in plan.paths] == ["a.txt"]
    assert plan.named == frozenset()
    named = source / "report" / "x-p1.txt"
    plan = plan_batch([named], tmp_path / "out")
    assert (plan.paths, plan.named) == ((named,), frozenset([named]))
