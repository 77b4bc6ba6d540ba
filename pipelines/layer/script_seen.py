"""Which script words are printed in, told from the drawing of their page."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from balagh.model import Box, Script
from balagh.pipelines.recognise.script_windows import word_windows
from balagh.pipelines.recognise.shapes import load_network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.sheet import Image
    from balagh.pipelines.layer.ink import Drawing
    from balagh.pipelines.layer.rows import Cut
    from balagh.pipelines.recognise.shapes import Network

#: Words looked at: the longest of a font say enough.
MOST_WORDS = 24

#: Shorter words have too few shapes.
LEAST_LETTERS = 3

#: Natural logarithm, a window, by which Tifinagh must be likelier than Latin letters, and by which less likely. All
#: words of a font gave 1.0 (8 points) to 5.7 for Tifinagh and -11.3 to -7.5 for Latin letters (8 to 16 points, 2 and 4
#: typefaces), words alone -2.3 at least and 0.2 at most (2026-11-22).
TIFINAGH, LATIN = 1.5, -3.0

#: Grey levels between paper and ink that can be told apart at all, and the level of ink once they are spread.
LEAST_CONTRAST, DARK = 40, 160


def script_seen(drawing: Drawing, words: Sequence[Cut]) -> Script | None:
    """Tell whether words are printed in Latin or in Tifinagh letters; None where they do not show it.

    Only long words are looked at; the network is that of `recognise`, which tells scripts on scans.
    """
    chosen = sorted(
        (word for word in words if len(word.glyphs) >= LEAST_LETTERS), key=lambda w: -len(w.glyphs)
    )
    pieces = [piece for word in chosen[:MOST_WORDS] if (piece := _piece(drawing, word)) is not None]
    if not pieces:
        return None
    network = _network()
    features = np.concatenate([word_windows(piece, [_whole(piece)])[0] for piece in pieces])
    means = network.log_probabilities(features).mean(axis=0)
    by_script = {name: float(mean) for name, mean in zip(network.classes, means, strict=True)}
    gain = by_script[Script.TIFINAGH.value] - by_script[Script.LATIN.value]
    if LATIN < gain < TIFINAGH:
        return None
    return Script.TIFINAGH if gain > 0 else Script.LATIN


def _piece(drawing: Drawing, word: Cut) -> Image | None:
    """Cut a word out of the drawing, tight around its ink; None where there is none."""
    height, width = drawing.gray.shape
    top, bottom = min(glyph.y0 for glyph in word.glyphs), max(glyph.y1 for glyph in word.glyphs)
    sides = (round(side * drawing.scale) for side in (word.x0, top, word.x1, bottom))
    box = Box(*sides).clip(width, height)
    piece = drawing.gray[box.y0 : box.y1, box.x0 : box.x1]
    darkest, lightest = (int(piece.min()), int(piece.max())) if piece.size else (0, 0)
    if lightest - darkest < LEAST_CONTRAST:
        return None
    spread = (piece.astype(np.float32) - darkest) * (255.0 / (lightest - darkest))
    # Print that is light on dark is turned over: ink is what there is less of.
    piece = np.asarray(255 - spread if np.median(spread) < DARK / 2 else spread).astype(np.uint8)
    ink = piece < DARK
    down, across = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return piece[down[0] : down[-1] + 1, across[0] : across[-1] + 1] if down.size else None


def _whole(piece: Image) -> Box:
    return Box(0, 0, piece.shape[1], piece.shape[0])


@lru_cache(maxsize=1)
def _network() -> Network:
    return load_network("scripts")
