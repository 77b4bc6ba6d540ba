from __future__ import annotations

import shutil
import struct
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from training.tifinagh import faces
from training.tifinagh.alphabet import LABIAL, LETTERS
from training.tifinagh.compose import stock_of
from training.tifinagh.counts import Trigrams, count_trigrams
from training.tifinagh.faces import Manner, font_file, print_line
from training.tifinagh.lstmf import write_lstmf
from training.tifinagh.pen import draw_letter
from training.tifinagh.recipe import STAGES, export, smaller, train
from training.tifinagh.skeletons import can_draw, draw_style, letter_width
from training.tifinagh.wear import HEIGHT, wear_line

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.ingest.sheet import Image


def ink_box(picture: Image) -> tuple[int, int, int, int]:
    ys, xs = np.nonzero(picture < 128)
    return int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1


def manner(*, drawn: bool, spread: float = 0.0) -> Manner:
    dejavu = font_file("DejaVu Sans")
    return Manner(
        font=None if drawn else dejavu,
        style=draw_style(np.random.default_rng(4)) if drawn else None,
        beside=dejavu,
        arabic=font_file("Amiri"),
        size=40,
        spread=spread,
        stroke=0,
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_letter_is_drawn_within_its_box(seed: int) -> None:
    rng = np.random.default_rng(seed)
    style = draw_style(rng)
    for letter in LETTERS + LABIAL:
        assert can_draw(letter)
        picture, margin = draw_letter(letter, style, 40.0, rng)
        left, top, right, bottom = ink_box(picture)
        slack = 40 * (0.12 + abs(style.slant) + 4 * style.wobble)
        assert left >= margin - slack
        assert right <= margin + letter_width(letter, style) * 40 + slack + 40 * 0.12
        assert margin - slack <= top < bottom <= margin + 40 + slack


def test_letters_of_one_typeface_differ() -> None:
    rng = np.random.default_rng(9)
    style = draw_style(np.random.default_rng(11))
    pictures = {draw_letter(letter, style, 40.0, rng)[0].tobytes() for letter in LETTERS}
    assert len(pictures) == len(LETTERS)


@pytest.mark.parametrize("drawn", [False, True])
def test_a_line_is_printed_with_all_its_words(drawn: bool) -> None:
    rng = np.random.default_rng(5)
    long = print_line("ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ 2024", manner(drawn=drawn), rng)
    short = print_line("ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", manner(drawn=drawn), rng)
    spread = print_line("ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", manner(drawn=drawn, spread=12.0), rng)
    assert ink_box(long)[2] > ink_box(short)[2] + 40
    assert ink_box(spread)[2] > ink_box(short)[2] + 12 * 12


@pytest.mark.parametrize("hardness", [0.0, 1.0])
def test_worn_lines_stay_readable_pictures(hardness: float) -> None:
    rng = np.random.default_rng(6)
    clean = print_line("ⵜⴰⵎⴰⵣⵉⵖⵜ ⴷ ⵜⴰⵙⵙⵏⴰ", manner(drawn=False), rng)
    for _ in range(40):
        worn = wear_line(clean, rng, hardness)
        assert worn.dtype == np.uint8
        assert HEIGHT // 3 <= worn.shape[0] <= 64
        assert worn.shape[1] > 3 * worn.shape[0]
        assert float(np.median(worn)) - float(np.percentile(worn, 2)) > 30, "the ink is lost"


def test_training_files_hold_pictures_and_texts(tmp_path: Path) -> None:
    picture = np.full((36, 90), 255, np.uint8)
    picture[10:20, 10:80] = 0
    write_lstmf([(picture, "ⵏ"), (picture, "ⴷ ⵙ")], tmp_path / "a.lstmf")
    data = (tmp_path / "a.lstmf").read_bytes()
    assert struct.unpack_from("<I", data) == (2,)
    length = struct.unpack_from("<I", data, 13)[0]
    png = np.frombuffer(data[17 : 17 + length], np.uint8)
    assert np.array_equal(np.asarray(cv2.imdecode(png, cv2.IMREAD_GRAYSCALE)), picture)
    assert data.count("ⴷ ⵙ".encode()) == 2


@pytest.mark.skipif(
    shutil.which("lstmtraining") is None, reason="Tesseract's training tools are not installed"
)
def test_the_recipe_makes_a_model_that_tesseract_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "FONTS", {"DejaVu Sans": 1.0})
    monkeypatch.setattr(faces, "BESIDE", ("DejaVu Sans",))
    monkeypatch.setattr(faces, "ARABIC_BESIDE", ("Amiri",))
    words = ["ⵜⴰⵎⴰⵣⵉⵖⵜ", "ⵏ", "ⴷ", "ⵜⴰⴳⵍⴷⵉⵜ"]
    stock = stock_of([" ".join(words)], [], Trigrams.of(count_trigrams(words)), ["Rabat"])
    stages = smaller(STAGES[:2], 0.002)
    network = "[1,36,0,1 Ct3,3,4 Mp3,3 Lfx8 O1c1]"
    checkpoint = train(stock, tmp_path, stages, seed=1, network=network)
    export(checkpoint, tmp_path, tmp_path / "zgh.traineddata")
    assert train(stock, tmp_path, stages, seed=1, network=network) == checkpoint, "nothing is trained twice"
    model = (tmp_path / "zgh.traineddata").read_bytes()
    assert len(model) > 5_000
    assert "\ufffd".encode() in model
