"""Files that ship with the package: the authority file and word lists."""

from __future__ import annotations
