from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from balagh.errors import BalaghError, MissingFileError
from balagh.pipelines.structure.authority import find_authority, shipped_authorities, use_authorities
from balagh.pipelines.structure.authority_file import load_authority
from balagh.pipelines.structure.authority_rules import (
    CONFIDENCES,
    KEYS,
    PLACE_TYPES,
    AuthorityFileError,
    check_file,
)

if TYPE_CHECKING:
    from pathlib import Path

OWN = """
institutions:
  - id: musee_sel            # a new body
    fr: Musée du sel de Figuig
    ar: متحف الملح بفجيج
    acronym: ON
    aliases: [Maison du sel]
  - id: isic                 # one that balagh knows
    former: [Centre de formation des journalistes]
    confidence: {zgh: attested}
places:
  - {type: commune, fr: Commune de Tamzert, ar: جماعة تامزرت, zgh: ⵜⴰⴳⵔⴰⵡⵜ ⵏ ⵜⴰⵎⵣⵔⵜ}
"""


def written(folder: Path, text: str, name: str = "own.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_schema_says_what_the_rules_say() -> None:
    text = files("balagh.data").joinpath("authority.schema.json").read_text(encoding="utf-8")
    parts = json.loads(text)["$defs"]
    assert set(parts["institution"]["properties"]) == set(KEYS["institutions"])
    assert set(parts["place"]["properties"]) == set(KEYS["places"])
    assert tuple(parts["place"]["properties"]["type"]["enum"]) == PLACE_TYPES
    assert tuple(parts["sure"]["enum"]) == (*CONFIDENCES, None)


@pytest.mark.parametrize("name", ["institutions.json", "places.json"])
def test_the_shipped_files_keep_the_rules(name: str) -> None:
    text = files("balagh.data").joinpath(name).read_text(encoding="utf-8")
    assert sum(map(len, check_file(text, name, frozenset()))) > 100


def test_the_shipped_file_has_the_institutions_and_the_places() -> None:
    shipped = shipped_authorities()
    # 945 places are listed; eight names are shared by two of a kind.
    assert (len(shipped.entries), len(shipped.places)) == (191, 937)
    assert shipped.by_id["ampcc"].zgh is None
    assert shipped.by_id["ampcc"].zgh_reading
    assert shipped.by_id["dgct"].part_of == "min_interieur"
    found = shipped.find("Direction générale des collectivités locales")
    assert found is not None
    assert found.id == "dgct"


def test_an_archivists_file_is_merged_over_it(tmp_path: Path) -> None:
    merged = load_authority(written(tmp_path, OWN))
    museum = merged.find("MUSEE DU SEL DE FIGUIG")
    assert museum is not None
    assert (museum.id, museum.acronym) == ("musee_sel", "ON")
    institute = merged.by_id["isic"]
    assert institute.ar == shipped_authorities().by_id["isic"].ar
    assert institute.former == ("Centre de formation des journalistes",)
    assert dict(institute.confidence)["zgh"] == "attested"
    assert merged.places[-1].fr == "Commune de Tamzert"
    assert "ⵜⴰⵎⵣⵔⵜ" in merged.amazigh_places


def test_json_is_read_too_and_a_list_is_one_of_institutions(tmp_path: Path) -> None:
    text = json.dumps([{"id": "x-1", "fr": "Régie des eaux\tde Taza"}])
    assert load_authority(written(tmp_path, text, "own.json")).by_id["x-1"].fr == "Régie des eaux\tde Taza"


def test_a_reading_stays_a_reading(tmp_path: Path) -> None:
    text = "- {id: x, zgh: ⵜⴰⵎⵙⵎⵓⵏⵜ ⵏ ⵉⵎⵖⵏⴰⵙ, confidence: {zgh: reading}}"
    one = load_authority(written(tmp_path, text)).by_id["x"]
    assert (one.zgh, one.zgh_reading) == (None, "ⵜⴰⵎⵙⵎⵓⵏⵜ ⵏ ⵉⵎⵖⵏⴰⵙ")


def test_the_chosen_file_is_used_inside_the_with_only(tmp_path: Path) -> None:
    merged = load_authority(written(tmp_path, OWN))
    with use_authorities(merged):
        assert find_authority("Maison du sel") is not None
    assert find_authority("Maison du sel") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing is in the file"),
        ("just words", "neither a list"),
        ("- {id: a, fr: [", "line 1"),
        ("institutes: []", "line 1: 'institutes' is none of institutions, places"),
        ("institutions: x", "'institutions' must hold a list"),
        ("- fr: Conseil", "needs an id"),
        ("- {id: a b, fr: Conseil}", "needs an id"),
        ("- {id: a}", "no name is given"),
        ("- {id: a, fr: Conseil, colour: red}", "the key 'colour' is none of"),
        ("- {id: a, fr: المجلس}", "'fr' must be in Latin letters"),
        ("- {id: a, ar: Conseil}", "'ar' must be in Arabic letters"),
        ("- {id: a, zgh: Tamunt}", "'zgh' must be in Tifinagh"),
        ("- {id: a, fr: [Conseil]}", "'fr' must be one text"),
        ("- {id: a, fr: Conseil, aliases: Cons}", "'aliases' must be a list"),
        ("- {id: a, fr: Conseil, confidence: {fr_ar: sure}}", "'sure' is none of attested"),
        ("- {id: a, fr: Conseil, sources: {web: x}}", "by fr_ar and zgh, not by 'web'"),
        ("- {id: a, fr: Conseil, fr: Conseil}", "'fr' is there twice"),
        ("- {id: a, fr: Conseil}\n- {id: a, fr: Cour}", "line 2: the id 'a' is there twice"),
        ("- {id: a, fr: Conseil, part_of: zz}", "'zz', which is no known id"),
        ("- {id: a, fr: Conseil, part_of: a}", "'a' is part_of itself"),
        ("- {id: a, fr: Conseil, part_of: b}\n- {id: b, fr: Cour, part_of: a}", "a body that is part of it"),
        ("- {id: a, aliases: [[x]]}", "nested too deep"),
        ("- just", "an entry must have keys"),
        ("places:\n  - {fr: Taza}", "line 2: a place needs a type"),
        ("- {id: a, fr: " + "x" * 401 + "}", "401 characters"),
    ],
)
def test_a_fault_is_told_with_its_place_and_a_remedy(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(AuthorityFileError) as raised:
        load_authority(path)
    assert said in raised.value.message
    assert str(path) in raised.value.message
    assert raised.value.hint


def test_a_file_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="no authority file at"):
        load_authority(tmp_path / "none.yaml")
    with pytest.raises(BalaghError, match="cannot be read"):
        load_authority(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("- {id: a,\n fr: Évêché}".encode("latin-1"))
    with pytest.raises(AuthorityFileError, match="line 2: not UTF-8"):
        load_authority(latin)
