"""Carriers that need no other program, and what is said when a program is missing."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from balagh.model import Role
from samples import carriers, programs
from samples.carriers import carry, clean_pages
from samples.document import CARRIERS, Overlay, PageStyle, Part, Scan, Written
from samples.make import make
from samples.programs import MissingProgramError, print_with_chromium
from samples.render import PageCountError, pictures_of
from samples.truth import Truth, truth_of

if TYPE_CHECKING:
    from pathlib import Path

PAGE = PageStyle(latin="DejaVu Sans", arabic="DejaVu Sans")


def _written(*parts: Part, **scan: object) -> Written:
    return Written(
        name="essai",
        purpose="a test",
        language="fr",
        page=PAGE,
        scan=Scan.model_validate(scan),
        parts=parts or (Part(role=Role.TITLE, language="fr", text="Un titre"),),
    )


TWO_PAGES = _written(
    Part(role=Role.OTHER, language="fr", text="En tête", style="running"),
    Part(role=Role.PARAGRAPH, language="fr", text="Un début"),
    Part(role=Role.PAGE_NUMBER, language="und", text="1"),
    Part(role=Role.OTHER, language="fr", text="En tête", style="running", page=2),
    Part(role=Role.PARAGRAPH, language="fr", text="et sa suite", page=2, continues=True),
    Part(role=Role.PAGE_NUMBER, language="und", text="2", page=2),
)


def test_every_carrier_has_a_maker() -> None:
    assert set(carriers._CARRIERS) == set(CARRIERS)


def test_the_vector_page_is_the_carrier(tmp_path: Path) -> None:
    path = make(_written(format="png"), tmp_path, carrier="weasyprint")
    assert path.name == "essai.pdf"
    assert len(pictures_of(path.read_bytes(), 1)) == 1
    truth = Truth.model_validate_json((tmp_path / "truth" / "essai.json").read_bytes())
    assert truth.file == "essai.pdf"


def test_a_document_may_name_its_carrier(tmp_path: Path) -> None:
    assert make(_written(carrier="garbled", format="png"), tmp_path).name == "essai.pdf"


def test_pages_of_photographs_are_files_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = pytest.importorskip("samples.photo")
    monkeypatch.setattr(photo, "photograph", lambda page, rng: page[::8, ::8])
    path = make(TWO_PAGES, tmp_path, carrier="photo")
    assert sorted(file.name for file in path.iterdir()) == ["1.jpg", "2.jpg"]
    assert make(_written(), tmp_path / "one", carrier="photo").name == "essai.jpg"


def test_a_paragraph_over_the_page_break_is_one_in_the_truth() -> None:
    truth = truth_of(TWO_PAGES)
    assert [item.text for item in truth.communique.versions["fr"].body] == ["Un début et sa suite"]
    assert [segment.text for segment in truth.segments if segment.role is Role.PARAGRAPH] == [
        "Un début",
        "et sa suite",
    ]


def test_a_word_file_has_a_running_head_once_and_no_page_numbers() -> None:
    segments = truth_of(TWO_PAGES, reflows=True, joined=True).segments
    assert [segment.text for segment in segments] == ["En tête", "Un début et sa suite"]
    assert {segment.page for segment in segments} == {1}


def test_a_stamp_is_put_over_the_picture_and_into_its_truth_alone() -> None:
    stamp = Overlay(at=(0.5, 0.5), lines=("Reçu",), shape="box", colour=(200, 30, 30))
    signature = Overlay(kind="signature", at=(0.5, 0.8))
    stamped = _written(overlays=[stamp.model_dump(), signature.model_dump()])
    [plain], [marked] = clean_pages(_written()), clean_pages(stamped)
    red = (marked[..., 0].astype(int) - marked[..., 1]) > 40
    assert red.sum() > 1000
    assert (plain != marked).any(axis=2)[2600:3000].any()
    assert [s.text for s in truth_of(stamped).segments if s.role is Role.STAMP] == ["Reçu"]
    assert not [s for s in truth_of(stamped, printed=False).segments if s.role is Role.STAMP]


def test_text_is_made_smaller_until_it_fits() -> None:
    words = Part(role=Role.PARAGRAPH, language="fr", text="mot " * 100)
    sizes: list[float] = []

    def render(written: Written) -> bytes:
        sizes.append(written.page.size)
        return carry(written if len(sizes) > 1 else TWO_PAGES, "weasyprint").files[0]

    carriers._fitted(_written(words), render)
    assert sizes == [PAGE.size, PAGE.size * carriers.SHRINKING[1]]
    with pytest.raises(PageCountError):
        carriers._fitted(_written(words), lambda _: carry(TWO_PAGES, "weasyprint").files[0])


def test_a_missing_program_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingProgramError, match="chromium is not installed: this carrier needs it"):
        print_with_chromium("<p>")


def test_a_program_that_leaves_no_file_is_reported(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no room on the disk')"]
    with pytest.raises(MissingProgramError, match=r"gave no \.pdf \(code 1\): no room on the disk"):
        programs._run(command, tmp_path / "out.pdf")


def test_dates_and_identities_of_a_pdf_are_made_alike() -> None:
    one = b"/CreationDate(D:20261122180000Z')/ID [<" + b"A1" * 16 + b"><" + b"B2" * 16 + b">]"
    other = b"/CreationDate(D:20270101010101Z')/ID [<" + b"C3" * 16 + b"><" + b"D4" * 16 + b">]"
    assert programs._timeless(one) == programs._timeless(other)
    assert len(programs._timeless(one)) == len(one)


def test_another_seed_gives_another_scan_of_the_same_size() -> None:
    first, second = (carry(_written(format="jpeg"), "scan", seed).files[0] for seed in (0, 1))
    assert first != second
    assert carry(_written(format="jpeg"), "scan").files[0] == first
    assert abs(len(first) - len(second)) < len(first) // 5
