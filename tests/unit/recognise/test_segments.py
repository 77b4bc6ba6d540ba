from __future__ import annotations

import numpy as np
import pytest

from balagh.model import Box
from balagh.pipelines.layout.lines import LineMap, LineOfInk
from balagh.pipelines.recognise.runs import Hand, Run
from balagh.pipelines.recognise.segments import LinePlan, plan_line, set_directions

LATIN, ARABIC, TIFINAGH, DIGITS, INDIC = Hand.LATIN, Hand.ARABIC, Hand.TIFINAGH, Hand.DIGITS, Hand.INDIC

#: Odds that nothing speaks against.
SURE = 20.0


def runs(*parts: tuple[Hand, int, float]) -> tuple[Run, ...]:
    """Runs side by side: script, number of words, odds."""
    made, x = [], 0
    for hand, count, odds in parts:
        words = tuple((x + 60 * k, x + 60 * k + 50) for k in range(count))
        made.append(Run(hand=hand, span=(words[0][0], words[-1][1]), words=words, odds=odds))
        x = words[-1][1] + 10
    return tuple(made)


def shape(plan: LinePlan) -> list[Hand]:
    return [segment.hand for segment in plan.segments]


@pytest.mark.parametrize("hand", [LATIN, ARABIC, TIFINAGH, DIGITS, INDIC])
def test_a_line_of_one_script_is_read_at_once(hand: Hand) -> None:
    parts = runs((hand, 5, SURE))
    plan = plan_line(parts)
    assert (plan.main, shape(plan), plan.doubtful) == (hand, [hand], False)
    assert plan.segments[0].span == parts[0].span


def test_numbers_in_a_latin_line_belong_to_it() -> None:
    plan = plan_line(runs((LATIN, 4, SURE), (DIGITS, 2, SURE), (LATIN, 3, SURE)))
    assert (plan.main, shape(plan)) == (LATIN, [LATIN])


def test_numbers_in_an_arabic_line_are_read_by_themselves() -> None:
    plan = plan_line(runs((ARABIC, 4, SURE), (DIGITS, 2, SURE), (ARABIC, 3, SURE)))
    assert (plan.main, shape(plan)) == (ARABIC, [ARABIC, DIGITS, ARABIC])


def test_a_number_beside_a_latin_word_in_an_arabic_line_joins_it() -> None:
    plan = plan_line(runs((ARABIC, 4, SURE), (LATIN, 1, SURE), (DIGITS, 1, SURE), (ARABIC, 3, SURE)))
    assert shape(plan) == [ARABIC, LATIN, ARABIC]


def test_one_uncertain_word_does_not_part_a_line() -> None:
    plan = plan_line(runs((LATIN, 4, SURE), (ARABIC, 1, 0.5), (LATIN, 4, SURE)))
    assert shape(plan) == [LATIN]


@pytest.mark.parametrize("main", [LATIN, ARABIC])
def test_one_plain_tifinagh_word_is_read_as_such_in_any_line(main: Hand) -> None:
    plan = plan_line(runs((main, 4, SURE), (TIFINAGH, 1, 6.0), (main, 2, SURE)))
    assert (plan.main, shape(plan)) == (main, [main, TIFINAGH, main])


def test_two_versions_on_one_line_are_two_segments() -> None:
    plan = plan_line(runs((TIFINAGH, 2, SURE), (LATIN, 1, SURE)))
    assert (shape(plan), plan.doubtful) == ([TIFINAGH, LATIN], False)


def test_numbers_in_a_tifinagh_line_belong_to_it() -> None:
    plan = plan_line(runs((TIFINAGH, 2, SURE), (DIGITS, 1, SURE), (TIFINAGH, 1, SURE), (DIGITS, 1, SURE)))
    assert (plan.main, shape(plan)) == (TIFINAGH, [TIFINAGH])


def test_a_short_word_before_a_number_leaves_the_line_in_doubt() -> None:
    plan = plan_line(runs((TIFINAGH, 1, 0.5), (DIGITS, 6, SURE)))
    assert (plan.main, plan.doubtful) == (DIGITS, True)


def test_a_line_that_no_script_claims_is_doubtful() -> None:
    assert plan_line(runs((LATIN, 1, 0.3), (ARABIC, 1, 0.2))).doubtful


def test_the_segments_cover_what_the_runs_cover() -> None:
    parts = runs((ARABIC, 2, SURE), (LATIN, 1, SURE), (ARABIC, 1, 0.1), (DIGITS, 2, SURE), (ARABIC, 2, SURE))
    plan = plan_line(parts)
    assert (plan.segments[0].span[0], plan.segments[-1].span[1]) == (parts[0].span[0], parts[-1].span[1])
    ends = [side for segment in plan.segments for side in segment.span]
    assert ends == sorted(ends)


def line_map(count: int, gap: int = 30) -> LineMap:
    boxes = [Box(100, 100 + gap * k, 900, 120 + gap * k) for k in range(count)]
    lines = tuple(LineOfInk(box=box, core=box, pieces=(1,), letter_height=15.0) for box in boxes)
    return LineMap(lines=lines, owner=np.zeros((1, 1), np.int16))


def test_a_mixed_line_runs_as_its_neighbours_do() -> None:
    arabic = plan_line(runs((ARABIC, 8, SURE)))
    mail = plan_line(runs((LATIN, 6, SURE), (ARABIC, 1, SURE)))
    assert mail.main is LATIN
    settled = set_directions([arabic, mail, arabic], line_map(3))
    assert [plan.main for plan in settled] == [ARABIC, ARABIC, ARABIC]
    assert settled[1].segments == mail.segments


def test_a_french_line_among_tifinagh_ones_stays_french() -> None:
    tifinagh = plan_line(runs((TIFINAGH, 8, SURE)))
    quoting = plan_line(runs((LATIN, 5, SURE), (TIFINAGH, 1, SURE)))
    assert set_directions([tifinagh, quoting, tifinagh], line_map(3))[1] == quoting


def test_a_line_without_the_neighbours_script_keeps_its_own() -> None:
    arabic, latin = plan_line(runs((ARABIC, 8, SURE))), plan_line(runs((LATIN, 8, SURE)))
    assert set_directions([arabic, latin, arabic], line_map(3))[1] == latin


def test_far_lines_are_no_neighbours() -> None:
    arabic = plan_line(runs((ARABIC, 8, SURE)))
    mail = plan_line(runs((LATIN, 6, SURE), (ARABIC, 1, SURE)))
    assert set_directions([arabic, mail, arabic], line_map(3, gap=400))[1] == mail
