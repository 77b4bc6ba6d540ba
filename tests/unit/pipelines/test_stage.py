from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from balagh.ingest.sheet import Sheet
from balagh.pipelines.picture import PICTURE_STAGES
from balagh.pipelines.stage import PageState, Stage, check_stages, run_stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from balagh.pipelines.tools import Tools

#: The stages of these tests use none.
TOOLS = cast("Tools", object())


def stage(
    name: str,
    requires: set[str],
    provides: set[str],
    run: Callable[[PageState, Tools], PageState] = lambda state, tools: state,
) -> Stage:
    return Stage(name=name, run=run, requires=frozenset(requires), provides=frozenset(provides))


CLEAN = stage("clean", {"sheet"}, {"clean"})
LINES = stage("lines", {"clean"}, {"lines"})


def test_stages_that_fit_together_come_back_as_they_are() -> None:
    assert check_stages((CLEAN, LINES)) == (CLEAN, LINES)
    assert check_stages(()) == ()


def test_a_stage_before_the_one_that_it_needs_is_refused() -> None:
    with pytest.raises(ValueError, match="stage lines requires clean"):
        check_stages((LINES, CLEAN))


def test_a_stage_that_needs_what_nobody_provides_is_refused() -> None:
    with pytest.raises(ValueError, match="stage odd requires moon"):
        check_stages((CLEAN, stage("odd", {"clean", "moon"}, set())))


def test_a_stage_that_needs_what_only_it_provides_is_refused() -> None:
    with pytest.raises(ValueError, match="requires lines"):
        check_stages((stage("own", {"lines"}, {"lines"}),))


def test_two_stages_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="clean stands twice"):
        check_stages((CLEAN, LINES, CLEAN))


def test_the_picture_stages_name_fields_that_there_are() -> None:
    known = {field.name for field in fields(PageState)}
    for one in PICTURE_STAGES:
        assert one.requires | one.provides <= known


def test_no_other_order_of_the_picture_stages_passes_unseen() -> None:
    for position in range(1, len(PICTURE_STAGES)):
        first = PICTURE_STAGES[position]
        needed = first.requires - {"sheet"}
        if needed:
            with pytest.raises(ValueError, match="requires"):
                check_stages((first, *PICTURE_STAGES[:position]))


def test_stages_run_one_after_the_other() -> None:
    def first(state: PageState, tools: Tools) -> PageState:
        return replace(state, preview=b"1")

    def second(state: PageState, tools: Tools) -> PageState:
        assert tools is TOOLS
        return replace(state, preview=(state.preview or b"") + b"2")

    sheet = Sheet(number=1, image=np.zeros((4, 4), np.uint8))
    stages = (stage("a", set(), {"preview"}, first), stage("b", {"preview"}, set(), second))
    state = run_stages(stages, sheet, TOOLS)
    assert state.preview == b"12"
    assert state.sheet is sheet
