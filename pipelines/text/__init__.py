"""Plain text in, blocks out."""

from __future__ import annotations
