"""Field scores on communiqués made by hand."""

from __future__ import annotations

from balagh.model import (
    BodyItem,
    BodyType,
    Communique,
    Contact,
    Date,
    Issuer,
    Names,
    Signatory,
    Version,
)
from bench.fields import FIELDS, GOAL_FIELDS, score_fields

PARAGRAPH = "Le conseil se réunit lundi prochain au siège de la commune."


def _communique(
    *, title: str = "L'ouverture", body: tuple[str, ...] = (PARAGRAPH,), edtf: str = "2023-03-14"
) -> Communique:
    items = tuple(
        BodyItem(type=BodyType.PARAGRAPH, text=text, language="fr", order=n) for n, text in enumerate(body)
    )
    return Communique(
        issuers=(Issuer(names=Names(fr="Commune", ar="جماعة")),),
        versions={"fr": Version(title=title, place="Rabat", date=Date(text="x", edtf=edtf), body=items)},
        contacts=(Contact(name="Ali", phones=("+212537000000",)),),
        signatories=(Signatory(name="Omar", role="Maire"),),
    )


def test_equal_communiques_are_all_right() -> None:
    score = score_fields(_communique(), _communique())
    assert score.rate(FIELDS) == 1.0
    assert score.misses == []


def test_quotes_dashes_and_blanks_do_not_count() -> None:
    assert score_fields(_communique(), _communique(title="L’ouverture ")).right["title"] == 1


def test_a_wrong_letter_in_the_title_counts() -> None:
    score = score_fields(_communique(), _communique(title="L'Ouverture"))
    assert (score.right["title"], score.total["title"]) == (0, 1)
    assert score.misses == ['title: "L\'Ouverture" instead of "L\'ouverture"']


def test_a_date_is_compared_by_its_edtf() -> None:
    assert score_fields(_communique(), _communique(edtf="2023-04-13")).right["date"] == 0


def test_what_is_invented_is_wrong() -> None:
    bare = Communique()
    score = score_fields(bare, _communique())
    assert score.total["title"] == 1
    assert score.right["title"] == 0
    assert score.total["contacts"] == 1


def test_fields_null_in_both_count_for_nothing() -> None:
    score = score_fields(Communique(), Communique())
    assert score.rate(FIELDS) is None
    assert not score.total.total()


def test_a_body_item_with_a_misread_letter_is_in_place_but_not_exact() -> None:
    score = score_fields(_communique(), _communique(body=(PARAGRAPH.replace("lundi", "1undi"),)))
    assert (score.right["body items"], score.right["body texts"]) == (1, 0)


def test_a_split_paragraph_is_wrong() -> None:
    score = score_fields(_communique(), _communique(body=(PARAGRAPH[:25], PARAGRAPH[25:])))
    assert (score.right["body items"], score.total["body items"]) == (0, 2)


def test_an_extra_contact_is_wrong() -> None:
    true = _communique()
    read = true.model_copy(update={"contacts": (*true.contacts, Contact(name="Personne"))})
    score = score_fields(true, read)
    assert (score.right["contacts"], score.total["contacts"]) == (1, 2)


def test_the_goal_is_over_the_fields_of_the_issue() -> None:
    assert GOAL_FIELDS == (
        "title",
        "place",
        "date",
        "contacts",
        "issuer names fr",
        "issuer names ar",
        "end mark",
        "body items",
    )
