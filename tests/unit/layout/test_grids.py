from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from balagh.model import Box, Script
from balagh.pipelines.layout.grids import cut_line, find_grids
from tests.printing import across, down, print_back, print_line, print_table, texts_of

if TYPE_CHECKING:
    from balagh.pipelines.printed import PageLine

LEFT, RIGHT, TOP, STEP = 200, 2200, 500, 80
LEFTS = (220, 720, 1220, 1720)
EDGES = (200, 700, 1200, 1700, 2200)
TABLE = [
    ["Commune", "Conduites", "Compteurs", "Budget"],
    ["Kénitra", "12,5 km", "1 240", "3 450 000"],
    ["Sidi Yahia", "9,75 km", "", "2 080 150"],
    ["Mnasra", "7,75 km", "800", "987 600"],
]
TEXT = "Les travaux prévus cette année dans les communes rurales sont résumés comme suit pour tous"


def running(y0: int, lines: int = 2) -> list[PageLine]:
    return [print_line(TEXT, LEFT, y0 + 60 * k) for k in range(lines)]


def table() -> list[PageLine]:
    return print_table(TABLE, LEFTS, TOP)


def bottom(rows: int = len(TABLE)) -> int:
    return TOP - 20 + STEP * rows


ACROSS = [across(LEFT, RIGHT, TOP - 20 + STEP * k) for k in range(len(TABLE) + 1)]
DOWN = [down(x, TOP - 20, bottom()) for x in EDGES]
RULES = {
    "full": ACROSS + DOWN,
    "across": ACROSS,
    "down": DOWN,
    "frame": [ACROSS[0], ACROSS[-1], DOWN[0], DOWN[-1]],
    "head and foot": [ACROSS[0], ACROSS[1], ACROSS[-1]],
    "none": [],
    "broken": [across(x, x + 480, rule.y0) for rule in ACROSS for x in (200, 690, 1190, 1700)] + DOWN,
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES.keys())
def test_a_table_gives_its_rows_whatever_rules_it_has(rules: list[Box]) -> None:
    body = running(200) + running(1000)
    grids, rest = find_grids(body + table(), rules)
    assert [texts_of(grid) for grid in grids] == [TABLE]
    assert list(rest) == body


def test_an_arabic_table_is_read_from_the_right() -> None:
    rows = [["الجماعة", "العدادات", "الميزانية"], ["القنيطرة", "1240", "3450000"], ["المهدية", "", "1125300"]]
    rights = (2180, 1500, 800)
    lines = [
        print_back(text, x1, TOP + STEP * k)
        for k, row in enumerate(rows)
        for x1, text in zip(rights, row, strict=True)
        if text
    ]
    rules = [across(LEFT, RIGHT, TOP - 20 + STEP * k) for k in range(4)]
    rules += [down(x, TOP - 20, bottom(3)) for x in (200, 820, 1520, 2200)]
    for given in (rules, []):
        grids, rest = find_grids(lines, given)
        assert [texts_of(grid) for grid in grids] == [rows]
        assert rest == ()


def test_the_lines_of_a_cell_are_joined_from_the_top() -> None:
    lines = [
        *print_table(
            [["Projet", "Objet", "Terme"], ["Station", "Reprise du génie civil", "juin 2023"]], LEFTS[:3], TOP
        ),
        print_line("et des quatre pompes", 720, TOP + STEP + 45),
        *print_table([["Conduite", "Pose de tuyaux", "mai 2024"]], LEFTS[:3], TOP + STEP + 125),
        *print_table([["Vannes", "Achat", "mars 2024"]], LEFTS[:3], TOP + 2 * STEP + 125),
    ]
    wanted = [
        ["Projet", "Objet", "Terme"],
        ["Station", "Reprise du génie civil et des quatre pompes", "juin 2023"],
        ["Conduite", "Pose de tuyaux", "mai 2024"],
        ["Vannes", "Achat", "mars 2024"],
    ]
    grids, _ = find_grids(running(200) + lines, [])
    assert [texts_of(grid) for grid in grids] == [wanted]
    ys = (TOP - 20, TOP + 55, TOP + 180, TOP + 260, TOP + 340)
    rules = [across(200, 1700, y) for y in ys] + [down(x, ys[0], ys[-1]) for x in (200, 700, 1200, 1700)]
    grids, _ = find_grids(running(200) + lines, rules)
    assert [texts_of(grid) for grid in grids] == [wanted]


