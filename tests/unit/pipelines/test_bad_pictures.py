"""Pictures that are no communiqués: read to a document or refused with a reason, soon, and never a crash."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest

import balagh
from balagh.errors import NoTextError
from tests.drawing import Canvas, grainy
from tests.pictures import as_png

if TYPE_CHECKING:
    from PIL import Image as Pil

    from balagh.model import Document

pytestmark = pytest.mark.engine

NOISE = np.random.default_rng(3)


def read(data: bytes) -> Document | None:
    """The document, or None where the picture was refused for having no text."""
    try:
        return balagh.read(data, previews=True)
    except NoTextError:
        return None


def texts(document: Document | None) -> str:
    return document.text().strip() if document else ""


def flat(level: int, height: int = 1754, width: int = 1240) -> bytes:
    return as_png(np.full((height, width), level, np.uint8), 150)


@pytest.mark.parametrize("level", [0, 1, 30, 128, 254, 255])
def test_a_page_of_one_grey_has_no_text(level: int) -> None:
    with pytest.raises(NoTextError, match="no text"):
        balagh.read(flat(level))


@pytest.mark.parametrize(("height", "width"), [(1, 1), (1, 900), (900, 1), (2, 3), (20, 20)])
@pytest.mark.parametrize("level", [0, 255])
def test_the_smallest_pictures_have_next_to_no_text(height: int, width: int, level: int) -> None:
    assert len(texts(read(flat(level, height, width)))) < 3


@pytest.mark.parametrize(("height", "width"), [(3, 20000), (20000, 3)])
def test_a_thread_is_no_page(height: int, width: int) -> None:
    assert texts(read(flat(255, height, width))) == ""
    assert texts(read(flat(0, height, width))) == ""
    noise = NOISE.integers(0, 256, (height, width), dtype=np.uint8)
    assert len(texts(read(as_png(noise)))) < 100


@pytest.mark.parametrize("shape", [(877, 620), (877, 620, 3)])
def test_noise_breaks_nothing(shape: tuple[int, ...]) -> None:
    document = read(as_png(NOISE.integers(0, 256, shape, dtype=np.uint8), 100))
    # Where something was made of it, nobody is told that it is sure.
    blocks = [block for page in document.pages for block in page.blocks] if document else []
    assert sum(len(block.text) for block in blocks if (block.confidence or 0.0) > 0.9) < 20


def test_salt_and_pepper_alone_is_not_text() -> None:
    page = np.full((1754, 1240), 255, np.uint8)
    page[NOISE.random(page.shape) < 0.05] = 0
    assert len(texts(read(as_png(page, 150)))) < 100


@pytest.mark.parametrize("coloured", [False, True])
def test_a_photograph_is_not_text(coloured: bool) -> None:
    x, y = np.meshgrid(np.linspace(0, 3, 1240), np.linspace(0, 4, 877))
    hills = 127 + 60 * np.sin(3 * x + y**2) + 60 * np.cos(2 * y - x)
    picture = grainy(np.clip(hills, 0, 255).astype(np.uint8), 6.0)
    if coloured:
        picture = np.stack([picture, picture[::-1], picture[:, ::-1]], axis=2)
    assert len(texts(read(as_png(picture, 150)))) < 100


def test_a_drawing_without_print_is_not_text() -> None:
    canvas = Canvas(1240, 1754)
    canvas.ring(600, 800, 300, fill=(0, 0, 0), width=12)
    canvas.draw.line((100, 100, 1100, 1600), fill=(0, 0, 0), width=9)
    assert len(texts(read(as_png(canvas.gray(), 150)))) < 20


def test_a_blank_page_among_others_is_a_warning() -> None:
    page, blank = Canvas(1240, 700), Canvas(1240, 700)
    page.write("Le conseil de la commune s'est réuni", 150, 300, 26)
    out = io.BytesIO()
    page.picture.save(out, "TIFF", save_all=True, append_images=[blank.picture], dpi=(150, 150))
    document = balagh.read(out.getvalue())
    assert "conseil de la commune" in document.text()
    assert [(warning.code, warning.page) for warning in document.warnings] == [("no-text", 2)]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    canvas = Canvas(1240, 500)
    canvas.write("Le conseil de la commune s'est réuni", 150, 250, 26)
    out = io.BytesIO()
    picture: Pil.Image = canvas.picture.convert(mode)
    picture.save(out, "TIFF" if mode == "CMYK" else "PNG", dpi=(150, 150))
    assert "conseil de la commune" in balagh.read(out.getvalue()).text()
