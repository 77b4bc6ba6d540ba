"""Reading a page's lines: scripts told apart, pictures sent to the models, answers put back in logical order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.model import Box, Script
from balagh.pipelines.layout.bullets import leading_bullet
from balagh.pipelines.layout.pictures import LATIN_SQUEEZE, cut_line
from balagh.pipelines.printed import ReadWord, confidence_of
from balagh.pipelines.recognise.blanks import part_figures
from balagh.pipelines.recognise.commas import has_arabic, is_arabic, lone_marks, place_commas
from balagh.pipelines.recognise.hashes import count_hashes
from balagh.pipelines.recognise.numbers import ends_with_stop, read_indic, settle_numbers
from balagh.pipelines.recognise.order import (
    logical_number,
    order_numbers,
    order_parts,
    split_closing,
    with_stop,
)
from balagh.pipelines.recognise.runs import Hand, find_runs
from balagh.pipelines.recognise.segments import LinePlan, Segment, plan_line, set_directions
from balagh.pipelines.recognise.short import (
    FEWEST,
    FRAMED,
    frame_picture,
    is_short,
    parted_most,
    rank_answers,
    sureness,
    unframe_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from balagh.pipelines.layout.bullets import Bullet
    from balagh.pipelines.layout.pictures import LinePicture
    from balagh.pipelines.recognise.commas import Mark
    from balagh.pipelines.recognise.engine import Engine, EngineWord
    from balagh.pipelines.recognise.runs import Run
    from balagh.pipelines.recognise.sight import Sight

#: What single specks are read as, and the confidence below which such a lone sign at a line's end is one.
SPECKS, UNSURE = "٠\"':.,_`|~", 0.55

#: Fewer characters than this are not read a second time.
WORTH_ANOTHER = 8

#: A Latin part read with less confidence than this is tried once more at its full width.
TRY_AGAIN = 0.6

#: How sure we are of bullets and number signs, which are told by shape.
SHAPE_CONFIDENCE = 0.9

#: A part of a mixed line read with less confidence than this is read by the line's own model too.
SURE = 0.80


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A line as read: words in logical order; `script` is the line's main one; `index` its place in the line map."""

    index: int
    script: Script
    words: tuple[ReadWord, ...]

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, weighted by their length; 0 where nothing was read."""
        return confidence_of(self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """One picture for one model."""

    line: int
    part: int
    model: str
    picture: LinePicture


#: What the models gave for each line and part.
_Answers = dict[tuple[int, int], list[tuple[_Task, tuple["EngineWord", ...]]]]

_SCRIPTS = {
    Hand.LATIN: Script.LATIN,
    Hand.ARABIC: Script.ARABIC,
    Hand.TIFINAGH: Script.TIFINAGH,
    Hand.DIGITS: Script.COMMON,
    Hand.INDIC: Script.ARABIC,
}


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
    plans = [_without_bullet(plan, bullet) for plan, bullet in zip(plans, bullets, strict=True)]
    tasks = [
        _Task(line=index, part=part, model=model, picture=_picture(sight, index, segment, plan))
        for index, plan in enumerate(plans)
        for part, segment in enumerate(plan.segments)
        for model in _models_for(segment, plan, models)
    ]
    answers = _ask(tasks, engine)
    _ask_again(sight, tasks, plans, answers, engine, models)
    _read_short(sight, tasks, answers, plans, engine)
    _spell_numbers(sight, tasks, plans, answers)
    read = []
    for index, plan in enumerate(plans):
        marks = lone_marks(sight, index) if plan.main in {Hand.ARABIC, Hand.INDIC} else ()
        pieces = [
            _best_answer(sight, segment.span, answers.get((index, part), []), marks)
            for part, segment in enumerate(plan.segments)
        ]
        if plan.main in {Hand.LATIN, Hand.DIGITS} or _read_latin(plan, pieces):
            pieces = [part_figures(sight, index, words) for words in pieces]
        hashes = count_hashes(sight, index)
        if hashes:
            read.append(_hash_line(sight, index, hashes))
            continue
        read.append(_with_bullet(_join(sight, index, plan, pieces), bullets[index], sight.page.shrink))
    return tuple(read)


def _picture(sight: Sight, index: int, segment: Segment, plan: LinePlan) -> LinePicture:
    # Narrowed, running French reads as well, but the dots and ones of a lone number are lost.
    narrow = plan.main is Hand.LATIN and segment.hand is Hand.LATIN and not plan.doubtful
    return cut_line(sight.page, sight.lines, index, segment.span, LATIN_SQUEEZE if narrow else 1.0)


def _plan(sight: Sight, index: int, runs: tuple[Run, ...]) -> LinePlan:
    if not runs:
        return LinePlan(main=Hand.DIGITS, segments=(), doubtful=False)
    if any(run.hand in {Hand.ARABIC, Hand.INDIC} for run in runs):
        runs = settle_numbers(sight, index, runs)
    return plan_line(runs)


def _hash_line(sight: Sight, index: int, count: int) -> ReadLine:
    box = Box(*(side * sight.page.shrink for side in sight.lines.lines[index].box))
    word = ReadWord(original="#" * count, text="#" * count, box=box, confidence=SHAPE_CONFIDENCE)
    return ReadLine(index=index, script=Script.COMMON, words=(word,))


def _bullet(sight: Sight, index: int, plan: LinePlan) -> Bullet | None:
    return leading_bullet(sight.parts, sight.lines, index, rtl=plan.main in {Hand.ARABIC, Hand.INDIC})


def _without_bullet(plan: LinePlan, bullet: Bullet | None) -> LinePlan:
    """Leave a bullet's columns out of what is read."""
    if bullet is None:
        return plan
    box, kept = bullet.box, []
    for segment in plan.segments:
        left, right = segment.span
        if left < box.x1 <= right and box.x0 - left < right - box.x1:
            left = box.x1 + 1
        elif left <= box.x0 < right:
            right = box.x0 - 1
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


