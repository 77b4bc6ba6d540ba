"""``python -m training.tifinagh --out DIR [--text FILE ...] [--words FILE ...]``: from text to ``zgh.traineddata``.

Without any text the lines are of chance words drawn from the committed letter trigrams, and of CLDR's names.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from training.print_lines import cldr_words
from training.tifinagh.compose import stock_of
from training.tifinagh.counts import Trigrams, count_trigrams, read_counts, write_counts
from training.tifinagh.recipe import LANGUAGE, NETWORK, STAGES, export, smaller, train

COUNTS = Path(__file__).parent / "trigrams.json"

#: Scripts whose words are shown as what the model shall not read.
FOREIGN_LOCALES = ("fr", "en", "es", "ar")


def main() -> None:
    """Train, and write the model in whole numbers and as one to be trained on."""
    options = _parser().parse_args()
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    texts = [path.read_text(encoding="utf-8") for path in options.text]
    lists = [*(path.read_text(encoding="utf-8") for path in options.words), "\n".join(cldr_words("zgh"))]
    if options.count:
        write_counts(count_trigrams(word for text in texts for word in text.split()), COUNTS)
    foreign = [word for locale in FOREIGN_LOCALES for word in cldr_words(locale)]
    foreign += [word.upper() for word in cldr_words("fr")]
    stock = stock_of(texts, lists, Trigrams.of(read_counts(COUNTS)), foreign)
    started = time.monotonic()
    checkpoint = train(stock, out, smaller(STAGES, options.share), options.seed, options.network)
    export(checkpoint, out, out / f"{LANGUAGE}.traineddata")
    export(checkpoint, out, out / f"{LANGUAGE}_float.traineddata", whole_numbers=False)
    print(f"{out / f'{LANGUAGE}.traineddata'}: made in {time.monotonic() - started:.0f} s")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.tifinagh", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for lines, checkpoints and the model")
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="running text in Tifinagh, UTF-8")
    parser.add_argument("--words", type=Path, nargs="*", default=[], help="word lists in Tifinagh, UTF-8")
    parser.add_argument("--count", action="store_true", help="count the letter trigrams of --text anew")
    parser.add_argument(
        "--share", type=float, default=1.0, help="share of lines and iterations, to try the recipe out"
    )
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--network", default=NETWORK, help="the network in Tesseract's VGSL")
    return parser


if __name__ == "__main__":
    main()
