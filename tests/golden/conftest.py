"""Every sample read once for all the tests of this folder."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

import balagh
from tests.golden.golden import sample_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from balagh.model import Document


@pytest.fixture(scope="session")
def read_sample() -> Callable[[str], Document]:
    """Gives the reading of a sample by its file name, made when first asked for."""

    @cache
    def read(name: str) -> Document:
        return balagh.read(sample_path(name), previews=False)

    return read
