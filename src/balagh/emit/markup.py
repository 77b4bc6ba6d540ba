"""Small pieces of HTML: escaping, tags, marked text. Nothing here knows what a document is."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Characters that HTML forbids (controls) or that would turn the page around them (bidi overrides and
#: isolates).
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

#: The languages' names as the pages show them.
LANGUAGE_NAMES: Final = {
    "fr": "French",
    "ar": "Arabic",
    "en": "English",
    "es": "Spanish",
    "zgh": "Amazigh",
    "zgh-Latn": "Amazigh (Latin letters)",
    "und": "language unknown",
}

#: Languages that run from right to left.
_RIGHT_TO_LEFT: Final = frozenset({"ar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch of a text to set off: code points `start` to `end` (exclusive), a CSS class and a tooltip."""

    start: int
    end: int
    css: str
    title: str

    def clip(self, start: int, end: int) -> Mark:
        """Give the part that lies between `start` and `end`, counted from `start`; it may be empty."""
        first, last = max(self.start, start) - start, min(self.end, end) - start
        return Mark(start=first, end=last, css=self.css, title=self.title)


def esc(text: object) -> str:
    """Give `text` safe inside an element or a quoted attribute; what HTML forbids shows as U+FFFD."""
    return html.escape(_FORBIDDEN.sub("\ufffd", str(text)), quote=True)


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """Give an element around `content`, which is HTML already; attribute values are escaped here.

    An attribute that is None is left out; a trailing underscore is dropped and others become hyphens.

    >>> tag("p", "a &lt; b", class_="x", data_b="1", title=None)
    '<p class="x" data-b="1">a &lt; b</p>'
    """
    pairs = (
        f' {key.rstrip("_").replace("_", "-")}="{esc(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{''.join(pairs)}>{content}</{name}>"


def prose(text: str, language: str | None) -> str:
    """Give a text in its own language and direction, isolated from what stands around it."""
    if language is None or language == "und":
        return tag("span", esc(text), dir="auto", class_="prose")
    return tag("span", esc(text), dir=direction(language), lang=language, class_="prose")


def direction(language: str) -> str:
    """Give ``rtl`` or ``ltr``."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def language_name(code: str) -> str:
    """Give the English name of a language; the code itself where there is none."""
    return LANGUAGE_NAMES.get(code, code)


def percent(share: float | None, digits: int = 0) -> str:
    """Give 0.934 as ``93 %``, and nothing known as a dash."""
    return "–" if share is None else f"{100 * share:.{digits}f} %"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Give a number with its noun.

    >>> counted(1, "page"), counted(1200, "page"), counted(0, "entry", "entries")
    ('1 page', '1,200 pages', '0 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def marked(text: str, marks: Iterable[Mark]) -> str:
    """Give `text` as HTML with its marks; where some overlap, the stretch has all their classes."""
    valid = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text), *(m.start for m in valid), *(m.end for m in valid)})
    return "".join(_stretch(text, start, end, valid) for start, end in pairwise(edges))


def _stretch(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    here = [mark for mark in marks if mark.start <= start and end <= mark.end]
    content = esc(text[start:end])
    if not here:
        return content
    classes = " ".join(dict.fromkeys(mark.css for mark in here))
    return tag("mark", content, class_=classes, title="; ".join(mark.title for mark in here))
