"""Reading a page's lines: scripts told apart, pictures sent to the models, answers put back in logical order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.model import Box, Script
from balagh.pipelines.layout.bullets import leading_bullet
from balagh.pipelines.printed import ReadWord, confidence_of
from balagh.pipelines.recognise.asking import SCRIPTS, WORTH_ANOTHER, Answer, Asker
from balagh.pipelines.recognise.blanks import part_figures
from balagh.pipelines.recognise.commas import has_arabic, lone_marks, place_commas
from balagh.pipelines.recognise.hashes import count_hashes
from balagh.pipelines.recognise.numbers import ends_with_stop, read_indic, settle_numbers
from balagh.pipelines.recognise.order import (
    as_list_number,
    in_ltr_line,
    logical_number,
    order_numbers,
    order_parts,
    split_closing,
    with_stop,
)
from balagh.pipelines.recognise.runs import Hand, find_runs
from balagh.pipelines.recognise.segments import LinePlan, plan_line, set_directions
from balagh.pipelines.recognise.tifinagh import FOREIGN, claim_lone_letters, has_tifinagh
from balagh.pipelines.recognise.words import word_spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balagh.pipelines.layout.bullets import Bullet
    from balagh.pipelines.layout.pictures import LinePicture
    from balagh.pipelines.recognise.asking import Answers, Task
    from balagh.pipelines.recognise.commas import Mark
    from balagh.pipelines.recognise.engine import Engine, EngineWord
    from balagh.pipelines.recognise.runs import Run
    from balagh.pipelines.recognise.segments import Segment
    from balagh.pipelines.recognise.sight import Sight

#: What single specks are read as, and the confidence below which such a lone sign at a line's end is one.
SPECKS, UNSURE = "٠\"':.,_`|~", 0.55

#: A line of Tifinagh read with less confidence than this is no text; the second is for a line whose script is in doubt.
#: Drawn strokes and scribbles gave less than 0.27 for 95 in 100, French and Arabic lines too; lines of 14 pixels an em
#: in a typeface that the model had not seen 0.2 to 0.5 (2026-11-22).
PLAIN, PLAIN_DOUBTFUL = 0.3, 0.5

#: No line is but single letters of Tifinagh with less than so many digits or other letters: strokes and rings are.
FEWEST_SIGNS = 2

#: What looked like Tifinagh is believed to be in another script when it was read as that with this confidence.
SURE = 0.80

#: How sure we are of bullets and number signs, which are told by shape.
SHAPE_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A line as read.

    Attributes:
        index: its place in the line map.
        script: its main one.
        words: in logical order.
        unread: how many more words are seen in it, which no model reads well.
    """

    index: int
    script: Script
    words: tuple[ReadWord, ...]
    unread: int = 0

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, weighted by their length; 0 where nothing was read."""
        return confidence_of(self.words)


def read_lines(sight: Sight, engine: Engine, models: Mapping[Script, str]) -> tuple[ReadLine, ...]:
    """Read every line of a page.

    Args:
        sight: the page and its lines.
        engine: what reads line pictures.
        models: the engine's model for each script; a script without one is left unread (no words).

    Returns:
        One `ReadLine` for each line of `lines`, in its order.
    """
    lines = sight.lines
    plans = [_plan(sight, index, runs) for index, runs in enumerate(find_runs(sight))]
    plans = set_directions(plans, lines)
    bullets = [_bullet(sight, index, plan) for index, plan in enumerate(plans)]
    plans = [_without_bullet(sight, k, plan, bullets[k]) for k, plan in enumerate(plans)]
    asker = Asker(sight=sight, plans=plans, engine=engine, models=models)
    tasks, answers = asker.ask_all()
    _spell_numbers(sight, tasks, plans, answers)
    chosen = {key: asker.best_answer(key, given) for key, given in answers.items()}
    chosen = dict(zip(chosen, asker.read_foreign(list(chosen.values())), strict=True))
    read = []
    for index, plan in enumerate(plans):
        marks = lone_marks(sight, index) if plan.main in {Hand.ARABIC, Hand.INDIC} else ()
        pieces = [
            _placed(chosen[index, part], marks) if (index, part) in chosen else ()
            for part in range(len(plan.segments))
        ]
        if plan.main in {Hand.LATIN, Hand.DIGITS, Hand.TIFINAGH} or _read_rightwards(plan, pieces):
            pieces = [part_figures(sight, index, words) for words in pieces]
        hashes = count_hashes(sight, index)
        if hashes:
            read.append(_hash_line(sight, index, hashes))
            continue
        read.append(_with_bullet(_join(sight, index, plan, pieces), bullets[index], sight.page.shrink))
    return tuple(read)


def _plan(sight: Sight, index: int, runs: tuple[Run, ...]) -> LinePlan:
    if not runs:
        return LinePlan(main=Hand.DIGITS, segments=(), doubtful=False)
    plan = plan_line(runs)
    # In a line of Tifinagh numbers run with it, and what looks like Arabic-Indic digits is its letters.
    if plan.main is not Hand.TIFINAGH and any(run.hand in {Hand.ARABIC, Hand.INDIC} for run in runs):
        plan = plan_line(settle_numbers(sight, index, runs))
    return claim_lone_letters(plan, sight.lines.lines[index].box.height)


def _hash_line(sight: Sight, index: int, count: int) -> ReadLine:
    box = Box(*(side * sight.page.shrink for side in sight.lines.lines[index].box))
    word = ReadWord(original="#" * count, text="#" * count, box=box, confidence=SHAPE_CONFIDENCE)
    return ReadLine(index=index, script=Script.COMMON, words=(word,))


def _bullet(sight: Sight, index: int, plan: LinePlan) -> Bullet | None:
    return leading_bullet(sight.parts, sight.lines, index, rtl=plan.main in {Hand.ARABIC, Hand.INDIC})


def _without_bullet(sight: Sight, index: int, plan: LinePlan, bullet: Bullet | None) -> LinePlan:
    """Leave a bullet's columns, and the blank between it and the words, out of what is read."""
    if bullet is None:
        return plan
    box, kept = bullet.box, []
    words = word_spans(sight.lines, index)
    for segment in plan.segments:
        left, right = segment.span
        if left < box.x1 <= right and box.x0 - left < right - box.x1:
            left = min((x0 for x0, _ in words if box.x1 < x0 < right), default=box.x1 + 1)
        elif left <= box.x0 < right:
            right = max((x1 for _, x1 in words if left < x1 < box.x0), default=box.x0 - 1)
        if right - left > box.width // 2:
            kept.append(replace(segment, span=(left, right)))
    return replace(plan, segments=tuple(kept))


