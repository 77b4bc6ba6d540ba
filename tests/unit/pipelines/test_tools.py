from __future__ import annotations

import pytest

from balagh.errors import ExitCode, MissingDependencyError
from balagh.model import Script
from balagh.pipelines import tools
from balagh.pipelines.tools import tools_for
from balagh.settings import Settings


def installed(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(tools, "installed_models", lambda: frozenset(names))


def test_each_script_gets_the_models_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "fra", "ara", "eng", "osd")
    made = tools_for(Settings(languages=("fra", "ara", "zgh")))
    assert made.models[Script.ARABIC] == "ara"
    assert made.models[Script.LATIN].split("+")[0] == "fra"
    assert Script.TIFINAGH not in made.models
    assert {"Latn", "Arab", "Tfng"} <= set(made.scripts.classes)
    assert set("0123456789") <= set(made.signs.classes)


def test_tifinagh_has_its_model_where_it_is_asked_for_and_there(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "fra", "ara", "zgh")
    assert tools_for(Settings()).models[Script.TIFINAGH] == "zgh"
    assert Script.TIFINAGH not in tools_for(Settings(languages=("fra", "ara"))).models
    assert tools_for(Settings(languages=("zgh",))).models == {Script.TIFINAGH: "zgh"}


def test_a_language_not_asked_for_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "ara")
    assert tools_for(Settings(languages=("ara",))).models == {Script.ARABIC: "ara"}


def test_a_missing_model_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "fra", "eng", "osd")
    with pytest.raises(MissingDependencyError, match="ara") as caught:
        tools_for(Settings())
    assert caught.value.hint.startswith("apt-get install ")
    assert "tesseract-ocr-ara" in caught.value.hint.split()
    assert "tesseract-ocr-fra" not in caught.value.hint.split()
    assert caught.value.exit_code == ExitCode.MISSING_DEPENDENCY


def test_a_missing_tesseract_names_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch)
    with pytest.raises(MissingDependencyError, match="Tesseract is not installed") as caught:
        tools_for(Settings())
    assert {"tesseract-ocr", "tesseract-ocr-fra", "tesseract-ocr-ara"} <= {*caught.value.hint.split()}


def test_the_time_limit_reaches_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "fra", "ara", "eng")
    assert tools_for(Settings(engine_timeout=7.0)).engine.timeout == 7.0  # type: ignore[attr-defined]  # the Tesseract one
