"""The stages of training and the calls of Tesseract's own tools (Debian's tesseract-ocr has them all)."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.tifinagh.alphabet import CHARACTERS, FOREIGN
from training.tifinagh.render import render_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.tifinagh.compose import Stock

#: Tesseract's network language (VGSL): the layers of its own fast models. Columns are halved where those are divided
#: by three: bars beside bars (ⵏⵏ, ⵍⵏ) need it, and it learns sooner: after 7,500 lines half the signs were wrong
#: instead of 86 % (2026-11-22).
NETWORK = "[1,36,0,1 Ct3,3,16 Mp3,2 Lfys48 Lfx96 Lrx96 Lfx192 O1c1]"

#: Stands for `FOREIGN` while the list of characters is made.
_STAND_IN = "□"

LANGUAGE = "zgh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stretch of training.

    Attributes:
        name: its folder and checkpoint.
        lines: how many new lines are made for it; earlier hard lines stay in.
        most_words, hardness: how long and how worn they are, at most.
        keep: whether the lines of the stages before it are trained on too.
        rate: learning rate.
        iterations: lines shown in this stage.
    """

    name: str
    lines: int
    most_words: int
    hardness: float
    keep: bool
    rate: float
    iterations: int


#: From scratch on short, clean lines (the first 3,000 teach it nothing), then ever harder ones, ending at low rates.
STAGES = (
    Stage(name="a", lines=4000, most_words=2, hardness=0.15, keep=False, rate=0.002, iterations=9000),
    Stage(name="b", lines=12000, most_words=6, hardness=0.7, keep=False, rate=0.001, iterations=10000),
    Stage(name="c", lines=14000, most_words=7, hardness=1.0, keep=True, rate=0.001, iterations=10000),
    Stage(name="d", lines=16000, most_words=8, hardness=1.0, keep=True, rate=0.0003, iterations=13000),
    Stage(name="e", lines=8000, most_words=8, hardness=1.0, keep=True, rate=0.0001, iterations=6500),
    Stage(name="f", lines=12000, most_words=8, hardness=0.9, keep=False, rate=0.0001, iterations=7000),
    Stage(name="g", lines=12000, most_words=8, hardness=0.9, keep=False, rate=0.00006, iterations=7000),
)


def smaller(stages: Sequence[Stage], share: float) -> tuple[Stage, ...]:
    """Give the stages with `share` of their lines and iterations, to try the recipe out."""
    return tuple(
        Stage(
            name=stage.name,
            lines=int(stage.lines * share),
            most_words=stage.most_words,
            hardness=stage.hardness,
            keep=stage.keep,
            rate=stage.rate,
            iterations=max(20, int(stage.iterations * share)),
        )
        for stage in stages
    )


def make_starter(folder: Path) -> Path:
    """Make the file that training starts from: the characters, without any knowledge. `folder` must exist."""
    characters = folder / "characters.txt"
    characters.write_text(" ".join(CHARACTERS.replace(FOREIGN, _STAND_IN)) + "\n", encoding="utf-8")
    unicharset = folder / f"{LANGUAGE}.unicharset"
    _call(["unicharset_extractor", "--output_unicharset", unicharset, "--norm_mode", "1", characters], folder)
    # The tool leaves U+FFFD out; the file that it writes may hold it.
    listed = unicharset.read_text(encoding="utf-8").replace(_STAND_IN, FOREIGN).replace("[25a1 ]", "[fffd ]")
    unicharset.write_text(listed, encoding="utf-8")
    scripts = folder / "scripts"
    scripts.mkdir(exist_ok=True)
    # The tool will not run without a table of Han radicals, nor with an empty one.
    (scripts / "radical-stroke.txt").write_text("# no Han\n", encoding="utf-8")
    made = folder / "starter"
    made.mkdir(exist_ok=True)
    _call(
        [
            "combine_lang_model", "--input_unicharset", unicharset, "--script_dir", scripts, "--output_dir", made,
            "--lang", LANGUAGE,
        ],
        folder,
    )  # fmt: skip
    return made / LANGUAGE / f"{LANGUAGE}.traineddata"


def train(stock: Stock, folder: Path, stages: Sequence[Stage], seed: int, network: str = NETWORK) -> Path:
    """Run the stages; give the last checkpoint.

    A stage whose checkpoint is there already, with its lines, is not run again, so that a stopped training goes on.
    """
    starter = make_starter(folder)
    listing: list[str] = []
    before: Path | None = None
    for number, stage in enumerate(stages):
        own = folder / "lines" / stage.name / "files.list"
        if stage.lines and not own.exists():
            started = time.monotonic()
            render_set(
                stock,
                own.parent,
                lines=stage.lines,
                most_words=stage.most_words,
                hardness=stage.hardness,
                seed=seed + number,
            )
            print(f"{stage.name}: {stage.lines} lines in {time.monotonic() - started:.0f} s", flush=True)
        made = own.read_text(encoding="utf-8").splitlines() if stage.lines else []
        listing = [*listing, *made] if stage.keep else made
        files = folder / f"{stage.name}.list"
        files.write_text("\n".join(listing) + "\n", encoding="utf-8")
        done = folder / f"{stage.name}.done"
        checkpoint = folder / f"{stage.name}_checkpoint"
        if not done.exists():
            _run_stage(stage, files, folder, starter, before, network)
            shutil.copy(checkpoint, done)
        before = done
    if before is None:
        message = "no stages to train"
        raise ValueError(message)
    return before


def _run_stage(
    stage: Stage, files: Path, folder: Path, starter: Path, before: Path | None, network: str
) -> None:
    started = time.monotonic()
    # Without being told to reset it, the trainer keeps the rate of the checkpoint that it goes on from.
    way = ["--net_spec", network] if before is None else ["--continue_from", before, "--reset_learning_rate"]
    _call(
        [
            "lstmtraining", "--traineddata", starter, *way, "--model_output", folder / stage.name,
            "--train_listfile", files, "--learning_rate", stage.rate, "--max_iterations", stage.iterations,
            "--debug_interval", 0, "--max_image_MB", 3000,
        ],
        folder,
    )  # fmt: skip
    print(f"{stage.name}: {stage.iterations} iterations in {time.monotonic() - started:.0f} s", flush=True)


def export(checkpoint: Path, folder: Path, target: Path, *, whole_numbers: bool = True) -> None:
    """Write a checkpoint as a model: with whole-number weights, as Tesseract's fast models, or to be trained on."""
    starter = folder / "starter" / LANGUAGE / f"{LANGUAGE}.traineddata"
    _call(
        [
            "lstmtraining", "--stop_training", *(["--convert_to_int"] if whole_numbers else []),
            "--continue_from", checkpoint, "--traineddata", starter, "--model_output", target,
        ],
        folder,
    )  # fmt: skip


def _call(command: Sequence[object], folder: Path) -> None:
    words = [str(part) for part in command]
    log = folder / f"{words[0]}.log"
    # More threads than one make this small a network slower.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with log.open("a", encoding="utf-8") as out:
        done = subprocess.run(words, stdout=out, stderr=subprocess.STDOUT, env=environment, check=False)
    if done.returncode != 0:
        message = f"{words[0]} failed with status {done.returncode}; see {log}"
        raise SystemExit(message)
