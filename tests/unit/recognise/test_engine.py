from __future__ import annotations

import hashlib
import os
import shlex
import stat
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytesseract
import pytest

from balagh.errors import EngineError, MissingDependencyError
from balagh.pipelines.recognise import engine, own_models
from balagh.pipelines.recognise.engine import TesseractEngine, engine_version, installed_models, model_hash
from tests.drawing import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from balagh.ingest import Image

WHITE = np.full((36, 200), 255, np.uint8)

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"

#: Put before every fault: a Tesseract that is asked what it has says so.
START = """
import sys, time, pathlib
args = sys.argv[1:]
if "--list-langs" in args:
    print('List of available languages in "/nowhere/tessdata/" (2):\\nara\\nfra')
    sys.exit(0)
if "--version" in args or "-v" in args:
    print("tesseract 5.3.0")
    sys.exit(0)
out = pathlib.Path(args[1] + ".tsv")
"""


def forget() -> None:
    for function in (engine._system_models, engine_version):
        function.cache_clear()


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], TesseractEngine]]:
    """Puts a program of the test's own in Tesseract's place."""

    def make(body: str, *, timeout: float = 20.0) -> TesseractEngine:
        code, program = tmp_path / "fake.py", tmp_path / "tesseract"
        code.write_text(START + body, encoding="utf-8")
        program.write_text(
            f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -S {shlex.quote(str(code))} "$@"\n'
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(program))
        forget()
        return TesseractEngine(timeout=timeout)

    yield make
    forget()


@pytest.fixture
def no_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(tmp_path / "nothing"))
    forget()
    yield
    forget()


def table(*rows: str) -> str:
    """A fault that answers with a table of words."""
    return f"out.write_text({chr(10).join((HEAD, *rows)) + chr(10)!r}, encoding='utf-8')"


def test_no_pictures_need_no_engine(no_tesseract: None) -> None:
    assert TesseractEngine(timeout=1.0).read_lines([], "fra") == []


def test_a_missing_program_says_what_to_install(no_tesseract: None) -> None:
    with pytest.raises(MissingDependencyError) as caught:
        TesseractEngine(timeout=5.0).read_lines([WHITE], "fra")
    assert caught.value.hint == "apt-get install tesseract-ocr"
    with pytest.raises(MissingDependencyError, match="not installed"):
        engine_version()
    assert installed_models() == frozenset()
    assert model_hash("fra") == ""


def test_a_missing_model_says_what_to_install(fake: Callable[..., TesseractEngine]) -> None:
    reader = fake("print('Error opening data file', file=sys.stderr); sys.exit(1)")
    with pytest.raises(MissingDependencyError, match="spa") as caught:
        reader.read_lines([WHITE], "fra+spa")
    assert caught.value.hint == "apt-get install tesseract-ocr-spa"


def test_a_crash_is_reported_with_what_the_engine_said(fake: Callable[..., TesseractEngine]) -> None:
    reader = fake("print('the sky fell', file=sys.stderr); sys.exit(7)")
    with pytest.raises(EngineError, match="status 7: the sky fell"):
        reader.read_lines([WHITE], "fra")


