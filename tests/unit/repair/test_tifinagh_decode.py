from __future__ import annotations

from math import exp, inf

from balagh.pipelines.repair.confusion import align_words, channels, misreading_cost
from balagh.pipelines.repair.tifinagh_decode import decode, text_cost
from balagh.pipelines.repair.tifinagh_words import place_after, words_with


def test_shares_of_a_letter_add_up_to_one_at_most() -> None:
    for model in channels().values():
        for letter in model.dropped:
            own = sum(exp(-cost) for (printed, _), cost in model.costs.items() if printed == letter)
            assert own + exp(-model.dropped[letter]) <= 1.02


def test_the_true_text_is_the_cheaper_misreading() -> None:
    latin = channels()["latin"]
    true, other = "ⵜⴰⴳⵍⴷⵉⵜ ⵏ ⵍⵎⵖⵔⵉⴱ", "ⵜⴰⵙⴳⴰ ⵏ ⵓⵣⵉⵍⴰⵍ"
    assert misreading_cost(true, "toXWAS+ | ULYOSO", latin) < misreading_cost(
        other, "toXWAS+ | ULYOSO", latin
    )
    assert misreading_cost("", "", latin) == 0.0
    assert misreading_cost("ⵏ", "", latin) < inf


def test_words_part_a_line_without_gaps() -> None:
    read = "+٠٤٠٤٨١+ | ٤٤٧٠٠١"
    parts = align_words("ⵜⴰⵎⵙⵎⵓⵏⵜ ⵏ ⵉⵎⵖⴰⵔⵏ", read, channels()["digits"])
    assert [read[part.start : part.end].strip() for part in parts] == ["+٠٤٠٤٨١+", "|", "٤٤٧٠٠١"]


def test_a_known_word_is_likelier_than_one_of_the_same_letters() -> None:
    words = words_with(())["start"]
    assert words.word("ⵜⴰⴳⵔⴰⵡⵜ") > words.word("ⵜⴰⵡⵔⴰⴳⵜ")
    assert words.beginning("ⵜⴰⴳ") > words.word("ⵜⴰⴳⵔⴰⵡⵜ")


def test_state_of_nouns_follows_their_place() -> None:
    lexicon = words_with(())
    assert [place_after(word) for word in ("", "ⵏ", "ⵜⴰⴳⵔⴰⵡⵜ")] == ["start", "particle", "word"]
    assert lexicon["start"].word("ⵜⴰⵙⴷⴰⵡⵉⵜ") > lexicon["start"].word("ⵜⵙⴷⴰⵡⵉⵜ")
    assert lexicon["particle"].word("ⵜⴰⵙⴷⴰⵡⵉⵜ") < lexicon["particle"].word("ⵜⵙⴷⴰⵡⵉⵜ")


def test_decoding_gives_texts_in_order_of_cost() -> None:
    lexicon = words_with(())
    latin = channels()["latin"]
    readings = decode("olOOZXH | +IGSE+", latin, lexicon)
    assert readings[0].text == "ⴰⵏⵙⵙⵉⵅⴼ ⵏ ⵜⵏⴱⴰⴹⵜ"
    assert [one.cost for one in readings] == sorted(one.cost for one in readings)
    whole = misreading_cost(readings[0].text, "olOOZXH | +IGSE+", latin) + text_cost(
        readings[0].text, lexicon
    )
    assert readings[0].cost >= whole - 0.01
    assert decode("", latin, lexicon) == ()
