from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import balagh
from balagh.api import make_settings
from balagh.errors import ArgumentError
from balagh.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_public_names_are_exactly_those_exported() -> None:
    assert set(dir(balagh)) == set(balagh.__all__)
    for name in balagh.__all__:
        assert getattr(balagh, name) is not None


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="raed"):
        _ = balagh.raed  # type: ignore[attr-defined]  # the misspelling is the point


def test_import_loads_nothing_heavy() -> None:
    code = (
        "import sys, balagh, balagh.cli.app;"
        "print([m for m in ('cv2', 'numpy', 'pydantic', 'rich', 'babel', 'phonenumbers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_settings_take_what_a_person_would_write() -> None:
    settings = make_settings(
        {"languages": "ara+fra", "pages": "1-2,4", "max_megapixels": 20.0, "previews": False}
    )
    assert settings == Settings(
        languages=("ara", "fra"), pages=frozenset({1, 2, 4}), max_megapixels=20.0, previews=False
    )
    assert make_settings({"pages": 3}).pages == frozenset({3})
    assert make_settings({"pages": [2, 1]}).pages == frozenset({1, 2})
    assert make_settings({"pages": None, "languages": ["fra"]}).pages is None
    assert make_settings({"passwords": "one"}).passwords == ("one",)
    assert make_settings({"passwords": ["one", "two"]}).passwords == ("one", "two")


@pytest.mark.parametrize("choices", [{"languages": "frn"}, {"pages": "0"}, {"pages": [0]}, {"pages": []}])
def test_settings_that_make_no_sense_are_refused(choices: Any) -> None:
    with pytest.raises(ArgumentError):
        make_settings(choices)


def test_an_unknown_setting_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="langages"):
        balagh.read("x.png", langages="fra")  # type: ignore[call-arg]  # the misspelling is the point


@pytest.mark.parametrize("given", [lambda: "one.png", lambda: Path("one.png"), lambda: b"one.png"])
def test_a_single_path_for_many_is_refused_at_once(given: Callable[[], Any]) -> None:
    with pytest.raises(ArgumentError, match="several paths"):
        balagh.read_many(given())


def test_no_jobs_are_refused_at_once() -> None:
    with pytest.raises(ArgumentError, match="jobs"):
        balagh.read_many(["x.png"], jobs=0)


def test_a_missing_file_is_a_value_in_many_and_an_error_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _stand_in(monkeypatch)
    missing = tmp_path / "missing.png"
    [result] = balagh.read_many([str(missing)])
    assert not result.ok
    assert result.path == missing
    assert result.error is not None
    assert "missing.png" in result.error.message
    with pytest.raises(balagh.BalaghError, match=r"missing\.png"):
        balagh.read(missing)


def test_bytes_and_open_files_are_read_like_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _stand_in(monkeypatch)
    path = tmp_path / "x.txt"
    path.write_bytes(b"Communiqu\xc3\xa9")
    for source in (path, str(path), path.read_bytes(), io.BytesIO(path.read_bytes())):
        balagh.read(source, languages="fra")
    assert len({sha256 for sha256, _ in seen}) == 1
    assert all(settings.languages == ("fra",) for _, settings in seen)


def _stand_in(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Settings]]:
    """Let a recorder take the pipeline's place; opening the source stays the real thing."""
    seen: list[tuple[str, Settings]] = []

    def read_source(source: Any, settings: Settings) -> object:
        seen.append((source.sha256, settings))
        return object()

    import balagh.pipelines

    stand_in = SimpleNamespace(read_source=read_source)
    monkeypatch.setitem(sys.modules, "balagh.pipelines.communique", stand_in)
    monkeypatch.setattr(balagh.pipelines, "communique", stand_in, raising=False)
    return seen
