from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pytest

from balagh.errors import ArgumentError, InputError, MissingFileError, UnknownKindError
from balagh.ingest import find_documents, open_joined
from balagh.ingest.joining import MIXED, natural_key
from balagh.settings import Settings
from tests.pictures import as_png

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings()


def text(path: Path, *pages: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\f".join(pages), encoding="utf-8")
    return path


def test_page_numbers_run_on_and_the_source_is_the_sum_of_its_parts(tmp_path: Path) -> None:
    one, two = text(tmp_path / "a.txt", "first", "second"), text(tmp_path / "b.txt", "third")
    joined = open_joined([one, two], settings=SETTINGS)
    assert [(sheet.number, sheet.text) for sheet in joined.sheets()] == [
        (1, "first"),
        (2, "second"),
        (3, "third"),
    ]
    digests = "".join(hashlib.sha256(path.read_bytes()).hexdigest() for path in (one, two))
    assert joined.sha256 == hashlib.sha256(digests.encode()).hexdigest()
    assert (joined.pages, joined.size) == (3, one.stat().st_size + two.stat().st_size)
    assert (joined.name, joined.media_type) == ("a (2 files)", "text/plain")
    assert [notice.message for notice in joined.notices if notice.code == "joined"] == [
        "joined from 2 file(s): a.txt (pages 1-2), b.txt (page 3)"
    ]


def test_a_folder_gives_its_files_in_natural_order_and_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "note"
    for name in ("page10.txt", "Page2.txt", "page1.txt", ".hidden.txt"):
        text(folder / name, name)
    (folder / "thumbs.db").write_bytes(b"\x00\x01\x02")
    joined = open_joined([folder], settings=SETTINGS)
    assert joined.name == "note"
    assert [sheet.text for sheet in joined.sheets()] == ["page1.txt", "Page2.txt", "page10.txt"]
    assert [n.code for n in joined.notices] == ["joined", "parts-left-out"]
    assert "thumbs.db" in joined.notices[1].message


def test_parts_may_be_of_any_kind_and_come_as_bytes(tmp_path: Path) -> None:
    picture = as_png(np.full((40, 30), 255, np.uint8))
    joined = open_joined([picture, text(tmp_path / "b.txt", "words")], name="both", settings=SETTINGS)
    assert (joined.media_type, joined.name) == (MIXED, "both")
    kinds = [(sheet.number, sheet.image is not None) for sheet in joined.sheets()]
    assert kinds == [(1, True), (2, False)]


def test_pages_are_chosen_through_the_whole_document(tmp_path: Path) -> None:
    parts = [text(tmp_path / "a.txt", "1", "2"), text(tmp_path / "b.txt", "3", "4")]
    joined = open_joined(parts, settings=Settings(pages=frozenset({2, 3})))
    assert [sheet.text for sheet in joined.sheets()] == ["2", "3"]
    assert joined.pages == 4
    with pytest.raises(InputError, match="none of those asked for"):
        open_joined(parts, settings=Settings(pages=frozenset({9})))


def test_one_bad_part_fails_the_whole_and_is_named(tmp_path: Path) -> None:
    good = text(tmp_path / "a.txt", "words")
    bad = tmp_path / "b.bin"
    bad.write_bytes(b"\x00\x01\x02")
    with pytest.raises(UnknownKindError, match=r"b\.bin"):
        open_joined([good, bad], settings=SETTINGS)
    with pytest.raises(MissingFileError, match=r"c\.jpg"):
        open_joined([good, tmp_path / "c.jpg"], settings=SETTINGS)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no file in this folder"):
        open_joined([tmp_path / "empty"], settings=SETTINGS)
    with pytest.raises(ArgumentError, match="nothing to join"):
        open_joined([], settings=SETTINGS)


def test_a_part_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    part = text(tmp_path / "a.txt", "before")
    joined = open_joined([part, part], settings=SETTINGS)
    text(part, "after")
    with pytest.raises(InputError, match="changed"):
        list(joined.sheets())


def test_each_folder_of_files_is_a_document(tmp_path: Path) -> None:
    text(tmp_path / "loose.txt", "words")
    for name in ("2021/a/1.txt", "2021/a/2.txt", "2022/b/1.txt"):
        text(tmp_path / name, "words")
    found = find_documents([tmp_path]).readable
    assert {str(path.relative_to(tmp_path)) for path in found} == {"loose.txt", "2021/a", "2022/b"}
    assert find_documents([tmp_path / "2021" / "a"]).readable == (tmp_path / "2021" / "a",)
    single = tmp_path / "2021" / "a" / "1.txt"
    assert find_documents([single]).readable == (single,)


@pytest.mark.parametrize(
    ("first", "second"), [("page2.jpg", "page10.jpg"), ("A.jpg", "b.jpg"), ("1.jpg", "a.jpg"), ("p", "p1")]
)
def test_names_are_sorted_as_people_count(first: str, second: str) -> None:
    assert natural_key(first) < natural_key(second)
