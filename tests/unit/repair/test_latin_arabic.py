from __future__ import annotations

from pathlib import Path

import pytest

from balagh.pipelines.repair.latin_arabic import find_arabic_misread, misread_pieces
from balagh.pipelines.repair.latin_arabic_channel import align, letters_read, shipped_ways
from balagh.pipelines.repair.latin_arabic_context import propose
from balagh.pipelines.repair.latin_arabic_names import rank_names
from balagh.pipelines.repair.latin_arabic_odds import shipped_odds
from balagh.pipelines.repair.latin_arabic_shapes import shapes_of
from balagh.pipelines.repair.rules import Rule, apply_edits
from balagh.pipelines.structure.authority import Authorities, shipped_authorities

SEED = Path(__file__).resolve().parents[3] / "samples" / "texts" / "004_76c7725c8a972fa8.txt"
INSTITUTE, KINGDOM = "المعهد العالي للإعلام والاتصال", "المملكة المغربية"
MINISTRY, DIRECTION = "وزارة الداخلية", "المديرية العامة للجماعات الترابية"
CLEAN = (
    "Direction générale des collectivités territoriales",
    "Rabat, le 05 février 2021 - M. Khalid SAFIR, Wali",
    "The Draa Valley Solar Cluster reached 240 MW in May",
    "La Embajada de España en Rabat",
    "def find_edits(line: str) -> tuple[Edit, ...]:",
    "https://www.isic.ma/actualites?id=42&lang=fr",
    "+212 661 58 59 54, benlamlih.ampcc@gmail.com",
    "Aït Ourir, Ighrem N'Ougdal, Sidi Ifni",
    "ONEE - OCP - CNSS - ANAPEC - UNESCO",
    "| 0 | all went well |",
    "المملكة المغربية",
    "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ",
    "ГОСУДАРСТВЕННЫЙ СОВЕТ",
    "摩洛哥王国通讯社新闻",
    "",
)


def test_shapes_run_from_left_to_right_and_know_how_they_join() -> None:
    assert shapes_of("دار") == ("ر-", "ا-", "د-")
    assert shapes_of("بيت") == ("ت>", "ي=", "ب<")
    assert shapes_of("سلام عليكم")[-3:] == ("م-", "لا>", "س<")


def test_signs_digits_and_vowel_marks_are_no_shapes() -> None:
    assert shapes_of("دَار 12 (!)") == shapes_of("دار")


def test_a_name_is_likelier_misread_as_its_own_shapes() -> None:
    ways = shipped_ways()
    right, wrong = ways.every.likelihoods(
        [shapes_of(DIRECTION), shapes_of(INSTITUTE)], "dulyill wilela all dol_ell"
    )
    assert right > wrong


def test_an_alignment_ends_at_the_end() -> None:
    shapes, read = shapes_of(KINGDOM), letters_read("dyj<ealldslaall")
    parts = align(shipped_ways().every, shapes, read)
    assert len(parts) == len(shapes)
    ends = [end for _, end in parts]
    assert ends == sorted(ends)
    assert ends[-1] == len(read)


def test_letters_tell_misread_arabic_from_languages() -> None:
    odds = shipped_odds()
    assert odds.of("dulyill wilela all dol_ell dyyyaall") > 20
    assert odds.of("Association Marocaine des Présidents des Conseils") < -20


@pytest.mark.parametrize("line", CLEAN)
def test_clean_lines_stay(line: str) -> None:
    assert find_arabic_misread(line, shipped_authorities(), ("Royaume du Maroc",)) == ()


def test_the_header_of_a_seed_is_read() -> None:
    lines = SEED.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines[lines.index("image1.png") :] if line.strip()]
    mended = {}
    for line in head:
        context = [other for other in head if other != line]
        mended[line] = apply_edits(line, find_arabic_misread(line, shipped_authorities(), context))
    assert mended["JlmiVl g olleMl cslall adnsl"] == INSTITUTE
    assert mended["dyj<ealldslaall"] == KINGDOM
    assert mended["a1l alalldjljg"] == MINISTRY
    assert mended["dulyill wilela all dol_ell dyyyaall"] == DIRECTION
    changed = [line for line, after in mended.items() if line != after]
    assert len(changed) == 4


def test_an_unsure_name_is_proposed_with_others() -> None:
    (edit,) = find_arabic_misread("a1l alalldjljg", shipped_authorities())
    assert not edit.applied
    assert edit.rule is Rule.ARABIC_MISREAD
    assert edit.alternatives[0] == edit.after == MINISTRY
    assert len(edit.alternatives) > 1
    assert 0 < edit.confidence < 0.5


def test_a_name_that_is_not_in_the_file_is_not_put_in_place() -> None:
    names = shipped_authorities()
    without = Authorities(entries=tuple(one for one in names if one.id != "dgct"))
    edits = find_arabic_misread("dulyill wilela all dol_ell dyyyaall", without)
    assert not any(edit.applied for edit in edits)


def test_an_empty_file_names_nothing() -> None:
    empty = Authorities(entries=())
    names = [match.name.text for match in rank_names("dyj<ealldslaall", empty)]
    assert all(name.split()[0] in {"جماعة", "إقليم", "عمالة"} for name in names)


def test_a_line_with_words_of_a_language_is_cut_at_them() -> None:
    line = "Royaume du Maroc dyj<ealldslaall"
    ((start, end),) = misread_pieces(line)
    assert line[start:end] == "dyj<ealldslaall"


def test_a_header_proposes_the_bodies_it_names_and_those_over_them() -> None:
    proposed = propose(
        ["DIRECTION GENERALE DES COLLECTIVITES TERRITORIALES", "Le Directeur"], shipped_authorities()
    )
    assert set(proposed) == {"dgct", "min_interieur"}
    assert propose(["La convention entre la DGCT et l'ISIC"], shipped_authorities()).keys() >= {
        "dgct",
        "isic",
    }
    assert propose([], shipped_authorities()) == {}
