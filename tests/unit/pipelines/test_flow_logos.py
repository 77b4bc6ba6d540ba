"""Logos made ready to be read: size, colours, plates, parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from balagh.pipelines.flow.logos import is_page, prepare_logo
from balagh.pipelines.flow.parts import find_parts
from balagh.pipelines.flow.plates import clear_plates

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

WHITE = (255, 255, 255)


def canvas(width: int, height: int, colour: tuple[int, int, int] = WHITE) -> Image:
    return np.full((height, width, 3), colour, np.uint8)


def words(
    picture: Image, text: str, at: tuple[int, int], colour: tuple[int, int, int], size: float = 1.0
) -> None:
    cv2.putText(picture, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, colour, 2, cv2.LINE_AA)


def grey(picture: Image) -> Image:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)


@pytest.mark.parametrize(
    ("dpi", "zoom"), [(None, 4.0), (96.0, 4.0), (200.0, 2.0), (400.0, 1.0), (900.0, 1.0)]
)
def test_small_pictures_are_enlarged_and_framed(dpi: float | None, zoom: float) -> None:
    picture = canvas(120, 40)
    cv2.rectangle(picture, (0, 0), (119, 39), (0, 0, 0), 2)
    (part,), new = prepare_logo(picture, dpi)
    margin = round(0.25 * new)
    assert part.shape == (round(40 * zoom) + 2 * margin, round(120 * zoom) + 2 * margin)
    assert part[: margin - 4].min() == 255


def test_every_colour_is_seen_on_white() -> None:
    for colour in ((0, 200, 255), (255, 160, 60), (40, 160, 40), (128, 128, 128)):
        picture = canvas(200, 60)
        words(picture, "Agence", (10, 40), colour)
        (part,), _ = prepare_logo(picture, 400.0)
        assert part.min() < 175


def test_an_empty_picture_has_no_parts() -> None:
    assert prepare_logo(canvas(100, 50), None)[0] == ()


def test_a_plate_turns_over_whatever_its_colours_are() -> None:
    for ground, ink in (((90, 40, 10), WHITE), ((20, 140, 230), WHITE), ((60, 215, 255), (0, 0, 0))):
        picture = canvas(500, 160)
        cv2.rectangle(picture, (40, 30), (460, 120), ground, -1)
        words(picture, "Agence Urbaine", (60, 90), ink, 1.5)
        away = np.linalg.norm(255.0 - picture.astype(float), axis=2) * (255 / 441.673)
        cleared = clear_plates(np.asarray(255 - away, np.uint8), 300.0)
        assert np.median(cleared[35:115, 45:455]) > 240
        assert (cleared[50:110, 60:440] < 90).any()


def test_letters_and_bare_shapes_are_no_plates() -> None:
    picture = canvas(600, 200)
    cv2.putText(picture, "BOB", (10, 150), cv2.FONT_HERSHEY_SIMPLEX, 5, (0, 0, 0), 24)
    cv2.rectangle(picture, (420, 30), (580, 170), (0, 0, 0), -1)
    plain = grey(picture)
    assert np.array_equal(clear_plates(plain, 300.0), plain)


def test_an_emblem_beside_lines_is_a_part_of_its_own() -> None:
    picture = canvas(520, 140)
    cv2.circle(picture, (60, 70), 50, (0, 0, 0), -1)
    words(picture, "Agence Urbaine", (140, 55), (0, 0, 0))
    words(picture, "de Ouarzazate", (140, 110), (0, 0, 0))
    emblem, lines = find_parts(grey(picture))
    assert emblem.x1 < 120 < lines.x0


def test_lines_alone_are_one_part() -> None:
    picture = canvas(520, 140)
    words(picture, "Agence Urbaine", (10, 55), (0, 0, 0))
    words(picture, "de Ouarzazate", (10, 110), (0, 0, 0))
    assert len(find_parts(grey(picture))) == 1
    assert len(find_parts(grey(picture)[:70])) == 1


def test_an_emblem_over_a_line_and_beside_two_is_found() -> None:
    picture = canvas(520, 220)
    cv2.circle(picture, (60, 70), 50, (0, 0, 0), -1)
    words(picture, "Agence Urbaine", (140, 55), (0, 0, 0))
    words(picture, "de Ouarzazate", (140, 110), (0, 0, 0))
    words(picture, "www.exemple.ma", (10, 190), (0, 0, 0))
    assert len(find_parts(grey(picture))) == 3


def test_pages_are_told_from_logos_by_their_printed_size() -> None:
    assert is_page(canvas(1200, 900), 150.0)
    assert not is_page(canvas(1200, 900), 600.0)
    assert not is_page(canvas(300, 200), None)
