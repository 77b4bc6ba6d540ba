"""Readers that fail in every way a reader can, chosen by the file's name; workers import them from here."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from balagh.errors import DamagedInputError, EncryptedError
from balagh.model import (
    Block,
    Document,
    Line,
    Origin,
    Page,
    Provenance,
    Script,
    Source,
    Version,
    Warning,
    Word,
)
from balagh.model.communique import Communique
from balagh.model.document import LanguageShare
from balagh.runner.result import ignore_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from balagh.runner.result import OnPage
    from balagh.settings import Settings

JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


def document(
    name: str = "x.txt", *, content: bytes = b"x", title: str = "Un titre", pages: int = 1
) -> Document:
    """A small document with a page, a word in doubt, a warning and a picture."""
    digest = hashlib.sha256(content).hexdigest()
    words = (Word(text="Rabat", confidence=0.98), Word(text="2O21", confidence=0.4))
    line = Line(text="Rabat 2O21", language="fr", script=Script.LATIN, confidence=0.69, words=words)
    block = Block(
        id="p1b1", language="fr", script=Script.LATIN, text=line.text, original=line.text, lines=(line,)
    )
    sheets = tuple(
        Page(number=number, width=0, height=0, origin=Origin.TEXT, blocks=(block,))
        for number in range(1, pages + 1)
    )
    return Document(
        id=f"sha256:{digest}",
        source=Source(name=name, media_type="text/plain", sha256=digest, bytes=len(content), pages=pages),
        languages=(LanguageShare(code="fr", script=Script.LATIN, share=1.0),),
        communique=Communique(versions={"fr": Version(title=title)}),
        pages=sheets,
        warnings=(Warning(code="W1", message="a line is pale", page=1),),
        provenance=Provenance(
            balagh="0", engine="none", engine_version="0", started="2026-01-01T00:00:00+00:00", seconds=0.0
        ),
    ).with_previews({1: JPEG})


def _damaged(path: Path) -> None:
    message = f"{path}: broken off"
    raise DamagedInputError(message, hint="scan it again")


def _locked(path: Path) -> None:
    message = f"{path}: it asks for a password"
    raise EncryptedError(message)


def _fault(path: Path) -> None:
    message = f"one over none in {path.name}"
    raise ZeroDivisionError(message)


def _memory(_: Path) -> None:
    raise MemoryError


def _exit(_: Path) -> None:
    os._exit(7)


def _kill(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _segfault(_: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _gate(path: Path) -> None:
    """Wait until the test opens the gate."""
    while not path.with_suffix(".open").exists():
        time.sleep(0.01)


def _once(path: Path) -> None:
    """Die the first time only, as a bystander of an out-of-memory kill would."""
    mark = path.with_suffix(".tried")
    if not mark.exists():
        mark.touch()
        _kill(path)


def _forever(path: Path) -> None:
    path.with_suffix(".pid").write_text(str(os.getpid()), encoding="ascii")
    time.sleep(600)


def _busy(_: Path) -> None:
    """Be deep in C code that never lets another thread of the interpreter have its turn."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def _balloon(_: Path) -> None:
    """Take memory bit by bit, as a library that leaks does."""
    held = []
    while True:
        held.append(b"\x01" * (8 << 20))
        time.sleep(0.01)


def _burst(_: Path) -> None:
    """Ask for far more memory than there may be, at once."""
    bytearray(1 << 40)


def _children(path: Path) -> None:
    """Leave a passing file, start a program, and hang with it."""
    with tempfile.NamedTemporaryFile(delete=False) as passing:
        path.with_suffix(".passing").write_text(passing.name, encoding="utf-8")
    child = subprocess.Popen(["sleep", "600"])
    path.with_suffix(".child").write_text(str(child.pid), encoding="ascii")
    _forever(path)


def _orphan(path: Path) -> None:
    """Start a program, and die without it."""
    child = subprocess.Popen(["sleep", "600"])
    path.with_suffix(".child").write_text(str(child.pid), encoding="ascii")
    os._exit(7)


def _marked(path: Path) -> None:
    """Leave the number of the process that read the file."""
    path.with_suffix(".pid").write_text(str(os.getpid()), encoding="ascii")


def _outage(path: Path) -> None:
    """Take the process that started this one down with it: the first time only, as when a machine goes down."""
    mark = path.with_suffix(".tried")
    if not mark.exists():
        mark.touch()
        _poison(path)


def _poison(_: Path) -> None:
    """Take the process that started this one down with it."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(600)


def _noisy(_: Path) -> None:
    sys.stdout.write("noise on standard output\n")


def _interrupt(_: Path) -> None:
    raise KeyboardInterrupt


DEEDS: dict[str, Callable[[Path], None]] = {
    "damaged": _damaged,
    "locked": _locked,
    "fault": _fault,
    "memory": _memory,
    "exit": _exit,
    "kill": _kill,
    "segfault": _segfault,
    "gate": _gate,
    "once": _once,
    "forever": _forever,
    "busy": _busy,
    "balloon": _balloon,
    "burst": _burst,
    "children": _children,
    "orphan": _orphan,
    "marked": _marked,
    "outage": _outage,
    "poison": _poison,
    "noisy": _noisy,
    "interrupt": _interrupt,
}


def _turn_pages(seconds: str, on_page: OnPage) -> None:
    """Take so many tenths of a second for each page, in turn: ``pages-2-9`` has a quick page and a slow one."""
    for number, tenths in enumerate(seconds.split("-"), start=1):
        on_page(number)
        time.sleep(int(tenths) / 10)


def read(path: Path, settings: Settings, on_page: OnPage = ignore_page) -> Document:
    """Do what the first word of the file's name says, then give a document."""
    word, _, rest = path.stem.partition("-")
    deed = DEEDS.get(word)
    if deed is not None:
        deed(path)
    if word == "pages":
        _turn_pages(rest, on_page)
    content = path.read_bytes() if path.exists() else path.name.encode()
    return document(path.name, content=content)
