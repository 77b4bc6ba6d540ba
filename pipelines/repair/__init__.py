"""Repairs: every change to a text is recorded and can be undone."""

from __future__ import annotations
