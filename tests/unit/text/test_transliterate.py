from __future__ import annotations

import unicodedata

import pytest

import balagh
from balagh.pipelines.text.transliterate import search_key, to_tifinagh

#: The letters of IRCAM's alphabet, in its order, and their Latin letters.
TIFINAGH = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ"
LATIN = "abgdḍefkhḥɛxqijlmnurṛɣsṣctṭwyzẓ"


def test_every_letter_has_its_own_latin_letter() -> None:
    assert balagh.transliterate_tifinagh(TIFINAGH) == unicodedata.normalize("NFC", LATIN)
    assert len(set(LATIN)) == len(TIFINAGH) == 31


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("ⵜⴰⵎⵓⵔⵜ ⵏ ⵓⴳⵯⵍⵎⵉⵎ", "tamurt n ugʷlmim"),
        ("ⴰⴽⴽⵯ", "akkʷ"),
        ("ⵔⵔⴱⴰⵟ, 5 ⴱⵕⴰⵢⵕ 2021 - DGCT", "rrbaṭ, 5 bṛayṛ 2021 - DGCT"),
        ("Communiqué بلاغ", "Communiqué بلاغ"),
        ("ⵜⴼⵏⵗ", "tfnⵗ"),  # outside the scheme: left as it is
        ("", ""),
    ],
)
def test_all_but_tifinagh_stays(text: str, latin: str) -> None:
    assert balagh.transliterate_tifinagh(text) == latin


def test_latin_letters_go_back_to_tifinagh() -> None:
    # ⴻ is the one that does not come back: Tifinagh leaves it unwritten.
    assert to_tifinagh(LATIN) == TIFINAGH.replace("ⴻ", "")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "tamazight"),
        ("Tamaziɣt", "tamazight"),
        ("ⵎⵕⵕⴰⴽⵛ", "mrrakch"),
        ("ⵍⵅⵎⵉⵙⴰⵜ", "lkhmisat"),
        ("ⴰⴽⴽⵯ, 2021", "akkw, 2021"),
        ("Communiqué", "communique"),
    ],
)
def test_a_search_key_is_what_a_plain_keyboard_has(text: str, key: str) -> None:
    assert search_key(text) == key
    assert search_key(text).isascii()
