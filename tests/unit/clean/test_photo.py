from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from balagh.model import Origin, Page, Quality
from balagh.pipelines.advice import picture_warnings
from balagh.pipelines.clean import clean_sheet
from balagh.pipelines.clean.colour import divide_paper, find_paper
from balagh.pipelines.clean.page_edge import find_outline
from balagh.pipelines.clean.photo import flatten_photo, open_picture, page_shape
from tests.drawing import french_page, grainy, slanted

if TYPE_CHECKING:
    from balagh.ingest import Image

#: Corners of a sheet seen at a slant in a frame of 1500 x 2000 pixels, clockwise from the top left.
SEEN = np.array([[180.0, 190.0], [1330.0, 120.0], [1390.0, 1790.0], [110.0, 1850.0]])
FRAME = (2000, 1500)


@cache
def page() -> Image:
    """An A4 page at 150 dpi."""
    return french_page(dpi=150, lines=26).bgr()


def photo(
    corners: np.ndarray = SEEN, *, desk: tuple[int, int, int] = (60, 85, 120), wave: float = 0.0
) -> Image:
    """The page on a desk of one colour, its corners at `corners`; `wave` bends it by so many of its own pixels."""
    sheet = page()
    height, width = sheet.shape[:2]
    if wave:
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        bent = (y + wave * np.sin(np.pi * x / width)).astype(np.float32)
        sheet = np.asarray(cv2.remap(sheet, x, bent, cv2.INTER_LINEAR, borderValue=desk), np.uint8)
    own = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    lens = cv2.getPerspectiveTransform(own, corners.astype(np.float32))
    seen = cv2.warpPerspective(sheet, lens, FRAME[::-1], flags=cv2.INTER_AREA, borderValue=desk)
    return grainy(np.asarray(seen * 0.85, np.uint8), 2.0)


def applied(quality: Quality) -> set[str]:
    return {step.name for step in quality.steps if step.applied}


def test_a_sheet_is_found_by_its_corners() -> None:
    outline = find_outline(photo())
    assert outline is not None
    assert np.abs(outline.corners - SEEN).max() < 12
    assert all(seen is not None and seen > 0.9 for seen in outline.seen)


@pytest.mark.parametrize("desk", [(0, 0, 0), (120, 118, 110), (225, 220, 215)])
def test_the_desk_may_be_dark_or_nearly_white(desk: tuple[int, int, int]) -> None:
    outline = find_outline(photo(desk=desk))
    assert outline is not None
    assert np.abs(outline.corners - SEEN).max() < 15


def test_a_side_beyond_the_frame_is_the_frame() -> None:
    cut = SEEN - np.array([0.0, 260.0])
    outline = find_outline(photo(cut))
    assert outline is not None
    assert outline.seen[0] is None
    assert outline.seen[2] is not None
    assert np.abs(outline.corners[2:] - cut[2:]).max() < 15


def test_a_page_is_laid_flat_at_300_dpi() -> None:
    flat = flatten_photo(photo(), None)
    assert flat is not None
    assert flat.picture.shape[:2] == pytest.approx((3508, 2481), abs=2)
    assert flat.dpi == 300.0
    large = cv2.resize(page(), (2480, 3507), interpolation=cv2.INTER_CUBIC)
    a, b = (
        cv2.resize(picture, (124, 175), interpolation=cv2.INTER_AREA) for picture in (flat.picture, large)
    )
    assert np.corrcoef(a[6:-6, 6:-6].ravel(), b[6:-6, 6:-6].ravel())[0, 1] > 0.8


def test_bent_lines_come_out_straight() -> None:
    flat, bent = flatten_photo(photo(), None), flatten_photo(photo(wave=25), None)
    assert flat is not None
    assert bent is not None

    def spread(picture: Image) -> float:
        # Straight lines leave white between them: the rows differ.
        return float(picture[400:-400, 300:-300].mean(axis=(1, 2)).std())

    assert spread(bent.picture) > 0.8 * spread(flat.picture)
    assert spread(flatten_photo_without_bend(wave=25)) < 0.7 * spread(flat.picture)


