"""Make the authority file that balagh ships from lists of institutions and places gathered by hand.

Usage: ``python training/make_authorities.py INSTITUTIONS.json TERRITORIES.json src/balagh/data``

The first is a list of objects with `id`, `fr`, `ar`, `zgh`, `acronym_fr`, `aliases` and, for every name, where it was
seen and how sure it is. A name in Tifinagh that no source attests is a hypothesis and is kept apart, as `zgh_reading`.
A remark beside an alias goes to the entry's note, and so does an alias that is a remark or a slip of the pen alone. The
second has `items` with `type`, `fr`, `ar`, `zgh`; its "de" is elided here, and a name in French that is in Arabic
letters is left out.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

#: An alias and the remark beside it.
REMARK = re.compile(r"([^(]*)\((.*)\)")
#: A remark that says of the alias that it is none.
SLIP = "typo"
ARABIC = re.compile("[\u0620-\u064a]")
#: Aliases that are names of before: the notes of the list (map), the change of title that its aliases show (dgct).
FORMER = {
    "dgct": ("DGCL", "Direction générale des collectivités locales", "المديرية العامة للجماعات المحلية"),
    "map": ("Agence Maghreb arabe presse",),
}
#: Whose name stands over a body's own in its letterhead, by the notes of the list.
PART_OF = {"dgct": "min_interieur"}
#: "de" before a vowel; before "Le" and "Les" it is left alone: names of communes keep their article in French.
ELIDED = re.compile(r"\bde (?=[AEIOUYÀÂÉÈÊÎÔ])")


def main(institutions: Path, territories: Path, folder: Path) -> None:
    """Write `institutions.json` (sorted by id) and `places.json` to `folder`."""
    entries = json.loads(institutions.read_text(encoding="utf-8"))
    made = sorted((entry_of(raw) for raw in entries), key=lambda entry: str(entry["id"]))
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    (folder / "institutions.json").write_text(text, encoding="utf-8")
    listed = json.loads(territories.read_text(encoding="utf-8"))
    places = [json.dumps(place_of(raw), ensure_ascii=False) for raw in listed["items"]]
    head = json.dumps(
        {"source": listed["source"], "note": "bilingual; 'de' is elided before a vowel"}, ensure_ascii=False
    )
    text = head.removesuffix("}") + ', "places": [\n' + ",\n".join(places) + "\n]}\n"
    (folder / "places.json").write_text(text, encoding="utf-8")
    print(f"{len(made)} institutions, {len(places)} places written to {folder}")


def place_of(raw: dict[str, str | None]) -> dict[str, str | None]:
    """Give one place as shipped."""
    return {
        "type": raw["type"],
        "fr": None if ARABIC.search(raw["fr"] or "") else ELIDED.sub("d'", raw["fr"] or "") or None,
        "ar": raw["ar"],
        **({"zgh": raw["zgh"]} if raw.get("zgh") else {}),
    }


def entry_of(raw: dict[str, object]) -> dict[str, object]:
    """Give one entry as shipped: names, acronym, aliases, and the source and confidence of each name."""
    names = {code: raw.get(code) for code in ("fr", "ar", "zgh")}
    given = raw.get("aliases")
    aliases, remarks = parted([str(alias) for alias in given] if isinstance(given, list) else [])
    note = "; ".join([*([str(raw["note"])] if raw.get("note") else []), *remarks])
    reading = raw.get("zgh_reading")
    former, part_of = FORMER.get(str(raw["id"]), ()), PART_OF.get(str(raw["id"]))
    if raw.get("confidence_zgh") != "attested":
        reading, names["zgh"] = reading or names["zgh"], None
    return {
        "id": raw["id"],
        **names,
        **({"zgh_reading": reading} if reading else {}),
        "acronym": raw.get("acronym_fr"),
        "aliases": [alias for alias in aliases if alias not in former],
        **({"former": list(former)} if former else {}),
        **({"part_of": part_of} if part_of else {}),
        "sources": {"fr_ar": raw.get("source_fr_ar"), "zgh": raw.get("source_zgh")},
        "confidence": {"fr_ar": raw.get("confidence_fr_ar"), "zgh": raw.get("confidence_zgh")},
        **({"note": note} if note else {}),
    }


def parted(aliases: list[str]) -> tuple[list[str], list[str]]:
    """Part aliases from what is remarked about them."""
    names, remarks = [], []
    for alias in aliases:
        match = REMARK.fullmatch(alias)
        name, remark = (match[1].strip(), match[2]) if match else (alias, "")
        if name and not remark.startswith(SLIP):
            names.append(name)
        if remark:
            remarks.append(f"{name}: {remark}" if name else remark)
    return names, remarks


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
