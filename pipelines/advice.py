"""What the judgement of a page's picture means for its reader: warnings with advice in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from balagh.model import Warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from balagh.model import Page


def picture_warnings(page: Page) -> Iterator[Warning]:
    """Warn of a photo that is too blurred or too coarse to be trusted, as its quality steps say."""
    failed = {step.name: step.value for step in page.quality.steps if step.applied}
    if "judge_sharpness" in failed:
        message = (
            f"the photo is blurred (edges of print are {failed['judge_sharpness']:.0f} pixels wide at 300 dpi): "
            "check the text, or take the photo again with the page in focus and the phone held still"
        )
        yield Warning(code="blurred", message=message, page=page.number)
    if "judge_resolution" in failed:
        message = (
            f"the photo has only {failed['judge_resolution']:.0f} pixels for an inch of the page: "
            "check the text, or take the photo again from nearer by, so that the page fills the frame"
        )
        yield Warning(code="low-resolution", message=message, page=page.number)
