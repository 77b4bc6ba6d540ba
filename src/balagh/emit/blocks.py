"""A page as HTML: its picture under coloured boxes, beside it the text, block by block in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from balagh.emit.markup import Mark, counted, esc, language_name, marked, percent, tag
from balagh.emit.summary import DOUBTFUL
from balagh.model import Origin, Script

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from balagh.model import Block, Box, Document, Page, Repair

#: The scripts in the order of the legend, with the names it shows.
SCRIPT_NAMES: Final = {
    Script.LATIN: "Latin",
    Script.ARABIC: "Arabic",
    Script.TIFINAGH: "Tifinagh",
    Script.COMMON: "no script",
}

_ORIGINS: Final = {
    Origin.OCR: "read from the picture",
    Origin.TEXT_LAYER: "from the text layer",
    Origin.MIXED: "picture and text layer",
    Origin.DOCX: "from the Word file",
    Origin.TEXT: "plain text",
}


def legend() -> str:
    """Give the key to the colours."""
    scripts = (tag("li", esc(name), class_=f"key s-{script}") for script, name in SCRIPT_NAMES.items())
    marks = (
        tag("li", tag("mark", "word", class_="doubt") + f" doubtful (below {percent(DOUBTFUL)})"),
        tag("li", tag("mark", "word", class_="fixed") + " repaired"),
    )
    return tag("ul", "".join((*scripts, *marks)), class_="legend", aria_label="Key to the colours")


def page_html(
    document: Document, page: Page, *, picture: str | None, prefix: str, most: int | None = None
) -> str:
    """Give one page.

    Args:
        document: whose page it is; its repairs are shown in the text.
        page: the page.
        picture: address of its picture (a relative one, or a data: one); None where there is none.
        prefix: begins the ids on this page, so that several documents can share one file.
        most: give at most this many blocks; None for all.
    """
    blocks = page.blocks[:most]
    repairs: dict[str, list[Repair]] = {}
    for repair in document.repairs:
        repairs.setdefault(repair.block, []).append(repair)
    text = "".join(_block(block, repairs.get(block.id, ()), prefix) for block in blocks)
    if len(blocks) < len(page.blocks):
        text += tag("p", f"… and {counted(len(page.blocks) - len(blocks), 'more block')}", class_="quiet")
    text = text or tag("p", "Nothing was read on this page.", class_="quiet")
    head = tag("h3", f"Page {page.number}") + tag("p", esc(_facts(page)), class_="quiet")
    scan = _scan(document, page, blocks, picture, prefix) if page.width and page.height else ""
    body = scan + tag("div", text, class_="reading")
    return tag("section", head + tag("div", body, class_="spread" if scan else "spread alone"), class_="page")


def _facts(page: Page) -> str:
    facts = [_ORIGINS[page.origin]]
    if page.dpi:
        facts.append(f"{page.dpi:.0f} dpi")
    if page.rotation:
        facts.append(f"turned by {page.rotation}°")
    if page.skew:
        facts.append(f"straightened by {abs(page.skew):.1f}°")
    facts += [step.name.replace("_", " ") for step in page.quality.steps if step.applied]
    return " · ".join(dict.fromkeys(facts))


def _scan(document: Document, page: Page, blocks: Sequence[Block], picture: str | None, prefix: str) -> str:
    alt = f"Page {page.number} of {document.source.name} as scanned"
    image = ""
    if picture:
        size = f'width="{page.width}" height="{page.height}"'
        image = f'<img src="{esc(picture)}" alt="{esc(alt)}" {size} loading="lazy">'
    shapes = "".join(_outline(block, prefix) for block in blocks if block.bbox)
    view = f"0 0 {page.width} {page.height}"
    overlay = tag(
        "svg", shapes, viewBox=view, preserveAspectRatio="none", aria_label="Blocks on the page", role="group"
    )
    style = f"aspect-ratio: {page.width} / {page.height}"
    return tag("figure", tag("div", image + overlay, class_="sheet", style=style), class_="scan")


def _outline(block: Block, prefix: str) -> str:
    if block.bbox is None:
        return ""
    lines = "".join(_rect(line.bbox, f"line s-{line.script}") for line in block.lines if line.bbox)
    words = (word for line in block.lines for word in line.words)
    doubts = "".join(_rect(w.bbox, "doubt") for w in words if w.bbox and _is_doubtful(w.confidence))
    tip = tag("title", esc(_label(block)))
    shapes = tip + lines + _rect(block.bbox, f"block s-{block.script}") + doubts
    ids = {"id": f"{prefix}{block.id}-box", "data_b": f"{prefix}{block.id}"}
    return tag("a", shapes, href=f"#{prefix}{block.id}", aria_label=_label(block), **ids)


def _rect(box: Box, css: str) -> str:
    return f'<rect x="{box.x0}" y="{box.y0}" width="{box.width}" height="{box.height}" class="{css}"/>'


def _label(block: Block) -> str:
    parts = [block.role.replace("_", " "), language_name(block.language)]
    if block.confidence is not None:
        parts.append(percent(block.confidence))
    return " · ".join(parts)


def _block(block: Block, repairs: Sequence[Repair], prefix: str) -> str:
    label = tag(
        "a", esc(_label(block)), href=f"#{prefix}{block.id}-box" if block.bbox else None, class_="role"
    )
    marks = (*_doubt_marks(block), *_repair_marks(block, repairs))
    if block.text.strip():
        language = None if block.language == "und" else block.language
        body = tag("div", _lines(block.text, marks), class_="text", lang=language, dir=block.direction)
    else:
        body = tag("p", "not read", class_="quiet")
    css = f"block s-{block.script} r-{block.role}"
    ids = {"id": f"{prefix}{block.id}", "data_b": f"{prefix}{block.id}"}
    return tag("div", label + body + _changes(repairs), class_=css, **ids)


def _lines(text: str, marks: Sequence[Mark]) -> str:
    """Give the text line by line as printed, so that the eye finds each one in the picture."""
    start, lines = 0, []
    for line in text.split("\n"):
        here = (m.clip(start, start + len(line)) for m in marks)
        lines.append(tag("span", marked(line, here), class_="l"))
        start += len(line) + 1
    # The line feeds are for whoever copies the text; each line stands on a line of its own without them.
    return "\n".join(lines)


def _changes(repairs: Sequence[Repair]) -> str:
    """Give what was repaired, before and after; what was considered and left alone is said so."""
    rows = []
    for repair in repairs:
        before, after = tag("del", esc(repair.before), dir="auto"), tag("ins", esc(repair.after), dir="auto")
        verdict = "" if repair.applied else " (left as it was)"
        rule = tag("span", esc(f"{repair.rule.replace('_', ' ')}{verdict}"), class_="quiet")
        rows.append(tag("li", f"{before} → {after} {rule}", class_=None if repair.applied else "unsure"))
    return tag("ul", "".join(rows), class_="changes", aria_label="Repairs") if rows else ""


def _is_doubtful(confidence: float | None) -> bool:
    return confidence is not None and confidence < DOUBTFUL


def _doubt_marks(block: Block) -> Iterator[Mark]:
    """Find the doubtful words in the block's text, in order; a word that was repaired away is not there."""
    start = 0
    for line, text in zip(block.lines, block.text.split("\n"), strict=False):
        cursor, end = start, start + len(text)
        for word in line.words:
            at = block.text.find(word.text, cursor, end) if word.text else -1
            if at < 0:
                continue
            cursor = at + len(word.text)
            if _is_doubtful(word.confidence):
                yield Mark(start=at, end=cursor, css="doubt", title=f"doubtful: {percent(word.confidence)}")
        start = end + 1


def _repair_marks(block: Block, repairs: Sequence[Repair]) -> Iterator[Mark]:
    """Find in the text what each applied repair put there: spans count in the original, so they shift."""
    shift = 0
    for repair in sorted((r for r in repairs if r.applied), key=lambda r: r.span):
        start = repair.span[0] + shift
        end = start + len(repair.after)
        shift += len(repair.after) - (repair.span[1] - repair.span[0])
        if block.text[start:end] == repair.after:
            title = f"repaired: {repair.before} → {repair.after} ({repair.rule})"
            yield Mark(start=start, end=end, css="fixed", title=title)
