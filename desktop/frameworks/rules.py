"""What 29 CFR 29 asks of a framework, as far as the framework alone can answer.

What is not given is the sponsor's still to fill in: such a rule cannot be told and never blocks. A rule for
another approach is not put.
"""

from fractions import Fraction

from desktop import words
from desktop.codes import Approach, DurationUnit, Severity
from desktop.frameworks import structure, wages
from desktop.frameworks.document import Framework, JobFunction
from desktop.frameworks.totals import (
    HOURS_A_MONTH,
    HOURS_A_YEAR,
    in_hours,
    is_given,
    ojt_hours,
    ri_hours,
    told,
    total,
)
from desktop.frameworks.verdicts import Rule, Verdict

LEAST_OJT_HOURS = 2000
LEAST_MONTHS = 12
RI_HOURS_A_YEAR = 144

_OCCUPATION = Rule("R3", Severity.INFORM, "29 CFR 29.4(c), (d)")
_TIME_TERM = Rule("R4", Severity.BLOCK, "29 CFR 29.5(b)(2)(i)")
_TIME_SUM = Rule("R4", Severity.WARN, "29 CFR 29.5(b)(3)")
_COMPETENCY = Rule("R5", Severity.BLOCK, "29 CFR 29.5(b)(2)(ii)")
_HYBRID = Rule("R6", Severity.BLOCK, "29 CFR 29.5(b)(2)(iii)")
_INSTRUCTION = Rule("R8", Severity.WARN, "29 CFR 29.5(b)(4)")
_RATIO = Rule("R11", Severity.BLOCK, "29 CFR 29.5(b)(7)")
_PROBATION = Rule("R12", Severity.BLOCK, "29 CFR 29.5(b)(8)")


def check(framework: Framework) -> tuple[Verdict, ...]:
    """Every rule that the framework's approach calls for, those of 29 CFR first."""
    return (
        check_occupation(framework),
        *_check_approach(framework),
        check_instruction(framework),
        *wages.check(framework),
        check_ratio(framework),
        check_probation(framework),
        *structure.check(framework),
    )


def _check_approach(framework: Framework) -> tuple[Verdict, ...]:
    if framework.approach is Approach.TIME_BASED:
        return check_time_term(framework), check_time_sum(framework)
    if framework.approach is Approach.COMPETENCY_BASED:
        return check_evaluation(framework), check_months(framework)
    return (check_hybrid_hours(framework),)


def check_occupation(framework: Framework) -> Verdict:
    hours = ojt_hours(framework)
    if hours is None:
        return _OCCUPATION.cannot_tell("term", "No hours of on-the-job training are given.")
    said = f"The occupation has {told(hours)} of on-the-job training; {LEAST_OJT_HOURS:,} are needed"
    if hours < LEAST_OJT_HOURS:
        return _OCCUPATION.failed("term", f"{said}.")
    if ri_hours(framework) is None and not _teaches(framework):
        return _OCCUPATION.failed("related instruction", f"{said}, and there is no related instruction.")
    return _OCCUPATION.passed("term", f"{said}, and there is related instruction.")


def _teaches(framework: Framework) -> bool:
    return bool(framework.courses) or any(
        one.instruction.skills or one.instruction.knowledge for one in framework.titled_functions()
    )


def check_time_term(framework: Framework) -> Verdict:
    hours = ojt_hours(framework)
    if hours is None:
        return _TIME_TERM.cannot_tell("term", "The term in hours is not given.")
    said = f"The term is {told(hours)}; a time-based one has at least {LEAST_OJT_HOURS:,}."
    return (_TIME_TERM.passed if hours >= LEAST_OJT_HOURS else _TIME_TERM.failed)("term", said)


def check_time_sum(framework: Framework) -> Verdict:
    functions = framework.titled_functions()
    without = [one for one in functions if not is_given(one.ojt)]
    if without or not functions:
        return _TIME_SUM.failed("job functions", f"{_named(without) or 'No job function'} has no hours.")
    done = total(one.ojt for one in functions)
    if not is_given(framework.ojt):
        said = f"The job functions add up to {told(done.required)}, but the term in hours is not given."
        return _TIME_SUM.cannot_tell("term", said)
    said = f"The job functions add up to {told(done.required)}, the term is {told(framework.ojt.required)}."
    same = done.required == framework.ojt.required
    return (_TIME_SUM.passed if same else _TIME_SUM.failed)("job functions", said)


def check_evaluation(framework: Framework) -> Verdict:
    """The rating scale is how each competency is evaluated; competencies are what is learned on the job."""
    number = sum(1 for _ in framework.competencies())
    if not number:
        return _COMPETENCY.failed("competencies", "There are no competencies to show on the job.")
    level = framework.rating_scale.completes_at
    each = "The one competency is" if number == 1 else f"Each of the {number} competencies is"
    return _COMPETENCY.passed("rating scale", f"{each} shown on the job and rated; level {level} completes it.")


