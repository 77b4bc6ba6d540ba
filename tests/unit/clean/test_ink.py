from __future__ import annotations

import numpy as np
import pytest

from balagh.pipelines.clean.ink import find_ink
from tests.drawing import FRENCH, Canvas


def written(grey: int) -> np.ndarray:
    page = Canvas(900, 120)
    page.write(FRENCH[0], 60, 70, 24, fill=(grey, grey, grey))
    return page.gray()


@pytest.mark.parametrize("grey", [170, 185, 200])
def test_pale_print_is_found_as_black_print_is(grey: int) -> None:
    black, pale = find_ink(written(0), 1, 0.5), find_ink(written(grey), 1, 0.5)
    columns = np.flatnonzero(pale.any(axis=0))
    assert columns[0] == pytest.approx(np.flatnonzero(black.any(axis=0))[0], abs=2)
    assert columns[-1] == pytest.approx(np.flatnonzero(black.any(axis=0))[-1], abs=2)
    assert (pale > 0).sum() > 0.5 * (black > 0).sum()


def test_black_print_grows_no_fatter() -> None:
    page = written(0)
    assert np.array_equal(find_ink(page, 1, 0.5) > 0, page < 185)


def test_faint_shadows_and_dust_are_no_ink() -> None:
    page = np.full((200, 300), 255, np.uint8)
    page[40:80, 40:120] = 225
    page[150:153, 200:203] = 195
    assert not find_ink(page, 1, 0.5).any()


def test_on_grainy_paper_pale_print_counts_less() -> None:
    assert find_ink(written(200), 1, 0.5).any()
    assert not find_ink(written(200), 1, 12.0).any()
