"""Tables: those with figures stay tables, those that only place things are taken apart."""

from __future__ import annotations

from balagh.ingest.flow import FlowTable
from tests.wordfile import items_of, lines_of, par, word_file

RULED = '<w:tblBorders><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders>'


def cell(*content: str, look: str = "") -> str:
    inner = "".join(one if one.startswith("<") else par(one) for one in content)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inner}</w:tc>"


def table(*rows: tuple[str, ...], look: str = RULED) -> str:
    inner = "".join(
        f"<w:tr>{''.join(one if one.startswith('<w:tc>') else cell(one) for one in row)}</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{inner}</w:tbl>"


def test_a_ruled_table_keeps_its_rows() -> None:
    data = word_file(table(("Ville", "2020"), ("Fès", "12")))
    assert lines_of(data) == ["Ville|2020", "Fès|12"]


def test_an_arabic_table_is_in_the_order_it_is_read_in() -> None:
    data = word_file(table(("المدينة", "العدد"), ("فاس", "12"), look=RULED + "<w:bidiVisual/>"))
    (found,) = items_of(data)
    assert isinstance(found, FlowTable)
    assert found.rtl
    assert found.rows == (("المدينة", "العدد"), ("فاس", "12"))


def test_a_merged_cell_says_its_text_once() -> None:
    wide = cell("Total", look='<w:gridSpan w:val="2"/>')
    top, under = cell("Nord", look='<w:vMerge w:val="restart"/>'), cell("", look="<w:vMerge/>")
    data = word_file(table((top, "a", "1"), (under, "b", "2"), (wide, "3")))
    assert lines_of(data) == ["Nord|a|1", "|b|2", "Total||3"]


def test_a_claim_of_a_million_columns_is_cut_down() -> None:
    wide = cell("Total", look='<w:gridSpan w:val="1000000"/>')
    rows = lines_of(word_file(table((wide, "3"), ("a", "1"))))
    assert len(rows[0]) < 100


def test_rules_may_be_drawn_cell_by_cell_or_by_a_style() -> None:
    sides = '<w:tcBorders><w:top w:val="single"/><w:left w:val="single"/></w:tcBorders>'
    drawn = table(
        (cell("a", look=sides), cell("1", look=sides)),
        (cell("b", look=sides), cell("2", look=sides)),
        look="",
    )
    assert lines_of(word_file(drawn)) == ["a|1", "b|2"]
    style = f"<w:style w:type='table' w:styleId='G'><w:tblPr>{RULED}</w:tblPr></w:style>"
    styles = f"<w:styles {{spaces}}>{style}</w:styles>"
    styled = table(("a", "1"), ("b", "2"), look="<w:tblStyle w:val='G'/>")
    parts, relations = {"word/styles.xml": styles}, {"rId1": ("styles", "styles.xml")}
    assert lines_of(word_file(styled, parts=parts, relations=relations)) == ["a|1", "b|2"]


def test_columns_side_by_side_are_read_one_after_the_other() -> None:
    data = word_file(table(("ROYAUME DU MAROC", "المملكة المغربية"), ("Ministère", "الوزارة"), look=""))
    assert lines_of(data) == ["ROYAUME DU MAROC", "Ministère", "المملكة المغربية", "الوزارة"]


def test_a_row_over_all_columns_parts_what_is_above_and_below() -> None:
    wide = cell("Communiqué", look='<w:gridSpan w:val="2"/>')
    data = word_file(table(("a", "b"), (wide,), ("c", "d"), look=""))
    assert lines_of(data) == ["a", "b", "Communiqué", "c", "d"]


def test_long_cells_are_columns_of_text_though_rules_part_them() -> None:
    long = "Le conseil a tenu sa session. " * 30
    data = word_file(table(("Français", "العربية"), (long, "نص " * 300)))
    assert [line[:8] for line in lines_of(data)] == ["Français", long[:8], "العربية", "نص نص نص"[:8]]


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert lines_of(word_file(table((cell("Communiqué", "de presse"),)))) == ["Communiqué", "de presse"]


def test_labels_stand_with_what_they_label() -> None:
    data = word_file(table(("Tél. :", "0537 11 22 33"), ("E-mail :", "a@b.ma"), look=""))
    assert lines_of(data) == ["Tél. : 0537 11 22 33", "E-mail : a@b.ma"]


def test_figures_in_many_rows_are_a_table_without_rules() -> None:
    data = word_file(table(("Ville", "2020"), ("Fès", "12"), ("Salé", "7"), look=""))
    assert lines_of(data) == ["Ville|2020", "Fès|12", "Salé|7"]


def test_two_rows_of_names_and_figures_are_a_table_only_under_text() -> None:
    hours = table(("Guichet", "de 9 à 12"), ("Archives", "de 10 à 15"), look="")
    long = par("Le conseil a tenu sa session et a pris connaissance des rapports du bureau. " * 3)
    assert lines_of(word_file(long + hours))[1:] == ["Guichet|de 9 à 12", "Archives|de 10 à 15"]
    assert lines_of(word_file(hours)) == ["Guichet", "Archives", "de 9 à 12", "de 10 à 15"]
    phones = table(("Presse", "0537 11 22 33"), ("Accueil", "0537 11 22 34"), look="")
    assert "|" not in "".join(lines_of(word_file(long + phones)))


def test_a_nested_table_is_text_of_its_cell() -> None:
    inner = table(("x", "1"), ("y", "2"))
    data = word_file(table((cell(inner, par("")), "b"), ("c", "d")))
    assert lines_of(data) == ["x 1\ny 2|b", "c|d"]


def test_a_deleted_row_is_not_there() -> None:
    body = table(("a", "1"), ("b", "2"), ("c", "3")).replace(
        '<w:tr><w:tc><w:tcPr></w:tcPr><w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space="preserve">b',
        "<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t>b",
    )
    assert lines_of(word_file(body)) == ["a|1", "c|3"]


def test_rows_in_content_controls_are_found() -> None:
    row = "<w:sdt><w:sdtContent><w:tr>" + cell("b") + cell("2") + "</w:tr></w:sdtContent></w:sdt>"
    body = table(("a", "1")).replace("</w:tbl>", row + "</w:tbl>")
    assert lines_of(word_file(body)) == ["a|1", "b|2"]
