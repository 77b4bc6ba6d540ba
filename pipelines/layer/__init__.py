"""Reads pages that have a text layer: lines from the places of glyphs, what fails its tests from the picture."""

from __future__ import annotations
