"""Cleaning: an upright, evenly lit grey page from a sheet as it came. What would not help is not done."""

from __future__ import annotations

from balagh.pipelines.clean.page import CleanPage
from balagh.pipelines.clean.sheet import clean_sheet

__all__ = ["CleanPage", "clean_sheet"]
