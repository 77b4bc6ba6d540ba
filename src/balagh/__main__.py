"""``balagh`` and ``python -m balagh``."""

from __future__ import annotations

import sys

from balagh.cli.app import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
