"""R9: the wage schedule of a framework (29 CFR 29.5(b)(5))."""

from fractions import Fraction
from itertools import pairwise

from desktop import words
from desktop.codes import Severity, WageUnit
from desktop.frameworks.document import Framework, WageSchedule, WageStep
from desktop.frameworks.totals import HOURS_A_MONTH, HOURS_A_WEEK, HOURS_A_YEAR
from desktop.frameworks.verdicts import Rule, Verdict

FEDERAL_MINIMUM_CENTS = 725
"""An hour, since July 2009: 29 U.S.C. 206(a)(1)(C). States may ask for more."""

_RULE = Rule("R9", Severity.BLOCK, "29 CFR 29.5(b)(5)")
_ORDER = Rule("J9", Severity.WARN)
_HOURS_IN = {
    WageUnit.HOURLY: Fraction(1),
    WageUnit.WEEKLY: Fraction(HOURS_A_WEEK),
    WageUnit.MONTHLY: HOURS_A_MONTH,
    WageUnit.ANNUALLY: Fraction(HOURS_A_YEAR),
}


def check(framework: Framework) -> tuple[Verdict, ...]:
    schedule = framework.wages
    if schedule is None:
        return (_RULE.cannot_tell("wages", "No wage schedule is given."),)
    return (
        check_increases(schedule),
        check_last_step(schedule),
        check_amounts(schedule),
        check_minimum(schedule),
        check_order(schedule),
    )


def amount(schedule: WageSchedule, step: WageStep) -> Fraction | None:
    """Cents per unit of a step: its own, else its percent of the journeyworker wage."""
    if step.cents is not None:
        return Fraction(step.cents)
    if step.percent is None or schedule.journeyworker_cents is None:
        return None
    return _share(step.percent, schedule.journeyworker_cents)


def check_increases(schedule: WageSchedule) -> Verdict:
    steps = schedule.steps
    if len(steps) < 2:
        return _RULE.failed("wages", "The wage schedule has one step; at least one increase is needed.")
    measures = _measures(schedule)
    if measures is None:
        return _RULE.cannot_tell("wages", "Not every wage step has a percent or an amount to compare.")
    for number, (before, after) in enumerate(pairwise(measures), start=2):
        if after <= before:
            return _RULE.failed("wages", f"Wage step {number} is not above step {number - 1}.")
    return _RULE.passed("wages", f"The wage rises with each of {len(steps)} steps.")


def _measures(schedule: WageSchedule) -> list[Fraction] | None:
    """One comparable figure for each step, or None where there is no such."""
    amounts = [one for step in schedule.steps if (one := amount(schedule, step)) is not None]
    if len(amounts) == len(schedule.steps):
        return amounts
    percents = [_share(step.percent, 1) for step in schedule.steps if step.percent is not None]
    return percents if len(percents) == len(schedule.steps) else None


def check_last_step(schedule: WageSchedule) -> Verdict:
    last = schedule.steps[-1]
    if last.percent is not None and last.percent > 100:
        return _RULE.failed("wages", f"The last wage step is {last.percent:g} % of the journeyworker wage.")
    reached, most = amount(schedule, last), schedule.journeyworker_cents
    if reached is None or most is None:
        if last.percent is not None:
            return _RULE.passed("wages", f"The last wage step is {last.percent:g} % of the journeyworker wage.")
        return _RULE.cannot_tell("wages", "The journeyworker wage is not given.")
    said = f"The last wage step is {_money(reached)}, the journeyworker wage {_money(most)}."
    return (_RULE.passed if reached <= most else _RULE.failed)("wages", said)


def check_amounts(schedule: WageSchedule) -> Verdict:
    """Percent and amount of a step agree, rounding to the cent (of a longer unit: to the dollar) allowed."""
    base = schedule.journeyworker_cents
    both = [step for step in schedule.steps if step.percent is not None and step.cents is not None]
    if base is None or not both:
        return _RULE.cannot_tell("wages", "No wage step has both a percent and an amount to compare.")
    rounding = 1 if schedule.unit is WageUnit.HOURLY else 100
    for step in both:
        wanted = _share(step.percent or 0, base)
        if abs(wanted - (step.cents or 0)) > rounding:
            share = f"{step.percent:g} % of {_money(base)} is {_money(wanted)}"
            return _RULE.failed("wages", f"“{step.title}”: {share}, not {_money(step.cents or 0)}.")
    return _RULE.passed("wages", f"Percent and amount agree in {words.counted(len(both), 'wage step')}.")


def check_minimum(schedule: WageSchedule) -> Verdict:
    entry = amount(schedule, schedule.steps[0])
    if entry is None:
        return _RULE.cannot_tell("wages", "The entry wage is not given as an amount.")
    hourly = entry / _HOURS_IN[schedule.unit]
    least = _money(FEDERAL_MINIMUM_CENTS)
    said = f"The entry wage is {_money(hourly)} an hour; the federal minimum wage is {least}."
    return (_RULE.passed if hourly >= FEDERAL_MINIMUM_CENTS else _RULE.failed)("wages", said)


def check_order(schedule: WageSchedule) -> Verdict:
    for name in ("after_months", "after_ojt_hours", "after_core_competencies"):
        given = [(number, getattr(step, name)) for number, step in enumerate(schedule.steps, start=1)]
        known = [(number, value) for number, value in given if value is not None]
        for (_, before), (number, after) in pairwise(known):
            if after < before:
                return _ORDER.failed("wages", f"Wage step {number} is reached before the step below it.")
    return _ORDER.passed("wages", "No wage step is reached before the step below it.")


def _share(percent: float, of: int) -> Fraction:
    """Of the percent as written: 33.3 is 333/10, not the binary number nearest to it."""
    return Fraction(repr(percent)) * of / 100


def _money(cents: Fraction | int) -> str:
    return words.money(round(cents))
