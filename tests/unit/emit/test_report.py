from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from balagh.emit import report
from balagh.emit.outputs import write_outputs
from balagh.emit.report import PAGE_LENGTH, write_report
from balagh.emit.report_part import part_path, prepare_report
from balagh.emit.summary import Entry, Status, failed_entry
from balagh.errors import EncryptedError
from tests.unit.emit.reading import check_html
from tests.unit.runner.fakes import JPEG, document

if TYPE_CHECKING:
    from pathlib import Path


def add(folder: Path, name: str, title: str = "Un titre") -> Entry:
    prepare_report(folder)
    whole = document(f"{name}.png", content=name.encode(), title=title)
    return write_outputs(whole, out=folder, name=name, path=f"in/{name}.png", seconds=1.0, wanted=1)


def make(folder: Path, number: int, *others: Entry, name: str = "x") -> str:
    entries = [add(folder, f"{name}{i}", f"Titre <{i}>") for i in range(number)]
    return write_report(folder, [*entries, *others]).read_text(encoding="utf-8")


def test_one_page_shows_everything(tmp_path: Path) -> None:
    failure = failed_entry(EncryptedError("in/l.pdf: it asks for a <password>"), path="in/l.pdf", seconds=0.0)
    left_out = Entry(path="in/notes.db", status=Status.SKIPPED, note="a database")
    text = make(tmp_path, 2, failure, left_out)
    check_html(text)
    assert "2 communiqués read" in text
    assert "2 done, 1 skipped, 1 failed" in text
    assert "it asks for a &lt;password&gt;" in text
    assert "--password" in text
    assert "a database" in text
    assert text.count('<article id="d') == 2
    assert "Titre &lt;1&gt;" in text
    assert "Titre <1>" not in text
    assert 'href="x0.json"' in text
    shown = sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("."))
    assert shown == ["report", "report.html", "x0.json", "x1.json"]


def test_nothing_is_loaded_from_outside(tmp_path: Path) -> None:
    text = make(tmp_path, 1)
    assert "http" not in text.replace('http-equiv="Content-Security-Policy"', "")
    assert "default-src 'none'" in text


def test_pictures_lie_beside_the_report_under_addresses_that_work(tmp_path: Path) -> None:
    name = "بلاغ #1 100%"
    whole = document("x.png")
    sheet = whole.pages[0].model_copy(update={"width": 10, "height": 10})
    whole = whole.model_copy(update={"pages": (sheet,)}).with_previews({1: JPEG})
    prepare_report(tmp_path)
    entry = write_outputs(whole, out=tmp_path, name=name, path="x.png", seconds=0.0, wanted=1)
    text = write_report(tmp_path, [entry]).read_text(encoding="utf-8")
    address = text.partition('<img src="')[2].partition('"')[0]
    assert "#" not in address
    assert (tmp_path / unquote(address)).read_bytes() == JPEG


def test_a_large_batch_has_contents_first_and_pages_that_lead_to_each_other(tmp_path: Path) -> None:
    number = 2 * PAGE_LENGTH + 1
    contents = make(tmp_path, number)
    pages = [(tmp_path / f"report-{k}.html").read_text(encoding="utf-8") for k in (1, 2, 3)]
    assert [page.count('<article id="d') for page in (contents, *pages)] == [0, PAGE_LENGTH, PAGE_LENGTH, 1]
    for page in (contents, *pages):
        check_html(page)
    assert f"{number} communiqués read" in contents
    assert contents.count('href="report-1.html#d') == PAGE_LENGTH
    assert contents.count('href="report-3.html#d') == 1
    target = contents.partition('href="report-3.html#')[2].partition('"')[0]
    assert f'<article id="{target}"' in pages[2]
    assert 'href="report-2.html"' in pages[0]
    assert 'href="report-1.html"' in pages[1]
    assert 'href="report-3.html"' in pages[1]
    assert all('href="report.html"' in page for page in pages)


def test_pages_that_have_not_changed_are_not_written_again(tmp_path: Path) -> None:
    entries = [add(tmp_path, f"x{i}") for i in range(2 * PAGE_LENGTH + 1)]
    write_report(tmp_path, entries)
    before = [(tmp_path / f"report-{k}.html").stat().st_ino for k in (1, 2, 3)]
    entries.append(add(tmp_path, "new"))
    write_report(tmp_path, entries)
    after = [(tmp_path / f"report-{k}.html").stat().st_ino for k in (1, 2, 3)]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, True, False]
    entries[0] = add(tmp_path, "x0", "Un autre titre")
    write_report(tmp_path, entries)
    assert "Un autre titre" in (tmp_path / "report-1.html").read_text(encoding="utf-8")


