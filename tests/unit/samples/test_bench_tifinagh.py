"""The Tifinagh line bench: errors are counted by kind, pictures are kept, models are found, rubbish is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bench.front import CutLine
from bench.routing_text import ZGH
from bench.strips import Strip, print_strips
from bench.tifinagh import is_rubbish, kept_lines, load_texts, main, measure
from bench.tifinagh_foreign import TUAREG, kinds_of, make_foreign, scribble_over
from bench.tifinagh_lines import BANDS, CONDITIONS, FACES, LONGEST, load_lines, make_lines, save_lines
from bench.tifinagh_read import LineRead, find_model, read_pictures
from bench.tifinagh_report import condition_table, confusion_table, face_table, sign_table
from bench.tifinagh_score import REFUSED, Errors, total
from samples.degrade import generator

if TYPE_CHECKING:
    from pathlib import Path

#: The letters that IRCAM's alphabet has, and the mark of labial letters.
IRCAM = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ"


def _errors(*pairs: tuple[str, str]) -> Errors:
    errors = Errors()
    for true, read in pairs:
        errors.add(true, read)
    return errors


def test_errors_are_counted_exactly_and_folded() -> None:
    errors = _errors(("ⴰⴽⵯ – 12", "ⴰⴽⵡ - 1"), ("ⴰ ⵏ", ""))
    assert (errors.lines, errors.empty) == (2, 1)
    assert (errors.edits, errors.characters) == (3 + 3, 8 + 3)
    # ⵯ and ⵡ are one in NFKC, and so are dashes: the lost 2 and the empty line are left.
    assert errors.folded_edits == 1 + 3
    assert (errors.word_edits, errors.words) == (3 + 2, 3 + 2)
    assert errors.wer == 100.0
    assert errors.confusions["–", "-"] == 1
    assert errors.confusions["2", ""] == 1


def test_signs_have_errors_of_their_own() -> None:
    errors = _errors(("ⴰ - ⵏ (7) «", "ⴰ ⵜ ⵏ (7 «."))
    assert (errors.true["dashes"], errors.wrong["dashes"]) == (1, 1)
    assert (errors.true["brackets"], errors.wrong["brackets"]) == (2, 1)
    assert (errors.true["digits"], errors.wrong["digits"]) == (1, 0)
    assert errors.invented["stops"] == 1
    assert errors.invented["letters"] == 1
    table = sign_table(errors)
    assert "| dashes | 1 | 1 | 100.00 | 0 | - U+002D → ⵜ 1 |" in table
    assert "| guillemets | 1 | 0 | 0.00 | 0 |  |" in table
    assert "| - U+002D | ⵜ | 1 |" in confusion_table(errors)


def test_refusals_are_counted() -> None:
    assert _errors(("ⴰ ONCF", f"ⴰ {REFUSED}")).refused == 1


def test_sums_are_sums() -> None:
    one, two = _errors(("ⴰⵏ", "ⴰ")), _errors(("ⵙ", "ⵔ"))
    whole = total([one, two])
    assert (whole.lines, whole.edits, whole.characters) == (2, 2, 3)
    assert whole.confusions == one.confusions + two.confusions
    assert (one.edits, total([]).cer) == (1, 0.0)


def test_tables_have_a_row_for_each_set_and_face() -> None:
    one, two = _errors(("ⴰⵏ", "ⴰ")), _errors(("ⵙ", "ⵙ"))
    table = condition_table([("fax", "seen", one, two, 4)])
    assert "| fax | seen | 50.00 | 50.00 | 100.00 | 0 | 0 | 0.00 | 0.00 | 4 |" in table
    assert "| FreeSans | 2 | 33.33 | 50.00 |" in face_table([{"FreeSans": one}, {"FreeSans": two}])


def test_confidence_is_weighed_by_length() -> None:
    assert LineRead(words=("ⴰⵏⵏ", "ⵙ"), confidences=(1.0, 0.2)).confidence == pytest.approx(0.8)
    assert LineRead().confidence == 0.0


@pytest.mark.parametrize(
    ("true", "read", "sure", "rubbish"),
    [
        ("Rabat", "ⵔⴰⴱⴰⵜ", 0.9, True),
        ("Rabat", "ⵔⴰⴱⴰⵜ", 0.7, False),
        ("Rabat", REFUSED, 0.9, False),
        ("12/2024", "12/2024", 0.9, False),
        ("12/2024", "12/2074", 0.9, True),
    ],
)
def test_rubbish_is_sure_unrefused_and_wrong(true: str, read: str, sure: float, rubbish: bool) -> None:
    assert is_rubbish(true, LineRead(words=(read,), confidences=(sure,))) is rubbish


def test_the_held_out_lines_have_every_letter_and_fit() -> None:
    texts = load_texts([ZGH], 0)
    assert len(texts) >= 150
    assert max(map(len, texts)) <= LONGEST
    assert set(IRCAM) <= set("".join(texts))
    assert set('0123456789-–—/()[]«»"’“”!?%°+=&*•#.,:;') <= set("".join(texts))
    assert len(load_texts([ZGH], 20)) == 20


def test_pictures_come_back_as_they_were_kept(tmp_path: Path) -> None:
    picture = np.arange(36 * 50, dtype=np.uint8).reshape(36, 50)
    lines = [
        CutLine(text="ⴰ", css="font-family: 'FreeSans'", picture=picture, loose=picture[:20], found=1),
        CutLine(text="ⵏ", css="font-family: 'Unifont'", picture=None, loose=None, found=0),
    ]
    save_lines(lines, tmp_path)
    back = load_lines(tmp_path)
    assert [(line.text, line.css, line.found) for line in back] == [
        (line.text, line.css, line.found) for line in lines
    ]
    assert back[0].picture is not None
    assert np.array_equal(back[0].picture, picture)
    assert back[1].picture is None
    assert back[1].loose is None


def test_kept_pictures_are_made_anew_for_other_texts(tmp_path: Path) -> None:
    first = kept_lines(tmp_path, ["ⴰⵙⵙ"], "clean", FACES["seen"], 0)
    assert [line.text for line in kept_lines(tmp_path, ["ⴰⵙⵙ"], "clean", FACES["seen"], 0)] == ["ⴰⵙⵙ"]
    assert first[0].picture is not None
    other = kept_lines(tmp_path, ["ⵉⴹ"], "clean", FACES["seen"], 0)
    assert [line.text for line in other] == ["ⵉⴹ"]


def test_only_the_bands_of_a_page_of_bands_are_kept() -> None:
    texts = ["ⴰⵙⵙⵓⵎⵔ ⵏ ⵜⴷⵍⵙⴰ", "ⵜⴰⵎⴰⵡⴰⵙⵜ"]
    lines = make_lines(texts, "dark", FACES["seen"])
    assert [line.text for line in lines] == texts
    assert BANDS > 1
    assert all("background" in line.css for line in lines)
    # The cleaner has turned them over: dark on light.
    assert all(line.picture is not None and np.median(line.picture) > 128 for line in lines)


def test_the_longest_lines_fit_on_the_sheet_in_every_face() -> None:
    texts = sorted(load_texts([ZGH], 0), key=len)[-3:]
    most = max(setting.sizes[1] for setting in CONDITIONS.values())
    strips = [
        Strip(text=text, css=f"font-family: '{face}'; font-size: {most}pt; font-weight: bold")
        for faces in FACES.values()
        for face in faces
        for text in texts
    ]
    (page,) = print_strips(strips, 9.0)
    assert all(printed.box.x1 < page.picture.shape[1] - 20 for printed in page.lines)


def test_tuareg_lines_have_letters_that_ircam_has_not() -> None:
    lines = make_foreign("tuareg", 4)
    assert len(lines) == 4
    assert all(set(TUAREG) & set(word) for line in lines for word in line.text.split())
    assert not set(TUAREG) & set(IRCAM)


def test_scribbles_are_no_print() -> None:
    (page,) = print_strips([Strip(text="scribble", css="font-size: 12pt")], 9.0)
    before = page.picture.copy()
    scribble_over(page, generator("scribble", 0))
    assert not np.array_equal(page.picture, before)
    assert page.picture.min() < 100


def test_an_unknown_kind_is_named() -> None:
    assert list(kinds_of("arabic,digits")) == ["arabic", "digits"]
    with pytest.raises(ValueError, match="unknown kind klingon"):
        kinds_of("klingon")


def test_a_model_is_a_file_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no zgh\.traineddata"):
        find_model(str(tmp_path))
    own = tmp_path / "try.traineddata"
    own.write_bytes(b"")
    assert find_model(str(tmp_path)) == own
    assert find_model(str(own)) == own
    (tmp_path / "zgh.traineddata").write_bytes(b"")
    assert find_model(str(tmp_path)) == tmp_path / "zgh.traineddata"
    with pytest.raises(FileNotFoundError, match="no model nonesuch"):
        find_model("nonesuch")


@pytest.mark.engine
def test_lines_are_read_and_measured() -> None:
    lines = make_lines(["Rabat 2024", "Conseil municipal"], "clean", ("DejaVu Sans",))
    lines.append(CutLine(text="Agadir", css="font-family: 'DejaVu Sans'", picture=None, loose=None, found=0))
    found = measure("clean", "seen", lines, find_model("fra"))
    assert found.raw.cer == pytest.approx(100 * 6 / 33)
    assert (found.raw.empty, found.parted) == (1, 1)
    assert found.misses == [(lines[2].css, "Agadir", "")]
    assert found.seconds > 0


@pytest.mark.engine
def test_the_command_prints_its_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Rabat, 12 mars\n", encoding="utf-8")
    options = ["--out", str(tmp_path), "--model", "fra", "--conditions", "office", "--faces", "seen"]
    assert main(["lines", *options, "--text", str(text), "--json", str(tmp_path / "f.json")]) == 0
    assert "| office | seen | 0.00 |" in capsys.readouterr().out
    assert (tmp_path / "f.json").is_file()
    foreign = ["--out", str(tmp_path), "--model", "fra", "--kinds", "digits", "--lines", "3"]
    assert main(["foreign", *foreign]) == 0
    assert "| digits | 3 | 0 |" in capsys.readouterr().out


def test_no_pictures_are_no_work(tmp_path: Path) -> None:
    assert read_pictures([], tmp_path / "none.traineddata").lines == ()
    assert read_pictures([None], tmp_path / "none.traineddata").lines == (LineRead(),)
