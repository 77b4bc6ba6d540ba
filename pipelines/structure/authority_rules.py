"""What an authority file must look like; every complaint names the file, the line, the entry and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from balagh.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: What a key of an entry holds.
Value: TypeAlias = str | list[str] | dict[str, str | None] | None
Given: TypeAlias = "Mapping[str, Value]"

SECTIONS = ("institutions", "places")
#: What else may stand at the top of a file, for those who read it.
_REMARKS = ("source", "note")
_NAMES = {"fr": "latin", "ar": "arabic", "zgh": "tifinagh", "zgh_reading": "tifinagh", "en": "latin"}
_TEXTS = (*_NAMES, "id", "acronym", "part_of", "note")
KEYS = {
    "institutions": (*_TEXTS, "aliases", "former", "sources", "confidence"),
    "places": ("type", "fr", "ar", "zgh"),
}
CONFIDENCES = ("attested", "unsure", "reading")
PLACE_TYPES = ("region", "prefecture", "province", "commune", "commune_urbain", "commune_rural")
_ID = re.compile(r"[\w-]{1,80}")
_SCRIPTS = {
    "latin": re.compile("[A-Za-zÀ-ɏ]"),
    "arabic": re.compile("[\u0620-\u064a]"),
    "tifinagh": re.compile("[\u2d30-\u2d67]"),
}
#: How a script is called in a message.
_CALLED = {"latin": "Latin letters", "arabic": "Arabic letters", "tifinagh": "Tifinagh"}
#: What YAML writes for nothing.
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
#: A name is at most so many characters; more is a paragraph in the wrong place.
_LONGEST = 400


class AuthorityFileError(InputError):
    """An authority file that does not hold what it should."""

    code = "B206"
    hint = "see docs/authority.md for the form of the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One institution or place of a file, checked, and the line it begins at (from 1)."""

    given: Mapping[str, Value]
    line: int


def check_file(text: str, name: str, known: frozenset[str]) -> tuple[list[Entry], list[Entry]]:
    """Give the institutions and the places of the file's `text` (YAML, of which JSON is a part).

    Args:
        text: the file's content.
        name: how messages call the file.
        known: ids that an entry may extend, or be part of.

    Raises:
        AuthorityFileError: the first thing that is wrong, with its line.
    """
    found: dict[str, list[Entry]] = {section: [] for section in SECTIONS}
    for section, entry in _entries(text, name):
        found[section].append(entry)
        where = f"{name}, line {entry.line}"
        _check_entry(section, entry.given, where, new=entry.given.get("id") not in known)
    _check_ids(found["institutions"], name, known)
    return found["institutions"], found["places"]


def _check_ids(entries: list[Entry], name: str, known: frozenset[str]) -> None:
    ids = [str(entry.given["id"]) for entry in entries]
    above = {identity: entry.given.get("part_of") for identity, entry in zip(ids, entries, strict=True)}
    for at, (identity, entry) in enumerate(zip(ids, entries, strict=True)):
        where = f"{name}, line {entry.line}"
        if identity in ids[:at]:
            message = f"{where}: the id '{identity}' is there twice"
            raise AuthorityFileError(message, hint="join the two entries or give one another id")
        body = above[identity]
        if body is not None and body not in known and body not in above:
            message = f"{where}: '{identity}' is part_of '{body}', which is no known id"
            raise AuthorityFileError(message, hint="give the id of an entry of this or the shipped file")
        for _ in entries:
            if body == identity:
                message = f"{where}: '{identity}' is part_of itself, or of a body that is part of it"
                raise AuthorityFileError(message, hint="give part_of to the smaller body only")
            body = above.get(str(body))


