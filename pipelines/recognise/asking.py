"""What is asked of the engine: line pictures by model, and second questions where the first answer was poor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from balagh.model import Script
from balagh.pipelines.layout.pictures import LATIN_SQUEEZE, MARGIN, TIFINAGH_MARGIN, cut_line
from balagh.pipelines.recognise.commas import has_arabic
from balagh.pipelines.recognise.runs import Hand
from balagh.pipelines.recognise.short import (
    FEWEST,
    FRAMED,
    frame_picture,
    is_short,
    parted_most,
    rank_answers,
    unframe_words,
)
from balagh.pipelines.recognise.tifinagh import (
    FOREIGN,
    doubted_words,
    reads_better,
    reads_plainly,
    sureness,
    weave_words,
    weigh_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from balagh.pipelines.layout.pictures import LinePicture
    from balagh.pipelines.recognise.engine import Engine, EngineWord
    from balagh.pipelines.recognise.segments import LinePlan, Segment
    from balagh.pipelines.recognise.sight import Sight

#: Fewer characters than this are not read a second time.
WORTH_ANOTHER = 8

#: A Latin part read with less confidence than this is tried once more at its full width.
TRY_AGAIN = 0.6

#: A part of a mixed line read with less confidence than this is read by the line's own model too.
SURE = 0.80

#: A part that looks like Tifinagh and is narrower than so many heights of its line has few letters, which capitals may
#: look like: the Latin model reads it too.
FEW_LETTERS = 6.0

#: What an answer in Tifinagh gains where the picture looks like it, and loses where it does not.
SEEN, UNSEEN = 0.1, 0.2

#: An answer that ranks lower than this is not believed against what the picture looks like.
SURE_OTHERWISE = 0.5

#: The script of each class of the script network.
SCRIPTS = {
    Hand.LATIN: Script.LATIN,
    Hand.ARABIC: Script.ARABIC,
    Hand.TIFINAGH: Script.TIFINAGH,
    Hand.DIGITS: Script.COMMON,
    Hand.INDIC: Script.ARABIC,
}


_NUMBERS = frozenset({Hand.DIGITS, Hand.INDIC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One picture, of part `part` of line `line`, for one model."""

    line: int
    part: int
    model: str
    picture: LinePicture


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the engine gave for a picture: words with columns in it."""

    task: Task
    words: tuple[EngineWord, ...]


#: The answers for each line and part.
Answers = dict[tuple[int, int], list[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Asks about one page.

    Attributes:
        sight: the page.
        plans: how its lines are to be read.
        engine: what reads.
        models: the engine's model for each script.
    """

    sight: Sight
    plans: Sequence[LinePlan]
    engine: Engine
    models: Mapping[Script, str]

    def ask_all(self) -> tuple[list[Task], Answers]:
        """Have every part of every line read; poor and short answers get others beside them."""
        tasks = [
            Task(line=index, part=part, model=model, picture=self._picture(index, segment))
            for index, plan in enumerate(self.plans)
            for part, segment in enumerate(plan.segments)
            for model in self._models_for(index, segment)
        ]
        answers = self._ask(tasks)
        for key, more in self._ask(self._poor(tasks, answers)).items():
            answers[key] += more
        self._read_short(tasks, answers)
        return tasks, answers

    def _picture(self, index: int, segment: Segment) -> LinePicture:
        # Narrowed, running French reads as well, but the dots and ones of a lone number are lost.
        plan = self.plans[index]
        narrow = plan.main is Hand.LATIN and segment.hand is Hand.LATIN and not plan.doubtful
        alone = len(plan.segments) == 1
        if alone and segment.hand is Hand.TIFINAGH and not plan.doubtful:
            return self._cut(index, segment.span, room=TIFINAGH_MARGIN)
        return self._cut(index, segment.span, LATIN_SQUEEZE if narrow and alone else 1.0)

    def _cut(
        self, index: int, span: tuple[int, int], squeeze: float = 1.0, room: float = MARGIN
    ) -> LinePicture:
        return cut_line(self.sight.page, self.sight.lines, index, span, squeeze, room)

    def _models_for(self, index: int, segment: Segment) -> tuple[str, ...]:
        """Give the models that shall read a segment: several where the line's script is in doubt.

        A doubtful line is read as Tifinagh too where something on the page looks like it.
        """
        plan = self.plans[index]
        hand, main = segment.hand, plan.main
        if plan.doubtful:
            wanted: tuple[Script, ...] = (Script.LATIN, Script.ARABIC)
            wanted += (Script.TIFINAGH,) if self._shows_tifinagh else ()
        elif hand is not main and Hand.TIFINAGH in {hand, main} and hand not in _NUMBERS:
            # Capitals look like Tifinagh, and the other way round: both models read, and both run for this page anyway.
            wanted = (SCRIPTS[hand], SCRIPTS[main])
        elif hand is Hand.TIFINAGH and self._has_few_letters(index, segment):
            wanted = (Script.TIFINAGH, Script.LATIN)
        elif hand in {Hand.ARABIC, Hand.INDIC, Hand.TIFINAGH}:
            wanted = (SCRIPTS[hand],)
        else:
            wanted = (Script.LATIN,)
        return tuple(dict.fromkeys(self.models[script] for script in wanted if script in self.models))

    @property
    def _shows_tifinagh(self) -> bool:
        return any(segment.hand is Hand.TIFINAGH for plan in self.plans for segment in plan.segments)

    def _has_few_letters(self, index: int, segment: Segment) -> bool:
        left, right = segment.span
        return right - left < FEW_LETTERS * self.sight.lines.lines[index].box.height

    def _ask(self, tasks: Sequence[Task]) -> Answers:
        """Read all tasks, one engine call a model."""
        answers: Answers = {}
        for model in dict.fromkeys(task.model for task in tasks):
            chosen = [task for task in tasks if task.model == model]
            words = self.engine.read_lines([task.picture.image for task in chosen], model)
            for task, read in zip(chosen, words, strict=True):
                answer = Answer(task=task, words=weigh_words(read))
                answers.setdefault((task.line, task.part), []).append(answer)
        return answers

    def _poor(self, tasks: Sequence[Task], answers: Answers) -> list[Task]:
        """Give what shall be asked once more about badly read parts."""
        again = (self._again(task, answers[task.line, task.part]) for task in tasks)
        return [second for seconds in again for second in seconds]

    def _again(self, task: Task, given: Sequence[Answer]) -> Iterator[Task]:
        """Say how a part is read again whose first answer is poor.

        Parts of mixed lines are read with the line's own model too, Latin ones without narrowing them; what looked like
        Tifinagh as Latin, and the other way round on a page that has Tifinagh.
        """
        plan, words = self.plans[task.line], given[0].words
        segment, sure, signs = (
            plan.segments[task.part],
            sureness(words),
            sum(len(word.text) for word in words),
        )
        own, asked = self.models.get(SCRIPTS[plan.main]), {answer.task.model for answer in given}
        latin, tifinagh = self.models.get(Script.LATIN), self.models.get(Script.TIFINAGH)
        poor = sure < TRY_AGAIN and task.model == latin and len(asked) == 1
        if task.model == tifinagh:
            if not reads_plainly(words) and latin is not None and len(asked) == 1:
                yield replace(task, model=latin)
            return
        wide = replace(task, picture=self._cut(task.line, segment.span)) if poor else task
        if poor and signs > 1 and tifinagh is not None and self._shows_tifinagh:
            yield replace(wide, model=tifinagh)
        if signs < WORTH_ANOTHER:
            return  # a drawing, a page number: another process would cost more than it can give
        if segment.hand is not plan.main and own is not None and own not in asked and sure < SURE:
            yield replace(task, model=own)
        elif poor:
            yield wide

    def _read_short(self, tasks: Sequence[Task], answers: Answers) -> None:
        """Read a page's short parts a second time, each in a frame of paper, and add those answers."""
        short = [
            replace(task, picture=self._cut(task.line, self.plans[task.line].segments[task.part].span))
            for task in tasks
            if self._is_unsure(task, answers[task.line, task.part])
            or self._is_lost_number(task, answers[task.line, task.part])
        ]
        lost = any(self._is_lost_number(task, answers[task.line, task.part]) for task in short)
        if len(short) < FEWEST and not lost:
            return
        for model in dict.fromkeys(task.model for task in short):
            chosen = [task for task in short if task.model == model]
            asked = [(task, share) for share in FRAMED for task in chosen]
            framed = [frame_picture(task.picture.image, share) for task, share in asked]
            for (task, share), words in zip(
                asked, self.engine.read_lines(framed, model, framed=True), strict=True
            ):
                answer = Answer(task=task, words=unframe_words(weigh_words(words), share))
                answers[task.line, task.part].append(answer)

    def _is_unsure(self, task: Task, given: Sequence[Answer]) -> bool:
        """Tell whether a part is short and its answer unsure, and no other model's was better."""
        own = next(answer for answer in given if answer.task is task)
        behind = any(sureness(other.words) > sureness(own.words) for other in given)
        return is_short(task.picture.image, own.words) and (self.plans[task.line].doubtful or not behind)

    def _is_lost_number(self, task: Task, given: Sequence[Answer]) -> bool:
        """Tell whether nothing was read where a number stands among words."""
        segments = self.plans[task.line].segments
        alone = len(segments) == 1
        return segments[task.part].hand is Hand.DIGITS and not alone and not any(a.words for a in given)

    def best_answer(self, key: tuple[int, int], given: Sequence[Answer]) -> Answer:
        """Give the best answer of those for a part: of the model that reads it best, the best one."""
        index, part = key
        segment, doubtful = self.plans[index].segments[part], self.plans[index].doubtful
        if len({answer.task.model for answer in given}) == 1:
            return self._best_of_one(key, given)
        if segment.hand is Hand.DIGITS and self.plans[index].main is Hand.ARABIC and not doubtful:
            return with_arabic_words(given)
        own = self.models.get(Script.TIFINAGH)
        ranks = rank_answers(self.sight, index, segment.span, [a.words for a in given], across=True)
        if not doubtful:
            more = SEEN if segment.hand is Hand.TIFINAGH else -UNSEEN
            ranks = [rank + more * (a.task.model == own) for rank, a in zip(ranks, given, strict=True)]
        model = given[ranks.index(max(ranks))].task.model
        if segment.hand is Hand.TIFINAGH and not doubtful and max(ranks) < SURE_OTHERWISE:
            # Nothing reads it well: it is in the script that it looks like.
            model = next((a.task.model for a in given if a.task.model == own and a.words), model)
        best = self._best_of_one(key, [answer for answer in given if answer.task.model == model])
        return self._woven(key, best, given)

    def _woven(self, key: tuple[int, int], best: Answer, given: Sequence[Answer]) -> Answer:
        """Exchange words of a part of a Tifinagh line with those of another model that saw the same picture."""
        own, size = self.models.get(Script.TIFINAGH), best.task.picture.image.shape
        if self.plans[key[0]].main is not Hand.TIFINAGH:
            return best
        for other in given:
            models = {best.task.model, other.task.model}
            if len(models) == 2 and own in models and other.task.picture.image.shape == size:
                best = replace(best, words=weave_words(best.words, other.words))
        return best

    def _best_of_one(self, key: tuple[int, int], given: Sequence[Answer]) -> Answer:
        """Give the best of one model's answers for a part."""
        index, part = key
        segment = self.plans[index].segments[part]
        if len(given) == 1:
            return given[0]
        texts = [answer.words for answer in given]
        ranks = rank_answers(self.sight, index, segment.span, texts)
        return given[parted_most(texts, ranks.index(max(ranks)))]

    def read_foreign(self, answers: Sequence[Answer]) -> list[Answer]:
        """Put in the place of words that the Tifinagh model could not read what another script's model reads there.

        Words that none of them reads well stay as they are.
        """
        own = self.models.get(Script.TIFINAGH)
        todo = [
            _Stretch(number=number, first=first, last=last)
            for number, answer in enumerate(answers)
            if answer.task.model == own
            for first, last in doubted_words(answer.words)
        ]
        read: dict[_Stretch, tuple[EngineWord, ...]] = {}
        for script in (Script.LATIN, Script.ARABIC):
            asked = [s for s in todo if s not in read and (script is Script.LATIN or s.is_foreign(answers))]
            if not asked or script not in self.models:
                continue
            pictures = [self._stretch_picture(answers[s.number], s) for s in asked]
            found = self.engine.read_lines([picture.image for picture in pictures], self.models[script])
            for stretch, picture, words in zip(asked, pictures, found, strict=True):
                answer = answers[stretch.number]
                if reads_better(words, answer.words[stretch.first : stretch.last]):
                    read[stretch] = _moved(words, picture, answer.task.picture)
        return [
            replace(
                answer,
                words=_spliced(answer.words, {s: read[s] for s in todo if s in read and s.number == k}),
            )
            for k, answer in enumerate(answers)
        ]

    def _stretch_picture(self, answer: Answer, stretch: _Stretch) -> LinePicture:
        picture = answer.task.picture
        left, right = answer.words[stretch.first].x0, answer.words[stretch.last - 1].x1
        step = self.sight.page.shrink
        span = tuple((picture.box.x0 + round(x / picture.zoom)) // step for x in (left, right))
        return self._cut(answer.task.line, (span[0], span[1] + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Words `first` to before `last` of an answer, which has the given number."""

    number: int
    first: int
    last: int

    def is_foreign(self, answers: Sequence[Answer]) -> bool:
        """Tell whether the model itself took the words for those of another script."""
        return any(FOREIGN in word.text for word in answers[self.number].words[self.first : self.last])


def with_arabic_words(given: Sequence[Answer]) -> Answer:
    """Give the numbers of an Arabic line as the Latin model reads them, with the Arabic words that stand among them.

    A month too near to its year is taken for one word with it, and the Latin model makes a few unsure letters of it.
    """
    first = given[0]
    size = first.task.picture.image.shape
    others = [a for a in given[1:] if a.task.model != first.task.model and a.task.picture.image.shape == size]
    words: list[EngineWord] = []
    for word in first.words:
        inside = [
            o
            for a in others
            for o in a.words
            if word.x0 <= (o.x0 + o.x1) / 2 <= word.x1 and has_arabic(o.text)
        ]
        lettered = any(c.isalpha() for c in word.text) and word.confidence < TRY_AGAIN
        words += inside if lettered and inside and sureness(inside) >= SURE else [word]
    return replace(first, words=tuple(words))


def _moved(words: Sequence[EngineWord], picture: LinePicture, whole: LinePicture) -> tuple[EngineWord, ...]:
    """Give words read in one picture of a line with their columns in another."""

    def column(x: int) -> int:
        return max(0, round((picture.box.x0 + x / picture.zoom - whole.box.x0) * whole.zoom))

    return tuple(replace(word, x0=column(word.x0), x1=column(word.x1)) for word in words)


def _spliced(
    words: tuple[EngineWord, ...], read: Mapping[_Stretch, tuple[EngineWord, ...]]
) -> tuple[EngineWord, ...]:
    for stretch in sorted(read, key=lambda stretch: -stretch.first):
        words = (*words[: stretch.first], *read[stretch], *words[stretch.last :])
    return words
