"""Which language every line and block is in."""

from __future__ import annotations