def test_cells_over_several_columns_or_rows_leave_the_others_empty() -> None:
    lines = [print_line("Réseau urbain", 600, TOP), print_line("Réseau rural", 1600, TOP)]
    lines += print_table(
        [["1 250 km", "312", "640 km", "98"], ["1 310 km", "287", "", "121"]], LEFTS, TOP + STEP
    )
    middle, end = TOP - 20 + STEP, bottom(3)
    rules = [across(LEFT, RIGHT, y) for y in (TOP - 20, middle, end)]
    rules += [across(200, 1200, middle + STEP), across(1700, 2200, middle + STEP)]
    rules += [down(x, TOP - 20, end) for x in (200, 1200, 2200)] + [down(x, middle, end) for x in (700, 1700)]
    (grid,), _ = find_grids(lines, rules)
    assert texts_of(grid) == [
        ["Réseau urbain", "", "Réseau rural", ""],
        ["1 250 km", "312", "640 km", "98"],
        ["1 310 km", "287", "", "121"],
    ]


def test_a_line_that_runs_through_two_cells_is_cut_between_its_words() -> None:
    line = print_line("Kénitra 12,5 km", 560, TOP, width=600)
    parts = cut_line(line, [down(760, TOP - 50, TOP + 50), down(900, TOP + 200, TOP + 400)])
    assert [[word.text for word in part.words] for part in parts] == [["Kénitra"], ["12,5", "km"]]
    assert parts[0].box.x1 < 760 < parts[1].box.x0
    assert parts[1].script is Script.LATIN
    assert cut_line(line, [across(0, 2400, TOP + 10)]) == [line]


@pytest.mark.parametrize(
    "figures", [["182 450", "2 315 km", "78,4 %"], ["8 h 30 à 12 h", "9 h à 13 h", "10 h à 16 h"]]
)
def test_names_with_their_figures_are_a_table(figures: list[str]) -> None:
    rows = [
        [name, figure] for name, figure in zip(["Abonnés", "Longueur", "Rendement"], figures, strict=True)
    ]
    body = running(200)
    (grid,), rest = find_grids([*body, *print_table(rows, (220, 1200), TOP)], [])
    assert texts_of(grid) == rows
    assert list(rest) == body


NO_TABLES = {
    "a letterhead in three scripts": print_table(
        [
            ["ROYAUME DU MAROC", "ⵜⴰⴳⵍⴷⵉⵜ", "المملكة المغربية"],
            ["Ministère de l'Eau", "ⵜⴰⵎⴰⵡⴰⵙⵜ", "وزارة الماء"],
            ["Direction des Barrages", "ⵜⴰⵎⵀⵍⴰ", "مديرية السدود"],
            ["Division 3", "ⵉ", "القسم"],
        ],
        (220, 1000, 1700),
        300,
        step=60,
    ),
    "signatures": [
        *running(200),
        *print_table(
            [
                ["Le Président", "Le Rapporteur", "La Trésorière"],
                ["Driss Alaoui", "Saïd Amrani", "Houda Bennis"],
            ],
            (220, 1000, 1700),
            TOP,
        ),
    ],
    "contacts": [
        *running(200),
        *print_table(
            [
                ["Nadia El Fassi", "Omar Tazi", "Salma Idrissi"],
                ["Presse", "Projets", "Usagers"],
                ["05 37 22 18 40", "05 37 22 18 41", "05 37 22 18 42"],
                ["Rabat", "Fès", "Safi"],
            ],
            (220, 1000, 1700),
            TOP,
            step=60,
        ),
    ],
    "two columns of text": [
        print_line(f"dont les {k} communes ont bien reçu en", x0, 300 + 60 * k)
        for k in range(2, 9)
        for x0 in (200, 1300)
    ],
    "a list in two columns": [
        *running(200),
        *print_table([[f"{k}. Rabat", f"{k + 3}. Safi {k}"] for k in range(1, 4)], (220, 1200), TOP, step=60),
    ],
    "a text with a rule above and below": running(300, 6),
}


@pytest.mark.parametrize("lines", NO_TABLES.values(), ids=NO_TABLES.keys())
def test_what_is_no_table(lines: list[PageLine]) -> None:
    around = [across(LEFT, RIGHT, 250), across(LEFT, RIGHT, 900)]
    for rules in ([], around):
        grids, rest = find_grids(lines, rules)
        assert grids == ()
        assert list(rest) == lines


def test_text_in_a_frame_with_two_halves_is_no_table() -> None:
    lines = [
        print_line("le conseil de la commune a siégé", x0, 300 + 60 * k)
        for k in range(12)
        for x0 in (220, 1220)
    ]
    rules = [across(LEFT, RIGHT, y) for y in (270, 1030)] + [down(x, 270, 1030) for x in (200, 1200, 2200)]
    grids, rest = find_grids(lines, rules)
    assert grids == ()
    assert len(rest) == len(lines)


def test_nothing_gives_nothing() -> None:
    assert find_grids([], ACROSS + DOWN) == ((), ())
