"""What each block is for, and the communiqué they make together."""

from __future__ import annotations
