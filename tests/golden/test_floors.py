"""Quality may rise; it may fall below the floors of floors.json only by somebody's own hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel, ConfigDict

from bench.fields import GOAL_FIELDS
from bench.measure import Measures, measure
from bench.pages import load_truths
from bench.tools import Reading, page_text
from tests.golden.golden import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from balagh.model import Document

pytestmark = pytest.mark.engine


class Floors(BaseModel):
    """The pinned samples, and the worst that is let pass: error rates in %, shares from 0 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sha256: dict[str, str]
    most_cer: dict[str, float]
    least_fields: float
    least_languages: float
    most_digits_lost: int


FLOORS = Floors.model_validate_json((Path(__file__).parent / "floors.json").read_bytes())


def pinned() -> dict[str, str]:
    """The hash of every scan and every truth, by its path under samples/."""
    files = [path for folder in ("scans", "truth") for path in sorted((SAMPLES / folder).iterdir())]
    return {
        path.relative_to(SAMPLES).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture(scope="session")
def measures(read_sample: Callable[[str], Document]) -> Measures:
    truths = load_truths(SAMPLES)
    documents = {truth.name: read_sample(truth.file) for truth in truths}
    texts = {
        truth.name: [page_text(documents[truth.name], number) for number in range(1, truth.pages + 1)]
        for truth in truths
    }
    return measure(truths, Reading(tool="balagh", version="", texts=texts, documents=documents, seconds=0.0))


def test_the_samples_are_those_that_the_floors_were_set_on() -> None:
    assert pinned() == FLOORS.sha256, json.dumps(pinned(), indent=1)


@pytest.mark.parametrize("language", sorted(FLOORS.most_cer))
def test_the_error_rate_stays_down(language: str, measures: Measures) -> None:
    rate = measures.cer(language)
    assert rate is not None
    own = [failure for failure in measures.failures if f" {language}: " in failure]
    assert rate <= FLOORS.most_cer[language], own


def test_the_fields_stay_right(measures: Measures) -> None:
    rate = measures.fields.rate(GOAL_FIELDS)
    assert rate is not None
    assert rate >= FLOORS.least_fields, measures.fields.misses


def test_the_languages_stay_right(measures: Measures) -> None:
    assert measures.languages_right >= FLOORS.least_languages * measures.languages_total, measures.failures


def test_no_digit_is_lost(measures: Measures) -> None:
    lost = [failure for failure in measures.failures if "digits not found" in failure]
    assert measures.digits_wrong <= FLOORS.most_digits_lost, lost
