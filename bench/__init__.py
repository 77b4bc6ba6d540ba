"""What balagh is measured by: a held-out set of communiqués, and other public tools on the same pages."""

from __future__ import annotations
