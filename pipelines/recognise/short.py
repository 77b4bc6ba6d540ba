"""Short parts, such as a table's cells, read a second time in a frame of white; the ink says which answer to take.

A raw line is read as it stands, and for a few signs that goes wrong more often than where the engine looks for the
line itself. Neither way is the better one everywhere: of two answers the surer is taken, and the one that has as many
signs as the picture shows pieces of ink.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.pipelines.recognise.tifinagh import FOREIGN, has_tifinagh, sureness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.sheet import Image
    from balagh.pipelines.recognise.engine import EngineWord
    from balagh.pipelines.recognise.sight import Sight

#: Pictures narrower than this (pixels, at the height lines are read at) are short: five to ten signs. On 1068 cells of
#: 18 made pages 300 and 450 gave no more than 190 (2026-11-22).
SHORT = 190

#: So many short parts on a page are worth a process of their own: a table has them, a letter hardly ever does.
FEWEST = 3

#: The shares a short picture is brought to, and the white put around it, in pixels. Alone, 0.9 with 6 read 977 of those
#: cells, 0.8 with 8 975, 0.9 with 12 961, 1.3 with 10 954. Both at once let answers agree: 999 against 994 with one.
FRAMED, FRAME = (0.9, 0.8), 6

#: Short parts without figures are read again below this confidence only.
SURE_WORD = 0.85

#: What an answer gains, beside its confidence, by having as many signs as there are pieces of ink.
COUNTED = 0.3

#: What it gains by every other answer that is the same.
SECONDED = 0.2

#: Fewer signs than this are read again only where they are figures.
FEWEST_SIGNS = 2

#: Signs that may stand in more columns of ink than one, and in how many more. A per cent sign slants over its rings;
#: ⵍ is two bars side by side.
_WIDE_SIGNS = {'"': 1, "“": 1, "”": 1, "«": 1, "»": 1, "…": 2, "ⵍ": 1}


def is_short(picture: Image, words: Sequence[EngineWord]) -> bool:
    """Tell whether a picture is short, and what was read in it figures or nothing sure.

    One sign that is no figure may be a bar or a shadow: read again it could become a figure that nobody printed.
    """
    text = "".join(word.text for word in words)
    if picture.shape[1] >= SHORT or (len(text) < FEWEST_SIGNS and not text.isdigit()):
        return False
    return any(c.isdigit() for c in text) or sureness(words) < SURE_WORD


def frame_picture(picture: Image, share: float) -> Image:
    """Give a picture at `share` of its size, in a frame of white paper."""
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    framed = cv2.copyMakeBorder(small, FRAME, FRAME, FRAME, FRAME, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(framed, np.uint8)


def unframe_words(words: Sequence[EngineWord], share: float) -> tuple[EngineWord, ...]:
    """Give words read in a picture framed at `share` of its size with their columns in the picture itself."""
    return tuple(
        replace(
            word, x0=max(0, round((word.x0 - FRAME) / share)), x1=max(0, round((word.x1 - FRAME) / share))
        )
        for word in words
    )


def rank_answers(
    sight: Sight,
    index: int,
    span: tuple[int, int],
    answers: Sequence[Sequence[EngineWord]],
    *,
    across: bool = False,
) -> list[float]:
    """Say how good each answer for columns `span` of a line is.

    That is its confidence, and more where its signs fit the ink and where other answers are the same. `across` says
    that the answers come from models of several scripts: one script's model that was asked more often than another's
    must not win by that, and where one of them reads Tifinagh, Latin signs that fit bars and rings say nothing.
    """
    texts = ["".join(word.text for word in words) for words in answers]
    # Joined letters show nothing to count: where one answer has them, counting would favour the others.
    joined = any("\u0590" <= sign <= "\u08ff" for text in texts for sign in text)
    counting = not joined and not (across and any(has_tifinagh(text) or FOREIGN in text for text in texts))
    return [
        sureness(words)
        + (COUNTED if counting and _fits_ink(sight, index, span, words) else 0.0)
        + (SECONDED * (texts.count(text) - 1) if text and not across else 0.0)
        for words, text in zip(answers, texts, strict=True)
    ]


def parted_most(answers: Sequence[Sequence[EngineWord]], best: int) -> int:
    """Give the answer of the same signs as the `best` one that has most blanks: engines lose blanks, they make none up.

    So a telephone number keeps its groups, whichever reading was the surer one.
    """
    same = "".join(word.text for word in answers[best])
    alike = [k for k, words in enumerate(answers) if "".join(word.text for word in words) == same]
    return max(alike, key=lambda k: (len(answers[k]), k == best))


def _fits_ink(sight: Sight, index: int, span: tuple[int, int], words: Sequence[EngineWord]) -> bool:
    text = "".join(word.text for word in words)
    if not text or FOREIGN in text:
        return False
    line = sight.lines.lines[index].box
    inked = (sight.lines.owner[line.y0 : line.y1, span[0] : span[1]] == index + 1).any(axis=0)
    pieces = int((np.diff(np.pad(inked.astype(np.int8), 1)) == 1).sum())
    return len(text) <= pieces <= len(text) + sum(_WIDE_SIGNS.get(sign, 0) for sign in text)
