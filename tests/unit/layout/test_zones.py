from __future__ import annotations

import pytest

from balagh.model import Box, Script
from balagh.pipelines.layout.zones import reading_order

HEIGHT, LEADING = 40, 60


def column(x0: int, x1: int, top: int, count: int, step: int = LEADING) -> list[Box]:
    return [Box(x0, top + k * step, x1, top + k * step + HEIGHT) for k in range(count)]


def read(boxes: list[Box], *, rtl: bool = False, scripts: list[Script] | None = None) -> list[int]:
    """The boxes' indices in the order in which they are read."""
    return [index for stretch in reading_order(boxes, rtl=rtl, scripts=scripts) for index in stretch]


def mirrored(boxes: list[Box]) -> list[Box]:
    return [Box(2400 - box.x1, box.y0, 2400 - box.x0, box.y1) for box in boxes]


@pytest.mark.parametrize("rtl", [False, True])
def test_one_column_is_one_stretch_from_the_top(rtl: bool) -> None:
    boxes = column(200, 2200, 100, 8)
    assert reading_order(boxes[::-1], rtl=rtl) == [[7, 6, 5, 4, 3, 2, 1, 0]]


@pytest.mark.parametrize("rtl", [False, True])
def test_two_columns_are_read_one_after_the_other(rtl: bool) -> None:
    left, right = column(200, 1100, 100, 6), column(1300, 2200, 100, 6)
    boxes = [box for pair in zip(left, right, strict=True) for box in pair]
    lefts, rights = [0, 2, 4, 6, 8, 10], [1, 3, 5, 7, 9, 11]
    assert reading_order(boxes, rtl=rtl) == ([rights, lefts] if rtl else [lefts, rights])


@pytest.mark.parametrize("rtl", [False, True])
def test_a_letterhead_in_three_parts_then_the_text_over_all(rtl: bool) -> None:
    head = [*column(200, 700, 100, 3), *column(1000, 1400, 110, 2), *column(1700, 2200, 105, 3)]
    body = column(200, 2200, 500, 5)
    boxes = mirrored(head + body) if rtl else head + body
    assert read(boxes, rtl=rtl) == list(range(13))


def test_columns_of_unlike_length() -> None:
    left, right = column(200, 900, 100, 2), column(1400, 2200, 100, 5)
    assert read(left + right) == list(range(7))


def test_a_title_between_two_pairs_of_columns() -> None:
    first = [*column(200, 1000, 100, 3), *column(1300, 2200, 100, 3)]
    title = [Box(600, 400, 1800, 460)]
    second = [*column(200, 1000, 600, 3), *column(1300, 2200, 600, 3)]
    assert read(first + title + second) == list(range(13))


@pytest.mark.parametrize("rtl", [False, True])
def test_a_table_is_read_row_by_row(rtl: bool) -> None:
    rows = [[Box(x, y, x + 250, y + HEIGHT) for x in (200, 700, 1200, 1700)] for y in range(100, 500, 80)]
    boxes = [box for row in rows for box in row]
    wanted = [4 * r + (3 - c if rtl else c) for r in range(5) for c in range(4)]
    assert read(boxes, rtl=rtl) == wanted


def test_a_date_at_the_right_of_a_reference_is_read_after_it() -> None:
    assert read([Box(1600, 102, 2200, 142), Box(200, 100, 500, 140), Box(200, 300, 2200, 340)]) == [1, 0, 2]


def versions(french: list[Box], arabic: list[Box]) -> tuple[list[Box], list[Script]]:
    """The lines of two versions as they come, from the top of the page."""
    marked = [(box, Script.LATIN) for box in french] + [(box, Script.ARABIC) for box in arabic]
    marked.sort(key=lambda pair: pair[0].y0)
    return [box for box, _ in marked], [script for _, script in marked]


def paragraphs(x0: int, x1: int, top: int, lengths: list[int], step: int, *, rtl: bool) -> list[Box]:
    """A column of paragraphs: a wider gap between them, and a short last line."""
    boxes = []
    for length in lengths:
        for k in range(length):
            width = (x1 - x0) // 3 if k == length - 1 else x1 - x0 - 17 * (k % 3)
            left = x1 - width if rtl else x0
            boxes.append(Box(left, top, left + width, top + HEIGHT))
            top += step
        top += 45
    return boxes


