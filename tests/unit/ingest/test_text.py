from __future__ import annotations

import pytest

from balagh.errors import EmptyInputError, OversizeError, UnknownKindError
from balagh.ingest import OpenedSource, open_source
from balagh.ingest import text as text_module
from balagh.settings import Settings

FRENCH = "Rabat, le 05 février 2021 — l’Institut a signé à l’œuvre : « été »\n"
ARABIC = "بلاغ صحفي\nالرباط، في 12 أكتوبر 2022\n"


def opened(data: bytes) -> OpenedSource:
    return open_source(data, name="letter.txt", settings=Settings())


def texts(data: bytes) -> list[str | None]:
    return [sheet.text for sheet in opened(data).sheets()]


@pytest.mark.parametrize("text", [FRENCH, ARABIC, "ASCII only\n", FRENCH + ARABIC + "ⵜⴰⵎⴰⵣⵉⵖⵜ\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_guess(text: str, encoding: str) -> None:
    source = opened(text.encode(encoding))
    assert source.media_type == "text/plain"
    assert source.notices == ()
    assert [sheet.text for sheet in source.sheets()] == [text]


@pytest.mark.parametrize(("text", "encoding"), [(FRENCH, "cp1252"), (ARABIC, "cp1256")])
def test_one_byte_encodings_are_told_apart(text: str, encoding: str) -> None:
    source = opened(text.encode(encoding))
    assert [sheet.text for sheet in source.sheets()] == [text]
    [notice] = source.notices
    assert notice.code == "encoding-guessed"
    assert encoding in notice.message


def test_utf8_with_a_letter_cut_in_two_is_still_utf8() -> None:
    source = opened((FRENCH * 3).encode()[:-3])
    [sheet] = source.sheets()
    assert sheet.text is not None
    assert sheet.text.startswith(FRENCH)
    damaged = opened("é è à ù ê î ".encode() + b"\xe9")
    assert [notice.code for notice in damaged.notices] == ["encoding-damaged"]
    assert [sheet.text for sheet in damaged.sheets()] == ["é è à ù ê î \ufffd"]


def test_line_ends_are_line_feeds() -> None:
    assert texts(b"one\r\ntwo\rthree\n\x1a") == ["one\ntwo\nthree\n"]


def test_a_form_feed_begins_a_page() -> None:
    source = opened(b"one\ftwo\f\ffour\f\n")
    assert source.pages == 4
    assert [(sheet.number, sheet.text) for sheet in source.sheets()] == [
        (1, "one"),
        (2, "two"),
        (3, ""),
        (4, "four"),
    ]


def test_only_the_pages_asked_for_are_given() -> None:
    source = open_source(b"one\ftwo\fthree", settings=Settings(pages=frozenset({2})))
    assert [sheet.text for sheet in source.sheets()] == ["two"]
    assert [sheet.text for sheet in source.sheets()] == ["two"]


@pytest.mark.parametrize("blank", [b" \n\t\n", b"\f\f", "\ufeff \n".encode()])
def test_nothing_but_blanks_is_empty(blank: bytes) -> None:
    with pytest.raises(EmptyInputError, match=r"letter\.txt"):
        opened(blank)


@pytest.mark.parametrize("data", [b"text" * 20000 + b"\x00", b"\xff\xfeabc", b"caf\xe9 \x81 r\xe9el"])
def test_what_only_begins_like_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnknownKindError, match=r"letter\.txt"):
        opened(data)


def test_a_huge_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "MAX_TEXT_BYTES", 100)
    with pytest.raises(OversizeError, match="split it"):
        opened(b"x" * 101)
