"""The programs that are compared: each reads a set of scans and gives the text of every page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from balagh.model import Document
from bench.pages import write_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samples.truth import Truth

#: One thread for every program, its libraries too: the comparison is for one core.
ONE_THREAD = {
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a tool read.

    Attributes:
        tool: its name.
        version: the first line that it says of itself.
        texts: for each document's name, the text of each page.
        documents: for each document's name, balagh's own result; empty for other tools.
        seconds: wall time of the whole set.
    """

    tool: str
    version: str
    texts: dict[str, list[str]]
    documents: dict[str, Document] = field(default_factory=dict)
    seconds: float


def available(tool: str) -> bool:
    """Say whether the program is on the path (balagh runs from this interpreter)."""
    return tool == "balagh" or shutil.which(tool) is not None


def read_with(
    tool: str, truths: Sequence[Truth], folder: Path, work: Path, *, languages: str = ""
) -> Reading:
    """Read the set in `folder` with one tool, leaving its files under `work`.

    Args:
        tool: a name of `TOOLS`.
        truths: the documents to read.
        folder: the set.
        work: an empty folder.
        languages: what balagh is told to expect, by Tesseract's names; its own default when empty.

    Raises:
        subprocess.CalledProcessError: the tool gave up.
    """
    if tool == "balagh":
        return _read_balagh(truths, folder, work, languages)
    return _page_by_page(tool, truths, folder, work, _PAGE_READERS[tool])


def balagh_command(scans: Path | Sequence[Path], out: Path, languages: str = "") -> list[str]:
    """Give the command that reads scans, or a folder of them, into JSON files, one process; its own languages."""
    chosen = ["-l", languages] if languages else []
    sources = [str(scans)] if isinstance(scans, Path) else [str(path) for path in scans]
    return [
        sys.executable,
        "-m",
        "balagh",
        "run",
        *sources,
        "--out",
        str(out),
        "--jobs",
        "1",
        "--again",
        *chosen,
    ]


def tesseract_command(page: Path) -> list[str]:
    """Give the command that prints a page's text."""
    return ["tesseract", str(page), "-", "-l", "fra+ara"]


def environment() -> dict[str, str]:
    """Give this process's environment held to one thread."""
    return {**os.environ, **ONE_THREAD}


def load_documents(out: Path) -> dict[str, Document]:
    """Read balagh's JSON files by the name of the file each was made from."""
    documents = (Document.model_validate_json(path.read_bytes()) for path in sorted(out.rglob("*.json")))
    return {document.source.name: document for document in documents}


def page_text(document: Document, number: int) -> str:
    """Give the text of the one-based page `number`, its blocks apart by line feeds; empty when it was not read."""
    return "\n".join(
        block.text for page in document.pages if page.number == number for block in page.blocks if block.text
    )


def _read_balagh(truths: Sequence[Truth], folder: Path, work: Path, languages: str) -> Reading:
    out = work / "balagh"
    paths = {truth.name: folder / "scans" / truth.file for truth in truths}
    files = [path for path in paths.values() if not path.is_dir()]
    began = perf_counter()
    if files:
        # A file that fails gives a code of its own; the documents that are missing then count as unread.
        subprocess.run(
            balagh_command(files, out, languages),
            env=environment(),
            check=False,
            stdout=subprocess.DEVNULL,
        )
    joined = {name: _read_joined(path, languages) for name, path in paths.items() if path.is_dir()}
    seconds = perf_counter() - began
    by_file = load_documents(out)
    documents = {truth.name: by_file[truth.file] for truth in truths if truth.file in by_file}
    documents |= {name: document for name, document in joined.items() if document}
    texts = {
        name: [page_text(document, number) for number in range(1, document.source.pages + 1)]
        for name, document in documents.items()
    }
    version = _first_line([sys.executable, "-m", "balagh", "--version"])
    return Reading(tool="balagh", version=version, texts=texts, documents=documents, seconds=seconds)


def _read_joined(folder: Path, languages: str) -> Document | None:
    """Read the pictures of a folder, in order, as the pages of one document; None when that fails."""
    import balagh

    pages = sorted(folder.iterdir(), key=lambda path: (len(path.name), path.name))
    try:
        return balagh.read(pages, languages=languages) if languages else balagh.read(pages)
    except balagh.BalaghError as error:
        print(f"{folder.name}: {error}", file=sys.stderr)
        return None


def _tesseract(page: Path) -> str:
    return _output(tesseract_command(page))


def _ocrmypdf(page: Path) -> str:
    text, pdf = page.with_suffix(".txt"), page.with_suffix(".pdf")
    options = ["-l", "fra+ara", "--deskew", "--rotate-pages", "--output-type", "pdf", "--jobs", "1"]
    _output(["ocrmypdf", *options, "--image-dpi", "300", "--sidecar", str(text), str(page), str(pdf)])
    return text.read_text(encoding="utf-8")


def _page_by_page(
    tool: str, truths: Sequence[Truth], folder: Path, work: Path, read: Callable[[Path], str]
) -> Reading:
    seconds = 0.0
    texts: dict[str, list[str]] = {}
    for truth in truths:
        pages = write_pages(folder / "scans" / truth.file, work / tool)
        began = perf_counter()
        texts[truth.name] = [read(page) for page in pages]
        seconds += perf_counter() - began
    return Reading(tool=tool, version=_first_line([tool, "--version"]), texts=texts, seconds=seconds)


def _output(command: Sequence[str]) -> str:
    done = subprocess.run(command, env=environment(), check=True, capture_output=True)
    return done.stdout.decode("utf-8", errors="replace")


def _first_line(command: Sequence[str]) -> str:
    done = subprocess.run(command, env=environment(), check=False, capture_output=True)
    lines = (done.stdout or done.stderr).decode("utf-8", errors="replace").splitlines()
    return lines[0].strip() if lines else ""


_PAGE_READERS = {"tesseract": _tesseract, "ocrmypdf": _ocrmypdf}

#: Every tool that can be compared.
TOOLS = ("balagh", *_PAGE_READERS)
