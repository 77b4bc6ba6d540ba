"""One document's part of the report: its section as a file of its own, and its pages' pictures.

Whoever read the document writes them; the report's pages are put together from them later (`emit.report`), in this run
or another. A part therefore knows nothing of its place in the report.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from balagh.emit.blocks import page_html
from balagh.emit.display import heading, warnings_html
from balagh.emit.fields import fields_html
from balagh.emit.files import OWN_FOLDER, TEMPORARY_PREFIX, TEMPORARY_SUFFIX, make_folder, write_whole
from balagh.emit.markup import esc, tag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from balagh.emit.summary import Entry
    from balagh.model import Document

#: Holds the pictures; the mark says that the folder is ours and its pictures are not scans to be read.
PICTURES: Final = "report"
MARK: Final = ".balagh-report"

#: Where a user keeps a folder called like ours, the pictures go here.
_OTHER_PICTURES: Final = "balagh-report"

#: Holds the parts, in balagh's own folder.
PARTS: Final = "parts"

#: How every part ends.
_LAST: Final = "</article>"

#: Hex digits in a section's id: 48 bits, and only the twenty documents of a page share a name space.
_ANCHOR_DIGITS: Final = 12


def prepare_report(out: Path) -> None:
    """Make the folders for parts and pictures in the output folder.

    Raises:
        FileAccessError: they cannot be made or written to.
    """
    make_folder(out / OWN_FOLDER / PARTS)
    pictures = pictures_folder(out)
    make_folder(pictures)
    if not (pictures / MARK).exists():
        write_whole(pictures / MARK, b"")


def pictures_folder(out: Path) -> Path:
    """Give the folder for pictures: `PICTURES`, or another where the user has files of his own in one called so."""
    usual = out / PICTURES
    if (usual / MARK).exists() or not usual.exists() or all(map(_is_litter, usual.iterdir())):
        return usual
    return out / _OTHER_PICTURES


def _is_litter(path: Path) -> bool:
    """Say whether a run that was killed before it could mark the folder as ours left a file."""
    return path.name.startswith(TEMPORARY_PREFIX) and path.name.endswith(TEMPORARY_SUFFIX)


def part_path(out: Path, stem: str) -> Path:
    """Give the place of the part that belongs to the JSON file ``STEM.json``."""
    return out / OWN_FOLDER / PARTS / f"{stem}.html"


def anchor(stem: str) -> str:
    """Give the id of a document's section: the same in every report, whatever stands beside it."""
    return f"d{hashlib.sha256(stem.encode()).hexdigest()[:_ANCHOR_DIGITS]}"


def section(document: Document, stem: str, pictures: Mapping[int, str]) -> str:
    """Give the document's section; `pictures` has the address of each page's picture, where there is one."""
    own = anchor(stem)
    pages = "".join(
        page_html(document, page, picture=pictures.get(page.number), prefix=f"{own}-")
        for page in document.pages
    )
    parts = (
        heading(document),
        _links(stem),
        warnings_html(document),
        fields_html(document.communique),
        pages,
    )
    return tag("article", "".join(parts), id=own, class_="document")


def read_part(out: Path, entry: Entry) -> str:
    """Give a document's section as it was written; where it is gone, or half there after a power cut, say so."""
    stem = (entry.json or "").removesuffix(".json")
    try:
        text = part_path(out, stem).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    return text if text.endswith(_LAST) else _lost_section(entry, stem)


def _lost_section(entry: Entry, stem: str) -> str:
    """Give what stands in for a part that is no longer there: the document is safe, only its display is gone."""
    note = (
        "What showed this document was removed; its JSON is still there. 'balagh run --again' shows it anew."
    )
    title = tag("h2", tag("bdi", esc(entry.title or entry.path)))
    body = title + _links(stem) + tag("p", esc(note), class_="quiet")
    return tag("article", body, id=anchor(stem), class_="document")


def _links(stem: str) -> str:
    links = (
        tag("a", "JSON", href=quote(f"{stem}.json")),
        tag("a", "to the top", href="#top"),
    )
    return tag("p", " · ".join(links))


def write_pictures(document: Document, out: Path, stem: str) -> dict[int, str]:
    """Write the picture of every page that has one; give their addresses, as a page in `out` names them.

    Raises:
        FileAccessError: one cannot be written.
    """
    folder = pictures_folder(out)
    addresses = {}
    for page in document.pages:
        picture = document.preview(page.number)
        if picture is None or not page.width:
            continue
        name = _picture_name(stem, page.number)
        write_whole(folder / name, picture)
        addresses[page.number] = quote(f"{folder.name}/{name}")
    return addresses


def clear_pictures(out: Path, stem: str, *, beyond: int) -> None:
    """Remove the pictures that an earlier reading of more pages left; `beyond` is the last page there is now."""
    number = beyond + 1
    while (stale := pictures_folder(out) / _picture_name(stem, number)).exists():
        stale.unlink(missing_ok=True)
        number += 1


def _picture_name(stem: str, page: int) -> str:
    return f"{stem}-p{page}.jpg"
