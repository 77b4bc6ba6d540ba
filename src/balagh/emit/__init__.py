"""Documents out: JSON files, the batch's index, the report page, the notebook display."""

from __future__ import annotations
