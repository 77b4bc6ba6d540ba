from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from balagh.emit.report import PAGE_LENGTH, Report
from balagh.emit.summary import Entry, Status, document_entry, failed_entry
from balagh.errors import EncryptedError
from tests.unit.emit.reading import check_html
from tests.unit.runner.fakes import JPEG, document

if TYPE_CHECKING:
    from pathlib import Path


def make(folder: Path, number: int, *failed: Entry, name: str = "x") -> str:
    report = Report(folder)
    entries = []
    for i in range(number):
        whole = document(f"{name}{i}.png", title=f"Titre <{i}>")
        entry = document_entry(whole, path=f"in/{name}{i}.png", json=f"{name}{i}.json", seconds=1.0, wanted=1)
        report.add(i, entry, whole)
        entries.append(entry)
    return report.finish([*entries, *failed]).read_text(encoding="utf-8")


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
    assert sorted(p.name for p in tmp_path.iterdir()) == ["report", "report.html"]


def test_nothing_is_loaded_from_outside(tmp_path: Path) -> None:
    text = make(tmp_path, 1)
    assert "http" not in text.replace('http-equiv="Content-Security-Policy"', "")
    assert "default-src 'none'" in text


def test_pictures_lie_beside_the_report_under_addresses_that_work(tmp_path: Path) -> None:
    name = "بلاغ #1 100%"
    whole = document("x.png")
    sheet = whole.pages[0].model_copy(update={"width": 10, "height": 10})
    whole = whole.model_copy(update={"pages": (sheet,)}).with_previews({1: JPEG})
    entry = document_entry(whole, path="x.png", json=f"{name}.json", seconds=0.0, wanted=1)
    report = Report(tmp_path)
    report.add(0, entry, whole)
    text = report.finish([entry]).read_text(encoding="utf-8")
    address = text.partition('<img src="')[2].partition('"')[0]
    assert "#" not in address
    assert (tmp_path / unquote(address)).read_bytes() == JPEG


def test_a_large_batch_is_spread_over_pages_that_lead_to_each_other(tmp_path: Path) -> None:
    first = make(tmp_path, 2 * PAGE_LENGTH + 1)
    pages = [first, *(path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("report-*.html")))]
    assert [page.count('<article id="d') for page in pages] == [PAGE_LENGTH, PAGE_LENGTH, 1]
    for page in pages:
        check_html(page)
    assert 'href="report-2.html"' in pages[0]
    assert 'href="report.html"' in pages[1]
    assert 'href="report-3.html"' in pages[1]
    assert f"{2 * PAGE_LENGTH + 1} communiqués read, page 2 of 3" in pages[1]


def test_a_smaller_report_clears_the_larger_one_away_and_nothing_else(tmp_path: Path) -> None:
    make(tmp_path, PAGE_LENGTH + 1, name="old")
    mine = tmp_path / "report-9.html"
    mine.write_text("<p>my own page", encoding="utf-8")
    make(tmp_path, 1, name="new")
    assert sorted(p.name for p in tmp_path.glob("*.html")) == ["report-9.html", "report.html"]
    assert sorted(p.name for p in (tmp_path / "report").glob("*.jpg")) == []


def test_a_users_own_report_folder_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "report" / "holiday-p1.jpg"
    mine.parent.mkdir()
    mine.write_bytes(b"mine")
    make(tmp_path, 1)
    assert mine.read_bytes() == b"mine"


def test_a_batch_with_nothing_read_has_a_report_too(tmp_path: Path) -> None:
    text = make(tmp_path, 0, failed_entry(EncryptedError("l.pdf"), path="l.pdf", seconds=0.0))
    check_html(text)
    assert "0 communiqués read" in text
