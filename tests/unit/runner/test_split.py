from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import weasyprint

from balagh.emit.files import OWN_FOLDER
from balagh.errors import DamagedInputError, OversizeError
from balagh.runner.limits import Limits
from balagh.runner.local import Tasks, local_executor
from balagh.runner.result import ignore_page
from balagh.runner.split import Compose, Kept, Part, Split, carry_out, shares
from balagh.runner.task import Outcome, Task, failed
from balagh.settings import Settings
from tests.unit.runner.tasks import tasks_for

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 9


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text of nine pages, each with a heading and a paragraph of its own."""
    place = tmp_path_factory.mktemp("long") / "rapport.pdf"
    pages = "".join(
        f"<section><h2>Chapitre {number}</h2><p>La bibliothèque du quartier {number} a ouvert ses portes aux"
        f" lecteurs de la commune, et compte {number * 11} volumes.</p></section>"
        for number in range(1, PAGES + 1)
    )
    style = "<style>section { page-break-after: always; font-family: 'DejaVu Sans' }</style>"
    weasyprint.HTML(string=style + "<h1>Rapport annuel</h1>" + pages).write_pdf(place)
    return place


def run(task: Task, jobs: int) -> Outcome:
    [outcome] = local_executor(jobs).run([task])
    return outcome


def content(outcome: Outcome) -> dict[str, Any]:
    """The document without what differs from one reading to the next."""
    document: dict[str, Any] = json.loads(
        (outcome.task.out / (outcome.entry.json or "")).read_text(encoding="utf-8")
    )
    for key in ("started", "seconds"):
        del document["provenance"][key]
    return document


def left_over(folder: Path) -> list[Path]:
    return list((folder / "out" / OWN_FOLDER / "pages").glob("*"))


def test_a_document_read_in_parts_is_the_same(tmp_path: Path, report: Path) -> None:
    documents = []
    for jobs in (1, 2):
        [task] = tasks_for(tmp_path / str(jobs), [str(report)])
        outcome = run(replace(task, name="rapport"), jobs)
        assert outcome.error is None
        assert outcome.entry.pages == PAGES
        documents.append(content(outcome))
    assert documents[0] == documents[1]
    assert [page["number"] for page in documents[0]["pages"]] == list(range(1, PAGES + 1))
    assert (tmp_path / "2" / "out" / OWN_FOLDER / "pages").is_dir()  # it was read in parts
    assert left_over(tmp_path / "2") == []


def test_a_document_fails_once_when_a_part_does(tmp_path: Path) -> None:
    long, other = tasks_for(tmp_path, ["long.pdf", "other.pdf"])
    work = Tasks([long, other], 2)
    work.take()
    work.settle(long, Split(pages=tuple(range(1, 31))))
    first, second, third = (work.take() for _ in range(3))
    assert isinstance(first, Part)
    assert isinstance(second, Part)
    assert isinstance(third, Part)
    read, late = (Kept(path=tmp_path / name, sha256="") for name in ("read", "late"))
    for kept in (read, late):
        kept.path.touch()
    assert list(work.settle(first, read)) == []
    error = DamagedInputError("long.pdf: page 7 breaks off")
    assert [outcome.error for outcome in work.settle(second, failed(long, error, seconds=1.0))] == [error]
    assert work.take() == other  # the parts that nobody has begun are forgotten
    assert list(work.settle(third, late)) == []
    assert list(work.lose(third, error, 1.0)) == []
    assert not read.path.exists()
    assert not late.path.exists()


def test_what_was_read_of_a_page_is_not_taken_from_a_stranger(tmp_path: Path, report: Path) -> None:
    [task] = tasks_for(tmp_path, [str(report)])
    part = carry_out(Part(task=task, pages=frozenset({1, 2})), ignore_page, reader=None, split=True)
    assert isinstance(part, Kept)
    part.path.write_bytes(part.path.read_bytes() + b"\n")
    outcome = carry_out(Compose(task=task, parts=(part,)), ignore_page, reader=None, split=True)
    assert isinstance(outcome, Outcome)
    assert outcome.error is not None
    assert outcome.error.reason == "no-access"
    assert not list((tmp_path / "out").glob("*.json"))


def test_only_a_long_document_is_given_back(tmp_path: Path, report: Path) -> None:
    [task] = tasks_for(tmp_path, [str(report)])
    long = carry_out(task, ignore_page, reader=None, split=True)
    assert long == Split(pages=tuple(range(1, PAGES + 1)))
    few = replace(task, settings=Settings(pages=frozenset({2, 3})))
    assert isinstance(carry_out(few, ignore_page, reader=None, split=True), Outcome)


def test_too_many_pages_are_refused_before_any_is_read(tmp_path: Path, report: Path) -> None:
    heard: list[int] = []
    [task] = tasks_for(tmp_path, [str(report)], Limits(max_pages=8))
    outcome = carry_out(task, heard.append, reader=None, split=False)
    assert isinstance(outcome, Outcome)
    assert isinstance(outcome.error, OversizeError)
    assert "9 pages, and the limit is 8" in outcome.error.message
    assert heard == []
    some = replace(task, settings=Settings(pages=frozenset({2, 5})))
    assert isinstance(carry_out(some, heard.append, reader=None, split=False), Outcome)
    assert heard == [2, 5]


def test_parts_go_before_other_tasks_and_share_their_document_s_time(tmp_path: Path) -> None:
    first, second = tasks_for(tmp_path, ["a.pdf", "b.pdf"], Limits(document_seconds=50))
    work = Tasks([first, second], 2)
    assert work.take() == first
    assert list(work.settle(first, Split(pages=tuple(range(1, 31))))) == []
    parts = []
    for _ in range(6):
        part = work.take()
        assert isinstance(part, Part)
        assert 40 < work.limits(part).document_seconds <= 50
        parts.append(part)
    assert work.take() == second
    for number, part in enumerate(parts):
        kept = Kept(path=tmp_path / f"{number}", sha256="")
        kept.path.touch()
        assert list(work.settle(part, kept)) == []
    assert isinstance(work.take(), Compose)


@pytest.mark.parametrize(
    ("pages", "jobs", "parts"), [(8, 2, 2), (9, 2, 2), (100, 2, 6), (30, 8, 7), (3, 4, 1)]
)
def test_shares_cover_all_pages_once(pages: int, jobs: int, parts: int) -> None:
    numbers = range(3, pages + 3)
    cut = shares(numbers, jobs)
    assert len(cut) == parts
    assert sorted(number for share in cut for number in share) == list(numbers)
    assert max(map(len, cut)) - min(map(len, cut)) <= 1
