"""What one document leaves in the output folder, written by whoever read it: pictures, report part, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.emit.files import sync_folder, write_whole
from balagh.emit.json_file import document_json, json_path
from balagh.emit.report_part import clear_pictures, part_path, pictures_folder, section, write_pictures
from balagh.emit.summary import document_entry

if TYPE_CHECKING:
    from pathlib import Path

    from balagh.emit.summary import Entry
    from balagh.model import Document


def write_outputs(
    document: Document, *, out: Path, name: str, path: str, seconds: float, wanted: int
) -> Entry:
    """Write a document's files into `out`, JSON and pictures on the disk when this returns, and sum it up.

    The JSON file comes last: where it is, the rest is too. `prepare_report` has made the folders.

    Args:
        document: what was read.
        out: the output folder.
        name: the JSON file's name without suffix, as far as it is free (see `json_path`).
        path: the input as text.
        seconds: what the reading took.
        wanted: the number of pages that were asked for.

    Raises:
        FileAccessError: a file cannot be written; the JSON file is then as it was.
    """
    place = json_path(document, out, name)
    addresses = write_pictures(document, out, place.stem)
    # The report can do without a part (`report_part.read_part`): two waits for the disk less for every document.
    part = section(document, place.stem, addresses).encode()
    write_whole(part_path(out, place.stem), part, durable=False)
    if addresses:
        sync_folder(pictures_folder(out))
    write_whole(place, document_json(document).encode())
    sync_folder(out)
    clear_pictures(out, place.stem, beyond=max((page.number for page in document.pages), default=0))
    return document_entry(document, path=path, json=place.name, seconds=seconds, wanted=wanted)
