"""Genres in Tifinagh: a head word and what it may govern, by a rule and not by a list of lines."""

from __future__ import annotations

import re

from balagh.pipelines.structure.amazigh_names import amazigh_shape
from balagh.pipelines.text.fold import fold_words, one_apart

#: Words that open a genre: a notice, a communiqué, a statement, an information; after a number or ⵏ they take ⵓ-.
_HEADS = tuple(amazigh_shape(word) for word in ("ⴰⵍⵖⵓ", "ⴰⵙⵙⵓⵎⵔ", "ⴰⵙⵉⵡⴹ", "ⴰⵙⵏⵖⵎⵙ"))
#: Letters of a head from which it is known with one of them misread, if it stands alone.
_TELLING = 5
#: Words that lead to what a genre belongs to, or whom it is for: ⴰⵍⵖⵓ ⵏ ⵓⵙⵏⵖⵎⵙ, ⴰⵙⵙⵓⵎⵔ ⵉ ⵉⵏⵖⵎⵉⵙⵏ.
_LINKS = frozenset(("ⵏ", "ⵉ", "ⴷ", "ⵙ"))
#: Words of a sentence or a headline, which no genre has: particles of the verb, relatives, "about", "in", "from".
_SENTENCE_LISTED = "ⴰⴷ ⵍⵍⵉ ⵏⵏⴰ ⴷⴰ ⴰⵔ ⵓⵔ ⵔⴰⴷ ⵉⵙ ⵎⴰⵙ ⵅⴼ ⵖⴼ ⴼ ⴳ ⵖ ⵙⴳ ⵣⴳ ⵉⵍⵍⴰ ⵉⴳⴰ ⵜⴳⴰ ⵉⵏⵏⴰ ⵜⵏⵏⴰ"
_SENTENCE = frozenset(_SENTENCE_LISTED.split())
#: Words that a head governs, links not counted; more of them make a headline.
_MOST_WORDS = 3
#: Words of Tifinagh with nothing but blanks between them.
_WORDS = re.compile(r"[\W_]*[\u2d30-\u2d7f]+(?:\s+[\u2d30-\u2d7f]+)*[\W_]*")
_LEADING = re.compile(r"^\W*([\u2d30-\u2d7f][^:|/–—\d]*?)\s*(?:[:|/–—]|-\s)\s*(?=\S)")


def is_amazigh_kind(text: str) -> bool:
    """Say whether `text` in Tifinagh is a genre: a head word alone, or with a few words that it governs.

    >>> [is_amazigh_kind(text) for text in ("ⴰⵍⵖⵓ", "ⴰⵍⵖⵓ ⵏ ⵓⵙⵏⵖⵎⵙ", "ⴰⵍⵖⵓ ⵅⴼ ⵓⵙⵍⵎⴷ")]
    [True, True, False]
    """
    words = fold_words(text).split()
    if not words or not _WORDS.fullmatch(text):
        return False
    head = amazigh_shape(words[0])
    if len(words) == 1:
        return head in _HEADS or any(len(h) >= _TELLING and one_apart(head, h) for h in _HEADS)
    rest = words[1:]
    governed = [word for word in rest if word not in _LINKS]
    return (
        head in _HEADS
        and 0 < len(governed) <= _MOST_WORDS
        and rest[-1] not in _LINKS
        and not any(word in _SENTENCE for word in rest)
    )


def leading_amazigh_kind(text: str) -> tuple[str, str] | None:
    """Part a genre in Tifinagh from what follows it behind a colon, bar or dash, or give None.

    >>> leading_amazigh_kind("ⴰⵙⵉⵡⴹ : ⵅⴼ ⵜⵓⵜⵍⴰⵢⵜ ⵜⴰⵎⴰⵣⵉⵖⵜ")
    ('ⴰⵙⵉⵡⴹ', 'ⵅⴼ ⵜⵓⵜⵍⴰⵢⵜ ⵜⴰⵎⴰⵣⵉⵖⵜ')
    """
    match = _LEADING.match(text)
    if match is None or not is_amazigh_kind(match.group(1)):
        return None
    return match.group(1), text[match.end() :].strip()