def check_months(framework: Framework) -> Verdict:
    months = framework.term.minimum or framework.term.expected
    if not months:
        return _COMPETENCY.cannot_tell("term", "The term in months is not given.")
    said = f"The term is at least {words.counted(months, 'month')}; {LEAST_MONTHS} are needed."
    return (_COMPETENCY.passed if months >= LEAST_MONTHS else _COMPETENCY.failed)("term", said)


def check_hybrid_hours(framework: Framework) -> Verdict:
    functions = framework.titled_functions()
    without = [one for one in functions if one.ojt.minimum is None]
    if without or not functions:
        said = f"{_named(without) or 'No job function'} has no minimum of on-the-job training hours."
        return _HYBRID.failed("job functions", said)
    open_ended = [one for one in functions if one.ojt.maximum is None]
    if open_ended:
        return _HYBRID.cannot_tell("job functions", f"{_named(open_ended)} has a minimum of hours but no maximum.")
    turned = [one for one in functions if (one.ojt.minimum or 0) > (one.ojt.maximum or 0)]
    if turned:
        return _HYBRID.failed("job functions", f"{_named(turned)} has a minimum above its maximum of hours.")
    done = total(one.ojt for one in functions)
    said = f"Every job function has minimum and maximum hours, {told(done.required)} at least in all."
    return _HYBRID.passed("job functions", said)


def _named(functions: list[JobFunction]) -> str:
    """The first of the functions, and how many like it."""
    if not functions:
        return ""
    rest = f" (and {len(functions) - 1} more)" if len(functions) > 1 else ""
    return f"Job function {functions[0].number}{rest}"


def check_instruction(framework: Framework) -> Verdict:
    """Recommended by the federal rule; some states require it."""
    where = "related instruction"
    hours, years = ri_hours(framework), _years(framework)
    if hours is None:
        return _INSTRUCTION.cannot_tell(where, "No hours of related instruction are given.")
    if years is None:
        return _INSTRUCTION.cannot_tell("term", f"Related instruction has {told(hours)}, but no term is given.")
    wanted = RI_HOURS_A_YEAR * years
    said = f"Related instruction has {told(hours)}; {told(wanted)} are recommended, {RI_HOURS_A_YEAR} a year."
    return (_INSTRUCTION.passed if hours >= wanted else _INSTRUCTION.failed)(where, said)


def _years(framework: Framework) -> Fraction | None:
    """The term's, or a year for every 2,000 hours of on-the-job training."""
    if framework.term.expected:
        return Fraction(framework.term.expected, 12)
    hours = ojt_hours(framework)
    return Fraction(hours) / LEAST_OJT_HOURS if hours else None


def check_ratio(framework: Framework) -> Verdict:
    ratio = framework.ratio
    if ratio is None:
        return _RATIO.cannot_tell("ratio", "The ratio of apprentices to journeyworkers is not given.")
    apprentices = words.counted(ratio.apprentices, "apprentice")
    return _RATIO.passed("ratio", f"{apprentices} to {words.counted(ratio.journeyworkers, 'journeyworker')}.")


def check_probation(framework: Framework) -> Verdict:
    """A quarter of the term or one year, whichever is shorter; a period of exactly that long is allowed."""
    probation = framework.probation
    if probation is None:
        return _PROBATION.cannot_tell("probation", "The probationary period is not given.")
    length = in_hours(probation.length, probation.unit)
    said = f"Probation is {words.counted(probation.length, probation.unit.value.removesuffix('s'))}"
    if length > HOURS_A_YEAR:
        return _PROBATION.failed("probation", f"{said}, longer than one year.")
    term = _term_hours(framework, probation.unit)
    if term is None:
        return _PROBATION.cannot_tell("probation", f"{said}, but no term is given.")
    most = min(term / 4, Fraction(HOURS_A_YEAR))
    same_unit = most / in_hours(1, probation.unit)
    limit = f"{told(same_unit).split()[0]} {probation.unit.value}"
    said = f"{said}; a quarter of the term, and at most one year, is {limit}."
    return (_PROBATION.passed if length <= most else _PROBATION.failed)("probation", said)


def _term_hours(framework: Framework, unit: DurationUnit) -> Fraction | None:
    """The term measured as the probation is: in hours of training where there are such, else in time."""
    hours, months = ojt_hours(framework), framework.term.expected
    if hours and (unit is DurationUnit.HOURS or not months):
        return Fraction(hours)
    return months * HOURS_A_MONTH if months else None
