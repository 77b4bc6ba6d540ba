"""A set of scans with its truth, and its pages as upright PNG files for tools that read pictures."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence

from samples.render import DPI, UNITS
from samples.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def is_wanted(name: str, only: Sequence[str]) -> bool:
    """Say whether a document is among those asked for, by name or by pattern; nothing asked for is all.

    >>> is_wanted("zgh-tussna", ["fr-*", "zgh-*"]), is_wanted("ar-naql", ["fr-*"]), is_wanted("ar-naql", [])
    (True, False, True)
    """
    return not only or any(fnmatchcase(name, pattern) for pattern in only)


def load_truths(folder: Path) -> list[Truth]:
    """Read every truth of a set, by name.

    Raises:
        FileNotFoundError: the folder holds no truth.
    """
    paths = sorted((folder / "truth").glob("*.json"))
    if not paths:
        message = f"{folder} has no truth/*.json: make the set with 'python -m bench.make --out {folder}'"
        raise FileNotFoundError(message)
    return [Truth.model_validate_json(path.read_bytes()) for path in paths]


def write_pages(scan: Path, out: Path) -> list[Path]:
    """Write a scan's pages as ``NAME-1.png``, ``NAME-2.png``, …, upright by EXIF, grey or colour as they are."""
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, picture in enumerate(_pictures(scan), start=1):
        path = out / f"{scan.stem}-{number}.png"
        picture.save(path, dpi=(DPI, DPI))
        paths.append(path)
    return paths


def _pictures(scan: Path) -> Iterator[Image.Image]:
    if scan.is_dir():
        for page in sorted(scan.iterdir(), key=lambda path: (len(path.name), path.name)):
            yield from _pictures(page)
        return
    if scan.suffix == ".pdf":
        document = pdfium.PdfDocument(scan)
        try:
            for page in document:
                yield _plain(page.render(scale=DPI / UNITS).to_pil())
        finally:
            document.close()
        return
    with Image.open(scan) as picture:
        for frame in ImageSequence.Iterator(picture):
            yield ImageOps.exif_transpose(frame)


def _plain(picture: Image.Image) -> Image.Image:
    """Give a colourless rendering as grey, as the scanner stored it: tools are not made to read three channels."""
    red, green, blue = picture.convert("RGB").split()
    return red if red.tobytes() == green.tobytes() == blue.tobytes() else picture.convert("RGB")
