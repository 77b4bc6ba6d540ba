"""Latin letters for what is in Tifinagh: off unless asked for, by the program and in Python."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import balagh
from balagh.cli.app import main
from balagh.emit.fields import fields_html

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "ⴰⵙⵉⵏⴰⴳ ⴰⴳⵍⴷⴰⵏ ⵏ ⵜⵓⵙⵙⵏⴰ ⵜⴰⵎⴰⵣⵉⵖⵜ\n\nⴰⵍⵖⵓ\n\nⴰⵙⵏⵜⵉ ⵏ ⵓⵙⵍⵎⴷ\n\nⵔⵔⴱⴰⵟ, 5 ⴱⵕⴰⵢⵕ 2021\n\n"
    "ⵜⵙⵙⵏ ⵜⵎⴰⵡⴰⵙⵜ ⵎⴰⵙ ⵔⴰⴷ ⵉⵙⵙⵏⵜⵉ ⵓⵙⵍⵎⴷ ⵏ ⵜⵎⴰⵣⵉⵖⵜ ⴳ ⵜⵎⵏⴰⴹⵜ ⵏ ⵙⵓⵙ, ⴷ ⵎⴰⵙ ⵔⴰⴷ ⵉⵍⵉⵏ ⵉⵏⵙⵙⵉⵅⴼⵏ ⴳ ⵜⵎⴷⵉⵏⵜ.\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "alghu.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_balagh_read_gives_them_when_asked(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(file)]) == 0
    assert "transliteration" not in json.loads(capsys.readouterr().out)["communique"]
    assert main(["read", "--transliterate", str(file)]) == 0
    written = json.loads(capsys.readouterr().out)
    assert written["communique"]["transliteration"]["title"] == "asnti n uslmd"
    assert written["provenance"]["settings"]["transliterate"] is True


def test_balagh_run_gives_them_when_asked(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["run", str(file), "--out", str(out), "--transliterate", "-q"]) == 0
    written = json.loads((out / "alghu.json").read_text(encoding="utf-8"))
    assert written["communique"]["transliteration"]["place"] == "rrbaṭ"


def test_the_card_of_fields_shows_what_people_search_by(file: Path) -> None:
    plain, asked = balagh.read(file), balagh.read(file, transliterate=True)
    assert "asnti n uslmd" not in fields_html(plain.communique)
    assert "asnti n uslmd" in fields_html(asked.communique)
    assert 'lang="zgh-Latn"' in fields_html(asked.communique)
