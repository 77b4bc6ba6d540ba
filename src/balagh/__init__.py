"""Communiqués in French, Arabic and Amazigh, from scan to clean structured JSON.

>>> import balagh
>>> [name for name in sorted(balagh.__all__) if name[0].islower()]
['read', 'read_many', 'repair_text', 'transliterate_tifinagh']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh._version import __version__

if TYPE_CHECKING:
    from balagh.api import read, read_many, repair_text
    from balagh.errors import BalaghError
    from balagh.model import Document
    from balagh.model.repaired import Repaired
    from balagh.pipelines.text.transliterate import transliterate_tifinagh
    from balagh.runner import Result
    from balagh.settings import Settings

__all__ = [
    "BalaghError",
    "Document",
    "Repaired",
    "Result",
    "Settings",
    "__version__",
    "read",
    "read_many",
    "repair_text",
    "transliterate_tifinagh",
]

#: Where each public name lives; it is imported when first asked for, so that ``import balagh`` stays quick.
_HOMES = {
    "BalaghError": "balagh.errors",
    "Document": "balagh.model",
    "Repaired": "balagh.model.repaired",
    "Result": "balagh.runner",
    "Settings": "balagh.settings",
    "read": "balagh.api",
    "read_many": "balagh.api",
    "repair_text": "balagh.api",
    "transliterate_tifinagh": "balagh.pipelines.text.transliterate",
}


if not TYPE_CHECKING:  # a type checker sees the imports above, and a misspelt name as an error

    def __getattr__(name: str) -> object:
        home = _HOMES.get(name)
        if home is None:
            message = f"module 'balagh' has no attribute {name!r}"
            raise AttributeError(message)
        from importlib import import_module

        value: object = getattr(import_module(home), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
