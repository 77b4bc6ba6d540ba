"""Kill a run at every step that it takes on the disk, let the next one carry on, and look whether all is right."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from balagh.runner.ledger import Ledger
from balagh.runner.records import State
from tests.unit.runner import fakes
from tests.unit.runner.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

#: A file that is read, two copies of it, one that is damaged, one that is no file: every way that a file can go.
FILES = {"a.txt": "good", "copy.txt": "good", "damaged.txt": "bad"}

#: What touches the disk: before and after each of these the run is killed once.
STEPS = ((os, "replace"), (os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir"))

#: Every so many steps; a prime, so that no kind of step is always passed over. With 1 it takes a minute.
STRIDE = int(os.environ.get("BALAGH_KILL_STRIDE", "17"))


def right(first: str, second: str) -> set[str]:
    """What the inbox holds in the end: of two copies one is the document, the other its duplicate."""
    return {
        f"done/{first}",
        *(f"duplicate/{second}{end}" for end in ("", ".json")),
        *(f"failed/damaged/damaged.txt{end}" for end in ("", ".json")),
        *(f"failed/not-a-file/pipe{end}" for end in ("", ".json")),
    }


class Clock:
    """Counts steps, and kills its own process at the one asked for."""

    def __init__(self, fatal: int) -> None:
        self.fatal = fatal
        self.count = 0

    def tick(self) -> None:
        self.count += 1
        if self.count == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **named: Any) -> Any:
            self.tick()
            try:
                return step(*args, **named)
            finally:
                self.tick()

        return stepping


def run_until(desk: Desk, fatal: int) -> bool:
    """Run a night in a process of its own that dies at step `fatal`; say whether it died."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            clock = Clock(fatal)
            for owner, name in (*STEPS, (Ledger, "_transaction")):
                setattr(owner, name, clock.around(getattr(owner, name)))
            desk.night()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def drop_all(desk: Desk) -> None:
    for name, content in FILES.items():
        desk.drop(name, content)
    os.mkfifo(desk.inbox / "pipe")


def check(desk: Desk, step: int) -> None:
    # What a run died with is read after the rest: then the copy is the first.
    assert desk.tree() in (right("a.txt", "copy.txt"), right("copy.txt", "a.txt")), step
    assert desk.documents() == {"a.json": fakes.document(content=b"good").id}, step
    with Ledger.open(desk.out) as ledger:
        assert [
            record.state for record in ledger.records() if record.state in (State.SEEN, State.BEGUN)
        ] == []
        assert ledger.moves() == [], step
        assert len([entry for entry in ledger.entries() if entry.json]) == 1, step
    index = (desk.out / "index.jsonl").read_text(encoding="utf-8")
    assert index.count('"status": "done"') == 1, step
    assert list(desk.out.rglob("*.tmp")) == [], step


def test_whatever_step_a_run_dies_at_the_next_one_makes_it_right(tmp_path: Path) -> None:
    step, died = 1, True
    while died:
        desk = Desk(tmp_path / str(step))
        drop_all(desk)
        died = run_until(desk, step)
        desk.night()
        check(desk, step)
        step += STRIDE
    assert step > 100


def test_a_run_that_dies_time_and_again_gets_there_in_the_end(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    drop_all(desk)
    step, deaths = 20, 0
    while run_until(desk, step):
        deaths += 1
        step += 3
    assert deaths > 3
    check(desk, step)