def _models_for(segment: Segment, plan: LinePlan, models: Mapping[Script, str]) -> tuple[str, ...]:
    """Give the models that shall read a segment: both Latin and Arabic where the line's script is in doubt."""
    if segment.hand is Hand.TIFINAGH and not plan.doubtful:
        wanted: tuple[Script, ...] = (Script.TIFINAGH,)
    elif plan.doubtful:
        wanted = (Script.LATIN, Script.ARABIC)
    elif segment.hand in {Hand.ARABIC, Hand.INDIC}:
        wanted = (Script.ARABIC,)
    else:
        wanted = (Script.LATIN,)
    return tuple(dict.fromkeys(models[script] for script in wanted if script in models))


def _ask(tasks: Sequence[_Task], engine: Engine) -> _Answers:
    """Read all tasks, one engine call a model; answers by line and part."""
    answers: _Answers = {}
    for model in dict.fromkeys(task.model for task in tasks):
        chosen = [task for task in tasks if task.model == model]
        words = engine.read_lines([task.picture.image for task in chosen], model)
        for task, read in zip(chosen, words, strict=True):
            answers.setdefault((task.line, task.part), []).append((task, read))
    return answers


def _ask_again(
    sight: Sight,
    tasks: Sequence[_Task],
    plans: Sequence[LinePlan],
    answers: _Answers,
    engine: Engine,
    models: Mapping[Script, str],
) -> None:
    """Read badly read parts a second time, and add those answers.

    Parts of mixed lines are read with the line's own model too, Latin ones without narrowing them.
    """
    second = []
    for task in tasks:
        plan = plans[task.line]
        own = models.get(_SCRIPTS[plan.main])
        segment = plan.segments[task.part]
        words = answers[task.line, task.part][0][1]
        if sum(len(word.text) for word in words) < WORTH_ANOTHER:
            continue  # a drawing, a page number: another process would cost more than it can give
        sure = sureness(words)
        if segment.hand is not plan.main and own not in {None, task.model} and sure < SURE:
            second.append(replace(task, model=own))
        elif sure < TRY_AGAIN and task.model != models.get(Script.ARABIC) and not plan.doubtful:
            second.append(replace(task, picture=cut_line(sight.page, sight.lines, task.line, segment.span)))
    for key, more in _ask(second, engine).items():
        answers[key] += more


def _read_short(
    sight: Sight, tasks: Sequence[_Task], answers: _Answers, plans: Sequence[LinePlan], engine: Engine
) -> None:
    """Read a page's short parts a second time, each in a frame of paper, and add those answers."""
    short = [
        replace(
            task,
            picture=cut_line(sight.page, sight.lines, task.line, plans[task.line].segments[task.part].span),
        )
        for task in tasks
        if any(
            a is task and is_short(task.picture.image, words) for a, words in answers[task.line, task.part]
        )
    ]
    if len(short) < FEWEST:
        return
    for model in dict.fromkeys(task.model for task in short):
        chosen = [task for task in short if task.model == model]
        asked = [(task, share) for share in FRAMED for task in chosen]
        framed = [frame_picture(task.picture.image, share) for task, share in asked]
        for (task, share), words in zip(asked, engine.read_lines(framed, model, framed=True), strict=True):
            answers[task.line, task.part].append((task, unframe_words(words, share)))


