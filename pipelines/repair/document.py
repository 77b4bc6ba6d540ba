"""Repair a document that balagh read: its blocks, its ledger, their languages, the words of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.pipelines.languages.tag import document_languages, tag_page
from balagh.pipelines.repair.fields import repair_fields
from balagh.pipelines.repair.pages import repair_pages
from balagh.settings import LANGUAGES

if TYPE_CHECKING:
    from balagh.model import Document, Page
    from balagh.pipelines.structure.authority import Authorities


def repair_document(document: Document, names: Authorities) -> Document:
    """Give the document with its blocks, their ledger and the words of its fields repaired; itself where all is well.

    Each block's `original` stays. Pages, blocks and their ids stay too. Blocks with a new text have their language,
    script and direction told anew, and so has the document. Issuers, contacts and dates stay: where they stand on the
    page is needed to find them.
    """
    pages, repairs = repair_pages(document.pages, document.repairs, names)
    if pages == document.pages and repairs == document.repairs:
        return document
    codes = _languages_asked_for(document)
    pages = tuple(_tagged(page, old, codes) for page, old in zip(pages, document.pages, strict=True))
    languages = document_languages(pages) if pages != document.pages else document.languages
    communique = repair_fields(document.communique, names)
    update = {"pages": pages, "repairs": repairs, "languages": languages, "communique": communique}
    return document.model_copy(update=update)


def _languages_asked_for(document: Document) -> tuple[str, ...]:
    """Give the codes of the languages that the document was read for; all that balagh knows if it does not say."""
    asked = document.provenance.settings.get("languages")
    names = asked.split("+") if isinstance(asked, str) else LANGUAGES
    return tuple(LANGUAGES[name] for name in names if name in LANGUAGES) or tuple(LANGUAGES.values())


def _tagged(page: Page, old: Page, codes: tuple[str, ...]) -> Page:
    """Give the repaired `page` with the blocks tagged anew whose text is another than in the `old` one."""
    if page == old:
        return old
    blocks = tuple(
        tagged if block.text != before.text else block
        for tagged, block, before in zip(tag_page(page, codes).blocks, page.blocks, old.blocks, strict=True)
    )
    return page.model_copy(update={"blocks": blocks})
