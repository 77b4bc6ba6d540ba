"""What the stages work with: the engine, the networks, the models for each script, the settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from balagh.errors import MissingDependencyError
from balagh.model import Script
from balagh.pipelines.recognise.engine import TesseractEngine, installed_models
from balagh.pipelines.recognise.shapes import load_network
from balagh.settings import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from balagh.pipelines.recognise.engine import Engine
    from balagh.pipelines.recognise.shapes import Network
    from balagh.settings import Settings

#: The languages of each script that the engine has a model for, in Tesseract's names.
_BY_SCRIPT = {
    Script.LATIN: ("fra", "eng", "spa"),
    Script.ARABIC: ("ara",),
    Script.TIFINAGH: ("zgh",),
}

#: Balagh's own model: no package of the system brings it, and without it such lines are found but not read.
_OWN = "zgh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Everything a stage may use besides the page itself.

    Attributes:
        settings: what the user chose.
        engine: what reads line pictures.
        scripts, signs: the networks that tell shapes.
        models: the engine's model for each script: that of the first language asked for.
        others: the models of further languages in Latin letters, by BCP 47 code, for pages that turn out to be in one.
    """

    settings: Settings
    engine: Engine
    scripts: Network
    signs: Network
    models: Mapping[Script, str]
    others: Mapping[str, str]


def tools_for(settings: Settings) -> Tools:
    """Make the tools that the settings ask for.

    Raises:
        MissingDependencyError: Tesseract, or a model for a language asked for, is not installed.
    """
    models: dict[Script, str] = {}
    others: dict[str, str] = {}
    for script, names in _BY_SCRIPT.items():
        asked = [name for name in settings.languages if name in names and _comes(name)]
        if asked:
            models[script] = asked[0]
        others |= {LANGUAGES[name]: name for name in asked[1:] if name in installed_models()}
    missing = [model for model in models.values() if model not in installed_models()]
    if missing:
        what = (
            "Tesseract is not installed" if not installed_models() else f"no model for {', '.join(missing)}"
        )
        packages = " ".join(["tesseract-ocr", *(f"tesseract-ocr-{name}" for name in missing)])
        raise MissingDependencyError(what, hint=f"apt-get install {packages}")
    engine = TesseractEngine(timeout=settings.engine_timeout)
    return Tools(
        settings=settings,
        engine=engine,
        scripts=_network("scripts"),
        signs=_network("signs"),
        models=models,
        others=others,
    )


def _comes(model: str) -> bool:
    """Tell whether a model is there, or can be asked for; one of balagh's own that is gone the doctor speaks of."""
    return model != _OWN or model in installed_models()


@lru_cache(maxsize=2)
def _network(name: str) -> Network:
    return load_network(name)
