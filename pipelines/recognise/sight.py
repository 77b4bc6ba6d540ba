"""What reading looks at: a page, its ink, its lines, and the networks that tell shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.components import Components
    from balagh.pipelines.layout.lines import LineMap
    from balagh.pipelines.recognise.shapes import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A page as reading sees it.

    Attributes:
        page: upright and clean.
        parts: its pieces of ink.
        lines: its lines.
        scripts: tells the script of a stretch of print.
        signs: tells lone signs of Arabic print.
    """

    page: CleanPage
    parts: Components
    lines: LineMap
    scripts: Network
    signs: Network
