"""What the ledger knows of a document's bytes, and what that means for the next run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.emit.summary import Entry

#: How often a file that fails for a passing reason (a crash, a time limit) is tried before it is given up. A worker
#: that was killed for want of memory by a neighbour's fault has a quieter night at the third time.
MAX_ATTEMPTS: Final = 3

#: How often a run may die while it reads a file before the file is held to be what kills it. More than the attempts:
#: an administrator's ``kill -9`` or a power cut hits whoever is being read, and says little about the file.
MAX_INTERRUPTIONS: Final = 10


class State(StrEnum):
    """How far a document has come; docs/inbox.md draws the way."""

    SEEN = "seen"
    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"


class Decision(StrEnum):
    """What to do with a document's bytes now.

    NEW and RETRY and REDO are to be read: for the first time, again after a passing failure or a run's death, and
    again because settings or models changed. DONE, FAILED (for good), GIVEN_UP (a passing failure, too often), WAIT (a
    passing failure, too soon) and UNDER_WAY (this run is reading the same bytes) are to be left alone.
    """

    NEW = "new"
    RETRY = "retry"
    REDO = "redo"
    DONE = "done"
    FAILED = "failed"
    GIVEN_UP = "given-up"
    WAIT = "wait"
    UNDER_WAY = "under-way"

    @property
    def to_read(self) -> bool:
        """Whether the bytes are to be read now."""
        return self in (Decision.NEW, Decision.RETRY, Decision.REDO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """Digests of all that a result depends on besides the document: see `balagh.runner.fingerprint`."""

    settings: str
    models: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """When a known document is read again.

    Attributes:
        again: everything is.
        redo_settings: what was read with other settings.
        redo_models: what was read with other models.
        passwords: passwords were given, so what was locked may open.
        attempts: tries after which a passing failure is given up.
        retry_after: seconds that pass before a passing failure is tried again.
    """

    again: bool = False
    redo_settings: bool = False
    redo_models: bool = False
    passwords: bool = False
    attempts: int = MAX_ATTEMPTS
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One document's line in the ledger.

    Attributes:
        key: the SHA-256 of its bytes in hex, or ``path:`` and a digest of the path of a file that cannot be read.
        state: how far it has come.
        name: the name of its outputs, without suffix; settled once. Empty until reading begins.
        path: where it was read from last, or lay when it was seen.
        place: where the inbox put it; None while it lies at `path`.
        attempts: how often its reading began, without those that were called off.
        interruptions: how many of these ended with the death of the whole run.
        fingerprint: settings and models of the last attempt.
        reason: the slug of the failure; empty otherwise.
        passing: the failure may pass by itself.
        first_seen: seconds since 1970.
        last_tried: seconds since 1970; 0 before the first attempt.
        entry: what the index says of it; None before there is a result.
    """

    key: str
    state: State
    name: str
    path: Path
    place: Path | None
    attempts: int
    interruptions: int
    fingerprint: Fingerprint
    reason: str
    passing: bool
    first_seen: float
    last_tried: float
    entry: Entry | None


def decide(record: Record | None, fingerprint: Fingerprint, policy: Policy, now: float) -> Decision:
    """Say what to do with the bytes that `record` is about, at `now` (seconds since 1970).

    A failure for good is tried again when the settings changed (a limit was raised, pages were asked for) or, for a
    locked document, when passwords are given.
    """
    if record is None:
        return Decision.NEW
    if record.state is State.BEGUN:
        return Decision.UNDER_WAY
    if record.state is State.SEEN:
        return Decision.RETRY if record.attempts else Decision.NEW
    if policy.again:
        return Decision.REDO
    settings_differ = record.fingerprint.settings != fingerprint.settings
    models_differ = record.fingerprint.models != fingerprint.models
    if record.state is State.DONE:
        changed = (policy.redo_settings and settings_differ) or (policy.redo_models and models_differ)
        return Decision.REDO if changed else Decision.DONE
    if settings_differ or (record.reason == "encrypted" and policy.passwords):
        return Decision.RETRY
    return _after_failure(record, policy, now)


def _after_failure(record: Record, policy: Policy, now: float) -> Decision:
    if not record.passing:
        return Decision.FAILED
    if record.attempts - record.interruptions >= policy.attempts or record.interruptions >= MAX_INTERRUPTIONS:
        return Decision.GIVEN_UP
    # A clock that was set back must not make a file wait for years.
    if 0 <= now - record.last_tried < policy.retry_after:
        return Decision.WAIT
    return Decision.RETRY
