"""How grainy the paper is, and taking out salt and pepper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from balagh.ingest.sheet import Image

#: Pixels darker than this share of the page's bright ones are print, not paper.
PAPER_SHARE = 0.75

#: The share of paper pixels that stand alone and dark (pepper), above which the page is filtered. A clean scan has none
#: to speak of (under 0.0002); salt and pepper of 1 % gives about 0.008.
PEPPER = 0.002

#: A dark pixel is alone when the eight around it are this bright in the mean.
ALONE = 215.0

_LAPLACIAN_PAIR = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)


def paper_noise(gray: Image) -> float:
    """Estimate the standard deviation of the paper's grain in grey levels (0-255).

    J. Immerkær, "Fast noise variance estimation", 1996: the response to the difference of two Laplacians; here its
    median over the paper instead of its mean over everything, so that print does not count.
    """
    strips = _strips(gray)
    response = np.abs(cv2.filter2D(strips.astype(np.float32), cv2.CV_32F, _LAPLACIAN_PAIR))
    paper = response[strips > PAPER_SHARE * np.percentile(strips[::4, ::4], 80)]
    # For Gaussian noise the median of |response| is 0.6745 * 6 standard deviations.
    return float(np.median(paper)) / (0.6745 * 6.0) if paper.size else 0.0


def pepper_share(gray: Image) -> float:
    """Give the share of pixels that are dark and alone."""
    strips = _strips(gray)
    # The mean of the eight around each pixel: a stroke, however thin, goes on in some of them.
    around = (9.0 * cv2.blur(strips.astype(np.float32), (3, 3)) - strips) / 8.0
    return float(((strips < 110) & (around > ALONE)).mean())


def _strips(gray: Image) -> Image:
    """Take every eighth band of 32 rows: enough to measure by, an eighth of the work."""
    starts = range(0, max(1, gray.shape[0] - 32), 256)
    return np.concatenate([gray[start : start + 32] for start in starts])


def remove_pepper(gray: Image) -> Image:
    """Give the page after a 3 x 3 median."""
    return np.asarray(cv2.medianBlur(gray, 3), np.uint8)
