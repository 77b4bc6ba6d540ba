from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

import balagh
from balagh.cli.app import main
from balagh.emit.json_file import document_json
from balagh.errors import ExitCode
from balagh.model import Block, Document, Line, Origin, Page
from balagh.pipelines.repair.ledger import apply_repairs

if TYPE_CHECKING:
    from pathlib import Path

GARBLED = "Institut de I'Information\r\n[bookmark: _GoBack]Le 12/03/2021\n"
MENDED = "Institut de l'Information\r\nLe 12/03/2021\n"


@pytest.fixture
def garbled(tmp_path: Path) -> Path:
    path = tmp_path / "texte.txt"
    path.write_bytes(GARBLED.encode())
    return path


def test_the_repaired_text_goes_to_standard_output(
    garbled: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["repair", str(garbled)]) == ExitCode.OK
    assert capfdbinary.readouterr() == (MENDED.encode(), b"")
    assert garbled.read_bytes() == GARBLED.encode()


def test_explain_tells_every_change_on_standard_error(
    garbled: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["repair", str(garbled), "--explain"]) == ExitCode.OK
    told = capfd.readouterr().err.splitlines()
    assert [line.split(" ")[:2] for line in told] == [["1:13", "ocr_slip"], ["2:1", "extraction_litter"]]


def test_a_dry_run_says_what_would_change_and_writes_nothing(
    garbled: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["repair", str(garbled), "--dry-run", "--in-place"]) == ExitCode.OK
    assert "ocr_slip" in capfd.readouterr().out
    assert garbled.read_bytes() == GARBLED.encode()
    assert list(tmp_path.iterdir()) == [garbled]


@pytest.mark.parametrize("place", ["in place", "out"])
def test_files_are_written_whole(garbled: Path, place: str, capfd: pytest.CaptureFixture[str]) -> None:
    target = garbled if place == "in place" else garbled.with_name("neu.txt")
    where = ["--in-place"] if place == "in place" else ["--out", str(target)]
    assert main(["repair", str(garbled), *where]) == ExitCode.OK
    assert target.read_bytes() == MENDED.encode()
    assert capfd.readouterr().out == ""


def test_json_has_text_original_and_repairs(garbled: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["repair", str(garbled), "--json"]) == ExitCode.OK
    record = json.loads(capfd.readouterr().out)
    assert (record["text"], record["original"]) == (MENDED, GARBLED)
    assert [repair["before"] for repair in record["repairs"]] == ["I", "[bookmark: _GoBack]"]


def test_standard_input_is_read_for_a_dash(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(GARBLED.encode())))
    assert main(["repair", "-"]) == ExitCode.OK
    assert capfdbinary.readouterr().out == MENDED.encode()


def test_a_repaired_block_has_its_language_told_anew(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    garbled = "Ø§Ù„Ù…Ù…Ù„ÙƒØ© Ø§Ù„Ù…ØºØ±Ø¨ÙŠØ©"
    path = tmp_path / "lu.json"
    page = Page(
        number=1,
        width=0,
        height=0,
        origin=Origin.TEXT,
        blocks=(
            Block(id="p1b1", text=garbled, original=garbled, lines=(Line(text=garbled),)),
            Block(id="p1b2", text="Rabat", original="Rabat", language="es", lines=(Line(text="Rabat"),)),
        ),
    )
    (tmp_path / "vide.txt").write_text("Rabat", encoding="utf-8")
    document = balagh.read(tmp_path / "vide.txt").model_copy(update={"pages": (page,)})
    path.write_text(document_json(document), encoding="utf-8")
    assert main(["repair", str(path)]) == ExitCode.OK
    repaired = Document.model_validate_json(capfd.readouterr().out)
    first, second = repaired.pages[0].blocks
    assert (first.text, first.language, first.direction) == ("المملكة المغربية", "ar", "rtl")
    assert second == page.blocks[1]
    assert [share.code for share in repaired.languages] == ["ar"]


def test_a_documents_json_is_repaired_with_its_ledger(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    document = balagh.read(
        b"COMMUNIQUE DE PRESSE\n\nRabat, le 5 mai 2021 - Les colIectivit\xc3\xa9s  de I'Oriental.\n"
    )
    path = tmp_path / "doc.json"
    path.write_text(document_json(document), encoding="utf-8")
    assert main(["repair", str(path), "--explain"]) == ExitCode.OK
    told = capfd.readouterr()
    repaired = Document.model_validate_json(told.out)
    blocks = [block for page in repaired.pages for block in page.blocks]
    assert any("collectivités de l'Oriental" in block.text for block in blocks)
    assert "colIectivités" not in repaired.model_dump_json(include={"communique"})
    for block in blocks:
        own = [repair for repair in repaired.repairs if repair.block == block.id]
        assert apply_repairs(block.original, own) == block.text
        assert [line.text for line in block.lines] == block.text.split("\n")
        assert [word.text for line in block.lines for word in line.words] == block.text.split()
    path.write_text(told.out, encoding="utf-8")
    assert main(["repair", str(path), "--dry-run"]) == ExitCode.OK
    assert capfd.readouterr().out == "nothing to repair\n"


@pytest.mark.parametrize(
    ("content", "arguments", "code"),
    [
        (b"", [], ExitCode.BAD_INPUT),
        (b'{"schema_version": "9.9"}', [], ExitCode.BAD_INPUT),
        (b"x", ["--in-place", "--out", "y"], ExitCode.BAD_ARGUMENTS),
        (b"Le conseil \xe9lu\x00", ["--in-place"], ExitCode.BAD_ARGUMENTS),
        (b"x", ["--authority", "missing.yaml"], ExitCode.BAD_INPUT),
        (b"x", ["--out", "no/such/folder/x"], ExitCode.FILE_ACCESS),
    ],
)
def test_bad_input_is_refused_with_its_code(
    content: bytes, arguments: list[str], code: ExitCode, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    assert main(["repair", str(path), *arguments]) == code
    said = capfd.readouterr()
    assert said.out == ""
    assert "balagh: error:" in said.err
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"R\xe9union du conseil", "Réunion du conseil"),
        (b"\xff\xfeA\x00b\x00", "Ab"),
        ("Réunion, été, à".encode() + b"\xff", "Réunion, été, à\ufffd"),
        (b"a\x00\x07b\x1b[0m", "ab[0m"),
    ],
)
def test_bytes_that_are_no_utf_8_are_read_all_the_same(
    content: bytes, text: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    assert main(["repair", str(path)]) == ExitCode.OK
    assert capfdbinary.readouterr().out == text.encode()
