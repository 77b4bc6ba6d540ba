"""Make the scans and their truth: ``python -m samples.make --out DIR [--only NAME] [--seed N]``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from samples.degrade import degrade, generator
from samples.document import load_all
from samples.markup import html_of
from samples.render import check_fonts, pdf_of, pictures_of
from samples.store import store
from samples.truth import truth_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.degrade import Image
    from samples.document import Written

DOCUMENTS = Path(__file__).with_name("documents")


def clean_pages(written: Written) -> list[Image]:
    """Render a document: one RGB picture a page, before any scanner.

    Raises:
        MissingFontError: a font that it is set in is not installed.
        PageCountError: it runs over its pages.
    """
    check_fonts(written.fonts)
    return pictures_of(pdf_of(html_of(written)), written.pages)


def make(written: Written, out: Path, *, seed: int = 0, clean: bool = False) -> Path:
    """Write ``scans/NAME.ext`` and ``truth/NAME.json`` under `out`; give the scan's path.

    Args:
        written: the document.
        out: a folder; made when missing.
        seed: another number gives other noise.
        clean: also write the page pictures before the scanner, as ``clean/NAME-1.png``.
    """
    pages = clean_pages(written)
    if clean:
        _write_clean(written.name, pages, out / "clean")
    rng = generator(written.name, seed + written.scan.seed)
    scanned = [degrade(page, written.scan, rng) for page in pages]
    path = out / "scans" / written.file_name
    truth = out / "truth" / f"{written.name}.json"
    for folder in (path.parent, truth.parent):
        folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(store(scanned, written.scan))
    truth.write_text(truth_of(written).model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def _write_clean(name: str, pages: list[Image], folder: Path) -> None:
    from PIL import Image as PillowImage

    folder.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages, start=1):
        PillowImage.fromarray(page).save(folder / f"{name}-{number}.png")


def run(documents: Path, arguments: Sequence[str] | None, *, program: str) -> int:
    """Make the documents of one folder as the command line says; give the exit code.

    Args:
        documents: the folder of TOML files.
        arguments: the command line without the program, or None for the process's own.
        program: its name in the help.
    """
    parser = argparse.ArgumentParser(
        prog=program, description="Render communiqués as office scans with their truth."
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for scans/ and truth/")
    parser.add_argument(
        "--only", action="append", metavar="NAME", help="only this document (may be repeated)"
    )
    parser.add_argument("--seed", type=int, default=0, help="another number gives other noise")
    parser.add_argument("--clean", action="store_true", help="also write the pages before the scanner")
    options = parser.parse_args(arguments)
    chosen = [w for w in load_all(documents) if not options.only or w.name in options.only]
    if not chosen:
        parser.error(f"no document is called {', '.join(options.only or [])}")
    for written in chosen:
        path = make(written, options.out, seed=options.seed, clean=options.clean)
        print(f"{path}  {path.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(run(DOCUMENTS, None, program="samples.make"))
