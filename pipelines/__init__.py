"""Sheets in, documents out: ordered lists of small stages."""

from __future__ import annotations
