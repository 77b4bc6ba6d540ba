"""Words to print for each class of the script network: names, short words, capitals, acronyms, numbers, lone marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.print_lines import cldr_words, number_text, pick

if TYPE_CHECKING:
    import numpy as np

#: What the network tells apart. Lone marks (a dash, a slash, a bar between two versions) are of no script.
CLASSES = ("Latn", "Arab", "Tfng", "digits", "indic", "marks")

#: Short words of running text, which lists of names lack, and the lone letters that Arabic words fall into.
SHORT = {
    "Latn": [
        "le",
        "la",
        "les",
        "de",
        "du",
        "des",
        "et",
        "en",
        "à",
        "au",
        "un",
        "une",
        "il",
        "ou",
        "où",
        "ce",
        "se",
        "ne",
        "par",
        "sur",
        "est",
        "the",
        "of",
        "to",
        "in",
        "and",
        "on",
        "is",
        "at",
        "el",
        "los",
        "y",
        "a",
        "l'an",
        "d'un",
        "n°",
        "M.",
        "Mme",
        "Dr",
        "Tél",
        "Fax",
        "II",
        "III",
        "IV",
        "VI",
        "IX",
        "XIV",
        "XX",
        "I",
        "V",
        "X",
    ],
    "Arab": [
        "و",
        "أو",
        "في",
        "من",
        "إلى",
        "على",
        "عن",
        "أن",
        "لا",
        "ما",
        "هو",
        "ذلك",
        "كل",
        "قد",
        "تم",
        "له",
        "به",
        "هذا",
        "ثم",
        "بن",
        "أي",
        "ا",
        "د",
        "ر",
        "ز",
        "ذ",
        "إذ",
        "دار",
        "وزارة",
        "رأى",
        "لم",
    ],
    "Tfng": [
        "ⵏ",
        "ⵏ",
        "ⴷ",
        "ⴷ",
        "ⵙ",
        "ⵉ",
        "ⴳ",
        "ⵖ",
        "ⴰⴷ",
        "ⵉⵏ",
        "ⵙⴳ",
        "ⵅⴼ",
        "ⵎⴰⵙ",
        "ⴰⵔ",
        "ⵡⵉⵏ",
        "ⵜⵉⵏ",
        "ⵓⵔ",
        "ⵉⴷ",
        "ⵖⵔ",
        "ⴷⵉ",
        "ⴰⵍⵖⵓ",
        "ⴰⵙⵙⵓⵎⵔ",
    ],
}

#: What Arabic words begin and end with, which names do not.
BEFORE = ("", "ال", "ال", "وال", "بال", "لل", "و", "ب", "ل", "ف", "م", "مت", "ي", "ت")
AFTER = ("", "ة", "ة", "ية", "ات", "ين", "ون", "ها", "هم", "ه")

#: Lone marks.
MARKS = [
    "-",
    "–",
    "—",
    "-",
    "–",
    "/",
    "/",
    "|",
    "•",
    "·",
    "*",
    ":",
    "«",
    "»",
    "(",
    ")",
    ".",
    ",",
    "…",
    "°",
    ";",
    ";",
    "'",
    '"',
    "،",
    "؛",
    "%",
]

#: Capitals that are made of the circles, crosses and bars of Tifinagh, of which acronyms get more than their share.
LOOKALIKES = "OOCIIEEHXTLVZNSUADQM"

#: Marks that open a word, and that close it.
OPENING, CLOSING = ("«", "(", '"', "“"), (",", ".", ":", ";", "»", ")", "!", '"', "”")

#: How many of a class's words are short ones.
SHORT_SHARE = 0.28


class Words:
    """The words of the Unicode CLDR that texts are made of."""

    def __init__(self) -> None:
        """Load the lists."""
        self.lists = {locale: cldr_words(locale) for locale in ("fr", "en", "es", "ar", "zgh")}

    def word(self, kind: str, rng: np.random.Generator, *, capitals: bool = False) -> str:
        """Give a word of one class; `capitals` sets a Latin one in capitals."""
        if kind in {"digits", "indic"}:
            return number_text(rng, indic=kind == "indic").split()[0]
        if kind == "marks":
            return pick(MARKS, rng)
        word = self._bare(kind, rng)
        if kind == "Latn" and capitals:
            word = word.upper()
        if rng.random() < 0.12:
            word += "،" if kind == "Arab" and rng.random() < 0.5 else pick(CLOSING, rng)
        return pick(OPENING, rng) + word if rng.random() < 0.06 else word

    def _bare(self, kind: str, rng: np.random.Generator) -> str:
        chance = rng.random()
        if chance < SHORT_SHARE:
            return pick(SHORT[kind], rng)
        if kind == "Latn":
            return self._latin(rng)
        words = self.lists["ar" if kind == "Arab" else "zgh"]
        word = pick(words, rng)
        if rng.random() < 0.5:
            # Half of one name and half of another: more words than the CLDR has.
            other = pick(words, rng)
            word = word[: (len(word) + 1) // 2] + other[len(other) // 2 :]
        if kind == "Arab" and rng.random() < 0.5:
            word = pick(BEFORE, rng) + word.removeprefix("ال") + pick(AFTER, rng)
        return word

    def _latin(self, rng: np.random.Generator) -> str:
        if rng.random() < 0.22:
            letters = LOOKALIKES if rng.random() < 0.6 else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            return "".join(pick(letters, rng) for _ in range(int(rng.integers(2, 7))))
        word = pick(self.lists[pick(("fr", "fr", "en", "es"), rng)], rng)
        chance = rng.random()
        if chance < 0.05:
            return pick(("l'", "d'", "L'", "D'"), rng) + word
        return word if chance > 0.07 else f"contact@{word.lower()}.ma"


def make_line(words: Words, rng: np.random.Generator) -> list[tuple[str, str]]:
    """Make the words of a line, each with its class: mostly of one script, one line in three of several."""
    mixed = rng.random() < 0.36
    letters = [pick(("Latn", "Latn", "Latn", "Arab", "Arab", "Tfng", "Tfng"), rng)]
    if mixed:
        letters += [pick(("Latn", "Latn", "Arab", "Tfng"), rng) for _ in range(2)]
    elif rng.random() < 0.12:
        letters = [pick(("digits", "indic"), rng)]
    count = 1 if rng.random() < 0.3 and not mixed else int(rng.integers(2, 7))
    capitals = bool(rng.random() < 0.4)
    line = []
    for _ in range(count):
        chance = rng.random()
        kind = pick(letters, rng)
        if count > 1 and chance < 0.32:
            kind = "digits" if chance < 0.12 else "indic" if chance < 0.19 else "marks"
        line.append((words.word(kind, rng, capitals=capitals), kind))
    return line
