"""From text to ``zgh.traineddata``, a Tesseract model that reads Tifinagh: ``python -m training.tifinagh --help``."""

from __future__ import annotations
