"""The tables of the Tifinagh line bench, in Markdown."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from bench.tifinagh_score import SIGNS, Errors, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: How many pairs the table of confusions has.
PAIRS = 30


def condition_table(rows: Sequence[tuple[str, str, Errors, Errors, int]]) -> str:
    """Give the table of error rates: condition, faces, as the pipeline reads and as a user of the model alone does."""
    head = ["condition", "typefaces", "CER %", "folded CER %", "WER %", "empty", "refused"]
    table = [[*head, "psm 7 CER %", "psm 7 WER %", "parted"], ["---"] * (len(head) + 3)]
    for condition, faces, raw, plain, parted in rows:
        rates = [f"{rate:.2f}" for rate in (raw.cer, raw.folded_cer, raw.wer)]
        table.append([condition, faces, *rates, str(raw.empty), str(raw.refused)])
        table[-1] += [f"{plain.cer:.2f}", f"{plain.wer:.2f}", str(parted)]
    return _markdown(table)


def face_table(sets: Sequence[Mapping[str, Errors]]) -> str:
    """Give the table of error rates by typeface, over all conditions."""
    by_face: dict[str, list[Errors]] = defaultdict(list)
    for faces in sets:
        for face, errors in faces.items():
            by_face[face].append(errors)
    table = [["typeface", "lines", "CER %", "WER %"], ["---"] * 4]
    for face, parts in by_face.items():
        whole = total(parts)
        table.append([face, str(whole.lines), f"{whole.cer:.2f}", f"{whole.wer:.2f}"])
    return _markdown(table)


def sign_table(errors: Errors) -> str:
    """Give the table of errors by kind of sign: printed, misread or lost, read where none stands."""
    table = [["signs", "printed", "wrong", "%", "invented", "what they became"], ["---"] * 6]
    for kind in (*SIGNS, "letters", "blanks"):
        true, wrong = errors.true[kind], errors.wrong[kind]
        share = f"{100.0 * wrong / true:.2f}" if true else "-"
        table.append([kind, str(true), str(wrong), share, str(errors.invented[kind]), ""])
        if kind in SIGNS:
            pairs = [(p, n) for p, n in errors.confusions.most_common() if p[0] and p[0] in SIGNS[kind]]
            table[-1][-1] = ", ".join(f"{_name(a)} → {_name(b)} {n}" for (a, b), n in pairs[:4])
    return _markdown(table)


def confusion_table(errors: Errors) -> str:
    """Give the most frequent confusions."""
    table = [["printed", "read", "times"], ["---"] * 3]
    for (left, right), count in errors.confusions.most_common(PAIRS):
        table.append([_name(left), _name(right), str(count)])
    return _markdown(table)


def write_misses(path: Path, sets: Sequence[tuple[str, Sequence[tuple[str, str, str]]]]) -> None:
    """Write every line that was misread: where it stood, how it was set, what was printed and what was read."""
    lines = []
    for name, misses in sets:
        for css, true, read in misses:
            lines += [f"{name} [{css}]", f"  {true}", f"  {read}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _name(character: str) -> str:
    """Give a character as a table shows it: blanks and nothing by a word, look-alikes with their code."""
    if not character:
        return "(nothing)"
    if character == " ":
        return "(blank)"
    if character == "|":
        return "\\|"
    return character if unicodedata.category(character)[0] == "L" else f"{character} U+{ord(character):04X}"


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
