from __future__ import annotations

from pathlib import Path

import balagh
from balagh.emit.schema import schema_text


def test_the_committed_schema_is_the_models() -> None:
    committed = Path(balagh.__file__).with_name("schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), "write it anew: balagh schema > src/balagh/schema.json"
