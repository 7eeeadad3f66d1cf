"""CASE rubrics as a rating scale and the text of each level, where the criteria point to items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from desktop.frameworks.document import LevelText, RatingLevel, RatingScale
from desktop.frameworks.formats.case.records import Repairs, entries, facts_of, line, number, passage, target, whole
from desktop.frameworks.formats.case.tree import Package

MARK: Final = {"score": "level"}
"""Stands beside a criterion whose scores are the levels of the scale, its positions the order of the texts."""
_MOST = 21
"""Levels go from 0 to 20."""


class Step(NamedTuple):
    """`is_level` tells that the score is a level of the scale: then Journeybook wrote it."""

    label: str
    score: float | None
    text: str
    is_level: bool = False


@dataclass
class Levels:
    """By item: its texts by level, its paragraphs that fit no level of the scale, and its criteria as
    [number of the rubric, number of the criterion, record]. `shells` are the rubrics without those criteria."""

    scale: RatingScale | None = None
    texts: dict[str, tuple[LevelText, ...]] = field(default_factory=dict)
    unplaced: dict[str, tuple[str, ...]] = field(default_factory=dict)
    criteria: dict[str, list[list[Any]]] = field(default_factory=dict)
    shells: list[Any] = field(default_factory=list)


def read(package: Package, known: RatingScale | None, repairs: Repairs) -> Levels:
    """`known` is the scale of a package that Journeybook has written."""
    levels = Levels()
    general: list[Step] = []
    steps: dict[str, list[Step]] = {}
    for at, rubric in enumerate(entries(package.record.get("CFRubrics"))):
        if not isinstance(rubric, dict):
            continue
        left = []
        for place, criterion in enumerate(entries(rubric.get("CFRubricCriteria"))):
            if not isinstance(criterion, dict):
                continue
            item = target(criterion.get("CFItemURI"))
            if item in package.by_id:
                steps.setdefault(item, []).extend(steps_of(criterion))
                levels.criteria.setdefault(item, []).append([at, place, criterion])
                continue
            left.append(criterion)
            general = general or (steps_of(criterion) if not item else [])
            if item:
                repairs.add("levels", f"CFRubrics, item {at + 1}, criterion {place + 1}")
        levels.shells.append({**rubric, "CFRubricCriteria": left})
    levels.scale = known or _scale(general, steps)
    numbers = _numbers(levels.scale)
    for item, told in steps.items():
        _place(levels, item, told, numbers)
    return levels


def steps_of(criterion: Mapping[str, Any]) -> list[Step]:
    """The levels of one criterion from the lowest up: by score, else by position, else as in the file. In what
    Journeybook wrote, the positions keep the order of the texts."""
    records = [one for one in entries(criterion.get("CFRubricCriterionLevels")) if isinstance(one, dict)]
    is_ours = bool(facts_of(criterion))
    scores = [number(one.get("score")) for one in records]
    positions = [whole(one.get("position")) for one in records]
    order = list(range(len(records)))
    if all(one is not None for one in positions) and len(set(positions)) == len(positions):
        order.sort(key=lambda at: positions[at] or 0)
    if not is_ours and all(one is not None for one in scores) and len(set(scores)) == len(scores):
        order.sort(key=lambda at: scores[at] or 0)
    return [
        Step(line(records[at].get("quality")), scores[at], passage(records[at].get("description")).strip(), is_ours)
        for at in order
    ]


def _scale(general: list[Step], steps: Mapping[str, list[Step]]) -> RatingScale | None:
    """The longest criterion names the levels; None where no criterion has at least two of different names."""
    base: list[Step] = max((general, *steps.values()), key=len, default=[])
    names = [_name(one) for one in base]
    if not 2 <= len(base) <= _MOST or len(set(names)) < len(names) or not all(names):
        return None
    scores = [-1 if (score := whole(one.score)) is None else score for one in base]
    is_rising = all(0 <= one < _MOST for one in scores) and sorted(set(scores)) == scores
    meanings = {_name(one): one.text for one in general}
    told = tuple(
        RatingLevel(
            level=scores[at] if is_rising else at + 1,
            word=one.label or f"Level {_name(one)}",
            meaning=meanings.get(_name(one), ""),
        )
        for at, one in enumerate(base)
    )
    return RatingScale(levels=told, completes_at=told[-1].level)


def _name(step: Step) -> str:
    if step.label:
        return step.label.casefold()
    return f"{step.score:g}" if step.score is not None else ""


def _numbers(scale: RatingScale | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in scale.levels if scale else ():
        found[one.word.casefold()] = one.level
        if one.word.startswith("Level "):
            found.setdefault(one.word.removeprefix("Level ").casefold(), one.level)
    return found


def _place(levels: Levels, item: str, told: list[Step], numbers: Mapping[str, int]) -> None:
    told = [one for one in told if one.text]
    found = [whole(one.score) if one.is_level else numbers.get(_name(one)) for one in told]
    placed = [one for one in found if one is not None and 0 <= one < _MOST]
    if len(placed) == len(told):
        levels.texts[item] = tuple(
            LevelText(level=level, text=one.text) for level, one in zip(placed, told, strict=True)
        )
    else:
        levels.unplaced[item] = tuple(one.text for one in told)
