from __future__ import annotations

import pytest

from balagh.model import Box, Script
from balagh.pipelines.layout.machine_line import find_machine_line
from balagh.pipelines.printed import PageLine, ReadWord

HEIGHT = 3508


def line(text: str, x: int, y: int, height: int = 30) -> PageLine:
    box = Box(x, y, x + 16 * len(text), y + height)
    words = tuple(ReadWord(original=w, text=w, box=box, confidence=0.9) for w in text.split())
    return PageLine(box=box, core=box, letter_height=height * 0.8, script=Script.LATIN, words=words)


BODY = tuple(line("Le conseil de la commune s'est réuni hier", 300, y, 44) for y in range(600, 1200, 70))


@pytest.mark.parametrize(
    "texts",
    [
        ("05/02/2021 14:32   0537710022   SERVICE PRESSE   P. 01/02",),
        ("05-FEB-2021 09:12", "MINISTERE DE LA SANTE", "+212 537 76 11 22", "P.03"),
        ("Fax émis par : 0537761122", "CABINET", "05/02/21 09:12", "Pg: 1/3"),
        ("2021-02-05 17:35", "FROM: O535729405", "TO: 0538674468", "PAGE 001/002"),
        ("FEB 05 2021 9:12AM", "HP LASERJET FAX", "p.1"),
    ],
)
def test_the_machines_line_is_found_whole(texts: tuple[str, ...]) -> None:
    parts = [line(text, 60 + 600 * k, 100 + 3 * k) for k, text in enumerate(texts)]
    assert find_machine_line((*BODY, *parts), HEIGHT) == tuple(range(len(BODY), len(BODY) + len(parts)))


def test_at_the_very_rim_figures_and_one_sign_are_enough() -> None:
    garbled = line("ع0 ع8 11/1571 09:12 2021", 60, 40)
    assert find_machine_line((garbled, *BODY), HEIGHT) == (0,)
    assert find_machine_line((line("ROYAUME DU MAROC", 60, 40), *BODY), HEIGHT) == ()


@pytest.mark.parametrize(
    "text",
    [
        "ROYAUME DU MAROC",
        "Rabat, le 05/02/2021",
        "Tél. : 05 37 71 00 22 - www.exemple.ma",
        "N° 112/2021",
    ],
)
def test_what_a_letterhead_says_is_left_alone(text: str) -> None:
    assert find_machine_line((line(text, 300, 110, 44), *BODY), HEIGHT) == ()


def test_nothing_below_the_edge_is_the_machines() -> None:
    low = line("05/02/2021 14:32   0537710022   FAX   P. 01/02", 60, 400)
    assert find_machine_line((low, *BODY), HEIGHT) == ()
    assert find_machine_line((), HEIGHT) == ()


def test_large_print_is_not_the_machines() -> None:
    large = line("05/02/2021 14:32   0537710022   FAX   P. 01/02", 60, 60, 80)
    assert find_machine_line((large, *BODY), HEIGHT) == ()
