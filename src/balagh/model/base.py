"""What every part of the document model shares."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """A frozen part of a document; an unknown key is an error, not a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid")


#: How sure we are, 0 (not at all) to 1; None where nobody can say.
Confidence = Annotated[float, Field(ge=0.0, le=1.0)] | None
