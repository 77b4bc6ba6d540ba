from __future__ import annotations

import math

from balagh.model import Box, Direction, Role, Script
from balagh.pipelines.blocks import PageBlocks, gather_blocks
from balagh.pipelines.figures import sort_print
from balagh.pipelines.printed import Figure, Grid, PageLine, ReadWord
from balagh.pipelines.recognise.reading import ReadLine
from balagh.pipelines.repair.ledger import apply_repairs, undo_repairs
from tests.drawing import ARABIC, BLACK, FRENCH, TIFINAGH, Canvas
from tests.printing import print_back, print_line
from tests.seeing import SIZE, look


def word(text: str, *, original: str | None = None, confidence: float = 0.95) -> ReadWord:
    return ReadWord(original=original or text, text=text, box=Box(100, 100, 200, 150), confidence=confidence)


def gathered(canvas: Canvas, answers: list[tuple[Script, tuple[ReadWord, ...]]]) -> PageBlocks:
    """The blocks of a page whose lines, top to bottom, were read as given."""
    sight = look(canvas)
    # What a stamp may leave of its rim is read as nothing.
    answers = [*answers, *[(Script.COMMON, ())] * (len(sight.lines.lines) - len(answers))]
    read = [ReadLine(index=k, script=script, words=words) for k, (script, words) in enumerate(answers)]
    height, width = sight.page.gray.shape
    found = sort_print(sight.page, sight.parts, sight.lines, read)
    return gather_blocks(sight.page.number, (width, height), found.lines, found.figures)


def paragraph(lines: int = 3) -> Canvas:
    canvas = Canvas(2300, 600)
    for k in range(lines):
        canvas.write_wide(FRENCH[k], 100, 120 + 80 * k, SIZE, 1500)
    return canvas


def latin(*texts: str) -> tuple[Script, tuple[ReadWord, ...]]:
    return Script.LATIN, tuple(word(text) for text in texts)


def test_the_lines_of_a_paragraph_become_one_block() -> None:
    found = gathered(paragraph(), [latin("un", "deux"), latin("trois"), latin("quatre")])
    (block,) = found.blocks
    assert block.text == block.original == "un deux\ntrois\nquatre"
    assert [line.text for line in block.lines] == ["un deux", "trois", "quatre"]
    assert (block.script, block.direction, block.id) == (Script.LATIN, Direction.LTR, "p1b1")
    assert block.confidence == 0.95
    assert found.repairs == ()


def test_changes_are_written_down_and_can_be_undone() -> None:
    canvas = Canvas(2300, 400)
    for k in range(2):
        canvas.write_back(ARABIC[0], 2200, 120 + 90 * k, SIZE)
    answers = [
        (Script.ARABIC, (word("الرباط،", original="الرباط."), word("أمس"), word("وغدا،", original="وغدا,"))),
        (Script.ARABIC, (word("المـجلس"), word("يجتمع"))),
    ]
    found = gathered(canvas, answers)
    text = "\n".join(block.text for block in found.blocks)
    assert text == "الرباط، أمس وغدا،\nالمجلس يجتمع"
    assert {block.direction for block in found.blocks} == {Direction.RTL}
    assert len(found.repairs) == 3
    for block in found.blocks:
        own = [repair for repair in found.repairs if repair.block == block.id]
        assert apply_repairs(block.original, own) == block.text
        assert undo_repairs(block.text, own) == block.original
    assert len({repair.id for repair in found.repairs}) == 3


def test_a_disc_and_a_wave_read_as_signs_and_words_are_drawings_and_asterisks_are_print() -> None:
    canvas = Canvas(2300, 900)
    canvas.draw.ellipse((500, 60, 556, 116), fill=BLACK)
    wave = [(430 + 4 * k, 180 + round(12 * math.sin(k / 6))) for k in range(40)]
    canvas.draw.line(wave, fill=BLACK, width=9, joint="curve")
    for k in range(2):
        canvas.write_wide(FRENCH[k], 100, 400 + 80 * k, SIZE, 1500)
    canvas.write("***", 900, 600, SIZE)
    arabic = (Script.ARABIC, (word("صر", confidence=0.72), word("حه", confidence=0.72)))
    found = gathered(canvas, [latin("©"), arabic, latin("un"), latin("deux"), latin("*")])
    assert [line.text for block in found.blocks for line in block.lines] == ["un", "deux", "*"]


