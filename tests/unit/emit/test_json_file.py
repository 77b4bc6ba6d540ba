from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from balagh.emit.json_file import document_json
from balagh.emit.schema import schema_text
from balagh.model import Block, Box, Document, Line, Transliteration, Word
from tests.unit.runner.fakes import document


def with_text(text: str) -> Document:
    word = Word(text=text, bbox=Box(1, 2, 30, 40), confidence=0.5)
    line = Line(text=text, bbox=Box(1, 2, 30, 40), words=(word, word))
    block = Block(id="p1b1", text=text, original=text, lines=(line,))
    base = document()
    page = base.pages[0].model_copy(update={"blocks": (block,)})
    return base.model_copy(update={"pages": (page,)})


HOSTILE = [
    "[\n 1,\n 2\n]",
    '{\n"text": "x",\n"bbox": null,\n"confidence": 1\n}',
    'a"b\\',
    "\\",
    "بلاغ",
    "\u2028\x85",
]


@given(st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"])))
def test_tidy_json_says_the_same(text: str) -> None:
    whole = with_text(text)
    assert json.loads(document_json(whole)) == json.loads(whole.model_dump_json())


def test_json_comes_back_as_the_same_document() -> None:
    whole = with_text("بلاغ صحفي")
    assert Document.model_validate_json(document_json(whole)) == whole.with_previews({})


def test_words_and_boxes_take_a_line_each_and_letters_are_letters() -> None:
    text = document_json(with_text("بلاغ"))
    assert '{"text": "بلاغ", "bbox": [1, 2, 30, 40], "confidence": 0.5}' in text
    assert text.endswith("}\n")


def test_every_key_of_a_document_is_in_the_schema_and_required() -> None:
    schema = json.loads(schema_text())
    written = json.loads(document_json(document()))
    assert set(schema["required"]) == set(written) == set(schema["properties"])
    for name, part in (("Page", written["pages"][0]), ("Block", written["pages"][0]["blocks"][0])):
        assert set(schema["$defs"][name]["required"]) == set(part)


def test_latin_letters_are_a_key_only_where_they_were_asked_for() -> None:
    plain = document()
    assert "transliteration" not in json.loads(document_json(plain))["communique"]
    written = Transliteration(issuers=("asinag",), title="asnti")
    asked = plain.model_copy(
        update={"communique": plain.communique.model_copy(update={"transliteration": written})}
    )
    text = document_json(asked)
    assert json.loads(text)["communique"]["transliteration"]["title"] == "asnti"
    assert Document.model_validate_json(text).communique.transliteration == written
    schema = json.loads(schema_text())["$defs"]["Communique"]
    assert "transliteration" in schema["properties"]
    assert set(schema["required"]) == set(schema["properties"]) - {"transliteration"}