def _with_bullet(line: ReadLine, bullet: Bullet | None, shrink: int) -> ReadLine:
    """Put the bullet that begins a line before its words."""
    if bullet is None or not line.words:
        return line
    box = Box(*(side * shrink for side in bullet.box))
    word = ReadWord(original=bullet.text, text=bullet.text, box=box, confidence=SHAPE_CONFIDENCE)
    return replace(line, words=(word, *line.words))


def _spell_numbers(sight: Sight, tasks: Sequence[Task], plans: Sequence[LinePlan], answers: Answers) -> None:
    """Read the Arabic-Indic numbers by their signs, which the engine's model does not have."""
    for task in tasks:
        segment = plans[task.line].segments[task.part]
        if segment.hand is Hand.INDIC:
            words = read_indic(sight, task.line, task.picture, segment.span)
            if words:
                answers[task.line, task.part] = [Answer(task=task, words=words)]


def _placed(answer: Answer, marks: tuple[Mark, ...]) -> tuple[ReadWord, ...]:
    """Give an answer's words on the page, with their Arabic commas."""
    picture = answer.task.picture
    read = [_on_page(word, picture) for word in answer.words]
    if any("\u0600" <= letter <= "\u06ff" for word in read for letter in word.text):
        read = place_commas(read, marks, picture.box)
    return tuple(read)


def _on_page(word: EngineWord, picture: LinePicture) -> ReadWord:
    left = picture.box.x0 + round(word.x0 / picture.zoom)
    right = picture.box.x0 + round(word.x1 / picture.zoom)
    box = Box(left, picture.box.y0, max(left, right), picture.box.y1)
    return ReadWord(original=word.text, text=word.text, box=box, confidence=word.confidence)


