"""Straight rules on a page, as boxes: the lines of tables, between columns, under a letterhead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from balagh.model import Box, union

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from balagh.pipelines.layout.components import Components

#: The shortest piece of a rule looked at, in pixels of the layout picture (about 150 dots an inch): longer than the
#: dashes that `Components` calls rules are thick, shorter than a table's row is high.
SHORTEST = 24

#: Two pieces of one rule are apart by this at most along it, and shifted by this across it: dirt and a slight slant.
BREAK, SHIFT = 40, 4


def find_ruling(parts: Components) -> tuple[Box, ...]:
    """Give the page's straight rules, those across and those down, in pixels of the layout picture.

    A broken rule is one box. No two of them need to meet.
    """
    if not parts.ruled.any() and not parts.rules.any():
        return ()
    ink = (parts.ruled | parts.rules[parts.labels]).astype(np.uint8)
    across = join_rules(_runs(ink))
    down = join_rules(_runs(np.ascontiguousarray(ink.T)))
    return (*across, *(_turned(box) for box in down))


def lies_across(rule: Box) -> bool:
    """Tell whether a rule runs across the page rather than down it."""
    return rule.width >= rule.height


def join_rules(pieces: Iterable[Box], gap: float = BREAK, shift: float = SHIFT) -> list[Box]:
    """Join the pieces of rules across the page that go on from each other within `gap` and `shift` pixels."""
    joined: list[Box] = []
    for piece in sorted(pieces):
        mates = [
            k
            for k, rule in enumerate(joined)
            if piece.overlap_x(rule) >= -gap and _level(rule, piece) <= shift
        ]
        if not mates:
            joined.append(piece)
            continue
        whole = union([piece, *(joined[k] for k in mates)])
        joined = [rule for k, rule in enumerate(joined) if k not in mates]
        joined.append(whole)
    return joined


def _level(rule: Box, piece: Box) -> float:
    """Give how far two pieces of rules are apart across their direction, in pixels."""
    return max(0, -rule.overlap_y(piece))


def _runs(ink: NDArray[np.uint8]) -> list[Box]:
    """Give the boxes of what runs straight across `ink` (uint8, 1 = rule)."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (SHORTEST, 1))
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel))
    return [Box(x, y, x + width, y + height) for x, y, width, height, _ in stats.tolist()[1:]]


def _turned(box: Box) -> Box:
    return Box(box.y0, box.x0, box.y1, box.x1)


def scale_rules(rules: Sequence[Box], factor: int) -> tuple[Box, ...]:
    """Give rules of the layout picture in pixels of the page, `factor` times as large."""
    return tuple(Box(*(side * factor for side in rule)) for rule in rules)
