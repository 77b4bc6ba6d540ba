"""Other tools' repairs of lines: run by an interpreter that has them, without balagh.

``PYTHON bench/repair_other.py TOOL < lines.json``: a JSON array of lines in; out comes an object with ``lines`` (null
where the tool raised an exception), ``errors`` and ``seconds``.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Each tool's module and the function in it that repairs a text.
TOOLS = {
    "ftfy": ("ftfy", "fix_text"),
    "arabic-repair": ("arabic_repair", "repair"),
    "arabic-extract": ("arabic_extract._pipeline", "run_pipeline"),
}


def main(tool: str) -> None:
    """Repair the lines on standard input with `tool`."""
    module, name = TOOLS[tool]
    repair: Callable[[str], str] = getattr(import_module(module), name)
    given: list[str] = json.load(sys.stdin)
    repair(given[0])
    found: list[str | None] = []
    errors: dict[str, int] = {}
    started = time.perf_counter()
    for line in given:
        try:
            found.append(repair(line))
        except Exception as error:  # whatever a tool under test raises is a result
            found.append(None)
            errors[type(error).__name__] = errors.get(type(error).__name__, 0) + 1
    seconds = time.perf_counter() - started
    json.dump({"lines": found, "errors": errors, "seconds": seconds}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1])
