"""Repair the texts of a communiqué's fields: they are joined from lines of blocks that were repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from balagh.pipelines.repair.passes import repair_lines
from balagh.pipelines.repair.rules import apply_edits
from balagh.pipelines.repair.sequence import document_passes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from balagh.model import BodyItem, Communique, Version
    from balagh.pipelines.structure.authority import Authorities

_Text = TypeVar("_Text", str, "str | None")


def repair_fields(communique: Communique, names: Authorities) -> Communique:
    """Give the communiqué with its worded fields repaired; no field comes, goes or becomes empty.

    Issuers, contacts, references and dates stay: they were found by other means than by joining lines.
    """
    lines = tuple(dict.fromkeys(line for text in _texts(communique) for line in text.split("\n")))
    edits = repair_lines(lines, document_passes(names))
    fixed = {
        line: apply_edits(line, found) or line
        for line, found in zip(lines, edits, strict=True)
        if any(edit.applied for edit in found)
    }
    if not fixed:
        return communique
    letterhead = tuple(
        line.model_copy(update={"text": _fix(line.text, fixed)}) for line in communique.letterhead
    )
    versions = {code: _version(version, fixed) for code, version in communique.versions.items()}
    return communique.model_copy(update={"letterhead": letterhead, "versions": versions})


def _texts(communique: Communique) -> Iterator[str]:
    yield from (line.text for line in communique.letterhead)
    for version in communique.versions.values():
        for text in (version.kind, version.title, version.subtitle, version.place, version.end_mark):
            yield text or ""
        for item in version.body:
            yield item.text
            yield from (cell for row in item.rows or () for cell in row)
        for about in version.about:
            yield about.heading or ""
            yield about.text


def _version(version: Version, fixed: Mapping[str, str]) -> Version:
    return version.model_copy(
        update={
            "kind": _fix(version.kind, fixed),
            "title": _fix(version.title, fixed),
            "subtitle": _fix(version.subtitle, fixed),
            "place": _fix(version.place, fixed),
            "end_mark": _fix(version.end_mark, fixed),
            "body": tuple(_item(item, fixed) for item in version.body),
            "about": tuple(
                about.model_copy(
                    update={"heading": _fix(about.heading, fixed), "text": _fix(about.text, fixed)}
                )
                for about in version.about
            ),
        }
    )


def _item(item: BodyItem, fixed: Mapping[str, str]) -> BodyItem:
    rows = item.rows and tuple(tuple(_fix(cell, fixed) for cell in row) for row in item.rows)
    return item.model_copy(update={"text": _fix(item.text, fixed), "rows": rows})


def _fix(text: _Text, fixed: Mapping[str, str]) -> _Text:
    return text and "\n".join(fixed.get(line, line) for line in text.split("\n"))
