"""Frameworks put to the rules of 29 CFR 29."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from desktop.codes import Approach, DurationUnit, Kind, Outcome, WageUnit
from desktop.frameworks import catalogue, rules, structure, wages
from desktop.frameworks.document import (
    Competency,
    Course,
    Framework,
    HourRange,
    JobFunction,
    LevelText,
    Occupation,
    OnetCode,
    Probation,
    Ratio,
    Term,
    WageSchedule,
    WageStep,
)
from desktop.frameworks.verdicts import Verdict
from tests.frameworks.remake import remake
from tests.frameworks.strategies import frameworks

PASSED, FAILED, CANNOT_TELL = Outcome.PASSED, Outcome.FAILED, Outcome.CANNOT_TELL


def function(number: str, minimum: float | None = None, maximum: float | None = None) -> JobFunction:
    return JobFunction(number=number, title="Joins", kind=Kind.CORE, ojt=HourRange(minimum=minimum, maximum=maximum))


def step(percent: float | None = None, cents: int | None = None, **after: Any) -> WageStep:
    return WageStep(title="Step", percent=percent, cents=cents, **after)


def schedule(*steps: WageStep, base: int | None = 2000, unit: WageUnit = WageUnit.HOURLY) -> WageSchedule:
    return WageSchedule(unit=unit, journeyworker_cents=base, steps=steps)


@pytest.mark.parametrize("key", ["sample-help-desk", "sample-network-technician"])
def test_the_samples_pass_every_rule(key: str) -> None:
    assert {one.outcome for one in rules.check(catalogue.find(key))} == {PASSED}


def test_the_it_generalist_fails_no_rule_and_leaves_open_what_its_source_leaves_open() -> None:
    found = rules.check(catalogue.find("it-generalist"))
    assert not [one for one in found if one.outcome is FAILED]
    open_rules = {one.rule for one in found if one.outcome is CANNOT_TELL}
    assert open_rules == {"R3", "R8", "R9", "R11", "R12", "J4", "J5"}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(frameworks())
def test_any_framework_gets_verdicts_in_plain_sentences(framework: Framework) -> None:
    found = rules.check(framework)
    assert {"R3", "R8", "R9", "R11", "R12", "J6", "J7"} <= {one.rule for one in found}
    assert all(one.sentence.endswith(".") and one.where for one in found)
    assert all(one.citation.startswith("29 CFR 29.") == one.rule.startswith("R") for one in found)


def test_a_rule_for_another_approach_is_not_put() -> None:
    by_approach = {
        one.approach: {found.rule for found in rules.check(one)} & {"R4", "R5", "R6", "J1", "J3", "J5"}
        for one in catalogue.shipped()
    }
    assert by_approach == {
        Approach.TIME_BASED: {"R4"},
        Approach.COMPETENCY_BASED: {"R5", "J1", "J3", "J5"},
        Approach.HYBRID: {"R6", "J1", "J3", "J5"},
    }


def test_an_occupation_has_2000_hours_and_related_instruction() -> None:
    short = remake(ojt=HourRange(minimum=1999.75))
    assert rules.check_occupation(short).outcome is FAILED
    taught_nothing = remake(job_functions=(function("1", 2000.0, 2000.0),), ri=HourRange())
    assert rules.check_occupation(taught_nothing).sentence.endswith("and there is no related instruction.")
    assert rules.check_occupation(remake()).outcome is PASSED


@pytest.mark.parametrize(("hours", "outcome"), [(1999.75, FAILED), (2000.0, PASSED), (8000.0, PASSED)])
def test_a_time_based_term_has_2000_hours_or_more(hours: float, outcome: Outcome) -> None:
    assert rules.check_time_term(remake(ojt=HourRange(minimum=hours))).outcome is outcome


def test_a_time_based_term_without_hours_cannot_be_judged() -> None:
    empty = remake(ojt=HourRange(), job_functions=(function("1"),))
    assert rules.check_time_term(empty).outcome is CANNOT_TELL


def test_process_hours_of_a_time_based_term_add_up() -> None:
    assert rules.check_time_sum(remake()).outcome is PASSED
    odd = rules.check_time_sum(remake(ojt=HourRange(minimum=2100.0)))
    assert (odd.outcome, odd.where) == (FAILED, "job functions")
    assert odd.sentence == "The job functions add up to 2,000 hours, the term is 2,100 hours."
    gap = remake(job_functions=(function("1", 2000.0), function("2"), function("3")))
    assert rules.check_time_sum(gap).sentence == "Job function 2 (and 1 more) has no hours."
    assert rules.check_time_sum(remake(ojt=HourRange())).outcome is CANNOT_TELL


def test_a_competency_based_framework_has_competencies() -> None:
    empty = remake("it-generalist", job_functions=(function("1"),))
    assert rules.check_evaluation(empty).blocks
    assert not rules.check_evaluation(catalogue.find("it-generalist")).blocks


@pytest.mark.parametrize(
    ("term", "outcome"),
    [
        (Term(minimum=12, maximum=24, typical=18), PASSED),
        (Term(minimum=11, maximum=24, typical=18), FAILED),
        (Term(typical=12), PASSED),
        (Term(maximum=6), FAILED),
        (Term(), CANNOT_TELL),
    ],
)
def test_a_competency_based_term_is_a_year_or_more(term: Term, outcome: Outcome) -> None:
    assert rules.check_months(remake("it-generalist", term=term)).outcome is outcome


@pytest.mark.parametrize(
    ("functions", "outcome"),
    [
        ((function("1", 100.0, 100.0), function("2", 50.0, 60.0)), PASSED),
        ((function("1", 100.0, 100.0), function("2", None, 60.0)), FAILED),
        ((function("1", 100.0, 99.0),), FAILED),
        ((function("1", 100.0),), CANNOT_TELL),
        ((), FAILED),
    ],
)
def test_each_process_of_a_hybrid_has_minimum_and_maximum_hours(
    functions: tuple[JobFunction, ...], outcome: Outcome
) -> None:
    framework = remake("sample-network-technician", job_functions=functions)
    assert rules.check_hybrid_hours(framework).outcome is outcome


@pytest.mark.parametrize(
    ("months", "hours", "outcome"),
    [
        (12, 144.0, PASSED),
        (12, 143.75, FAILED),
        (18, 216.0, PASSED),
        (18, 215.75, FAILED),
        (24, 287.75, FAILED),
    ],
)
def test_144_hours_of_related_instruction_a_year_are_recommended(months: int, hours: float, outcome: Outcome) -> None:
    framework = remake(term=Term(typical=months), ri=HourRange(minimum=hours))
    assert rules.check_instruction(framework).outcome is outcome


def test_a_term_in_hours_counts_2000_to_the_year() -> None:
    framework = remake(term=Term(), ojt=HourRange(minimum=8000.0), ri=HourRange(minimum=576.0))
    assert rules.check_instruction(framework).outcome is PASSED
    assert "576 hours are recommended" in rules.check_instruction(framework).sentence
    bare = remake(term=Term(), ojt=HourRange(), job_functions=(function("1"),))
    assert rules.check_instruction(bare).outcome is CANNOT_TELL


def test_hours_of_courses_stand_in_for_a_total() -> None:
    framework = remake(ri=HourRange())
    assert rules.check_instruction(framework).sentence.startswith("Related instruction has 148 hours")


def test_a_ratio_is_told_in_words() -> None:
    two = remake(ratio=Ratio(apprentices=2, journeyworkers=1))
    assert rules.check_ratio(two).sentence == "2 apprentices to 1 journeyworker."
    assert rules.check_ratio(remake(ratio=None)).outcome is CANNOT_TELL


@pytest.mark.parametrize(
    ("length", "unit", "term", "hours", "outcome"),
    [
        # Two registered standards sit exactly on the limit: 8,000 and 7,920 hours.
        (2000, DurationUnit.HOURS, Term(), 8000.0, PASSED),
        (1980, DurationUnit.HOURS, Term(), 7920.0, PASSED),
        (1981, DurationUnit.HOURS, Term(), 7920.0, FAILED),
        (3, DurationUnit.MONTHS, Term(typical=12), None, PASSED),
        (4, DurationUnit.MONTHS, Term(typical=12), None, FAILED),
        (19, DurationUnit.WEEKS, Term(typical=18), None, PASSED),
        (20, DurationUnit.WEEKS, Term(typical=18), None, FAILED),
        (780, DurationUnit.HOURS, Term(typical=18), None, PASSED),
        (781, DurationUnit.HOURS, Term(typical=18), None, FAILED),
        (6, DurationUnit.MONTHS, Term(typical=24), None, PASSED),
        (12, DurationUnit.MONTHS, Term(typical=60), None, PASSED),
        (13, DurationUnit.MONTHS, Term(typical=60), None, FAILED),
        (53, DurationUnit.WEEKS, Term(), None, FAILED),
        (10, DurationUnit.WEEKS, Term(), None, CANNOT_TELL),
    ],
)
def test_probation_is_a_quarter_of_the_term_and_a_year_at_most(
    length: int, unit: DurationUnit, term: Term, hours: float | None, outcome: Outcome
) -> None:
    framework = remake(
        probation=Probation(length=length, unit=unit),
        term=term,
        ojt=HourRange(minimum=hours),
        job_functions=(),
    )
    assert rules.check_probation(framework).outcome is outcome


def test_the_limit_of_probation_is_told_in_its_own_unit() -> None:
    framework = remake(probation=Probation(length=5, unit=DurationUnit.MONTHS), term=Term(typical=18))
    said = "Probation is 5 months; a quarter of the term, and at most one year, is 4.5 months."
    assert rules.check_probation(framework).sentence == said
    assert rules.check_probation(remake(probation=None)).outcome is CANNOT_TELL


@pytest.mark.parametrize(
    ("steps", "base", "outcome"),
    [
        ((step(60.0), step(70.0)), None, PASSED),
        ((step(60.0), step(60.0)), None, FAILED),
        ((step(70.0), step(60.0)), None, FAILED),
        ((step(60.0),), 2000, FAILED),
        ((step(cents=1200), step(cents=1300)), None, PASSED),
        ((step(cents=1200), step(65.0)), 2000, PASSED),
        ((step(cents=1200), step(60.0)), 2000, FAILED),
        ((step(cents=1200), step(60.0)), None, CANNOT_TELL),
    ],
)
def test_wages_rise_with_every_step(steps: tuple[WageStep, ...], base: int | None, outcome: Outcome) -> None:
    assert wages.check_increases(schedule(*steps, base=base)).outcome is outcome


@pytest.mark.parametrize(
    ("last", "base", "outcome"),
    [
        (step(100.0), None, PASSED),
        (step(100.5), None, FAILED),
        (step(cents=2000), 2000, PASSED),
        (step(cents=2001), 2000, FAILED),
        (step(cents=2000), None, CANNOT_TELL),
    ],
)
def test_no_step_is_above_the_journeyworker_wage(last: WageStep, base: int | None, outcome: Outcome) -> None:
    assert wages.check_last_step(schedule(step(1.0), last, base=base)).outcome is outcome


def test_percent_and_amount_of_a_wage_step_agree_to_the_cent() -> None:
    assert wages.check_amounts(schedule(step(33.3, 667), base=2000)).outcome is PASSED
    wrong = wages.check_amounts(schedule(step(60.0, 1100), base=2000))
    assert wrong.sentence == "“Step”: 60 % of $20.00 is $12.00, not $11.00."
    assert wages.check_amounts(schedule(step(60.0))).outcome is CANNOT_TELL


@pytest.mark.parametrize(
    ("unit", "cents", "outcome"),
    [
        (WageUnit.HOURLY, 725, PASSED),
        (WageUnit.HOURLY, 724, FAILED),
        (WageUnit.WEEKLY, 29_000, PASSED),
        (WageUnit.WEEKLY, 28_999, FAILED),
        (WageUnit.ANNUALLY, 1_508_000, PASSED),
        (WageUnit.ANNUALLY, 1_507_999, FAILED),
        (WageUnit.MONTHLY, 125_667, PASSED),
        (WageUnit.MONTHLY, 125_666, FAILED),
    ],
)
def test_the_entry_wage_is_the_federal_minimum_or_more(unit: WageUnit, cents: int, outcome: Outcome) -> None:
    assert wages.check_minimum(schedule(step(cents=cents), unit=unit)).outcome is outcome


def test_wage_steps_are_reached_in_order() -> None:
    turned = schedule(step(60.0, after_months=12), step(70.0), step(80.0, after_months=6))
    assert wages.check_order(turned).sentence == "Wage step 3 is reached before the step below it."


def test_something_has_to_be_completed() -> None:
    optional = Competency(code="1a", title="Solders", kind=Kind.OPTIONAL)
    loose = function("1").model_copy(update={"competencies": (optional,)})
    assert structure.check_core(remake("it-generalist", job_functions=(loose,))).blocks


def test_a_titled_job_function_has_competencies() -> None:
    bare = structure.check_filled(remake("it-generalist", job_functions=(function("1"), function("2"))))
    assert (bare.outcome, bare.where) == (FAILED, "job function 1")
    assert bare.sentence == "No competencies stand under job function 1 and 2."
    assert structure.check_filled(remake("it-generalist", job_functions=())).outcome is FAILED


def test_hours_of_courses_lie_within_related_instruction() -> None:
    course = Course(code="C1", title="Solder", hours=HourRange(minimum=30.0, maximum=40.0))
    for low, high, outcome in ((40.0, 50.0, PASSED), (41.0, 50.0, FAILED), (20.0, 29.0, FAILED)):
        framework = remake(courses=(course,), ri=HourRange(minimum=low, maximum=high))
        assert structure.check_courses(framework).outcome is outcome
    assert structure.check_courses(remake(ri=HourRange())).outcome is CANNOT_TELL


def test_hours_of_job_functions_lie_within_the_training() -> None:
    framework = remake("sample-network-technician", ojt=HourRange(minimum=5000.0, maximum=6000.0))
    assert structure.check_functions(framework).sentence == (
        "The job functions have 4,000 to 4,600 hours, on-the-job training as a whole 5,000 to 6,000 hours."
    )
    assert structure.check_functions(framework).outcome is FAILED


@pytest.mark.parametrize(
    ("key", "code", "outcome"),
    [
        ("it-generalist", "1059CB", PASSED),
        ("it-generalist", "0870CBV1", PASSED),
        ("it-generalist", "1059", FAILED),
        ("sample-network-technician", "0157HY", PASSED),
        ("sample-network-technician", "0157R1-HY", PASSED),
        ("sample-network-technician", "0157CB", FAILED),
        ("sample-help-desk", "0414S-R", PASSED),
        ("sample-help-desk", "0414HY", FAILED),
        ("sample-help-desk", "", PASSED),
    ],
)
def test_the_suffix_of_a_rapids_code_fits_the_approach(key: str, code: str, outcome: Outcome) -> None:
    onet = (OnetCode(code="15-1232.00", year=2019),)
    framework = remake(key, occupation=Occupation(title="x", rapids_code=code, onet_codes=onet))
    assert structure.check_codes(framework).outcome is outcome


def test_an_onet_code_is_given() -> None:
    assert structure.check_codes(remake(occupation=Occupation(title="x"))).outcome is FAILED


def test_no_minimum_stands_above_its_maximum() -> None:
    def judged(**changes: Any) -> Verdict:
        return structure.check_ranges(remake(**changes))

    assert judged(term=Term(minimum=24, maximum=12)).sentence == "The term in months runs from 24 down to 12."
    assert judged(ri=HourRange(minimum=2.0, maximum=1.0)).blocks
    assert judged(job_functions=(function("1", 2.0, 1.0),)).where == "OJT of job function 1"
    assert judged().outcome is PASSED


def test_a_described_level_is_one_of_the_scale() -> None:
    described = Competency(
        code="1a", title="Solders", kind=Kind.CORE, level_texts=(LevelText(level=9, text="Even better"),)
    )
    framework = remake(job_functions=(function("1").model_copy(update={"competencies": (described,)}),))
    assert structure.check_level_texts(framework).where == "competency 1a"


def test_a_choice_of_optional_competencies_is_told_for_its_job_function() -> None:
    found = list(structure.check_choices(catalogue.find("sample-network-technician")))
    assert [(one.where, one.outcome) for one in found] == [
        ("job function 3", PASSED),
        ("job function 4", PASSED),
    ]