def _spell_numbers(
    sight: Sight, tasks: Sequence[_Task], plans: Sequence[LinePlan], answers: _Answers
) -> None:
    """Read the Arabic-Indic numbers by their signs, which the engine's model does not have."""
    for task in tasks:
        segment = plans[task.line].segments[task.part]
        if segment.hand is Hand.INDIC:
            words = read_indic(sight, task.line, task.picture, segment.span)
            if words:
                answers[task.line, task.part] = [(task, words)]


def _best_answer(
    sight: Sight,
    span: tuple[int, int],
    answers: list[tuple[_Task, tuple[EngineWord, ...]]],
    marks: tuple[Mark, ...],
) -> tuple[ReadWord, ...]:
    """Give the words of the best answer, on the page, with their Arabic commas."""
    if not answers:
        return ()
    best = 0
    if len(answers) > 1:
        ranks = rank_answers(sight, answers[0][0].line, span, [words for _, words in answers])
        best = parted_most([words for _, words in answers], ranks.index(max(ranks)))
    task, words = answers[best]
    read = [_on_page(word, task.picture) for word in words]
    if any("\u0600" <= letter <= "\u06ff" for word in read for letter in word.text):
        read = place_commas(read, marks, task.picture.box)
    return tuple(read)


def _on_page(word: EngineWord, picture: LinePicture) -> ReadWord:
    left = picture.box.x0 + round(word.x0 / picture.zoom)
    right = picture.box.x0 + round(word.x1 / picture.zoom)
    box = Box(left, picture.box.y0, max(left, right), picture.box.y1)
    return ReadWord(original=word.text, text=word.text, box=box, confidence=word.confidence)


def _join(sight: Sight, index: int, plan: LinePlan, pieces: Sequence[tuple[ReadWord, ...]]) -> ReadLine:
    """Put a line's segments in logical order."""
    rtl = plan.main in {Hand.ARABIC, Hand.INDIC} and not _read_latin(plan, pieces)
    ordered = []
    for segment, words in zip(plan.segments, pieces, strict=True):
        if rtl and segment.hand in {Hand.DIGITS, Hand.LATIN, Hand.INDIC}:
            if segment.hand is Hand.DIGITS and ends_with_stop(sight, index, segment.span):
                words = _stopped(words)
            ordered.append(_in_rtl_line(segment, words))
        else:
            ordered.append(words)
    words = tuple(word for part in order_parts(ordered, rtl=rtl) for word in part)
    line = ReadLine(index=index, script=_script(plan, words), words=_without_specks(words))
    if plan.main is Hand.TIFINAGH and line.confidence < SURE:
        # It was tried in the other scripts and did not read well: it is what it looks like.
        return ReadLine(index=index, script=Script.TIFINAGH, words=())
    return line


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
    """Order the words of a number or Latin segment within a right-to-left line."""
    if not words:
        return words
    closing, first = split_closing(words[0].original)
    words = (replace(words[0], original=first, text=first), *words[1:])
    if segment.hand is not Hand.LATIN:
        order = order_numbers([word.text for word in words])
        typed = [logical_number(word.text) for word in words]
        words = tuple(replace(words[i], original=typed[i], text=typed[i]) for i in order)
    last = words[-1].text + closing
    return (*words[:-1], replace(words[-1], original=last, text=last))


def _read_latin(plan: LinePlan, pieces: Sequence[tuple[ReadWord, ...]]) -> bool:
    """Tell whether a line whose script was in doubt, or is too short to be sure of, turned out to be Latin."""
    text = "".join(word.text for part in pieces for word in part)
    latin = any(c.isascii() and c.isalpha() for c in text) and not has_arabic(text)
    return latin and (plan.doubtful or len(text) < WORTH_ANOTHER)


def _script(plan: LinePlan, words: tuple[ReadWord, ...]) -> Script:
    """Give the line's script: as seen, or, where that was in doubt, as read."""
    if not plan.doubtful:
        return _SCRIPTS[plan.main]
    arabic = sum(is_arabic(word) for word in words)
    if arabic * 2 > len(words):
        return Script.ARABIC
    return Script.LATIN if any(c.isalpha() for word in words for c in word.text) else Script.COMMON
