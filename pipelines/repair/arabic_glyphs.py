"""Names of glyphs that a PDF's reader gave in place of letters, read as the letters that they name."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from balagh.model import Script
from balagh.pipelines.languages.scripts import script_of
from balagh.pipelines.repair.rules import Edit, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE = r"uni(?:[0-9A-F]{4})+|afii57\d{3}"
#: One name: after a slash any of the kinds, without one only those that nothing else looks like.
_NAME = rf"(?:/(?:{_CODE}|u[0-9A-F]{{4,6}}|[a-z]+arabic|space)|{_CODE})(?:\.[a-z]{{3,5}}\d?)?_?"
#: Names stand side by side or beside Arabic letters; in an address, a path or a program they are meant.
_NAMES = re.compile(rf"""(?<![A-Za-z0-9_./:\\'"=-]){_NAME}(?:[ ]?{_NAME})*(?![A-Za-z0-9_/\\'"=-])""")
_ONE = re.compile(rf"[ ]|/?(?P<name>{_CODE}|u[0-9A-F]{{4,6}}|[a-z]+)(?:\.[a-z]{{3,5}}\d?)?_?")
#: A glyph's number in a font: no table in the text says which letter it is.
_NUMBERED = re.compile(r"\(cid:\d+\)(?: ?\(cid:\d+\))*|(?<![\w./:])/g\d+(?:/g\d+)+(?![\w/])")

_FOUR = re.compile("[0-9A-F]{4}")

#: The highest code point, and those that stand for half a letter each.
_LAST, _HALVES = 0x10FFFF, range(0xD800, 0xE000)


def find_leaked_glyphs(line: str) -> tuple[Edit, ...]:
    """Find names of Arabic and Tifinagh glyphs, as in `/uniFEEE`, and give the letters; forms stay forms.

    Glyphs of which only a number leaked are named in an edit that is not applied.

    >>> [edit.after for edit in find_leaked_glyphs("/uni0627/uni0644/afii57445غرب")]
    ['الم']
    """
    edits = [edit for match in _NAMES.finditer(line) if (edit := _named(match)) is not None]
    edits += map(_numbered, _NUMBERED.finditer(line))
    return tuple(sorted(edits, key=lambda edit: edit.start))


def _named(match: re.Match[str]) -> Edit | None:
    names = [part["name"] or "space" for part in _ONE.finditer(match.group())]
    if set(names) <= {"space"}:
        return None
    letters = [_letters(name) for name in names]
    if not all(letters):
        return None
    spelled = "".join(letters).strip() if names[0] == "space" or names[-1] == "space" else "".join(letters)
    if not any(script_of(letter) in {Script.ARABIC, Script.TIFINAGH} for letter in spelled):
        return None
    note = f"{len(names)} names of glyphs" if len(names) > 1 else f"the glyph {names[0]}"
    return Edit(
        start=match.start(),
        end=match.end(),
        after=spelled,
        rule=Rule.LEAKED_GLYPHS,
        note=note,
        confidence=0.98,
    )


def _numbered(match: re.Match[str]) -> Edit:
    count = match.group().count("(") or match.group().count("/")
    note = (
        f"{count} glyphs of which only numbers in a font are known" if count > 1 else "a glyph without a name"
    )
    return Edit(
        start=match.start(),
        end=match.end(),
        after=match.group(),
        rule=Rule.LEAKED_GLYPHS,
        note=note,
        confidence=0.0,
        applied=False,
    )


def _letters(name: str) -> str:
    """Give the letters that a glyph's name stands for; "" where it names no letter or sign."""
    if name == "space":
        return " "
    if name.startswith("uni"):
        codes = _FOUR.findall(name[3:])
    elif re.fullmatch("u[0-9A-F]{4,6}", name):
        codes = [name[1:]]
    else:
        return _adobe_names().get(name, "")
    numbers = [int(code, 16) for code in codes]
    if any(number > _LAST or number in _HALVES for number in numbers):
        return ""
    text = "".join(map(chr, numbers))
    return text if all(unicodedata.category(letter)[0] in "LMNPSZ" for letter in text) else ""


@cache
def _adobe_names() -> Mapping[str, str]:
    # Loaded where it is needed: most documents never need it.
    from pdfminer.glyphlist import glyphname2unicode

    return {
        name: letters
        for name, letters in glyphname2unicode.items()
        if name.startswith("afii57") or name.endswith("arabic")
    }
