"""An inbox to drop files into, an output folder, and nights that need no engine."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from balagh.emit.names import printable
from balagh.ingest.inbox.places import settle_places
from balagh.runner.inbox import InboxJob
from balagh.runner.inbox_open import open_inbox
from balagh.runner.limits import Limits
from balagh.runner.local import inline_executor
from balagh.runner.records import Fingerprint, Policy
from balagh.settings import Settings
from tests.unit.runner import fakes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from balagh.errors import (
        BalaghError,
        ExitCode,
    )
    from balagh.model import Document
    from balagh.runner.observer import Start
    from balagh.runner.result import OnPage, Reader
    from balagh.runner.task import Executor, Outcome

OLD = time.time() - 3600


@dataclass
class Listener:
    """Remembers what it is told."""

    heard: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def begin(self, start: Start) -> None:
        pass

    def started(self, path: Path) -> None:
        pass

    def known(self, path: Path, original: str | None) -> None:
        self.heard.append(f"known {path.name}")

    def advance(self, outcome: Outcome) -> None:
        self.heard.append(outcome.task.path.name)
        if outcome.error is not None:
            self.failures.append(outcome.error.reason)

    def stopped(self, error: BalaghError) -> None:
        self.heard.append(f"stopped {error.reason}")


@dataclass
class Desk:
    """An inbox, an output folder and a way of reading."""

    root: Path
    settle: float = 0.0
    keep: bool = False
    policy: Policy = field(default_factory=Policy)
    settings: str = "s"
    reader: Reader = fakes.read
    hired: int = 0

    @property
    def inbox(self) -> Path:
        return self.root / "in"

    @property
    def out(self) -> Path:
        return self.root / "out"

    def drop(self, name: str, content: str | bytes = "") -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else os.fsencode(content or name))
        os.utime(path, (OLD, OLD))
        return path

    def job(self, **folders: Path) -> InboxJob:
        named = {name: folders.get(name) for name in ("done", "failed", "duplicate")}
        return InboxJob(
            places=settle_places(self.inbox, self.out, **named),
            out=self.out,
            settings=Settings(),
            fingerprint=Fingerprint(settings=self.settings, models="m"),
            limits=Limits(),
            policy=self.policy,
            settle=self.settle,
            keep=self.keep,
        )

    def hire(self, paths: Sequence[Path]) -> Executor:
        self.hired += 1
        return inline_executor(reader=self.reader)

    def night(self, **folders: Path) -> tuple[ExitCode, Listener]:
        listener = Listener()
        with open_inbox(self.job(**folders)) as opened:
            opened.round(self.hire, listener)
            return opened.exit_code, listener

    def tree(self) -> set[str]:
        """Everything in the inbox that is no folder and no book of balagh's."""
        return {
            str(path.relative_to(self.inbox))
            for path in self.inbox.rglob("*")
            if (path.is_symlink() or not path.is_dir()) and ".balagh" not in path.parts
        }

    def documents(self) -> dict[str, str]:
        """The JSON files by name, with the id of what is in them."""
        return {path.name: json.loads(path.read_bytes())["id"] for path in self.out.glob("*.json")}

    def note(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.inbox / name).read_bytes())
        return found


def read_all(path: Path, settings: Settings, on_page: OnPage) -> Document:
    return fakes.document(printable(path.name), content=path.read_bytes())


def document_id(name: str, content: str) -> str:
    return fakes.document(name, content=content.encode()).id
