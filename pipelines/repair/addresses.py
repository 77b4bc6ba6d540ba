"""Slips in e-mail and web addresses: a blank beside the @, a w too many. They are proposed; only a blank may go."""

from __future__ import annotations

import re

from balagh.pipelines.repair.rules import Edit, Rule

#: A blank on one side of the sign, with a name before it and a host behind.
_PARTED = re.compile(
    r"(?<![\w.+-])(?P<name>[\w.+-]{1,64})(?:(?P<before> )@|@(?P<behind> ))(?=[\w-]{1,63}(?:\.[\w-]{2,63})+(?![\w@]))"
)
#: What is printed before an e-mail address. Other words before a name with an @ may announce an account.
_LABEL = re.compile(
    r"(?:\b(?:e-?mails?|mail|m[ée]l|courriel|correo|adresse électronique)|البريد(?: الإلكتروني)?|إيميل|ⵉⵎⴰⵢⵍ)"
    r"\s*[:.]?\s*$",
    re.IGNORECASE,
)
#: Words before an account's name, which begins with the sign.
_ACCOUNT = re.compile(
    r"(?:twitter|x|facebook|instagram|linkedin|tiktok|youtube|threads|nous|us)", re.IGNORECASE
)
_HOST = re.compile(r"(?<![\w.@/-])(?!www\.)(?:w{4}|[wW]{3,4}|vvw{2}|w{2}vv)(?=\.[\w-]+\.[a-z]{2})")
_LABELLED, _UNLABELLED, _HOST_SURE = 0.95, 0.6, 0.8
#: Characters before an address in which its label is looked for.
_NEAR = 40


def find_address_slips(line: str) -> tuple[Edit, ...]:
    """Find blanks inside e-mail addresses, and misread beginnings of web addresses.

    A blank goes where the address has its label; letters of an address are never changed, only proposed.

    >>> [(edit.start, edit.end, edit.applied) for edit in find_address_slips("E-mail : presse @exemple.ma")]
    [(15, 16, True)]
    """
    if "@" not in line and "." not in line:
        return ()
    parted = (
        match for match in _PARTED.finditer(line) if not _ACCOUNT.fullmatch(match["name"].split("-")[-1])
    )
    edits = [_without_blank(line, match) for match in parted]
    edits += (
        Edit(
            start=match.start(), end=match.end(), after="www", rule=Rule.OCR_SLIP, confidence=_HOST_SURE, applied=False,
            note="web addresses begin with www; an address is never guessed",
        )
        for match in _HOST.finditer(line)
    )  # fmt: skip
    return tuple(sorted(edits, key=lambda edit: edit.start))


def _without_blank(line: str, match: re.Match[str]) -> Edit:
    start, end = match.span("before") if match["before"] else match.span("behind")
    first = match.start("name")
    # `E-mail @exemple.ma`: the label is no part of an address.
    named = bool(_LABEL.search(line, max(0, first - _NEAR), first)) and not _LABEL.fullmatch(match["name"])
    return Edit(
        start=start, end=end, after="", rule=Rule.BLANKS, confidence=_LABELLED if named else _UNLABELLED,
        applied=named, note="an e-mail address has no blank",
    )  # fmt: skip
