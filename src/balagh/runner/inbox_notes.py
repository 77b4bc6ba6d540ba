"""The notes that stand beside what an inbox sets aside: why it is there, in JSON that people read too."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from balagh._version import __version__
from balagh.emit.names import printable

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.emit.summary import Problem
    from balagh.runner.records import Policy, Record


def failure_note(record: Record, file: Path, problem: Problem, policy: Policy) -> str:
    """Say why a file failed and whether a later run will try it again by itself.

    Args:
        record: the document's, with the attempt that failed counted and its reason named.
        file: its path within the inbox.
        problem: the failure.
        policy: how often a passing failure is tried.
    """
    tries = record.attempts - record.interruptions
    again = record.passing and tries < policy.attempts
    return _note(
        file=printable(file),
        reason=record.reason,
        code=problem.code,
        message=printable(problem.message),
        hint=problem.hint,
        may_be_tried_again=record.passing,
        will_be_tried_again=again,
        attempts=record.attempts,
        first_seen=_moment(record.first_seen),
        last_tried=_moment(record.last_tried),
        sha256=_sha256(record),
    )


def duplicate_note(record: Record, file: Path) -> str:
    """Say which document's bytes a file has."""
    first = record.place or record.path
    entry = record.entry
    return _note(
        file=printable(file),
        reason="duplicate",
        message=f"the same bytes as {printable(first)}",
        first=printable(first),
        first_json=None if entry is None else entry.json,
        first_seen=_moment(record.first_seen),
        sha256=_sha256(record),
    )


def _note(**facts: object) -> str:
    return json.dumps({"balagh": __version__, **facts}, ensure_ascii=False, indent=2) + "\n"


def _sha256(record: Record) -> str | None:
    return None if record.key.startswith("path:") else record.key


def _moment(seconds: float) -> str | None:
    if not seconds:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
