"""What a stage is, and the check that a list of them fits together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from balagh.ingest.sheet import Notice, Sheet
    from balagh.model import Page, Repair
    from balagh.pipelines.clean.page import CleanPage
    from balagh.pipelines.layout.components import Components
    from balagh.pipelines.layout.lines import LineMap
    from balagh.pipelines.printed import Figure, Rows
    from balagh.pipelines.recognise.reading import ReadLine
    from balagh.pipelines.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A page as each way of reading gives it.

    Attributes:
        page: its blocks in reading order.
        repairs: what was changed in them.
        tables: the rows of the blocks that are tables, by the blocks' ids.
        preview: a small JPEG of the upright page; None for what is no picture.
        notices: what reading it found that is worth a warning.
    """

    page: Page
    repairs: tuple[Repair, ...]
    tables: Mapping[str, Rows] = field(default_factory=dict)
    preview: bytes | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """A page on its way: what the stages so far have found out. A field is None until a stage provides it.

    Attributes:
        sheet: the page as it came.
        clean: upright and evenly lit.
        parts, lines: its pieces of ink and the lines they make.
        read: the lines' words.
        overlays: stamps and signatures, with what can be read in them.
        page, repairs: the page as it goes into the document.
        tables: the rows of its blocks that are tables.
        preview: a small JPEG of the upright page.
    """

    sheet: Sheet
    clean: CleanPage | None = None
    parts: Components | None = None
    lines: LineMap | None = None
    read: tuple[ReadLine, ...] | None = None
    overlays: tuple[Figure, ...] | None = None
    page: Page | None = None
    repairs: tuple[Repair, ...] | None = None
    tables: Mapping[str, Rows] | None = None
    preview: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A named step: a function from state and tools to state, the fields it reads and the fields it sets."""

    name: str
    run: Callable[[PageState, Tools], PageState]
    requires: frozenset[str]
    provides: frozenset[str]


def check_stages(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Give the stages back if each finds what it requires.

    Raises:
        ValueError: two stages have one name, or a stage requires what none before it provides.
    """
    ready = {"sheet"}
    seen: set[str] = set()
    for stage in stages:
        missing = stage.requires - ready
        if missing or stage.name in seen:
            reason = f"requires {', '.join(sorted(missing))}" if missing else "stands twice"
            message = f"stage {stage.name} {reason}"
            raise ValueError(message)
        seen.add(stage.name)
        ready |= stage.provides
    return stages


def run_stages(stages: tuple[Stage, ...], sheet: Sheet, tools: Tools) -> PageState:
    """Take one sheet through all the stages."""
    state = PageState(sheet=sheet)
    for stage in stages:
        state = stage.run(state, tools)
    return state
