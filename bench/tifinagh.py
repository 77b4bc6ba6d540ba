"""How well a model reads Tifinagh, line by line, with a renderer and wear that its training does not use.

``python -m bench.tifinagh lines --out DIR [--text FILE ...] [--model FILE_OR_DIR] [--json F]`` prints the lines of the
files, or the held-out ones of ``bench/texts/zgh.txt``, in every condition of `bench.tifinagh_lines`, cuts them out with
the pipeline's front end and reads them twice: as the pipeline does (36 pixels high, ``--psm 13``), and cut loosely with
``--psm 7`` as a user of the model alone would. Pictures stay under DIR and are taken from there the next time, if the
texts are the same: with a new model only the reading is done again.

``python -m bench.tifinagh foreign --out DIR [--model …] [--kinds french,scribbles]`` reads lines that are not Tifinagh
and tells how many come out as confident rubbish.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from balagh.pipelines.layout.pictures import LATIN_SQUEEZE, MARGIN
from bench.fold import fold_text
from bench.routing_text import LATIN_FONTS, ZGH, script_lines
from bench.strips import wrap_words
from bench.tifinagh_foreign import KINDS, kinds_of, make_foreign
from bench.tifinagh_lines import CONDITIONS, FACES, LONGEST, face_of, load_lines, make_lines, save_lines
from bench.tifinagh_read import PLAIN, RAW, find_model, read_pictures
from bench.tifinagh_report import condition_table, confusion_table, face_table, sign_table, write_misses
from bench.tifinagh_score import REFUSED, Errors, total
from samples.degrade import generator
from samples.render import check_fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.front import CutLine
    from bench.tifinagh_read import LineRead

#: A line read with at least this confidence and no mark of refusal is taken at its word.
SURE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one set of lines gave.

    Attributes:
        condition, faces: which set.
        raw: errors when read as the pipeline does; by_face: the same by typeface.
        plain: errors when read as a user of the model alone would.
        seconds: of one core, for reading as the pipeline does.
        parted: lines that the pipeline's line finder does not give as one line.
        misses: how a misread line was set, what was printed, what was read.
    """

    condition: str
    faces: str
    raw: Errors
    plain: Errors
    by_face: dict[str, Errors]
    seconds: float
    parted: int
    misses: list[tuple[str, str, str]]


def kept_lines(
    folder: Path, texts: Sequence[str], condition: str, faces: Sequence[str], seed: int
) -> list[CutLine]:
    """Give the pictures of `texts`, from `folder` if they are there, else made and put there."""
    if (folder / "lines.json").is_file():
        lines = load_lines(folder)
        if [line.text for line in lines] == list(texts):
            return lines
    lines = make_lines(texts, condition, faces, seed=seed)
    save_lines(lines, folder)
    return lines


def read_lines(lines: Sequence[CutLine], model: Path) -> tuple[Sequence[LineRead], Sequence[LineRead], float]:
    """Read lines in both ways; give what was read, line by line, and the seconds of the pipeline's way."""
    raw = read_pictures([line.picture for line in lines], model, RAW)
    plain = read_pictures([line.loose for line in lines], model, PLAIN)
    return raw.lines, plain.lines, raw.seconds


def measure(condition: str, faces: str, lines: Sequence[CutLine], model: Path) -> Measured:
    """Read one set of lines and count its errors."""
    read, loose, seconds = read_lines(lines, model)
    raw, plain = Errors(), Errors()
    by_face: dict[str, Errors] = defaultdict(Errors)
    misses = []
    for line, one, other in zip(lines, read, loose, strict=True):
        raw.add(line.text, one.text)
        by_face[face_of(line.css)].add(line.text, one.text)
        plain.add(line.text, other.text)
        if one.text != line.text:
            misses.append((line.css, line.text, one.text))
    return Measured(
        condition=condition,
        faces=faces,
        raw=raw,
        plain=plain,
        by_face=dict(by_face),
        seconds=seconds,
        parted=sum(line.found != 1 for line in lines),
        misses=misses,
    )


def time_french(lines: int, seed: int = 0) -> float:
    """Give the seconds of one core that French lines of like length take with ``fra``, as the pipeline reads them."""
    french = script_lines("fr", generator("french", seed))
    texts = [wrap_words(french[number % len(french)], LONGEST)[0] for number in range(lines)]
    cut = make_lines(texts, "clean", LATIN_FONTS, squeeze=LATIN_SQUEEZE, room=MARGIN)
    return read_pictures([line.picture for line in cut], find_model("fra")).seconds