def test_a_very_long_table_of_contents_goes_on_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "CONTENTS_LENGTH", 15)
    first = make(tmp_path, PAGE_LENGTH + 1)
    second = (tmp_path / "report-contents-2.html").read_text(encoding="utf-8")
    check_html(first)
    check_html(second)
    assert [page.count("<tr><td>") for page in (first, second)] == [15, PAGE_LENGTH + 1 - 15]
    assert 'href="report-contents-2.html"' in first
    assert 'href="report.html"' in second


def test_a_smaller_report_clears_the_larger_one_away_and_nothing_else(tmp_path: Path) -> None:
    make(tmp_path, PAGE_LENGTH + 1, name="old")
    assert (tmp_path / "report-2.html").exists()
    mine = tmp_path / "report-9.html"
    mine.write_text("<p>my own page", encoding="utf-8")
    make(tmp_path, 1, name="new")
    assert sorted(p.name for p in tmp_path.glob("*.html")) == ["report-9.html", "report.html"]


def test_a_users_own_report_folder_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "report" / "holiday-p1.jpg"
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    for _ in range(2):
        whole = document("x.png")
        sheet = whole.pages[0].model_copy(update={"width": 10, "height": 10})
        whole = whole.model_copy(update={"pages": (sheet,)}).with_previews({1: JPEG})
        prepare_report(tmp_path)
        write_outputs(whole, out=tmp_path, name="holiday", path="x.png", seconds=0.0, wanted=1)
        assert list(mine.parent.iterdir()) == [mine]
        assert mine.read_bytes() == b"mine"
    assert (tmp_path / "balagh-report" / "holiday-p1.jpg").read_bytes() == JPEG


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_part_that_is_lost_costs_only_its_display(tmp_path: Path, damage: str) -> None:
    entry = add(tmp_path, "x", "Un titre <perdu>")
    part = part_path(tmp_path, "x")
    if damage == "gone":
        part.unlink()
    else:
        part.write_bytes(part.read_bytes()[:40])
    text = write_report(tmp_path, [entry]).read_text(encoding="utf-8")
    check_html(text)
    assert text.count("<article") == 1
    assert "--again" in text


def test_pictures_of_pages_that_are_no_longer_there_go(tmp_path: Path) -> None:
    def put(pages: int) -> list[str]:
        whole = document("x.png", pages=pages)
        sheets = tuple(page.model_copy(update={"width": 10, "height": 10}) for page in whole.pages)
        whole = whole.model_copy(update={"pages": sheets})
        whole = whole.with_previews(dict.fromkeys(range(1, pages + 1), JPEG))
        prepare_report(tmp_path)
        write_outputs(whole, out=tmp_path, name="x", path="x.png", seconds=0.0, wanted=pages)
        return sorted(path.name for path in (tmp_path / "report").glob("*.jpg"))

    assert put(3) == ["x-p1.jpg", "x-p2.jpg", "x-p3.jpg"]
    assert put(1) == ["x-p1.jpg"]


def test_a_copy_counts_as_a_file_and_is_shown_once(tmp_path: Path) -> None:
    entry = add(tmp_path, "x")
    copy = Entry(path="in/y.png", status=Status.DUPLICATE, json=entry.json, pages=1, words=2)
    text = write_report(tmp_path, [entry, copy]).read_text(encoding="utf-8")
    assert "1 communiqué read" in text
    assert "1 done, 1 duplicate" in text
    assert text.count("<article") == 1


def test_a_thousand_failures_are_not_listed_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "LISTED", 3)
    failures = [failed_entry(EncryptedError(f"{i}.pdf"), path=f"{i}.pdf", seconds=0.0) for i in range(5)]
    text = make(tmp_path, 0, *failures)
    check_html(text)
    assert "… and 2 more" in text
    assert "<details>" not in text


def test_many_failures_do_not_hide_the_documents(tmp_path: Path) -> None:
    failures = [failed_entry(EncryptedError(f"{i}.pdf"), path=f"{i}.pdf", seconds=0.0) for i in range(30)]
    text = make(tmp_path, 1, *failures)
    check_html(text)
    assert "<details><summary><h2>Not read: 30</h2></summary>" in text


def test_a_batch_with_nothing_read_has_a_report_too(tmp_path: Path) -> None:
    text = make(tmp_path, 0, failed_entry(EncryptedError("l.pdf"), path="l.pdf", seconds=0.0))
    check_html(text)
    assert "0 communiqués read" in text
