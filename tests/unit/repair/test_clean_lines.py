from __future__ import annotations

import pytest

import balagh
from bench.repair_clean import clean_lines

#: Of CLDR's many names one in three is enough here; the bench takes all.
SHARE = {"communiqués": 1, "code, tables, lists": 1}
LINES = {kind: lines[:: SHARE.get(kind, 3)] for kind, lines in clean_lines().items()}


def test_there_are_lines_enough() -> None:
    assert sum(map(len, LINES.values())) >= 3_000


@pytest.mark.parametrize("kind", LINES)
def test_a_clean_line_is_not_changed(kind: str) -> None:
    changed = {line: found.text for line in LINES[kind] if (found := balagh.repair_text(line)).changed}
    assert changed == {}


@pytest.mark.parametrize("kind", LINES)
def test_clean_lines_together_are_not_changed(kind: str) -> None:
    text = "\n".join(LINES[kind])
    assert balagh.repair_text(text).text == text
