"""Tesseract's training files (.lstmf), written without Tesseract: line pictures with their text.

The layout was read off files that Tesseract 5.3 writes with ``lstm.train``: a count, then for each page a picture in
PNG and its text, with one box around all of it. All numbers are little-endian. With no box at all the trainer would
also try the negative picture.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import cv2

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from balagh.ingest.sheet import Image


def write_lstmf(lines: Iterable[tuple[Image, str]], target: Path) -> None:
    """Write pairs of a picture ((height, width) uint8, dark on light) and its text to `target`."""
    pages = [_page(number, picture, text) for number, (picture, text) in enumerate(lines)]
    target.write_bytes(struct.pack("<I", len(pages)) + b"".join(pages))


def _page(number: int, picture: Image, text: str) -> bytes:
    height, width = picture.shape
    _, png = cv2.imencode(".png", picture)
    packed = png.tobytes()
    coded = text.encode()
    return b"".join(
        (
            struct.pack("<BIiI", 1, 0, number, len(packed)),
            packed,
            struct.pack("<II", 0, len(coded)),
            coded,
            struct.pack("<I4hI", 1, 0, 0, width, height, 1),
            struct.pack("<I", len(coded)),
            coded,
            b"\0",
        )
    )
