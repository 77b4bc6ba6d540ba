"""The notebook display of a repaired text: its lines with what was repaired marked, and the list of repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from balagh.emit.display import stylesheet
from balagh.emit.markup import Mark, counted, esc, marked, percent, tag

if TYPE_CHECKING:
    from balagh.model import Repair
    from balagh.model.repaired import Repaired

#: A notebook keeps every output it shows: so many characters of text, and so many rows of the list.
MOST_CHARACTERS: Final = 20_000
MOST_REPAIRS: Final = 200


def repaired_html(repaired: Repaired) -> str:
    """Give a repaired text as one self-contained, escaped fragment."""
    text = repaired.text[:MOST_CHARACTERS]
    lines = tag("pre", marked(text, _marks(repaired)), dir="auto", class_="prose")
    if len(text) < len(repaired.text):
        lines += tag(
            "p", f"… and {counted(len(repaired.text) - len(text), 'more character')}", class_="quiet"
        )
    made = sum(repair.applied for repair in repaired.repairs)
    left = len(repaired.repairs) - made
    facts = f"{counted(made, 'repair')}, {counted(left, 'proposal')} left alone"
    body = lines + tag("p", esc(facts), class_="quiet") + _table(repaired)
    return tag("div", f"<style>{stylesheet('page.css')}</style>{body}", class_="balagh")


def _marks(repaired: Repaired) -> list[Mark]:
    """Give the places of the repairs in the repaired text."""
    marks: list[Mark] = []
    shift = 0
    for repair in sorted((r for r in repaired.repairs if r.applied), key=lambda repair: repair.span):
        start = repair.span[0] + shift
        title = f"{repair.rule}: {repair.before}"
        marks.append(Mark(start=start, end=start + len(repair.after), css="fixed", title=title))
        shift += len(repair.after) - len(repair.before)
    return marks


def _table(repaired: Repaired) -> str:
    shown = repaired.repairs[:MOST_REPAIRS]
    if not shown:
        return ""
    head = ("line", "rule", "was", "is", "or", "sure", "why")
    rows = "".join(tag("tr", "".join(tag("td", cell) for cell in _cells(repaired, one))) for one in shown)
    return tag("table", tag("tr", "".join(tag("th", esc(name)) for name in head)) + rows)


def _cells(repaired: Repaired, repair: Repair) -> tuple[str, ...]:
    line, _ = repaired.place(repair)
    after = tag("bdi", esc(repair.after))
    return (
        str(line),
        esc(repair.rule),
        tag("bdi", esc(repair.before)),
        after if repair.applied else f"(perhaps {after})",
        ", ".join(tag("bdi", esc(other)) for other in repair.alternatives),
        percent(repair.confidence),
        esc("; ".join(repair.evidence)),
    )
