"""An inbox of a hundred files, ten of them bad, each in its own way."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image

SCANS = Path(__file__).resolve().parent.parent / "samples" / "scans"

#: Good files, of which some are scans and the rest short texts.
GOOD = 90
GOOD_SCANS = 4

#: Pixels of the picture that is too large, and of the one that takes too long, a side.
HUGE, SLOW = 20_000, 9_000

#: Bytes that a part of the bomb unpacks to, of which the packed file has a thousandth.
BOMB = 400 << 20


def drop_hundred(inbox: Path) -> dict[str, str]:
    """Fill `inbox`; give the reason for which each bad file must be set aside, by name.

    A file that its owner may not read is readable for root, and then is a good one; a line feed and Arabic letters in a
    name are no reason to fail, so that file is made damaged.
    """
    inbox.mkdir(parents=True)
    scans = sorted(SCANS.glob("*.jpg"))[:GOOD_SCANS]
    for file in scans:
        shutil.copy(file, inbox / file.name)
    for number in range(GOOD - len(scans)):
        text = f"COMMUNIQUÉ\n\nRabat, le {number % 28 + 1} mars 2021 - Le conseil s'est réuni pour la fois {number}.\n"
        (inbox / f"bon-{number:02}.txt").write_text(text, encoding="utf-8")
    scan = scans[0].read_bytes()
    (inbox / "zero.pdf").touch()
    (inbox / "cut.png").write_bytes(_png(Image.new("L", (600, 800), 255))[:-500])
    _lock(inbox / "locked.pdf")
    _bomb(inbox / "bomb.docx")
    (inbox / "huge.png").write_bytes(_png(Image.new("1", (HUGE, HUGE), 1)))
    (inbox / "slow.png").write_bytes(_png(_crowd(SLOW)))
    os.mkfifo(inbox / "pipe")
    (inbox / "loop").symlink_to("loop")
    odd = inbox / "ligne\nبلاغ.jpg"
    odd.write_bytes(scan[: len(scan) // 50])
    closed = inbox / "closed.txt"
    closed.write_text("Fermé à clef", encoding="utf-8")
    closed.chmod(0)
    expected = {
        "zero.pdf": "empty",
        "cut.png": "damaged",
        "locked.pdf": "encrypted",
        "bomb.docx": "too-large",
        "huge.png": "too-large",
        "slow.png": "timeout",
        "pipe": "not-a-file",
        "loop": "not-a-file",
        odd.name: "damaged",
        closed.name: "no-access",
    }
    if os.geteuid() == 0:
        del expected[closed.name]
    return expected


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _crowd(side: int) -> Image.Image:
    """Give a page crowded with marks of the size of letters: nothing on it can be read, and much is tried."""
    chance = np.random.default_rng(20261122)
    small = chance.random((side // 6, side // 6)) < 0.35
    return Image.fromarray(np.where(np.kron(small, np.ones((6, 6), bool)), 0, 255).astype(np.uint8))


def _lock(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))


def _bomb(path: Path) -> None:
    kinds = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", kinds)
        with archive.open("word/document.xml", "w") as part:
            for _ in range(BOMB >> 20):
                part.write(b" " * (1 << 20))