def load_texts(files: Sequence[Path], most: int) -> list[str]:
    """Give the lines of text files, long ones parted, at most `most` spread over all of them; 0 for all."""
    texts = [
        line
        for path in files
        for text in path.read_text(encoding="utf-8").splitlines()
        for line in wrap_words(text, LONGEST)
    ]
    step = max(1, len(texts) // most) if most else 1
    return texts[::step][: most or None]


def run_lines(options: argparse.Namespace) -> int:
    """Measure the model on Tifinagh lines; print the tables."""
    model = find_model(options.model)
    texts = load_texts(options.text or [ZGH], options.lines)
    check_fonts(name for names in FACES.values() for name in names)
    measured = []
    for condition in options.conditions.split(","):
        for group in options.faces.split(","):
            folder = options.out / f"{condition}-{group}"
            lines = kept_lines(folder, texts, condition, FACES[group], options.seed)
            measured.append(measure(condition, group, lines, model))
    print(f"{model}, {len(texts)} lines in each condition\n")
    print(condition_table([(m.condition, m.faces, m.raw, m.plain, m.parted) for m in measured]))
    print(f"\n{face_table([m.by_face for m in measured])}")
    whole = total(m.raw for m in measured)
    print(f"\n{sign_table(whole)}\n\n{confusion_table(whole)}")
    clean = [m for m in measured if m.condition == "clean"]
    if clean:
        count = sum(m.raw.lines for m in clean)
        own, french = (1000.0 * s / count for s in (sum(m.seconds for m in clean), time_french(count)))
        print(f"\nms a line on one core: {own:.1f}, French with fra {french:.1f}")
    write_misses(options.out / "misses.txt", [(m.condition, m.misses) for m in measured])
    if options.json:
        record = {f"{m.condition} {m.faces}": _record(m) for m in measured}
        options.json.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _record(measured: Measured) -> dict[str, object]:
    raw = measured.raw
    return {
        "cer": round(raw.cer, 3),
        "wer": round(raw.wer, 3),
        "folded_cer": round(raw.folded_cer, 3),
        "psm7_cer": round(measured.plain.cer, 3),
        "edits": raw.edits,
        "characters": raw.characters,
        "empty": raw.empty,
        "parted": measured.parted,
        "refused": raw.refused,
        "seconds": round(measured.seconds, 3),
        "faces": {face: round(errors.cer, 3) for face, errors in measured.by_face.items()},
        "confusions": [[*pair, count] for pair, count in raw.confusions.most_common(30)],
    }


def run_foreign(options: argparse.Namespace) -> int:
    """Measure what the model makes of lines that are not Tifinagh; print the table."""
    model = find_model(options.model)
    rows = ["| lines of | lines | nothing read | refused | mean confidence | confident rubbish | % |"]
    rows.append("| --- | --- | --- | --- | --- | --- | --- |")
    misses = []
    for kind in kinds_of(options.kinds):
        lines = make_foreign(kind, options.lines or 120, options.seed)
        read, _, _ = read_lines(lines, model)
        rubbish = [
            (line.css, line.text, one.text)
            for line, one in zip(lines, read, strict=True)
            if is_rubbish(line.text, one)
        ]
        empty, refused = sum(not one.words for one in read), sum(REFUSED in one.text for one in read)
        sure = sum(one.confidence for one in read) / max(1, len(read))
        share = 100.0 * len(rubbish) / max(1, len(lines))
        rows.append(
            f"| {kind} | {len(lines)} | {empty} | {refused} | {sure:.2f} | {len(rubbish)} | {share:.1f} |"
        )
        misses.append((kind, rubbish))
    print("\n".join(rows))
    options.out.mkdir(parents=True, exist_ok=True)
    write_misses(options.out / "rubbish.txt", misses)
    return 0


def is_rubbish(true: str, read: LineRead) -> bool:
    """Tell whether a line that is no Tifinagh was read surely, without refusing any of it, as something else.

    Numbers read rightly are no rubbish.
    """
    sure = read.confidence >= SURE and REFUSED not in read.text
    return sure and fold_text(read.text) != fold_text(true)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; give the exit code."""
    parser = argparse.ArgumentParser(prog="bench.tifinagh", description="How well a model reads Tifinagh.")
    commands = parser.add_subparsers(required=True)
    lines = commands.add_parser("lines", help="Tifinagh lines in every condition")
    lines.set_defaults(run=run_lines)
    lines.add_argument("--text", type=Path, action="append", help="a text file (may be repeated)")
    lines.add_argument("--conditions", default=",".join(CONDITIONS), help="comma-separated")
    lines.add_argument("--faces", default=",".join(FACES), help="comma-separated")
    lines.add_argument("--json", type=Path, help="also write the figures here")
    foreign = commands.add_parser("foreign", help="lines that are not Tifinagh")
    foreign.set_defaults(run=run_foreign)
    foreign.add_argument("--kinds", default="", help=f"of {', '.join(KINDS)}")
    for command in (lines, foreign):
        command.add_argument("--out", type=Path, required=True, help="folder for pictures and misses")
        command.add_argument("--model", default="zgh", help="a .traineddata file, its folder, or a name")
        command.add_argument("--lines", type=int, default=0, help="at most so many lines in each condition")
        command.add_argument("--seed", type=int, default=0, help="another number gives other noise")
    options = parser.parse_args(arguments)
    return int(options.run(options))


if __name__ == "__main__":
    raise SystemExit(main())
