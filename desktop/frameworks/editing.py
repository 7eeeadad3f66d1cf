"""Edits of a framework draft: job functions, competencies and courses. Each gives a whole new document.

A code that stands is never changed, since records point to it. What depended on a removed part is put right
with it. `taken` are codes that must not be given again. KnownError says why an edit is not possible.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from desktop.codes import Kind
from desktop.errors import KnownError
from desktop.frameworks import faults, new_codes
from desktop.frameworks.document import (
    Competency,
    Course,
    Framework,
    HourRange,
    JobFunction,
    LevelText,
    Part,
)
from desktop.frameworks.findings import Path

NEW_COMPETENCY: Final = "New competency"
NEW_COURSE: Final = "New course"
"""Titles until others are typed: neither may be empty."""

P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Added:
    """`path` leads to what was added."""

    framework: Framework
    path: Path


def made(part: P, **values: Any) -> P:
    """`part` with other values, checked as a whole."""
    try:
        return type(part)(**{**{name: getattr(part, name) for name in type(part).model_fields}, **values})
    except ValidationError as error:
        raise KnownError(faults.describe(error, "What you changed").sentence, "Change it to something else.") from error


def competency_path(function: JobFunction, code: str) -> Path:
    return ("job_functions", function.number, "competencies", code)


def find_job_function(framework: Framework, number: str) -> JobFunction:
    found = next((one for one in framework.job_functions if one.number == number), None)
    return found or _missing(f"job function {number}")


def find_competency(framework: Framework, code: str) -> Competency:
    found = next((one for one in framework.competencies() if one.code == code), None)
    return found or _missing(f"competency {code}")


def find_course(framework: Framework, code: str) -> Course:
    found = next((one for one in framework.courses if one.code == code), None)
    return found or _missing(f"course {code}")


def _missing(what: str) -> Any:
    raise KnownError(f"There is no {what}.", "Choose one of the list.")


def exists(framework: Framework, path: Path) -> bool:
    """Whether a path of a job function, competency or course leads anywhere."""
    match path:
        case ("job_functions", number):
            return any(one.number == number for one in framework.job_functions)
        case ("job_functions", number, "competencies", code):
            functions = (one for one in framework.job_functions if one.number == number)
            return any(one.code == code for function in functions for one in function.competencies)
        case ("courses", code):
            return any(one.code == code for one in framework.courses)
    return False


def unnamed(framework: Framework) -> Path | None:
    """The first part that was added and not given a title."""
    for function in framework.job_functions:
        for one in function.competencies:
            if one.title == NEW_COMPETENCY:
                return competency_path(function, one.code)
    return next((("courses", one.code) for one in framework.courses if one.title == NEW_COURSE), None)


def add_job_function(framework: Framework, title: str = "", taken: Collection[str] = ()) -> Added:
    """Fill the first blank slot, or add one more; without a title it stays blank."""
    blank = next((one for one in framework.job_functions if one.is_blank), None)
    if blank is not None:
        if not title.strip():
            return Added(framework, ("job_functions", blank.number))
        return Added(set_job_function(framework, blank.number, title=title), ("job_functions", blank.number))
    number = new_codes.of_job_function(framework, taken)
    new = made(JobFunction(number=number, title="", kind=Kind.OPTIONAL), title=title)
    return Added(made(framework, job_functions=(*framework.job_functions, new)), ("job_functions", number))


def set_job_function(framework: Framework, number: str, **values: Any) -> Framework:
    """Other values of a job function by their field, save its number and its competencies."""
    _allow(values, "title", "kind", "level", "description", "ojt", "ri", "choose", "instruction")
    function = find_job_function(framework, number)
    if function.competencies and not values.get("title", function.title).strip():
        told = f"Job function {number} has competencies, so it needs a title."
        raise KnownError(told, "Type a title, or remove the job function.")
    optional = sum(one.kind is Kind.OPTIONAL for one in function.competencies)
    choose = values.get("choose")
    if choose is not None and choose > optional:
        told = f"Job function {number} has {optional or 'no'} optional {_plural(optional)} to choose from."
        raise KnownError(told, "Make more of them optional first, or choose fewer.")
    return with_function(framework, made(function, **values))


def add_competency(
    framework: Framework,
    number: str,
    title: str = NEW_COMPETENCY,
    kind: Kind | None = None,
    *,
    after: str = "",
    taken: Collection[str] = (),
) -> Added:
    """A competency at the end of a job function, or after the one with code `after`; core in a core one."""
    function = find_job_function(framework, number)
    require_title(function)
    code = new_codes.of_competency(framework, function, taken)
    first = Competency(code=code, title=NEW_COMPETENCY, kind=kind or function.kind)
    codes = [one.code for one in function.competencies]
    at = codes.index(after) + 1 if after in codes else len(codes)
    under = function.competencies[at - 1].under if at else ""
    new = made(first, title=title, under=under)
    there = (*function.competencies[:at], new, *function.competencies[at:])
    return Added(with_function(framework, made(function, competencies=there)), competency_path(function, code))


def require_title(function: JobFunction) -> None:
    if function.is_blank:
        told = f"Job function {function.number} is a blank slot, and its competencies would have no head."
        raise KnownError(told, "Type its title first.")


def set_competency(framework: Framework, code: str, **values: Any) -> Framework:
    """Other values of a competency by their field, save its code."""
    _allow(values, "title", "kind", "level", "required", "performance_standards", "description")
    return with_competency(framework, made(find_competency(framework, code), **values))


def set_level_text(framework: Framework, code: str, level: int, text: str) -> Framework:
    """What `level` looks like for a competency, in place of what was said; an empty text takes it away."""
    _require_levels(framework, [level])
    competency = find_competency(framework, code)
    rest = [one for one in competency.level_texts if one.level != level]
    if text.strip():
        there = [one.level for one in competency.level_texts]
        at = there.index(level) if level in there else sum(one.level < level for one in rest)
        rest.insert(at, made(LevelText(level=level, text="-"), text=text))
    return with_competency(framework, made(competency, level_texts=tuple(rest)))


def give_paragraphs(framework: Framework, code: str, levels: Sequence[int | None]) -> Framework:
    """Give the unplaced paragraphs of a competency to levels, one entry each in order; None leaves one."""
    competency = find_competency(framework, code)
    if len(levels) != len(competency.unplaced):
        told = f"Competency {code} has {len(competency.unplaced)} paragraphs without a level, not {len(levels)}."
        raise KnownError(told, "Choose a level for each, or leave it.")
    _require_levels(framework, [level for level in levels if level is not None])
    pairs = list(zip(levels, competency.unplaced, strict=True))
    texts = {one.level: one.text for one in reversed(competency.level_texts)}
    changed = framework
    for level in dict.fromkeys(level for level in levels if level is not None):
        given = [paragraph for one, paragraph in pairs if one == level]
        changed = set_level_text(changed, code, level, "\n".join([*([texts[level]] if level in texts else []), *given]))
    left = tuple(paragraph for level, paragraph in pairs if level is None)
    return with_competency(changed, made(find_competency(changed, code), unplaced=left))


def _require_levels(framework: Framework, levels: Sequence[int]) -> None:
    for level in levels:
        if framework.rating_scale.find(level) is None:
            raise KnownError(f"The rating scale has no level {level}.", "Choose one of its levels.")


def add_course(framework: Framework, title: str = NEW_COURSE, taken: Collection[str] = ()) -> Added:
    code = new_codes.of_course(framework, taken)
    new = made(Course(code=code, title=NEW_COURSE, hours=HourRange()), title=title)
    return Added(made(framework, courses=(*framework.courses, new)), ("courses", code))


def set_course(framework: Framework, code: str, **values: Any) -> Framework:
    """Other values of a course by their field, save its code."""
    _allow(values, "title", "hours", "provider", "job_function", "objectives")
    if values.get("job_function") is not None:
        find_job_function(framework, values["job_function"])
    changed = made(find_course(framework, code), **values)
    return made(framework, courses=tuple(changed if one.code == code else one for one in framework.courses))


def with_function(framework: Framework, function: JobFunction) -> Framework:
    functions = (function if one.number == function.number else one for one in framework.job_functions)
    return made(framework, job_functions=tuple(functions))


def with_competencies(framework: Framework, function: JobFunction, keeps: Callable[[Competency], bool]) -> Framework:
    return with_function(framework, _chosen(function, tuple(one for one in function.competencies if keeps(one))))


def with_competency(framework: Framework, competency: Competency) -> Framework:
    function = framework.function_of(competency.code)
    there = tuple(competency if one.code == competency.code else one for one in function.competencies)
    return with_function(framework, _chosen(function, there))


def _chosen(function: JobFunction, competencies: tuple[Competency, ...]) -> JobFunction:
    """With these competencies, and no more to choose than are optional."""
    optional = sum(one.kind is Kind.OPTIONAL for one in competencies)
    choose = min(function.choose, optional) or None if function.choose is not None else None
    return made(function, competencies=competencies, choose=choose)


def _allow(values: dict[str, Any], *fields: str) -> None:
    wrong = [name for name in values if name not in fields]
    if wrong:
        raise TypeError(f"{wrong[0]} is not set by this edit")


def _plural(count: int) -> str:
    return "competency" if count == 1 else "competencies"
