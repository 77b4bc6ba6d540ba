"""Repair a document that balagh read: its blocks, its ledger, the words of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.repair.fields import repair_fields
from balagh.pipelines.repair.pages import repair_pages

if TYPE_CHECKING:
    from balagh.model import Document
    from balagh.pipelines.structure.authority import Authorities


def repair_document(document: Document, names: Authorities) -> Document:
    """Give the document with its blocks, their ledger and the words of its fields repaired; itself where all is well.

    Each block's `original` stays. Pages, blocks and their ids stay too.
    """
    pages, repairs = repair_pages(document.pages, document.repairs, names)
    if pages == document.pages and repairs == document.repairs:
        return document
    communique = repair_fields(document.communique, names)
    return document.model_copy(update={"pages": pages, "repairs": repairs, "communique": communique})