@pytest.mark.parametrize("steps", [(60, 60), (58, 77), (64, 55)])
@pytest.mark.parametrize("lengths", [([4, 5, 3], [4, 5, 3]), ([6, 4, 5, 3], [3, 3]), ([3, 3], [5, 4, 6])])
@pytest.mark.parametrize("gutter", [60, 150])
def test_an_arabic_column_beside_a_french_one_is_read_before_it(
    steps: tuple[int, int], lengths: tuple[list[int], list[int]], gutter: int
) -> None:
    french = paragraphs(200, 1200, 400, lengths[0], steps[0], rtl=False)
    arabic = paragraphs(1200 + gutter, 2200, 412, lengths[1], steps[1], rtl=True)
    boxes, scripts = versions(french, arabic)
    headline = Box(500, 250, 1900, 310)
    order = read([headline, *boxes], scripts=[Script.LATIN, *scripts])
    wanted = [0, *(k + 1 for k, s in enumerate(scripts) if s is Script.ARABIC)]
    assert order == [*wanted, *(k + 1 for k, s in enumerate(scripts) if s is Script.LATIN)]


def headed(x0: int, x1: int, top: int, lengths: list[int], step: int, *, rtl: bool) -> list[Box]:
    """A version with its kind and title in the middle, its dateline at the far side, then its paragraphs."""
    middle, width = (x0 + x1) // 2, x1 - x0
    head = [
        Box(middle - half, top + k * 90, middle + half, top + k * 90 + 50) for k, half in ((0, 150), (1, 400))
    ]
    date = (
        Box(x0, top + 180, x0 + width // 2, top + 220)
        if rtl
        else Box(x1 - width // 2, top + 180, x1, top + 220)
    )
    return [*head, date, *paragraphs(x0, x1, top + 260, lengths, step, rtl=rtl)]


@pytest.mark.parametrize("gutter", [30, 46])
@pytest.mark.parametrize("offset", [-24, 0, 31])
@pytest.mark.parametrize("lengths", [([4, 4, 4], [3, 3, 3]), ([5, 3], [6, 6, 4]), ([5, 6, 4], [2, 2])])
def test_versions_are_whole_beside_a_narrow_gutter(
    gutter: int, offset: int, lengths: tuple[list[int], list[int]]
) -> None:
    french = headed(200, 1200, 500, lengths[0], 72, rtl=False)
    arabic = [
        Box(box.x0, box.y0, box.x1, box.y1 + 14)
        for box in headed(1200 + gutter, 2200, 500 + offset, lengths[1], 66, rtl=True)
    ]
    boxes, scripts = versions(french, arabic)
    # The middle of the letterhead begins beside the last line of its left part.
    head = [
        Box(270, 228, 790, 274),
        Box(430, 290, 640, 334),
        Box(1040, 325, 1400, 355),
        Box(1720, 230, 2090, 280),
    ]
    marks = [Script.LATIN, Script.LATIN, Script.TIFINAGH, Script.ARABIC]
    foot = Box(544, 3300, 1936, 3346)
    order = read([*head, *boxes, foot], scripts=[*marks, *scripts, Script.LATIN])
    right = [k + 4 for k, s in enumerate(scripts) if s is Script.ARABIC]
    left = [k + 4 for k, s in enumerate(scripts) if s is Script.LATIN]
    assert order == [0, 1, 2, 3, *right, *left, len(boxes) + 4]


@pytest.mark.parametrize("rtl", [False, True])
def test_columns_of_one_script_whose_lines_are_set_off_by_half(rtl: bool) -> None:
    left = paragraphs(200, 1180, 300, [5, 6, 4], 72, rtl=rtl)
    right = paragraphs(1210, 2200, 330, [6, 3, 5], 65, rtl=rtl)
    script = Script.ARABIC if rtl else Script.LATIN
    order = read([*left, *right], rtl=rtl, scripts=[script] * (len(left) + len(right)))
    lefts = list(range(len(left)))
    rights = list(range(len(left), len(left) + len(right)))
    assert order == (rights + lefts if rtl else lefts + rights)


def test_three_columns_of_text_are_read_from_the_left() -> None:
    thirds = [
        paragraphs(x, x + 600, 300 + 20 * k, [5, 6, 4], 61 + k, rtl=False)
        for k, x in enumerate((200, 850, 1500))
    ]
    boxes = [box for third in thirds for box in third]
    assert read(boxes, scripts=[Script.LATIN] * len(boxes)) == list(range(len(boxes)))


def test_a_date_over_the_right_one_of_two_columns_stays_before_both() -> None:
    date = Box(1800, 300, 2200, 340)
    boxes = [
        date,
        *paragraphs(200, 1150, 400, [5, 5], 60, rtl=False),
        *paragraphs(1250, 2200, 400, [6, 4], 60, rtl=False),
    ]
    assert read(boxes, scripts=[Script.LATIN] * len(boxes)) == list(range(len(boxes)))


def test_a_logo_line_that_stands_out_of_its_column_does_not_hide_it() -> None:
    french = [Box(160, 250, 1060, 290), *paragraphs(204, 1134, 360, [4, 5, 3], 66, rtl=False)]
    arabic = [Box(1590, 246, 2276, 290), *paragraphs(1300, 2232, 366, [4, 3, 3], 70, rtl=True)]
    boxes = [*arabic, *french]
    scripts = [Script.ARABIC] * len(arabic) + [Script.LATIN] * len(french)
    assert read(boxes, scripts=scripts) == list(range(len(boxes)))


def test_signatures_under_columns_go_with_theirs_and_a_line_across_ends_them() -> None:
    french = [*paragraphs(200, 1150, 300, [5, 4], 60, rtl=False), Box(700, 1000, 1100, 1040)]
    arabic = [*paragraphs(1250, 2200, 300, [5, 4], 60, rtl=True), Box(1300, 1000, 1700, 1040)]
    after = [Box(300, 1120, 2100, 1160)]
    boxes = [*arabic, *french, *after]
    scripts = [Script.ARABIC] * len(arabic) + [Script.LATIN] * (len(french) + 1)
    assert read(boxes, scripts=scripts) == list(range(len(boxes)))


def test_a_reference_under_a_letterhead_of_two_parts_comes_after_both() -> None:
    # The blank above it is wider than the ones between the letterhead's lines.
    left = [Box(250, 160 + 52 * k, 250 + w, 200 + 52 * k) for k, w in enumerate((400, 350, 430, 540, 100))]
    right = [Box(2190 - w, 164 + 60 * k, 2190, 204 + 60 * k) for k, w in enumerate((254, 500, 518, 408))]
    reference = Box(250, 475, 620, 515)
    boxes = [*left, *right, reference, *column(250, 2230, 560, 6)]
    assert read(boxes, scripts=[Script.LATIN] * len(boxes)) == list(range(len(boxes)))


def test_labels_and_numbers_in_four_columns_stay_rows_beside_each_other() -> None:
    rows = [[Box(x, y, x + 450, y + HEIGHT) for x in (200, 720, 1240, 1760)] for y in range(100, 800, 70)]
    boxes = [box for row in rows for box in row]
    assert read(boxes, scripts=[Script.LATIN] * len(boxes)) == list(range(len(boxes)))


@pytest.mark.parametrize("lines", [(3, 3, 3), (4, 2, 3), (5, 5, 5)])
def test_a_letterhead_in_three_scripts_is_read_part_by_part(lines: tuple[int, int, int]) -> None:
    # Centred, as letterheads are: their lines begin anywhere.
    middles, widths = (450, 1200, 1900), (500, 320, 420, 240, 460)
    scripts, boxes = [], []
    for middle, count, script in zip(
        middles, lines, (Script.LATIN, Script.TIFINAGH, Script.ARABIC), strict=True
    ):
        for k in range(count):
            half = widths[k] // 2
            boxes.append(Box(middle - half, 100 + LEADING * k, middle + half, 100 + LEADING * k + HEIGHT))
            scripts.append(script)
    body = column(200, 2200, 600, 5)
    order = read(boxes + body, scripts=scripts + [Script.LATIN] * 5)
    assert order == list(range(len(boxes) + 5))


def test_a_table_among_the_lines_counts_as_one_thing() -> None:
    text, table = column(200, 2200, 100, 3), [Box(200, 320, 2200, 800)]
    assert read(text + table + column(200, 2200, 850, 2)) == list(range(6))


def test_no_lines_no_order() -> None:
    assert reading_order([], rtl=False) == []