def test_a_line_that_nobody_can_read_keeps_its_place_without_text() -> None:
    canvas = Canvas(1800, 300)
    canvas.write(TIFINAGH, 100, 150, SIZE)
    (block,) = gathered(canvas, [(Script.TIFINAGH, ())]).blocks
    assert block.text == ""
    assert block.script is Script.TIFINAGH
    assert block.confidence is not None
    assert block.confidence < 0.5
    assert len(block.lines) == 1


def test_rubbish_is_no_text() -> None:
    canvas = paragraph(2)
    canvas.write("Un mot perdu", 100, 480, SIZE)
    low = (Script.LATIN, (word("x~#", confidence=0.1), word("|", confidence=0.2)))
    found = gathered(canvas, [latin("un"), latin("deux"), low])
    assert "".join(block.text for block in found.blocks) == "un\ndeux"
    # The place where it stands is kept.
    assert any(not block.text and block.bbox for block in found.blocks)


def test_a_figure_is_a_block_of_its_own_after_the_print_and_keeps_to_the_page() -> None:
    line = PageLine(
        box=Box(0, 0, 9, 9),
        core=Box(0, 0, 9, 9),
        letter_height=9.0,
        script=Script.LATIN,
        words=(word("REÇU"),),
    )
    stamp = Figure(role=Role.STAMP, box=Box(1620, -20, 1980, 530), lines=(line,))
    signature = Figure(role=Role.SIGNATURE, box=Box(100, 400, 300, 450))
    found = gather_blocks(1, (2300, 600), (), (stamp, signature))
    assert [(block.id, block.role, block.text, block.bbox) for block in found.blocks] == [
        ("p1b1", Role.STAMP, "REÇU", Box(1620, 0, 1980, 530)),
        ("p1b2", Role.SIGNATURE, "", Box(100, 400, 300, 450)),
    ]


def test_two_scripts_are_two_blocks_in_their_own_direction() -> None:
    canvas = Canvas(2300, 400)
    canvas.write(FRENCH[0], 100, 120, SIZE)
    canvas.write_back(ARABIC[0], 2200, 240, SIZE)
    found = gathered(canvas, [latin("un"), (Script.ARABIC, (word("واحد"),))])
    assert [(block.text, block.direction) for block in found.blocks] == [
        ("un", Direction.LTR),
        ("واحد", Direction.RTL),
    ]
    assert [block.id for block in found.blocks] == ["p1b1", "p1b2"]


def test_a_table_is_a_block_in_its_place_with_its_cells() -> None:
    above = [print_line("Les travaux de cette année sont les suivants", 200, 300 + 60 * k) for k in range(2)]
    below = [print_line("Les autres travaux viendront plus tard", 200, 900)]
    cells = [["Kénitra", "12,5 km"], ["Mehdia", ""], ["Safi", "8 km"]]
    rows = tuple(
        tuple((print_line(text, 300 + 800 * c, 500 + 80 * r),) if text else () for c, text in enumerate(row))
        for r, row in enumerate(cells)
    )
    found = gather_blocks(
        1, (2480, 3508), [*below, *above], (), [Grid(box=Box(200, 480, 2200, 740), rows=rows)]
    )
    assert [block.role for block in found.blocks] == [Role.OTHER, Role.TABLE, Role.OTHER]
    table = found.blocks[1]
    assert table.text == "Kénitra 12,5 km\nMehdia\nSafi 8 km"
    assert table.bbox == Box(200, 480, 2200, 740)
    assert found.tables == {table.id: tuple(tuple(row) for row in cells)}


def test_two_versions_side_by_side_are_not_mixed() -> None:
    french = [print_line("Le conseil de la régie a siégé hier", 200, 300 + 60 * k) for k in range(5)]
    arabic = [print_back("اجتمع المجلس الإداري للوكالة يوم أمس", 2200, 310 + 70 * k) for k in range(5)]
    found = gather_blocks(
        1, (2480, 3508), [line for pair in zip(french, arabic, strict=True) for line in pair]
    )
    assert [block.script for block in found.blocks] == [Script.ARABIC, Script.LATIN]
    assert [len(block.lines) for block in found.blocks] == [5, 5]