def _join(sight: Sight, index: int, plan: LinePlan, pieces: Sequence[tuple[ReadWord, ...]]) -> ReadLine:
    """Put a line's segments in logical order."""
    rtl = plan.main in {Hand.ARABIC, Hand.INDIC} and not _read_rightwards(plan, pieces)
    ordered = []
    for segment, words in zip(plan.segments, pieces, strict=True):
        if rtl and segment.hand is not Hand.ARABIC:
            if segment.hand is Hand.DIGITS and ends_with_stop(sight, index, segment.span):
                words = _stopped(words)
            if segment is plan.segments[-1] and len(words) == 1 and segment.hand is Hand.DIGITS:
                number = as_list_number(words[0].original)
                words = (replace(words[0], original=number, text=number),)
            ordered.append(_in_rtl_line(segment, words))
        elif not rtl and segment.hand is Hand.ARABIC and len(plan.segments) > 1:
            ordered.append(in_ltr_line(words))
        else:
            ordered.append(words)
    words = tuple(word for part in order_parts(ordered, rtl=rtl) for word in part)
    if _is_no_text(plan, words):
        # It was tried in the other scripts and did not read well: it is what it looks like.
        return ReadLine(index=index, script=Script.TIFINAGH, words=())
    readable = tuple(word for word in words if FOREIGN not in word.original)
    return ReadLine(
        index=index,
        script=_script(plan, readable),
        words=_without_specks(readable),
        unread=len(words) - len(readable),
    )


def _is_no_text(plan: LinePlan, words: tuple[ReadWord, ...]) -> bool:
    """Tell whether a line that looks like Tifinagh did not read as any script; words that were not read count too."""
    letters = [sum(has_tifinagh(c) for c in word.original) for word in words]
    others = sum(c.isalnum() and not has_tifinagh(c) for word in words for c in word.original)
    if max(letters, default=0) == 1 and others < FEWEST_SIGNS:
        return True
    if plan.main is not Hand.TIFINAGH:
        return False
    least = SURE if not any(letters) else PLAIN_DOUBTFUL if plan.doubtful else PLAIN
    return confidence_of(words) < least


def _without_specks(words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """Leave out what the engine made of dirt at either end of a line: a lone sign that it was not sure of."""
    first, last = 0, len(words)
    while last - first > 1 and _is_speck(words[first]):
        first += 1
    while last - first > 1 and _is_speck(words[last - 1]):
        last -= 1
    return words[first:last]


def _is_speck(word: ReadWord) -> bool:
    bare = word.original.strip("\u200e\u200f")
    return len(bare) == 1 and bare in SPECKS and word.confidence < UNSURE


def _stopped(words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """Give the words of a number, left to right, with the full stop that is seen at their left end."""
    if len(words) > 1 and not any(c.isalnum() for c in words[0].original):
        words = words[1:]
    if not words:
        return words
    text = with_stop(words[0].original)
    return (replace(words[0], original=text, text=text), *words[1:])


def _in_rtl_line(segment: Segment, words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """Order the words of a number, Latin or Tifinagh segment within a right-to-left line."""
    if not words:
        return words
    closing, first = split_closing(words[0].original)
    words = (replace(words[0], original=first, text=first), *words[1:])
    if segment.hand in {Hand.DIGITS, Hand.INDIC}:
        mixed = any(has_arabic(word.text) for word in words)
        turned = tuple(reversed(range(len(words))))
        order = turned if mixed else order_numbers([word.text for word in words])
        typed = [logical_number(word.text) for word in words]
        words = tuple(replace(words[i], original=typed[i], text=typed[i]) for i in order)
    last = words[-1].text + closing
    return (*words[:-1], replace(words[-1], original=last, text=last))


def _read_rightwards(plan: LinePlan, pieces: Sequence[tuple[ReadWord, ...]]) -> bool:
    """Tell whether a line whose script was in doubt, or is too short to be sure of, runs from left to right as read."""
    text = "".join(word.text for part in pieces for word in part)
    found = any((c.isascii() and c.isalpha()) or has_tifinagh(c) for c in text) and not has_arabic(text)
    return found and (plan.doubtful or len(text) < WORTH_ANOTHER)


def _script(plan: LinePlan, words: tuple[ReadWord, ...]) -> Script:
    """Give the line's script: as seen, or, where that was in doubt or may be Tifinagh, as read."""
    text = "".join(word.text for word in words)
    tifinagh = sum(has_tifinagh(c) for c in text)
    letters = sum(c.isalpha() and not has_arabic(c) for c in text) - tifinagh
    as_seen = plan.main in {Hand.ARABIC, Hand.INDIC} or not (tifinagh or plan.main is Hand.TIFINAGH)
    if as_seen and not plan.doubtful:
        return SCRIPTS[plan.main]
    if 2 * sum(has_arabic(word.text) for word in words) > len(words):
        return Script.ARABIC
    if tifinagh or (plan.main is Hand.TIFINAGH and not words):
        return Script.TIFINAGH if tifinagh >= letters else Script.LATIN
    return Script.LATIN if letters or has_arabic(text) else Script.COMMON
