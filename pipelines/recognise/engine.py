"""Tesseract, through pytesseract: many line pictures read by one process, words with boxes and confidences."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import cv2
import pytesseract

from balagh.errors import EngineError, EngineTimeoutError, MissingDependencyError
from balagh.pipelines.recognise.own_models import file_hash, own_models

if TYPE_CHECKING:
    from collections.abc import Sequence

    from balagh.ingest.sheet import Image

#: One raw line a picture: the engine neither looks for lines nor cuts the margins again. Light-on-dark print was turned
#: over before, so it need not try that either.
LINE_MODE = "--psm 13 -c tessedit_do_invert=0"

#: One line a picture with paper around it: the engine looks for the line itself, which reads a few signs better.
FRAMED_MODE = "--psm 7 -c tessedit_do_invert=0"

#: What the engine is told the pictures' resolution is; it only silences a guess, lines are scaled by height.
STATED_DPI = "--dpi 300"

#: What is said of an answer that makes no sense.
UNREADABLE = "Tesseract's answer could not be understood"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineWord:
    """One word as the engine gave it.

    Attributes:
        text: in logical order.
        x0, x1: columns in the picture, pixels.
        confidence: 0 to 1.
    """

    text: str
    x0: int
    x1: int
    confidence: float


class Engine(Protocol):
    """What reads line pictures. `model` is a Tesseract language such as ``fra`` or ``fra+eng``."""

    def read_lines(
        self, pictures: Sequence[Image], model: str, *, framed: bool = False
    ) -> list[tuple[EngineWord, ...]]:
        """Give the words of each picture, in the engine's order; an unreadable picture gives none.

        `framed` says that the pictures have paper around their line.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class TesseractEngine:
    """The installed Tesseract; `timeout` in seconds for one call."""

    timeout: float

    def read_lines(
        self, pictures: Sequence[Image], model: str, *, framed: bool = False
    ) -> list[tuple[EngineWord, ...]]:
        """Read all `pictures` with one process.

        Raises:
            MissingDependencyError: Tesseract or the model is not installed.
            EngineError: Tesseract failed or did not answer in time.
        """
        if not pictures:
            return []
        with tempfile.TemporaryDirectory(prefix="balagh-") as folder:
            names = []
            for number, picture in enumerate(pictures):
                name = str(Path(folder) / f"{number:05d}.pgm")
                cv2.imwrite(name, picture)
                names.append(name)
            listing = Path(folder) / "lines.txt"
            listing.write_text("\n".join(names), encoding="utf-8")
            table = self._call(listing, model, FRAMED_MODE if framed else LINE_MODE)
        try:
            return _split_table(table, len(pictures))
        except (KeyError, IndexError, ValueError) as error:
            raise EngineError(UNREADABLE) from error

    def _call(self, listing: Path, model: str, mode: str) -> dict[str, list[str]]:
        # Tesseract's own threads make a line slower, and many workers' threads make everything slower.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            return pytesseract.image_to_data(  # type: ignore[no-any-return] # pytesseract has no types
                str(listing),
                lang=model,
                config=f"{_place_of(model)}{mode} {STATED_DPI}",
                output_type=pytesseract.Output.DICT,
                timeout=self.timeout,
            )
        except pytesseract.TesseractNotFoundError as error:
            message = "Tesseract is not installed"
            raise MissingDependencyError(message, hint="apt-get install tesseract-ocr") from error
        except pytesseract.TesseractError as error:
            raise _explain(error, model) from error
        except (UnicodeDecodeError, KeyError, IndexError, ValueError, FileNotFoundError) as error:
            # pytesseract trips over an answer that is no table.
            raise EngineError(UNREADABLE) from error
        except RuntimeError as error:  # pytesseract's word for a time-out
            message = f"Tesseract did not finish within {self.timeout:g} seconds"
            raise EngineTimeoutError(message) from error


def _place_of(model: str) -> str:
    """Give the option that leads Tesseract to a model that is not among the system's; nothing for one that is.

    A folder of models named that way needs no ``configs``: pytesseract asks for its table by a variable.
    """
    folders = {path.parent for name, path in own_models().items() if name in model.split("+")}
    return "".join(f"--tessdata-dir {shlex.quote(str(folder))} " for folder in folders)


def _explain(error: pytesseract.TesseractError, model: str) -> MissingDependencyError | EngineError:
    missing = [name for name in model.split("+") if name not in installed_models()]
    if missing:
        packages = " ".join(f"tesseract-ocr-{name}" for name in missing)
        message = f"Tesseract has no model for {', '.join(missing)}"
        return MissingDependencyError(message, hint=f"apt-get install {packages}")
    message = f"Tesseract failed with status {error.status}: {str(error.message).strip()[:300]}"
    return EngineError(message)


def _split_table(table: dict[str, list[str]], pictures: int) -> list[tuple[EngineWord, ...]]:
    lines: list[list[EngineWord]] = [[] for _ in range(pictures)]
    rows = zip(table["page_num"], table["text"], table["left"], table["width"], table["conf"], strict=True)
    for page, text, left, width, confidence in rows:
        if str(text).strip():
            word = EngineWord(
                text=str(text).strip(),
                x0=int(left),
                x1=int(left) + int(width),
                confidence=min(1.0, max(0.0, float(confidence) / 100.0)),
            )
            lines[int(page) - 1].append(word)
    return [tuple(line) for line in lines]


def installed_models() -> frozenset[str]:
    """Give the names of the models there are, balagh's own among them; none where Tesseract is missing."""
    system = _system_models()
    return frozenset({*system, *own_models()}) if system else frozenset()


def model_file(model: str) -> Path | None:
    """Give the file of a model; None where there is no such model."""
    path = own_models().get(model) or _system_models().get(model)
    return path if path is not None and path.is_file() else None


@lru_cache(maxsize=1)
def _system_models() -> dict[str, Path]:
    try:
        listed = subprocess.run(
            [pytesseract.pytesseract.tesseract_cmd, "--list-langs"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return {}
    head, *names = listed.stdout.splitlines() or [""]
    folder = Path(head.partition('"')[2].partition('"')[0])
    return {name.strip(): folder / f"{name.strip()}.traineddata" for name in names if name.strip()}


@lru_cache(maxsize=1)
def engine_version() -> str:
    """Give Tesseract's version, such as ``5.3.0``.

    Raises:
        MissingDependencyError: Tesseract is not installed.
    """
    try:
        return str(pytesseract.get_tesseract_version())
    except pytesseract.TesseractNotFoundError as error:
        message = "Tesseract is not installed"
        raise MissingDependencyError(message, hint="apt-get install tesseract-ocr") from error


def model_hash(model: str) -> str:
    """Give the SHA-256 (hex) of a model's file; the empty string where it cannot be read."""
    path = model_file(model)
    return file_hash(path) if path is not None else ""
