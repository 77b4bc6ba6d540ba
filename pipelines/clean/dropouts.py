"""Lines that a fax lost on its way: white or black runs of one line of dots straight through the print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from balagh.ingest.sheet import Image

#: A lost stretch cuts at least so many strokes in two.
LEAST_CUTS = 3

#: Lost lines are at most this high (inches): one line of dots of the standard mode.
MOST_HEIGHT = 1 / 95


def fill_dropouts(ink: Image, dpi: float) -> tuple[Image, int]:
    """Draw strokes through the stretches of lines that were lost, white or black; say in how many places.

    Args:
        ink: (height, width) uint8, 1 = ink; left unchanged.
        dpi: its dots an inch.
    """
    mended, places = ink, 0
    for height in range(1, max(1, round(MOST_HEIGHT * dpi)) + 1):
        for lost in (0, 1):
            mended, found = _fill(mended, height, lost)
            places += found
    return mended, places


def _fill(ink: Image, height: int, lost: int) -> tuple[Image, int]:
    """Mend bands of `height` lines whose dots are all `lost` (0 or 1) over a stretch that cuts strokes."""
    rows = ink.shape[0] - height - 1
    if rows < 1:
        return ink, 0
    above, below = ink[:rows], ink[height + 1 :]
    band = np.ones(above.shape, bool)
    for step in range(height):
        band &= ink[1 + step : 1 + step + rows] == lost
    # Both neighbours are of the other colour: a stroke (or, in a black band, a gap between strokes) was cut.
    cut = band & (above != lost) & (below != lost)
    mended, places = ink, 0
    for row in np.flatnonzero(cut.sum(axis=1) >= LEAST_CUTS).tolist():
        for start, end in _stretches(band[row]):
            if _pieces(cut[row, start:end]) < LEAST_CUTS:
                continue
            if lost and not _is_fault(ink, row, start, end, height):
                continue
            if mended is ink:
                mended = ink.copy()
            places += 1
            window = mended[row + 1 : row + 1 + height, start:end]
            window[:, cut[row, start:end]] = 1 - lost
    return mended, places


def _stretches(band: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.pad(band.astype(np.int8), 1)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _pieces(cut: NDArray[np.bool_]) -> int:
    return int((np.diff(np.pad(cut.astype(np.int8), 1)) == 1).sum())


def _is_fault(ink: Image, row: int, start: int, end: int, height: int) -> bool:
    """Tell a black line through print from an underline: strokes run on below it as they do above."""
    above, below = ink[row, start:end] > 0, ink[row + 1 + height, start:end] > 0
    through = _pieces(above & below)
    return through >= LEAST_CUTS and through >= 0.5 * _pieces(above)
