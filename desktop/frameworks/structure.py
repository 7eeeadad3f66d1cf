"""Our own rules: what has to hold for a framework to be usable, whatever the regulation says."""

import re
from collections.abc import Iterator

from desktop import words
from desktop.codes import Approach, Kind, Severity
from desktop.frameworks.document import Framework, HourRange
from desktop.frameworks.totals import is_given, told_range, total
from desktop.frameworks.verdicts import Rule, Verdict

_CORE = Rule("J1", Severity.BLOCK)
_CHOICE = Rule("J2", Severity.BLOCK)
_FILLED = Rule("J3", Severity.BLOCK)
_COURSES = Rule("J4", Severity.WARN)
_FUNCTIONS = Rule("J5", Severity.WARN)
_CODES = Rule("J6", Severity.WARN)
_RANGES = Rule("J7", Severity.BLOCK)
_LEVELS = Rule("J8", Severity.WARN)

_SUFFIXES = {Approach.COMPETENCY_BASED: "CB", Approach.HYBRID: "HY"}


def check(framework: Framework) -> tuple[Verdict, ...]:
    found = [
        check_courses(framework),
        check_codes(framework),
        check_ranges(framework),
        check_level_texts(framework),
        *check_choices(framework),
    ]
    if framework.approach is not Approach.TIME_BASED:
        found += [check_core(framework), check_filled(framework), check_functions(framework)]
    return tuple(sorted(found, key=lambda finding: finding.rule))


def check_core(framework: Framework) -> Verdict:
    core = sum(one.kind is Kind.CORE for one in framework.competencies())
    if not core:
        return _CORE.failed("competencies", "No competency is core, so nothing would have to be completed.")
    return _CORE.passed("competencies", f"{words.counted(core, 'core competency', 'core competencies')}.")


def check_choices(framework: Framework) -> Iterator[Verdict]:
    """One finding for each job function that lets the apprentice choose."""
    for function in framework.job_functions:
        if function.choose is not None:
            optional = sum(one.kind is Kind.OPTIONAL for one in function.competencies)
            where = f"job function {function.number}"
            said = f"{function.choose} of {optional} optional competencies are to be completed."
            yield (_CHOICE.passed if function.choose <= optional else _CHOICE.failed)(where, said)


def check_filled(framework: Framework) -> Verdict:
    functions = framework.titled_functions()
    empty = [one.number for one in functions if not one.competencies]
    if empty or not functions:
        where = f"job function {empty[0]}" if empty else "job functions"
        said = f"No competencies stand under job function {words.listed(empty)}."
        return _FILLED.failed(where, said if empty else "There are no job functions.")
    return _FILLED.passed("job functions", f"Each of {len(functions)} job functions has competencies.")


def check_courses(framework: Framework) -> Verdict:
    """The hours of the courses lie where the framework says its related instruction lies."""
    if not framework.courses:
        return _COURSES.cannot_tell("courses", "No courses are given.")
    done, stated = total(course.hours for course in framework.courses), framework.ri
    if not is_given(stated):
        return _COURSES.cannot_tell("related instruction", f"The courses have {told_range(done)}; no total is given.")
    said = f"The courses have {told_range(done)}, related instruction as a whole {told_range(stated)}."
    return (_COURSES.passed if _meet(done, stated) else _COURSES.failed)("courses", said)


def check_functions(framework: Framework) -> Verdict:
    """The hours of the job functions lie where the framework says its on-the-job training lies."""
    done, stated = total(one.ojt for one in framework.titled_functions()), framework.ojt
    if not done.required or not is_given(stated):
        return _FUNCTIONS.cannot_tell("job functions", "There are no hours of on-the-job training to compare.")
    said = f"The job functions have {told_range(done)}, on-the-job training as a whole {told_range(stated)}."
    return (_FUNCTIONS.passed if _meet(done, stated) else _FUNCTIONS.failed)("job functions", said)


def _meet(one: HourRange, other: HourRange) -> bool:
    """Whether two ranges have an hour in common."""
    return one.required <= _top(other) and other.required <= _top(one)


def _top(hours: HourRange) -> float:
    return hours.required if hours.maximum is None else hours.maximum


def check_codes(framework: Framework) -> Verdict:
    """An O*NET code, and a RAPIDS code whose suffix (CB, HY or none) fits the approach."""
    occupation = framework.occupation
    if not occupation.onet_codes:
        return _CODES.failed("codes", "No O*NET code is given.")
    code = occupation.rapids_code
    if not code:
        return _CODES.passed("codes", f"O*NET code {occupation.onet_codes[0].code}; no RAPIDS code is given.")
    found = re.search(r"(CB|HY)(V[0-9]+)?$", code)
    suffix = found[1] if found else ""
    if suffix == _SUFFIXES.get(framework.approach, ""):
        return _CODES.passed("codes", f"RAPIDS code {code} fits the {framework.approach.value} approach.")
    return _CODES.failed("codes", f"RAPIDS code {code} is not one of a {framework.approach.value} occupation.")


def check_ranges(framework: Framework) -> Verdict:
    """No minimum stands above its maximum."""
    for where, low, high in _bounds(framework):
        if low is not None and high is not None and low > high:
            return _RANGES.failed(where, f"The {where} runs from {low:g} down to {high:g}.")
    return _RANGES.passed("hours and term", "No minimum stands above its maximum.")


def _bounds(framework: Framework) -> Iterator[tuple[str, float | None, float | None]]:
    term = framework.term
    yield "term in months", term.minimum, term.typical
    yield "term in months", term.typical, term.maximum
    yield "term in months", term.minimum, term.maximum
    yield "total of OJT hours", framework.ojt.minimum, framework.ojt.maximum
    yield "total of RI hours", framework.ri.minimum, framework.ri.maximum
    for function in framework.job_functions:
        yield f"OJT of job function {function.number}", function.ojt.minimum, function.ojt.maximum
        yield f"RI of job function {function.number}", function.ri.minimum, function.ri.maximum
    for course in framework.courses:
        yield f"length of course {course.code}", course.hours.minimum, course.hours.maximum


def check_level_texts(framework: Framework) -> Verdict:
    scale = framework.rating_scale
    for one in framework.competencies():
        for text in one.level_texts:
            if scale.find(text.level) is None:
                said = f"Competency {one.code} describes level {text.level}, which no rating can have."
                return _LEVELS.failed(f"competency {one.code}", said)
    return _LEVELS.passed("rating scale", "Every level that is described stands in the rating scale.")
