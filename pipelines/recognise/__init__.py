"""Reading: which script a line is in, and what the engine makes of it."""

from __future__ import annotations
