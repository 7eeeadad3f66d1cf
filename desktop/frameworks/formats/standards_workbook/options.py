"""Skill answer options of the ApprenticeshipStandards.org workbook, as rating levels or as texts of the levels."""

from collections.abc import Mapping

from desktop.frameworks.document import JobFunction, LevelText, RatingLevel, RatingScale
from desktop.frameworks.findings import Change, Choice, Finding, Weight
from desktop.frameworks.formats.sheet import cells

Functions = tuple[JobFunction, ...]
Options = Mapping[tuple[str, str], tuple[str, ...]]
"""The answers by the number of the job function and the code of the competency, empty where there is none."""


def given(functions: Functions, options: Options) -> tuple[Functions, RatingScale, Finding] | None:
    """The job functions with what the answers say, the rating scale, and what to ask; None where no skill has any.

    The same answers for every skill that has some are the words of the rating scale; else each skill's own
    are what each level looks like for it.
    """
    told = {key: one for key, one in options.items() if any(one)}
    if not told:
        return None
    shared = set(told.values())
    only = [one for one in next(iter(shared)) if one] if len(shared) == 1 else []
    if len(only) > 1:
        levels = [
            RatingLevel(level=level, word=cells.cut(word, cells.LINE))
            for level, word in enumerate(next(iter(shared)), start=1)
            if word
        ]
    else:
        highest = max(level for one in told.values() for level, text in enumerate(one, start=1) if text)
        levels = [RatingLevel(level=level, word=f"Option {level}") for level in range(1, max(highest, 2) + 1)]
        functions = tuple(_with_texts(one, told) for one in functions)
    scale = RatingScale(levels=tuple(levels), completes_at=levels[-1].level)
    return functions, scale, _direction(functions, scale, is_scale=len(only) > 1)


def _with_texts(function: JobFunction, told: Options) -> JobFunction:
    learned = tuple(
        one.model_copy(update={"level_texts": _texts(told.get((function.number, one.code), ()))})
        for one in function.competencies
    )
    return function.model_copy(update={"competencies": learned})


def _texts(options: tuple[str, ...]) -> tuple[LevelText, ...]:
    return tuple(LevelText(level=level, text=text) for level, text in enumerate(options, start=1) if text)


def _direction(functions: Functions, scale: RatingScale, *, is_scale: bool) -> Finding:
    levels = [one.level for one in scale.levels]
    turned = dict(zip(levels, reversed(levels), strict=True))
    if is_scale:
        words = {turned[one.level]: one.word for one in scale.levels}
        told = [{"level": level, "word": words[level]} for level in levels]
        changes: tuple[Change, ...] = (Change(("rating_scale", "levels"), told),)
    else:
        changes = tuple(
            Change(
                ("job_functions", function.number, "competencies", one.code, "level_texts"),
                [{"level": turned[text.level], "text": text.text} for text in reversed(one.level_texts)],
            )
            for function in functions
            for one in function.competencies
            if one.level_texts
        )
    return Finding(
        id="order of the answers",
        weight=Weight.QUESTION,
        about="Rating scale",
        says="The workbook does not say whether the first answer to a skill is the lowest level or the highest.",
        taken="The first is the lowest",
        choices=(
            Choice("lowest first", "The first is the lowest"),
            Choice("highest first", "The first is the highest", changes),
        ),
        taken_key="lowest first",
    )
