"""A font from before Unicode, made of one of today: it prints Tifinagh for Latin letters."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Mapping

    from balagh.pipelines.layer.tifinagh_fonts import Table

#: A typeface that has Latin letters and Tifinagh.
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")

_NAMES = {1: "{}", 3: "{}", 4: "{}", 6: "{}", 16: "{}"}


def legacy_font(name: str, letters: Mapping[str, str], source: Path = DEJAVU) -> bytes:
    """A TrueType font `name` in which each key of `letters` prints the signs that are its value; figures stay."""
    font = TTFont(source)
    options = Options(layout_features=[], notdef_outline=True, name_IDs=["*"])
    cutter = Subsetter(options)
    kept = " .,:;/-()!?«»'0123456789"
    cutter.populate(text="".join(letters.values()) + kept)
    cutter.subset(font)
    known = font.getBestCmap()
    printed = {ord(sign): known[ord(sign)] for sign in kept}
    for latin, signs in letters.items():
        printed[ord(latin)] = (
            known[ord(signs)] if len(signs) == 1 else _joined(font, [known[ord(sign)] for sign in signs])
        )
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = dict(printed)
    font["cmap"].tables = [table for table in font["cmap"].tables if table.isUnicode()]
    for record in font["name"].names:
        if record.nameID in _NAMES:
            record.string = name
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _joined(font: TTFont, parts: list[str]) -> str:
    """Add a glyph that shows others side by side, and give its name."""
    name = "_".join(parts)
    if name in font["glyf"].keys():  # noqa: SIM118  # the table has no __contains__ that takes new names
        return name
    pen, left = TTGlyphPen(font.getGlyphSet()), 0
    for part in parts:
        pen.addComponent(part, (1, 0, 0, 1, left, 0))
        left += font["hmtx"][part][0]
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = pen.glyph()
    font["hmtx"][name] = (left, 0)
    return name


def letter_html(body: str, fonts: Mapping[str, Path], size: int = 13) -> str:
    """A page in HTML whose classes f0, f1 and so on are the fonts in these files, by their family names."""
    faces = "".join(
        f"@font-face{{font-family:'{name}';src:url('file://{path}')}}.f{k}{{font-family:'{name}'}}"
        for k, (name, path) in enumerate(fonts.items())
    )
    style = f"@page{{size:A5;margin:15mm}}body{{font:{size}pt 'DejaVu Sans';text-align:left}}{faces}"
    return f"<!doctype html><meta charset='utf-8'><style>{style}</style>{body}"


def typed(text: str, table: Table) -> str:
    """Latin letters that print as `text` in a font that follows `table`."""
    keys: dict[str, str] = {}
    for latin, signs in table.letters.items():
        keys.setdefault(signs, latin)
    for signs in (signs for signs in keys if len(signs) > 1):
        text = text.replace(signs, keys[signs])
    return "".join(keys.get(sign, sign) for sign in text)


def reordered(table: Table) -> Table:
    """The same table with its letters on other keys: an order that nobody has written down."""
    keys = sorted(table.letters)
    moved = keys[11:] + keys[:11]
    return replace(table, letters={key: table.letters[old] for key, old in zip(moved, keys, strict=True)})


def save_font(folder: Path, name: str, letters: Mapping[str, str]) -> Path:
    """Save a font as `legacy_font` makes it, and give its place."""
    path = folder / f"{name.replace(' ', '-')}.ttf"
    path.write_bytes(legacy_font(name, letters))
    return path
