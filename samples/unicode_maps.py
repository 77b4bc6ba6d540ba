"""Text layers that lie: the glyphs of a PDF stay as they are, what they say they mean is changed.

A PDF's font carries a map from glyph numbers to Unicode (`/ToUnicode`, a CMap). Two faults that are common in
Moroccan files are made here: lam-alef ligatures whose two letters stand in the wrong order, and Arabic letters that
are the Latin ones of the same bytes.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: One line of a CMap's `beginbfchar` section: a glyph's number and its text in UTF-16.
_MAPPING = re.compile(rb"^<([0-9A-Fa-f]+)> <((?:[0-9A-Fa-f]{4})+)>", re.MULTILINE)

#: Lam followed by an alef of any kind: the letters of one ligature glyph.
_LAM_ALEF = re.compile("(\u0644)([\u0622\u0623\u0625\u0627])")

#: The Arabic code page of Windows, and the Latin one that its bytes are wrongly read as.
ARABIC_PAGE, LATIN_PAGE = "cp1256", "cp1252"


class NoLigatureError(ValueError):
    """No font of the PDF draws lam-alef as one glyph, so nothing could be swapped."""


def swap_lam_alef(pdf: bytes) -> bytes:
    """Give the PDF with the letters of every lam-alef glyph swapped in its Unicode map.

    Raises:
        NoLigatureError: there is no such glyph: the font joins two glyphs instead.
    """
    changed, count = rewrite_maps(pdf, lambda text: _LAM_ALEF.sub(r"\2\1", text))
    if not count:
        message = "no glyph stands for lam-alef: set the page in a font that has the ligature"
        raise NoLigatureError(message)
    return changed


def garble_arabic(pdf: bytes) -> bytes:
    """Give the PDF with every Arabic letter mapped to the Latin one of the same byte; other scripts stay right."""
    return rewrite_maps(pdf, mojibake)[0]


def mojibake(text: str) -> str:
    """Give Arabic letters as the Latin ones of the same bytes; other characters stay.

    >>> mojibake("بلاغ 12")
    'ÈáÇÛ 12'
    """
    return "".join(_as_latin(character) for character in text)


def _as_latin(character: str) -> str:
    if not "\u0600" <= character <= "\u06ff":
        return character
    # Five bytes mean nothing in the Latin page: a reader shows the replacement sign for them.
    return character.encode(ARABIC_PAGE, errors="replace").decode(LATIN_PAGE, errors="replace")


def rewrite_maps(pdf: bytes, change: Callable[[str], str]) -> tuple[bytes, int]:
    """Change what glyphs mean in every font's Unicode map.

    Args:
        pdf: the file.
        change: gives a glyph's new text for its old one.

    Returns:
        The new file, its pages and glyphs untouched, and the number of glyphs whose text changed.
    """
    import pikepdf

    count = 0
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if not (isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing):
                continue
            stream = thing.ToUnicode
            rewritten, changes = rewrite_map(stream.read_bytes(), change)
            stream.write(rewritten)
            count += changes
        document.save(target, deterministic_id=True)
    return target.getvalue(), count


def rewrite_map(cmap: bytes, change: Callable[[str], str]) -> tuple[bytes, int]:
    """Change the texts of one CMap; give the new CMap and the number of glyphs whose text changed."""
    count = 0

    def replace(match: re.Match[bytes]) -> bytes:
        nonlocal count
        text = bytes.fromhex(match[2].decode("ascii")).decode("utf-16-be")
        new = change(text)
        count += new != text
        return b"<%s> <%s>" % (match[1], new.encode("utf-16-be").hex().encode("ascii"))

    return _MAPPING.sub(replace, cmap), count
