"""How much memory processes hold, from Linux's own tables."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

_PROCESSES: Final = Path("/proc")

#: Where the group and the resident pages stand in ``/proc/PID/stat``, counted after the closing bracket of the name
#: (which may itself hold blanks and brackets).
_GROUP: Final = 2
_PAGES: Final = 21

_PAGE_MB: Final = os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def group_memory(groups: Collection[int]) -> dict[int, float]:
    """Give the resident megabytes of all processes of each process group together.

    Memory that two of them share counts twice: between a worker and an engine that is next to nothing. A group of which
    no process is left has no entry.
    """
    found: Counter[int] = Counter()
    try:
        processes = [entry.name for entry in os.scandir(_PROCESSES) if entry.name.isdecimal()]
    except OSError:  # no such tables here
        return {}
    for process in processes:
        fields = _stat(process)
        if len(fields) > _PAGES and int(fields[_GROUP]) in groups:
            found[int(fields[_GROUP])] += int(fields[_PAGES])
    return {group: pages * _PAGE_MB for group, pages in found.items()}


def resident() -> float:
    """Give the megabytes that this process holds; 0 where Linux's tables are missing."""
    fields = _stat("self")
    return int(fields[_PAGES]) * _PAGE_MB if len(fields) > _PAGES else 0.0


def _stat(process: str) -> list[bytes]:
    try:
        content = (_PROCESSES / process / "stat").read_bytes()
    except OSError:  # it has just ended
        return []
    return content.rpartition(b")")[2].split()
