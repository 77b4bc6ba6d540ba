"""Make the scans and their truth: ``python -m samples.make --out DIR [--as CARRIER] [--only NAME] [--seed N]``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from samples.carriers import carry, clean_pages
from samples.document import CARRIERS, load_all
from samples.truth import truth_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samples.carriers import Carried
    from samples.degrade import Image
    from samples.document import Carrier, Written

DOCUMENTS = Path(__file__).with_name("documents")


def make(
    written: Written, out: Path, *, seed: int = 0, clean: bool = False, carrier: Carrier | None = None
) -> Path:
    """Write ``scans/NAME.ext`` and ``truth/NAME.json`` under `out`; give the scan's path.

    Args:
        written: the document.
        out: a folder; made when missing.
        seed: another number gives other noise.
        clean: also write the page pictures before the scanner, as ``clean/NAME-1.png``.
        carrier: what carries it; the document's own choice when None.

    Raises:
        MissingFontError: a font that it is set in is not installed.
        MissingProgramError: the carrier needs a program that is not installed.
        PageCountError: the text runs over its pages.
    """
    carried = carry(written, carrier or written.scan.carrier, seed)
    if clean:
        _write_clean(written.name, clean_pages(written), out / "clean")
    path = out / "scans" / carried.name
    truth = out / "truth" / f"{written.name}.json"
    for folder in (path.parent, truth.parent):
        folder.mkdir(parents=True, exist_ok=True)
    _write_files(path, carried)
    said = truth_of(
        written, file=carried.name, reflows=carried.reflows, joined=carried.joined, printed=carried.printed
    )
    truth.write_text(said.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def _write_files(path: Path, carried: Carried) -> None:
    """Write the file, or the folder with a file for each page."""
    if not carried.page_names:
        path.write_bytes(carried.files[0])
        return
    path.mkdir(exist_ok=True)
    for name, data in zip(carried.page_names, carried.files, strict=True):
        (path / name).write_bytes(data)


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
    parser.add_argument(
        "--as",
        choices=CARRIERS,
        dest="carrier",
        help="what carries the documents, instead of what each says for itself",
    )
    options = parser.parse_args(arguments)
    chosen = [w for w in load_all(documents) if not options.only or w.name in options.only]
    if not chosen:
        parser.error(f"no document is called {', '.join(options.only or [])}")
    for written in chosen:
        path = make(written, options.out, seed=options.seed, clean=options.clean, carrier=options.carrier)
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        print(f"{path}  {sum(file.stat().st_size for file in files) / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(run(DOCUMENTS, None, program="samples.make"))