def _entries(text: str, name: str) -> list[tuple[str, Entry]]:
    # Loaded only where an archivist gives a file of their own.
    import yaml

    try:
        # Nodes rather than values: they know their lines, and 'ON' stays an acronym (YAML would make it "true").
        root = yaml.compose(text.replace("\t", "  "), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        message = f"{name}, line {mark.line + 1 if mark else 1}: {fault.problem or 'not YAML or JSON'}"
        hint = "check the brackets, the quotes, and that the keys of an entry begin in one column"
        raise AuthorityFileError(message, hint=hint) from fault
    except (yaml.YAMLError, RecursionError) as fault:
        message = f"{name}: neither YAML nor JSON: {str(fault).splitlines()[0]}"
        raise AuthorityFileError(message, hint="give YAML or JSON; see docs/authority.md") from fault
    if root is None:
        message = f"{name}: nothing is in the file"
        raise AuthorityFileError(message)
    if isinstance(root, yaml.SequenceNode):
        return [("institutions", _entry(node, name)) for node in root.value]
    if not isinstance(root, yaml.MappingNode):
        message = f"{name}, line 1: neither a list of institutions nor the keys {' and '.join(SECTIONS)}"
        raise AuthorityFileError(message)
    made: list[tuple[str, Entry]] = []
    for key, node in root.value:
        section, line = str(key.value), key.start_mark.line + 1
        if section in _REMARKS:
            continue
        if section not in SECTIONS:
            message = f"{name}, line {line}: '{section}' is none of {', '.join(SECTIONS)}"
            raise AuthorityFileError(message)
        if not isinstance(node, yaml.SequenceNode):
            message = f"{name}, line {line}: '{section}' must hold a list"
            raise AuthorityFileError(message)
        made += [(section, _entry(each, name)) for each in node.value]
    return made


def _entry(node: object, name: str) -> Entry:
    import yaml

    line = node.start_mark.line + 1 if isinstance(node, yaml.Node) else 1
    where = f"{name}, line {line}"
    if not isinstance(node, yaml.MappingNode):
        message = f"{where}: an entry must have keys (id, fr, ar, …)"
        raise AuthorityFileError(message)
    given: dict[str, Value] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in given:
            message = f"{name}, line {key.start_mark.line + 1}: the key '{key.value}' is there twice"
            raise AuthorityFileError(message)
        given[str(key.value)] = _value(value, f"{name}, line {value.start_mark.line + 1}")
    return Entry(given=given, line=line)


def _value(node: object, where: str) -> Value:
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(one, yaml.ScalarNode) for one in node.value):
        return [text for one in node.value if (text := _scalar(one)) is not None]
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    if pairs and all(isinstance(one, yaml.ScalarNode) for pair in pairs for one in pair):
        return {str(key.value): _scalar(value) for key, value in pairs}
    message = f"{where}: lists and keys are nested too deep"
    raise AuthorityFileError(message)


def _scalar(node: object) -> str | None:
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        return None
    plain = node.style is None
    return None if plain and node.value in _NOTHING else str(node.value).strip()


def _check_entry(section: str, given: Mapping[str, Value], where: str, *, new: bool) -> None:
    unknown = [key for key in given if key not in KEYS[section]]
    if unknown:
        message = f"{where}: the key '{unknown[0]}' is none of {', '.join(KEYS[section])}"
        raise AuthorityFileError(message)
    for key, value in given.items():
        if value is not None:
            _check_value(key, value, where)
    if section == "places":
        if given.get("type") not in PLACE_TYPES:
            message = f"{where}: a place needs a type: {', '.join(PLACE_TYPES)}"
            raise AuthorityFileError(message)
    elif not _ID.fullmatch(str(given.get("id") or "")):
        here = f" (here: {given['id']!r})" if given.get("id") else ""
        message = f"{where}: an institution needs an id of letters, digits, _ and -{here}"
        raise AuthorityFileError(message)
    if new and not any(given.get(key) for key in _NAMES):
        message = f"{where}: no name is given ({', '.join(_NAMES)})"
        raise AuthorityFileError(message)


def _check_value(key: str, value: str | list[str] | dict[str, str | None], where: str) -> None:
    expected: Mapping[str, tuple[type, str]] = {
        "aliases": (list, "a list of texts"),
        "former": (list, "a list of texts"),
        "sources": (dict, "texts by fr_ar and zgh"),
        "confidence": (dict, f"{', '.join(CONFIDENCES)}, by fr_ar and zgh"),
    }
    kind, called = expected.get(key, (str, "one text"))
    if not isinstance(value, kind):
        message = f"{where}: '{key}' must be {called}"
        raise AuthorityFileError(message)
    checks: Mapping[type, Callable[[], str | None]] = {
        str: lambda: _text_fault(key, str(value)),
        dict: lambda: _table_fault(key, value if isinstance(value, dict) else {}),
    }
    fault = checks.get(kind, lambda: None)()
    if fault:
        message = f"{where}: {fault}"
        raise AuthorityFileError(message)


def _text_fault(key: str, text: str) -> str | None:
    if key in _NAMES and not _SCRIPTS[_NAMES[key]].search(text):
        return f"'{key}' must be in {_CALLED[_NAMES[key]]} (here: {text!r})"
    if key != "note" and len(text) > _LONGEST:
        return f"'{key}' has {len(text)} characters, a name has at most {_LONGEST}"
    return None


def _table_fault(key: str, table: Mapping[str, str | None]) -> str | None:
    strange = [about for about in table if about not in ("fr_ar", "zgh")]
    if strange:
        return f"'{key}' is by fr_ar and zgh, not by '{strange[0]}'"
    said = [sure for sure in table.values() if key == "confidence" and sure and sure not in CONFIDENCES]
    return f"'{said[0]}' is none of {', '.join(CONFIDENCES)}" if said else None
