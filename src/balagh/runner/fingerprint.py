"""What a result depends on besides the document: settings and models, each as one digest."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from balagh.pipelines.recognise.own_models import file_hash, own_models
from balagh.runner.records import Fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.settings import Settings

#: Settings that change how a result is shown or how long it may take, not what is read; the authority file counts by
#: its content, as a model.
_IDLE: Final = ("engine_timeout", "previews", "authority")

#: Seconds within which ``tesseract --version`` has answered on any machine that could read a page.
_PATIENCE: Final = 20.0


def take_fingerprint(settings: Settings) -> Fingerprint:
    """Give the digests of what matters in `settings` and of the engine and the models that they call for.

    Neither passwords nor time limits nor the number of jobs are in it. Where Tesseract is missing there is a digest
    too: what is read without it (plain text, good text layers) does not depend on it.
    """
    record = {name: value for name, value in settings.as_record().items() if name not in _IDLE}
    return Fingerprint(settings=_digest(record), models=_digest(dict(_models(settings))))


def _models(settings: Settings) -> Iterator[tuple[str, str]]:
    yield "tesseract", _ask("--version").partition("\n")[0]
    folder = _system_folder()
    own = own_models()
    for name in settings.languages:
        path = own.get(name) or (folder and folder / f"{name}.traineddata")
        yield name, _hash(path)
    yield "authority", _hash(settings.authority)


def _system_folder() -> Path | None:
    """Give Tesseract's own folder of models, which it names in quotes before it lists them."""
    quoted = _ask("--list-langs").partition("\n")[0].split('"')
    return Path(quoted[1]) if len(quoted) == 3 else None


def _ask(option: str) -> str:
    try:
        done = subprocess.run(
            ["tesseract", option],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _hash(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return file_hash(path)
    except OSError:
        return ""


def _digest(record: dict[str, str | float | bool | None] | dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
