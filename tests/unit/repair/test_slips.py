from __future__ import annotations

import pytest

import balagh
from balagh.pipelines.repair.rules import Rule

ISIC = "Institut supérieur de l'Information et de la Communication"


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("Institut de I'Information", "Institut de l'Information"),
        ("I’Association et I’ensemble", "l’Association et l’ensemble"),
        ("les colIectivités territoriaIes", "les collectivités territoriales"),
        ("l'lnstitut Supérieur", "l'Institut Supérieur"),
        ("la gestion de Ia commune et de Ie Conseil", "la gestion de la commune et de le Conseil"),
        ("afﬁrme ﬂeuve oﬃce", "affirme fleuve office"),
        (f"41SIC\n{ISIC}", f"ISIC\n{ISIC}"),
        (f"{ISIC.replace('l', 'I', 1)}\n1SIC", f"{ISIC}\nISIC"),
        ("E-mail : presse @exemple.ma", "E-mail : presse@exemple.ma"),
        ("البريد الإلكتروني: presse@ exemple.ma", "البريد الإلكتروني: presse@exemple.ma"),
    ],
)
def test_a_slip_is_mended_where_its_context_proves_it(text: str, repaired: str) -> None:
    assert balagh.repair_text(text).text == repaired


@pytest.mark.parametrize(
    "text",
    [
        "I'm sure I'd say I'll come",
        "41SIC",
        "41SIC\nMinistère de la Santé",
        "Ifrane, Ilyas et Idriss Ier",
        "getItem(userId)",
        "Ie siècle de la ville et de la cour",
        "Ia",
        "iPhone, McIlroy, WikiIslam",
        "41 SIC",
        "Twitter @mutuelle.ma",
        "I'I",
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(text: str) -> None:
    assert balagh.repair_text(text).text == text


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("ler mars 2021", "1"),
        ("wWww.ecranouvert.ma", "www"),
        ("recours @aref-tta.ma", ""),
    ],
)
def test_what_may_not_be_guessed_is_proposed(text: str, proposal: str) -> None:
    repaired = balagh.repair_text(text)
    assert repaired.text == text
    assert not repaired.changed
    assert [(repair.applied, repair.after) for repair in repaired.repairs] == [(False, proposal)]


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("le dévelop-\npement durable", "le développement\ndurable"),
        ("la forma-\ntion, puis", "la formation,\npuis"),
        ("l'accompa-\ngnement", "l'accompagnement\n"),
        ("des kamishi-\nbas et un kamishibas", "des kamishibas\net un kamishibas"),
        ("collec\u00ad\ntivités", "collectivités\n"),
    ],
)
def test_a_word_cut_at_a_lines_end_is_made_whole_in_its_line(text: str, repaired: str) -> None:
    found = balagh.repair_text(text)
    assert found.text == repaired
    assert {rule for one in found.repairs for rule in one.rule.split("+")} >= {Rule.HYPHENATION}


@pytest.mark.parametrize(
    "text",
    [
        "la vice-\nprésidente",
        "early-\nwarning",
        "un porte-\nparole",
        "Rabat-\nSalé",
        "2020-\n2024",
        "un sous-kit et un sous-\nkit",
        "liste :\n- un\n-\ndeux",
        "dossier-\n\nsuite",
        "presse@ab-\nhautziz.ma",
        "la communi-",
    ],
)
def test_a_compound_keeps_its_hyphen(text: str) -> None:
    assert balagh.repair_text(text).text == text
