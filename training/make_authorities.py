"""Make the authority file of institutions that balagh ships from a list gathered by hand.

Usage: ``python training/make_authorities.py INSTITUTIONS.json src/balagh/data/institutions.json``

The input is a list of objects with `id`, `fr`, `ar`, `zgh`, `acronym_fr`, `aliases` and, for every name, where it was
seen and how sure it is. A name in Tifinagh that no source attests is a hypothesis and is kept apart, as `zgh_reading`.
An alias in brackets or with a remark is no name and is left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

#: An alias with one of these is a remark about a name.
REMARKS = ("(", "http")


def main(source: Path, target: Path) -> None:
    """Write the entries of `source`, sorted by id, to `target`."""
    entries = json.loads(source.read_text(encoding="utf-8"))
    made = sorted((entry_of(raw) for raw in entries), key=lambda entry: str(entry["id"]))
    target.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(made)} institutions written to {target}")


def entry_of(raw: dict[str, object]) -> dict[str, object]:
    """Give one entry as shipped: names, acronym, aliases, and the source and confidence of each name."""
    names = {code: raw.get(code) for code in ("fr", "ar", "zgh")}
    aliases = raw.get("aliases")
    reading = raw.get("zgh_reading")
    if raw.get("confidence_zgh") != "attested":
        reading, names["zgh"] = reading or names["zgh"], None
    return {
        "id": raw["id"],
        **names,
        **({"zgh_reading": reading} if reading else {}),
        "acronym": raw.get("acronym_fr"),
        "aliases": [
            alias
            for alias in (aliases if isinstance(aliases, list) else [])
            if not any(mark in alias for mark in REMARKS)
        ],
        "sources": {"fr_ar": raw.get("source_fr_ar"), "zgh": raw.get("source_zgh")},
        "confidence": {"fr_ar": raw.get("confidence_fr_ar"), "zgh": raw.get("confidence_zgh")},
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
