"""The JSON Schema of the documents that balagh writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic.json_schema import GenerateJsonSchema

from balagh.model import SCHEMA_VERSION, Document

if TYPE_CHECKING:
    from pydantic_core import core_schema


class _Contract(GenerateJsonSchema):
    """Every key is always written (a field not found is null), so every key is required but those left out if empty."""

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        """Say yes, whatever the defaults in the code, save for a key that the files leave out."""
        return "serialization_exclude_if" not in field


def schema_text() -> str:
    """Give the schema (JSON Schema 2020-12) as indented JSON with a line feed at the end."""
    schema = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:balagh:document:{SCHEMA_VERSION}",
        **Document.model_json_schema(mode="serialization", schema_generator=_Contract),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
