"""Lines, their pictures, their order and their grouping: what stands where on a clean page."""

from __future__ import annotations