def flatten_photo_without_bend(wave: float) -> Image:
    lens = cv2.getPerspectiveTransform(
        SEEN.astype(np.float32), np.array([[0, 0], [2480, 0], [2480, 3507], [0, 3507]], np.float32)
    )
    return np.asarray(cv2.warpPerspective(photo(wave=wave), lens, (2480, 3507)), np.uint8)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_photo_turned_by_quarters_is_found_too(turns: int) -> None:
    clean = clean_sheet(1, np.ascontiguousarray(np.rot90(photo(), turns)), None)
    assert "find_page" in applied(clean.quality)
    assert clean.gray.shape == pytest.approx((3508, 2481), abs=2)
    assert clean.ink.shape == (clean.gray.shape[0] // 2, clean.gray.shape[1] // 2)


@pytest.mark.parametrize("dpi", [150.0, None])
def test_a_scan_is_not_touched(dpi: float | None) -> None:
    for scan in (page(), slanted(page(), 1.5), grainy(page()[..., 0], 4.0)):
        opened = open_picture(scan, dpi)
        assert opened.picture is scan
        assert opened.steps == ()


def test_a_scan_on_a_dark_lid_is_not_touched() -> None:
    rim = cv2.copyMakeBorder(page(), 10, 40, 10, 60, cv2.BORDER_CONSTANT, value=(20, 20, 20))
    assert flatten_photo(np.asarray(rim, np.uint8), 150.0) is None


@pytest.mark.parametrize("seed", range(4))
def test_a_texture_is_no_sheet(seed: int) -> None:
    rng = np.random.default_rng(seed)
    coarse = rng.uniform(40, 220, (12 * 2**seed, 9 * 2**seed, 3)).astype(np.float32)
    assert find_outline(np.asarray(cv2.resize(coarse, (900, 1200)), np.uint8)) is None


def test_shadow_and_tint_are_divided_out() -> None:
    x = np.linspace(0, 1, page().shape[1])[None, :, None]
    light = (1.0 - 0.5 * x) * np.array([0.7, 0.85, 1.0])
    dim = np.asarray(page() * light, np.uint8)
    even = divide_paper(dim, find_paper(dim, 150.0))
    paper = even[page().min(axis=2) == 255]
    assert np.percentile(paper, 2) > 235
    ink = even[page().max(axis=2) < 40]
    assert np.median(ink) < 80


def test_a_dark_picture_on_the_page_is_no_shadow() -> None:
    sheet = page().copy()
    sheet[800:890, 400:560] = 60
    even = divide_paper(sheet, find_paper(sheet, 150.0))
    assert np.median(even[800:890, 400:560]) < 90


@pytest.mark.parametrize("shape", [0.7071, 1.0, 1.4142, 2.0])
def test_the_sheets_own_shape_is_told_from_its_corners(shape: float) -> None:
    flat = np.array(
        [[-0.5, -0.5 * shape, 0], [0.5, -0.5 * shape, 0], [0.5, 0.5 * shape, 0], [-0.5, 0.5 * shape, 0]]
    )
    turn, _ = cv2.Rodrigues(np.radians([14.0, -9.0, 4.0]))
    space = flat @ np.asarray(turn).T + [0.05, 0.02, 2.2]
    corners = space[:, :2] / space[:, 2:] * 0.75 * 2000 + [750.0, 1000.0]
    assert page_shape(corners, 1500, 2000) == pytest.approx(shape, rel=0.01)


def test_blur_and_coarse_pixels_are_judged_and_told_in_words() -> None:
    sharp = clean_sheet(1, photo(), None).quality
    soft = clean_sheet(1, np.asarray(cv2.GaussianBlur(photo(), (0, 0), 2.6), np.uint8), None).quality
    small = clean_sheet(1, np.asarray(cv2.resize(photo(), None, fx=0.5, fy=0.5), np.uint8), None).quality
    assert not {"judge_sharpness", "judge_resolution"} & applied(sharp)
    assert "judge_sharpness" in applied(soft)
    assert "judge_resolution" in applied(small)
    codes = [
        [warning.code for warning in picture_warnings(page_with(quality))] for quality in (sharp, soft, small)
    ]
    assert codes[0] == []
    assert "blurred" in codes[1]
    assert "low-resolution" in codes[2]
    message = next(iter(picture_warnings(page_with(soft)))).message
    assert "again" in message


def page_with(quality: Quality) -> Page:
    return Page(number=1, width=10, height=10, origin=Origin.OCR, quality=quality)
