"""How the models in the package were made: run once by the people who build balagh, never by its users."""

from __future__ import annotations
