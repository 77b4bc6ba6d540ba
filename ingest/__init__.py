"""Bytes in, sheets out: opens every kind of file that balagh reads.

It recognises no character and knows no language.
"""

from __future__ import annotations

from balagh.ingest.files import FoundFiles, Skipped, find_files
from balagh.ingest.joining import find_documents, join_sources, open_joined
from balagh.ingest.opening import open_source
from balagh.ingest.sheet import Image, Notice, OpenedSource, Sheet

__all__ = [
    "FoundFiles",
    "Image",
    "Notice",
    "OpenedSource",
    "Sheet",
    "Skipped",
    "find_documents",
    "find_files",
    "join_sources",
    "open_joined",
    "open_source",
]
