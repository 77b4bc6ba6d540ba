"""The generator from a written document to its scan, on one small document with all three scripts."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pdfplumber
import pytest
from PIL import Image, ImageOps
from pydantic import ValidationError

from balagh.model import Role
from samples.document import Format, PageStyle, Part, Scan, Written, load
from samples.make import make, run
from samples.markup import html_of
from samples.render import MissingFontError, PageCountError, check_fonts, pdf_of, pictures_of
from samples.store import store
from samples.truth import Truth

if TYPE_CHECKING:
    from pathlib import Path

#: An A4 page at 300 dpi.
A4 = (3508, 2481)

SMALL = """
purpose = "a small page"
language = "fr"
issuers = [{ key = "a" }]
parts = [
  { role = "letterhead", row = "head", column = 0, text = "Commune\\nd'Essai", issuer = "a" },
  { role = "letterhead", row = "head", column = 1, language = "zgh", text = "ⵜⴰⴳⵔⴰⵡⵜ" },
  { role = "title", text = "Un **titre** gras", style = "bold" },
  { role = "list_item", marker = "•", text = "premier point" },
  { role = "paragraph", language = "ar", text = "الهاتف 0537-00-11-22" },
]
[page]
latin = "DejaVu Sans"
arabic = "DejaVu Sans"
tifinagh = "DejaVu Sans"
[scan]
format = "png"
skew = 1.0
"""


@pytest.fixture
def small(tmp_path: Path) -> Written:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return load(path)


def test_a_page_is_rendered_with_the_right_fonts_and_size(small: Written) -> None:
    pdf = pdf_of(html_of(small))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        chars = document.pages[0].chars
    fonts = {char["fontname"].partition("+")[2].split("-Bold")[0] for char in chars}
    assert fonts == {"DejaVu-Sans"}
    text = "".join(char["text"] for char in chars)
    assert "ⵜⴰⴳⵔⴰⵡⵜ" in text
    # Arabic runs from the right, and a letter between two others has its narrow joined form.
    widths = {char["text"]: char["width"] for char in chars}
    assert "فتاهلا" in text
    assert widths["ت"] < widths["ف"] / 2
    [page] = pictures_of(pdf, 1)
    assert page.shape == (*A4, 3)
    assert 0.001 < float((page < 128).mean()) < 0.05


def test_a_scan_and_its_truth_are_written(small: Written, tmp_path: Path) -> None:
    path = make(small, tmp_path / "out")
    with Image.open(path) as picture:
        assert (picture.height, picture.width) == A4
    truth = Truth.model_validate_json((tmp_path / "out" / "truth" / "small.json").read_bytes())
    assert truth.file == path.name
    assert [segment.text for segment in truth.segments] == [
        "Commune",
        "d'Essai",
        "ⵜⴰⴳⵔⴰⵡⵜ",
        "Un titre gras",
        "premier point",
        "الهاتف 0537-00-11-22",
    ]
    assert truth.communique.issuers[0].names.fr == "Commune d'Essai"
    assert truth.communique.versions["fr"].title == "Un titre gras"


def test_text_that_runs_over_is_refused(small: Written) -> None:
    words = Part(role=Role.PARAGRAPH, language="fr", text="mot " * 400)
    long = small.model_copy(update={"parts": (words,) * 6})
    with pytest.raises(PageCountError, match="written for 1 pages but takes"):
        pictures_of(pdf_of(html_of(long)), long.pages)


def test_a_missing_font_is_named() -> None:
    check_fonts(["DejaVu Sans"])
    with pytest.raises(MissingFontError, match="not installed: No Such Letters"):
        check_fonts(["DejaVu Sans", "No Such Letters"])


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(SMALL.replace("purpose", "purpsoe"), encoding="utf-8")
    with pytest.raises(ValidationError, match="purpsoe"):
        load(path)


def test_the_command_line_names_what_it_made(
    small: Written, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, ["--out", str(tmp_path / "o"), "--only", small.name], program="p") == 0
    assert "small.png" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        run(tmp_path, ["--out", str(tmp_path / "o"), "--only", "nothing"], program="p")


@pytest.mark.parametrize("format_", ["pdf", "png", "jpeg", "tiff", "webp"])
def test_every_format_keeps_the_picture(format_: Format) -> None:
    page = np.full((120, 90), 245, np.uint8)
    page[20:40, 10:80] = 10
    data = store([page], Scan(format=format_, quality=90))
    if format_ == "pdf":
        [picture] = pictures_of(data, 1)
        assert abs(picture.shape[0] - 120) <= 1
        return
    with Image.open(io.BytesIO(data)) as stored:
        back = np.asarray(stored.convert("L"))
    assert back.shape == page.shape
    assert back[30, 40] < 60
    assert back[100, 40] > 200


@pytest.mark.parametrize("rotation", [3, 6, 8])
def test_a_turned_jpeg_stands_upright_by_its_tag(rotation: int) -> None:
    page = np.full((120, 90), 245, np.uint8)
    page[:10] = 10
    data = store([page], Scan.model_validate({"format": "jpeg", "rotation": rotation, "quality": 90}))
    with Image.open(io.BytesIO(data)) as stored:
        back = np.asarray(ImageOps.exif_transpose(stored))
    assert back.shape == page.shape
    assert back[:8].mean() < 40


def test_one_page_formats_refuse_two_pages() -> None:
    page = np.full((40, 30), 245, np.uint8)
    with pytest.raises(ValueError, match="png holds one page, not 2"):
        store([page, page], Scan(format="png"))


def test_arabic_columns_run_from_the_right(small: Written) -> None:
    style = PageStyle(latin="DejaVu Sans", direction="rtl")
    assert 'dir="rtl"><tr>' in html_of(small.model_copy(update={"page": style}))
    assert "\u20660537-00-11-22\u2069" in html_of(small)
