"""Telling a photo without print from a page: of what the engine makes of wood and cloth it is not sure itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.pipelines.recognise.reading import ReadLine

#: A word of at least this many characters, read with at least this confidence, is print.
SURE_LENGTH, SURE = 3, 0.75

#: The share of all characters that stand in such words, below which nothing on the page is print. Photos of textures
#: gave 0.00 to 0.01, pages blurred until one word in ten could be read 0.13, readable ones 0.5 and more.
LEAST_SHARE = 0.05


def reads_as_rubbish(lines: Sequence[ReadLine]) -> bool:
    """Tell whether hardly a word was read surely; a page mostly in Tifinagh that no model reads is never rubbish."""
    if 2 * sum(line.script is Script.TIFINAGH and not line.words for line in lines) > len(lines):
        return False
    words = [word for line in lines for word in line.words]
    sure = sum(len(w.text) for w in words if len(w.text) >= SURE_LENGTH and (w.confidence or 0.0) >= SURE)
    return sure < LEAST_SHARE * sum(len(word.text) for word in words)
