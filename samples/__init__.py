"""Communiqués written for this project, rendered and degraded as office scans, with the truth beside them."""

from __future__ import annotations
