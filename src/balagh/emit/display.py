"""The notebook display: a document as a fragment of HTML, of bounded size that loads nothing from afar."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from balagh.emit.blocks import legend, page_html
from balagh.emit.fields import fields_html
from balagh.emit.markup import counted, esc, language_name, percent, prose, tag
from balagh.emit.summary import main_version

if TYPE_CHECKING:
    from balagh.model import Document, Page

#: A notebook keeps every output it shows: three pages with their pictures are about half a megabyte.
MOST_PAGES: Final = 3
MOST_BLOCKS: Final = 120


def document_html(document: Document) -> str:
    """Give the document's fields and first pages as one self-contained, escaped fragment."""
    prefix = f"b{document.source.sha256[:8]}-"
    pages = "".join(
        page_html(document, page, picture=_embedded(document, page), prefix=prefix, most=MOST_BLOCKS)
        for page in document.pages[:MOST_PAGES]
    )
    left = len(document.pages) - MOST_PAGES
    if left > 0:
        pages += tag("p", f"… and {counted(left, 'more page')}", class_="quiet")
    parts = (heading(document), warnings_html(document), fields_html(document.communique), legend(), pages)
    # A notebook has a theme of its own, light or dark: its colours are kept and only accents are added.
    return tag("div", f"<style>{stylesheet('page.css')}</style>" + "".join(parts), class_="balagh")


def heading(document: Document, level: str = "h2") -> str:
    """Give the title, or the file's name where there is none, over a line of facts."""
    version = main_version(document)
    languages = {id(item): code for code, item in document.communique.versions.items()}
    title = (
        prose(version.title, languages[id(version)])
        if version and version.title
        else esc(document.source.name)
    )
    facts = [
        tag("bdi", esc(document.source.name)),
        counted(document.source.pages, "page"),
        esc(", ".join(f"{language_name(s.code)} {percent(s.share)}" for s in document.languages)),
    ]
    return tag(level, title) + tag("p", " · ".join(fact for fact in facts if fact), class_="quiet")


def warnings_html(document: Document) -> str:
    """Give the document's warnings as a list; nothing when there is none."""
    items = (
        tag("li", (f"Page {warning.page}: " if warning.page else "") + esc(warning.message))
        for warning in document.warnings
    )
    listed = "".join(items)
    return tag("ul", listed, class_="warnings", aria_label="Warnings") if listed else ""


@cache
def stylesheet(name: str) -> str:
    """Give a style sheet or script of this package as text."""
    return files("balagh.emit").joinpath(name).read_text(encoding="utf-8")


def _embedded(document: Document, page: Page) -> str | None:
    picture = document.preview(page.number)
    return f"data:image/jpeg;base64,{b64encode(picture).decode('ascii')}" if picture else None
