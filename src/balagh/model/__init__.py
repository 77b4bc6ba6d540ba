"""The document model: plain frozen data, and the JSON contract."""

from __future__ import annotations

from balagh.model.communique import (
    About,
    BodyItem,
    BodyType,
    Communique,
    Contact,
    Date,
    Issuer,
    LetterheadLine,
    Names,
    Reference,
    Signatory,
    Version,
)
from balagh.model.document import (
    SCHEMA_VERSION,
    Document,
    LanguageShare,
    Provenance,
    Repair,
    Source,
    Warning,
)
from balagh.model.geometry import Box, union
from balagh.model.page import (
    Block,
    Direction,
    Line,
    Origin,
    Page,
    Quality,
    Role,
    Script,
    Step,
    Word,
)

__all__ = [
    "SCHEMA_VERSION",
    "About",
    "Block",
    "BodyItem",
    "BodyType",
    "Box",
    "Communique",
    "Contact",
    "Date",
    "Direction",
    "Document",
    "Issuer",
    "LanguageShare",
    "LetterheadLine",
    "Line",
    "Names",
    "Origin",
    "Page",
    "Provenance",
    "Quality",
    "Reference",
    "Repair",
    "Role",
    "Script",
    "Signatory",
    "Source",
    "Step",
    "Version",
    "Warning",
    "Word",
    "union",
]
