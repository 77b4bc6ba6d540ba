"""The one place that knows of processes: reads many files and keeps every failure to its own file."""

from __future__ import annotations

from balagh.errors import CrashError, InternalError
from balagh.runner.many import run_many
from balagh.runner.result import Result

__all__ = ["CrashError", "InternalError", "Result", "run_many"]
