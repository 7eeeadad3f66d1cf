"""Edits of where the parts of a framework draft stand: put elsewhere, or taken out with what names them."""

from typing import TypeVar

from desktop.errors import KnownError
from desktop.frameworks.document import Competency, Framework, JobFunction
from desktop.frameworks.editing import (
    P,
    find_competency,
    find_course,
    find_job_function,
    made,
    require_title,
    with_competencies,
    with_function,
)
from desktop.frameworks.findings import Path

U = TypeVar("U", JobFunction, Competency)


def move_to(framework: Framework, code: str, number: str) -> Framework:
    """Put a competency at the end of another job function; it keeps its code."""
    competency = find_competency(framework, code)
    target = find_job_function(framework, number)
    if framework.function_of(code).number == number:
        return framework
    require_title(target)
    changed = with_competencies(framework, framework.function_of(code), lambda one: one.code != code)
    there = (*target.competencies, made(competency, under=""))
    return with_function(changed, made(target, competencies=there))


def move(framework: Framework, path: Path, step: int) -> Framework:
    """Put a job function, competency or course so many places down among its like (up below 0)."""
    match path:
        case ("job_functions", number):
            find_job_function(framework, number)
            return made(framework, job_functions=_moved(framework.job_functions, "number", number, step))
        case ("job_functions", _, "competencies", code):
            find_competency(framework, code)
            function = framework.function_of(code)
            return with_function(
                framework, made(function, competencies=_moved(function.competencies, "code", code, step))
            )
        case ("courses", code):
            find_course(framework, code)
            return made(framework, courses=_moved(framework.courses, "code", code, step))
    raise KnownError("This cannot be moved.", "Choose a job function, a competency or a course.")


def _moved(parts: tuple[P, ...], field: str, name: str, step: int) -> tuple[P, ...]:
    at = next(place for place, one in enumerate(parts) if getattr(one, field) == name)
    to = at + step
    if not 0 <= to < len(parts):
        raise KnownError(f"{name} is the {'first' if step < 0 else 'last'} of its list already.", "")
    rest = [*parts[:at], *parts[at + 1 :]]
    rest.insert(to, parts[at])
    return tuple(rest)


def remove(framework: Framework, path: Path) -> Framework:
    """Take out a job function with its competencies, a competency, or a course, and what names it: a course
    teaches no removed job function, no one chooses more than there is, and notes about it go."""
    match path:
        case ("job_functions", number):
            return _without_function(framework, find_job_function(framework, number))
        case ("job_functions", _, "competencies", code):
            find_competency(framework, code)
            changed = with_competencies(framework, framework.function_of(code), lambda one: one.code != code)
            return _without_notes(changed, {code})
        case ("courses", code):
            find_course(framework, code)
            rest = tuple(one for one in framework.courses if one.code != code)
            return _without_notes(made(framework, courses=rest), {code})
    raise KnownError("This cannot be removed.", "Choose a job function, a competency or a course.")


def _without_function(framework: Framework, function: JobFunction) -> Framework:
    gone = _headings_under(framework, function.number)

    def freed(part: U) -> U:
        return made(part, under="") if part.under in gone else part

    functions = [one for one in framework.job_functions if one.number != function.number]
    if gone:
        functions = [
            made(freed(one), competencies=tuple(freed(competency) for competency in one.competencies))
            for one in functions
        ]
    changed = made(
        framework,
        job_functions=tuple(functions),
        outline=tuple(one for one in framework.outline if one.id not in gone),
        courses=tuple(
            made(one, job_function=None) if one.job_function == function.number else one for one in framework.courses
        ),
    )
    return _without_notes(changed, {function.number, *(one.code for one in function.competencies)})


def _headings_under(framework: Framework, number: str) -> set[str]:
    """Headings of the outline that stand below a job function, at any depth."""
    ids = {one.id for one in framework.outline}
    gone = {one.id for one in framework.outline if one.under == number and number not in ids}
    while more := {one.id for one in framework.outline if one.under in gone} - gone:
        gone |= more
    return gone


def _without_notes(framework: Framework, about: set[str]) -> Framework:
    left = tuple(one for one in framework.notes if one.about not in about)
    return framework if len(left) == len(framework.notes) else made(framework, notes=left)