def test_a_killed_engine_is_reported(fake: Callable[..., TesseractEngine]) -> None:
    reader = fake("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    with pytest.raises(EngineError, match="status"):
        reader.read_lines([WHITE], "fra")


def test_a_hanging_engine_is_stopped(fake: Callable[..., TesseractEngine]) -> None:
    reader = fake("time.sleep(60)", timeout=0.5)
    with pytest.raises(EngineError, match=r"within 0\.5 seconds"):
        reader.read_lines([WHITE], "fra")


def test_an_engine_that_writes_nothing_is_reported(fake: Callable[..., TesseractEngine]) -> None:
    with pytest.raises(EngineError):
        fake("pass").read_lines([WHITE], "fra")


def test_a_table_without_its_pages_is_an_engine_error(fake: Callable[..., TesseractEngine]) -> None:
    # Even a blank picture has a row of its own: a bare head means that nothing was read.
    with pytest.raises(EngineError):
        fake(table()).read_lines([WHITE, WHITE], "fra")


@pytest.mark.parametrize(
    "body",
    [
        "out.write_text('')",
        "out.write_text('<html>not a table</html>')",
        "out.write_bytes(bytes(range(128, 256)) * 9)",
        table("5\t9\t1\t1\t1\t1\t0\t0\t10\t10\t90\tpage nine of two"),
        table("5\t1\t1\t1\t1\t1\tleft\t0\t10\t10\t90\tword"),
        table("5\t1\t1\t1"),
    ],
)
def test_garbage_is_an_engine_error(fake: Callable[..., TesseractEngine], body: str) -> None:
    with pytest.raises(EngineError):
        fake(body).read_lines([WHITE, WHITE], "fra")


def test_words_go_to_their_own_pictures(fake: Callable[..., TesseractEngine]) -> None:
    reader = fake(
        table(
            "1\t1\t0\t0\t0\t0\t0\t0\t200\t36\t-1\t",
            "5\t1\t1\t1\t1\t1\t10\t5\t30\t20\t96.5\tUn",
            '5\t1\t1\t1\t1\t2\t50\t5\t30\t20\t80\t"deux',
            "5\t3\t1\t1\t1\t1\t0\t5\t30\t20\t-1\t  ",
            "5\t3\t1\t1\t1\t2\t7\t5\t30\t20\t120\tبلاغ",
        )
    )
    first, second, third = reader.read_lines([WHITE] * 3, "fra")
    assert [(word.text, word.x0, word.x1) for word in first] == [("Un", 10, 40), ('"deux', 50, 80)]
    assert [word.confidence for word in first] == pytest.approx([0.965, 0.8], abs=0.01)
    assert second == ()
    assert [(word.text, word.confidence) for word in third] == [("بلاغ", 1.0)]


def test_what_is_installed_is_asked_for_once(fake: Callable[..., TesseractEngine]) -> None:
    fake("sys.exit(1)")
    assert installed_models() == {"ara", "fra", "zgh"}
    assert engine_version() == "5.3.0"
    assert model_hash("fra") == ""


def test_balaghs_own_model_is_read_from_its_folder_whatever_the_system_has(
    fake: Callable[..., TesseractEngine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mes modèles"
    folder.mkdir()
    (folder / "zgh.traineddata").write_bytes(b"letters")
    monkeypatch.setattr(own_models, "OWN_MODELS", folder)
    monkeypatch.delenv(own_models.MODELS_VARIABLE, raising=False)
    reader = fake(
        f"place = args[args.index('--tessdata-dir') + 1] if '--tessdata-dir' in args else 'system'\n"
        f"out.write_text({HEAD!r} + '\\n5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t9\\t9\\t90\\t' + place + '\\n')"
    )
    ((word,),) = reader.read_lines([WHITE], "zgh")
    assert word.text == str(folder)
    ((word,),) = reader.read_lines([WHITE], "fra")
    assert word.text == "system"
    assert model_hash("zgh") == hashlib.sha256(b"letters").hexdigest()


def test_a_users_own_folder_goes_first_and_a_new_file_has_a_new_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "zgh.traineddata"
    mine.write_bytes(b"first")
    monkeypatch.setenv(own_models.MODELS_VARIABLE, str(tmp_path))
    assert own_models.own_models()["zgh"] == mine
    first = model_hash("zgh")
    mine.write_bytes(b"second")
    os.utime(mine, ns=(1, 1))
    assert model_hash("zgh") != first


def picture(text: str) -> Image:
    canvas = Canvas(900, 36)
    canvas.write(text, 10, 27, 26)
    return canvas.gray()


@pytest.mark.engine
def test_tesseract_reads_lines() -> None:
    texts = ["Le conseil de la commune", "COMMUNIQUÉ DE PRESSE", "Rabat, le 14 mars 2023"]
    lines = TesseractEngine(timeout=60.0).read_lines([picture(text) for text in texts], "fra")
    assert [" ".join(word.text for word in line) for line in lines] == texts
    for line in lines:
        assert sum(word.confidence for word in line) / len(line) > 0.6
        assert [word.x0 for word in line] == sorted(word.x0 for word in line)


@pytest.mark.engine
def test_tesseract_is_told_apart_by_version_and_models() -> None:
    assert engine_version()[0].isdigit()
    assert {"fra", "ara"} <= installed_models()
    assert len(model_hash("fra")) == 64
    assert model_hash("fra") != model_hash("ara")


@pytest.mark.engine
def test_a_language_that_tesseract_does_not_have() -> None:
    with pytest.raises(MissingDependencyError, match="xyz"):
        TesseractEngine(timeout=60.0).read_lines([WHITE], "xyz")


@pytest.mark.engine
def test_the_packaged_model_reads_tifinagh_with_no_set_up() -> None:
    assert own_models.own_models()["zgh"] == own_models.OWN_MODELS / "zgh.traineddata"
    texts = ["ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", "ⴰⵙⵉⵏⴰⴳ ⴷ ⵜⵙⴷⴰⵡⵉⵜ"]
    lines = TesseractEngine(timeout=60.0).read_lines([picture(text) for text in texts], "zgh")
    assert [" ".join(word.text for word in line) for line in lines] == texts
