"""Other programs that make files for us: Chromium, LibreOffice and OCRmyPDF, each run by one function.

None of them is needed for the committed samples; where one is missing, the message says which package has it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Seconds a program may take for one document: the slowest (OCRmyPDF on three pages) takes under a minute.
PATIENCE = 300

#: A moment that stands for all moments, so that the same document gives the same bytes.
EPOCH = b"20200101000000"

#: Dates in a PDF's information, which change with every run; the replacement is as long, so offsets stay right.
_PDF_DATE = re.compile(rb"D:\d{14}")

#: The two halves of a PDF's identity, which LibreOffice draws anew for every run.
_PDF_ID = re.compile(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]{32})(>\s*<)([0-9A-Fa-f]{32})(>)")

#: LibreOffice's checksum of the document, of its own making.
_CHECKSUM = re.compile(rb"(/DocChecksum\s*/)([0-9A-Fa-f]{32})")


class MissingProgramError(RuntimeError):
    """A carrier needs a program that is not installed, or that gave up; the message says what to do."""


def print_with_chromium(html: str) -> bytes:
    """Print a page of HTML to PDF with Chromium, without its own head and foot lines.

    Raises:
        MissingProgramError: Chromium is not installed or gave no PDF.
    """
    program = _find(
        ("chromium", "chromium-browser", "google-chrome"), "chromium", "Debian's package chromium"
    )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(html, encoding="utf-8")
        # Root, as in a container, may only run Chromium without its sandbox; the page is our own.
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        profile = f"--user-data-dir={folder}/profile"
        _run([program, *options, profile, f"--print-to-pdf={target}", source.as_uri()], target)
        return _timeless(target.read_bytes())


def convert_with_libreoffice(docx: bytes) -> bytes:
    """Convert a DOCX file to PDF with LibreOffice Writer, under a profile of its own.

    Raises:
        MissingProgramError: LibreOffice is not installed or gave no PDF.
    """
    program = _find(("soffice", "libreoffice"), "LibreOffice", "Debian's package libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.docx", Path(folder) / "page.pdf"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        _run(command, target)
        return _timeless(target.read_bytes())


def lay_text_under(pdf: bytes, language: str) -> bytes:
    """Lay OCRmyPDF's text layer, read in `language` (Tesseract's name for it), under the pages of a scan.

    Raises:
        MissingProgramError: OCRmyPDF or Tesseract's language is not installed.
    """
    _find(("tesseract",), "Tesseract", "Debian's package tesseract-ocr")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "scan.pdf", Path(folder) / "sandwich.pdf"
        source.write_bytes(pdf)
        # Plain PDF and pdfium's rasterizer: neither wants Ghostscript.
        options = ["-l", language, "--output-type", "pdf", "--rasterizer", "pypdfium", "--optimize", "0"]
        command = [sys.executable, "-m", "ocrmypdf", *options, "--jobs", "1", str(source), str(target)]
        _run(command, target)
        return _timeless(target.read_bytes())


def _find(names: Sequence[str], title: str, package: str) -> str:
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        message = f"{title} is not installed: this carrier needs it ({package})"
        raise MissingProgramError(message)
    return found


def _run(command: Sequence[str], target: Path) -> None:
    """Run a program that has to leave `target` behind."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "SOURCE_DATE_EPOCH": "1577836800"}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, timeout=PATIENCE)
    if done.returncode or not target.exists():
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()[-3:]
        message = (
            f"{Path(command[0]).name} gave no {target.suffix} (code {done.returncode}): {' / '.join(said)}"
        )
        raise MissingProgramError(message)


def _timeless(pdf: bytes) -> bytes:
    """Give the same PDF without the moment and the chance of its making; every replacement is as long as before."""
    pdf = _PDF_DATE.sub(b"D:" + EPOCH, pdf)
    pdf = _CHECKSUM.sub(lambda match: match[1] + b"0" * 32, pdf)
    return _PDF_ID.sub(lambda match: match[1] + b"0" * 32 + match[3] + b"0" * 32 + match[5], pdf)
