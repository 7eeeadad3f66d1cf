import time as clock
from datetime import datetime, time
from typing import Any

import pytest

from desktop.codes import Approach, DurationUnit
from desktop.errors import KnownError
from desktop.frameworks import answers, asking
from desktop.frameworks.document import HourRange, Probation, Ratio, Term
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.findings import Answer, Weight
from desktop.frameworks.formats.standards_workbook import reader as workbook
from desktop.frameworks.formats.standards_workbook.tables import COLUMNS
from desktop.frameworks.reading import Found
from tests.frameworks.formats import shared
from tests.frameworks.formats.books import Rows, book, finding, ids, only

NAMES = ("generic", "competency", "empty-details")
DETAILS = {
    "Registration State": "OH",
    "OA or SAA": "SAA",
    "Sponsor Name": "Lakeside Bakers",
    "Occupation Title": "Baker",
    "Onet Code": "51-3011.00",
    "RAPIDS Code": "0028CB",
    "Type": "Competency-based",
    "Term (in months)": 24,
    "Minimum OJT Hours": 150,
    "Maximum OJT Hours": 300,
    "Minimum RSI Hours": 40,
    "Ratio of Apprentice to Journeyworker": "1:1",
    "Probationary Period": 6,
}
WORK: Rows = (
    (
        "Work Process Sort Order",
        "Work Process Title",
        "Minimum Hours",
        "Maximum Hours",
        "Skill Sort Order",
        "Skill Title",
    ),
    (1, "Doughs", 100, 200, 1, "Kneads by hand"),
    (1, "Doughs", 100, 200, 2, "Kneads by machine"),
    (2, "Ovens", 50, 100, 1, "Fires the oven"),
)


def details(**changed: Any) -> Rows:
    row = DETAILS | {name.replace("_", " "): value for name, value in changed.items()}
    return (tuple(row), tuple(row.values()))


def made(details_rows: Rows | None = None, work: Rows = WORK, **sheets: Rows) -> Opened:
    return book({"Details": details_rows or details(), "WorkProcesses": work, **sheets})


def read(details_rows: Rows | None = None, work: Rows = WORK, **sheets: Rows) -> Found:
    return only(workbook.read(made(details_rows, work, **sheets)))


def head(name: str, value: Any) -> Found:
    row = DETAILS | {name: value}
    return read((tuple(row), tuple(row.values())))


def test_the_details_are_read() -> None:
    framework = read().framework
    assert (framework.title, framework.publisher, framework.approach) == (
        "Baker",
        "Lakeside Bakers",
        Approach.COMPETENCY_BASED,
    )
    assert framework.occupation.rapids_code == "0028CB"
    assert [one.code for one in framework.occupation.onet_codes] == ["51-3011.00"]
    assert (framework.term, framework.ratio) == (Term(typical=24), Ratio(apprentices=1, journeyworkers=1))
    assert framework.probation == Probation(length=6, unit=DurationUnit.MONTHS)
    assert (framework.ojt, framework.ri) == (HourRange(minimum=150, maximum=300), HourRange(minimum=40))
    assert ("Registration State", ("OH",)) in [(one.about, one.lines) for one in framework.facts]


def test_hours_of_a_process_repeated_on_each_row_count_once() -> None:
    found = read()
    assert [one.ojt for one in found.framework.job_functions] == [
        HourRange(minimum=100, maximum=200),
        HourRange(minimum=50, maximum=100),
    ]
    assert all(one.agrees for one in found.tallies)
    assert "OJT hours in all" not in ids(found)


def test_processes_are_one_by_their_title_wherever_their_rows_stand() -> None:
    found = read(work=(WORK[0], WORK[1], WORK[3], (1, "DOUGHS ", 100, 200, 2, "Kneads by machine")))
    assert [one.title for one in found.framework.job_functions] == ["Doughs", "Ovens"]
    assert [one.code for one in found.framework.competencies()] == ["1.1", "1.2", "2.1"]


def test_a_row_without_a_process_belongs_to_the_one_above() -> None:
    found = read(work=(WORK[0], WORK[1], (None, None, None, None, 2, "Kneads by machine"), WORK[3]))
    assert [len(one.competencies) for one in found.framework.job_functions] == [2, 1]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (157, "0157"),
        (837.0, "0837"),
        ("157", "0157"),
        ("837.0", "0837"),
        ("824cb", "0824CB"),
        ("0824CB", "0824CB"),
        ("157HY", "0157HY"),
        ("157 HY", "0157HY"),
        ("414S-R", "0414S-R"),
        ("0157-R", "0157-R"),
        ("", ""),
    ],
)
def test_rapids_codes_get_their_zeros_and_keep_their_suffix(told: object, code: str) -> None:
    assert head("RAPIDS Code", told).framework.occupation.rapids_code == code


@pytest.mark.parametrize("told", ["12345", "0157/0158", "none", 1.5])
def test_what_is_no_rapids_code_is_kept_as_a_text_and_told(told: object) -> None:
    found = head("RAPIDS Code", told)
    assert found.framework.occupation.rapids_code == ""
    assert ("RAPIDS Code", (str(told),)) in [(one.about, one.lines) for one in found.framework.facts]
    assert finding(found, "RAPIDS Code").weight is Weight.NOTE


@pytest.mark.parametrize(
    ("told", "approach"),
    [
        ("competency based", Approach.COMPETENCY_BASED),
        ("COMPETENCY", Approach.COMPETENCY_BASED),
        ("Time", Approach.TIME_BASED),
        ("by hours", Approach.TIME_BASED),
        ("Hybrid (competency and time)", Approach.HYBRID),
    ],
)
def test_the_type_is_matched_loosely(told: str, approach: Approach) -> None:
    row = DETAILS | {"Type": told, "RAPIDS Code": "0028"}
    found = read((tuple(row), tuple(row.values())))
    assert found.framework.approach is approach
    assert "approach" not in ids(found)


@pytest.mark.parametrize("told", ["", "other", "competency and time"])
def test_a_type_that_names_no_approach_is_asked_about(told: str) -> None:
    row = DETAILS | {"Type": told, "RAPIDS Code": "0028"}
    assert finding(read((tuple(row), tuple(row.values()))), "approach").weight is Weight.QUESTION


def test_a_type_that_the_suffix_of_the_code_contradicts_is_asked_about() -> None:
    question = finding(head("Type", "Time-based"), "approach")
    assert "0028CB" in question.says
    assert question.taken_key == "time-based"


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("15/01/1987", ["1987-01-15"]),
        ("01/15/1987", ["1987-01-15"]),
        ("1987-01-15", ["1987-01-15"]),
        (datetime(1987, 1, 15), ["1987-01-15"]),  # noqa: DTZ001
        ("03/04/2020", ["2020-03-04", "2020-04-03"]),
        ("about 1987", ["about 1987"]),
    ],
)
def test_dates_are_read_however_they_are_typed(told: object, days: list[str]) -> None:
    found = head("Registration Date", told)
    facts = {one.about: one.lines for one in found.framework.facts}
    assert facts["Registration Date"] == (days[0],)
    for key in days[1:]:
        chosen = answers.apply(found, [Answer("Registration Date", key)])
        assert (key,) in [one.lines for one in chosen.facts]
    assert ("Registration Date" in ids(found)) == (len(days) > 1 or days == ["about 1987"])


@pytest.mark.parametrize(
    ("name", "told", "field", "value"),
    [
        ("Term (in months)", "18 months", "term", Term(typical=18)),
        ("Term (in months)", "2 years", "term", Term(typical=24)),
        ("Term (in months)", "12-18", "term", Term(minimum=12, maximum=18)),
        ("Term (in months)", "long", "term", Term()),
        ("Minimum OJT Hours", "2,000 hours", "ojt", HourRange(minimum=2000, maximum=300)),
        ("Probationary Period", "500 hours", "probation", Probation(length=500, unit=DurationUnit.HOURS)),
        ("Probationary Period", "12 weeks", "probation", Probation(length=12, unit=DurationUnit.WEEKS)),
        ("Probationary Period", 3.0, "probation", Probation(length=3, unit=DurationUnit.MONTHS)),
        ("Probationary Period", "a while", "probation", None),
        ("Ratio of Apprentice to Journeyworker", "1 to 3", "ratio", Ratio(apprentices=1, journeyworkers=3)),
        ("Ratio of Apprentice to Journeyworker", time(1, 2), "ratio", Ratio(apprentices=1, journeyworkers=2)),
        (
            "Ratio of Apprentice to Journeyworker",
            "1 apprentice to 2 journeyworkers",
            "ratio",
            Ratio(apprentices=1, journeyworkers=2),
        ),
        ("Ratio of Apprentice to Journeyworker", "1:1, then 1:3", "ratio", None),
    ],
)
def test_cells_of_the_details_are_read_as_people_type_them(name: str, told: object, field: str, value: object) -> None:
    assert getattr(head(name, told).framework, field) == value


def test_a_ratio_of_more_apprentices_than_journeyworkers_offers_the_other_reading() -> None:
    found = head("Ratio of Apprentice to Journeyworker", "5:1")
    assert found.framework.ratio == Ratio(apprentices=5, journeyworkers=1)
    assert answers.apply(found, [Answer("Ratio", "1:5")]).ratio == Ratio(apprentices=1, journeyworkers=5)


def test_headings_stand_in_any_order_and_case_and_some_may_be_missing() -> None:
    found = read(
        (("TYPE", "occupation_title", "term"), ("hybrid", "Baker", 12)),
        (("skill title", "WORK PROCESS TITLE"), ("Kneads", "Doughs"), ("Rolls", "Doughs")),
    )
    assert (found.framework.title, found.framework.approach, found.framework.term.typical) == (
        "Baker",
        Approach.HYBRID,
        12,
    )
    assert [one.code for one in found.framework.competencies()] == ["1.1", "1.2"]


@pytest.mark.parametrize("orders", [(1, None), (1, 1), ("a", "b"), (None, None)])
def test_blank_and_repeated_sort_orders_fall_back_to_the_rows(orders: tuple[object, object]) -> None:
    found = read(work=(WORK[0], (orders[0], "Doughs", 1, 2, 1, "Kneads"), (orders[1], "Ovens", 1, 2, 1, "Fires")))
    assert [(one.number, one.title) for one in found.framework.job_functions] == [("1", "Doughs"), ("2", "Ovens")]
    assert "sort order of work processes" in ids(found)


def test_whole_sort_orders_decide_over_the_rows() -> None:
    found = read(work=(WORK[0], (7.0, "Ovens", 1, 2, 2, "Fires"), ("3", "Doughs", 1, 2, 1, "Kneads")))
    assert [(one.number, one.title) for one in found.framework.job_functions] == [("3", "Doughs"), ("7", "Ovens")]
    assert [one.code for one in found.framework.competencies()] == ["3.1", "7.2"]


def test_rows_of_a_process_with_different_hours_are_asked_about() -> None:
    found = read(work=(WORK[0], (1, "Doughs", 100, 200, 1, "Kneads"), (1, "Doughs", 60, 90, 2, "Rolls")))
    question = finding(found, "1 hours")
    assert question.weight is Weight.QUESTION
    chosen = answers.apply(found, [Answer("1 hours", "added up")])
    assert chosen.job_functions[0].ojt == HourRange(minimum=160, maximum=290)


def test_hours_of_the_details_that_differ_from_the_sum_offer_both() -> None:
    found = head("Minimum OJT Hours", 180)
    assert found.framework.ojt == HourRange(minimum=180, maximum=300)
    chosen = answers.apply(found, [Answer("OJT hours in all", "sum")])
    assert chosen.ojt == HourRange(minimum=150, maximum=300)
    assert [one.what for one in found.tallies if not one.agrees] == ["minimum OJT hours"]


def test_sub_categories_are_headings_below_their_process() -> None:
    columns = (*WORK[0], "Work Process Sub Category")
    found = read(work=(columns, (*WORK[1], "By hand"), (*WORK[2], "By machine"), (*WORK[3], None)))
    assert [(one.title, one.under) for one in found.framework.outline] == [("By hand", "1"), ("By machine", "1")]
    assert [one.under for one in found.framework.competencies()] == ["1/1", "1/2", ""]


OPTIONS = tuple(f"Skill Answer Option {at}" for at in (1, 2, 3))


def test_the_same_answers_on_every_skill_are_the_rating_scale() -> None:
    words = ("Not yet", "Nearly", "Able")
    found = read(work=((*WORK[0], *OPTIONS), (*WORK[1], *words), WORK[2], (*WORK[3], *words)))
    assert [(one.level, one.word) for one in found.framework.rating_scale.levels] == [
        (1, "Not yet"),
        (2, "Nearly"),
        (3, "Able"),
    ]
    assert {"order of the answers", "level that completes"} <= ids(found)
    turned = answers.apply(found, [Answer("order of the answers", "highest first")])
    assert [one.word for one in turned.rating_scale.levels] == ["Able", "Nearly", "Not yet"]


def test_answers_of_each_skill_are_its_level_texts() -> None:
    work = (
        (*WORK[0], *OPTIONS),
        (*WORK[1], "Watches", "Helps", "Leads"),
        WORK[2],
        (*WORK[3], "Cold", None, "Hot"),
    )
    found = read(work=work)
    first, second, third = found.framework.competencies()
    assert [(one.level, one.text) for one in first.level_texts] == [(1, "Watches"), (2, "Helps"), (3, "Leads")]
    assert second.level_texts == ()
    assert [(one.level, one.text) for one in third.level_texts] == [(1, "Cold"), (3, "Hot")]
    turned = answers.apply(found, [Answer("order of the answers", "highest first")])
    assert [one.level_texts[0].text for one in turned.competencies() if one.level_texts] == ["Leads", "Hot"]


def test_without_answers_the_scale_is_the_books_own() -> None:
    assert read().framework.rating_scale == asking.SCALE


COURSES = COLUMNS["RelatedInstruction"]


def test_courses_are_read_and_a_repeated_code_is_two_courses_with_a_note() -> None:
    rows = (
        COURSES,
        (2, "Flours", "Kinds\nUses", "F1", "College", "12.5 hours"),
        (1, "Yeasts", None, "Y1", None, 8),
        (3, "Flours", None, "F1", "College", "6-8"),
        (4, None, "Nothing", None, None, 3),
    )
    reading = workbook.read(made(RelatedInstruction=rows))
    courses = only(reading).framework.courses
    assert [(one.code, one.title) for one in courses] == [("Y1", "Yeasts"), ("F1", "Flours"), ("F1 (2)", "Flours")]
    assert [one.hours for one in courses] == [
        HourRange(minimum=8),
        HourRange(minimum=12.5),
        HourRange(minimum=6, maximum=8),
    ]
    assert courses[1].objectives == ("Kinds", "Uses")
    assert [one.why for one in reading.passed] == ["it names no course"]
    left = answers.apply(only(reading), [Answer("course code F1 (2)", "leave out")])
    assert [one.code for one in left.courses] == ["Y1", "F1"]


STEPS = COLUMNS["WageSchedule"]


def test_wage_steps_are_reached_after_the_lengths_of_those_before() -> None:
    rows = (
        STEPS,
        (1, "First", 1000, 0.5, "6 months", 20),
        (2, None, 1000, 0.75, 6, 20),
        (3, "Last", 500, 1, "1 year", 5),
    )
    schedule = read(WageSchedule=rows).framework.wages
    assert schedule is not None
    assert [one.title for one in schedule.steps] == ["First", "Step 2", "Last"]
    assert [one.percent for one in schedule.steps] == [50, 75, 100]
    assert [one.after_months for one in schedule.steps] == [0, 6, 12]
    assert [one.after_ojt_hours for one in schedule.steps] == [0, 1000, 2000]


@pytest.mark.parametrize("percents", [(50, 75.5), ("50%", "75.5%"), (0.5, 0.755), ("50 %", 75.5)])
def test_percentages_are_read_however_they_are_typed(percents: tuple[object, object]) -> None:
    rows = (STEPS, *((at, "Step", None, one, None, None) for at, one in enumerate(percents, start=1)))
    schedule = read(WageSchedule=rows).framework.wages
    assert schedule is not None
    assert [one.percent for one in schedule.steps] == [50, 75.5]


def test_figures_that_rise_from_step_to_step_are_asked_about() -> None:
    rows = (STEPS, (1, "First", None, 50, 6, None), (2, "Second", None, 60, 12, None), (3, "Third", None, 70, 24, None))
    found = read(WageSchedule=rows)
    question = finding(found, "Step Duration of the wage steps")
    assert question.weight is Weight.QUESTION
    reached = answers.apply(found, [Answer(question.id, "reached")]).wages
    assert reached is not None
    assert [one.after_months for one in reached.steps] == [6, 12, 24]


def test_figures_that_rise_from_nothing_are_what_must_be_reached() -> None:
    rows = (STEPS, (1, "First", 0, 50, None, None), (2, "Second", 1000, 60, None, None))
    found = read(WageSchedule=rows)
    assert found.framework.wages is not None
    assert [one.after_ojt_hours for one in found.framework.wages.steps] == [0, 1000]
    assert not any(one.about == "Wage schedule" and one.must_answer for one in found.findings)


def test_an_empty_details_sheet_is_an_error_answered_by_typing_the_title() -> None:
    found = read((tuple(DETAILS),))
    error = finding(found, "title")
    assert error.weight is Weight.ERROR
    assert error.says
    framework = answers.apply(found, [Answer("title", typed="Baker")])
    assert (framework.title, framework.occupation.title) == ("Baker", "Baker")


def test_a_process_without_a_title_is_an_error_answered_by_typing_it() -> None:
    found = read(work=(WORK[0], (1, None, 10, 20, 1, "Kneads")))
    assert finding(found, "1 title").weight is Weight.ERROR
    assert answers.apply(found, [Answer("1 title", typed="Doughs")]).job_functions[0].title == "Doughs"


def test_a_workbook_without_a_single_row_is_refused() -> None:
    opened = made((tuple(DETAILS),), (WORK[0],))
    assert workbook.fits(opened)
    with pytest.raises(KnownError):
        workbook.read(opened)


def test_other_workbooks_and_files_do_not_fit() -> None:
    assert not workbook.fits(book({"Details": [["Name", "Email"], ["A", "B"]], "Sheet2": [["x"], ["y"]]}))
    assert not workbook.fits(Opened("x.xlsx", b"PK\x03\x04 broken", Form.WORKBOOK))
    assert not workbook.fits(Opened("x.csv", b"Work Process Title,Skill Title\n", Form.TEXT))


def test_blank_rows_are_nothing() -> None:
    found = read(work=(*WORK, *[(None,) * 6] * 1000, (3, "Shop", 5, 6, 1, "Sells")))
    assert len(found.framework.job_functions) == 3


def test_every_choice_and_every_place_can_be_used() -> None:
    row = DETAILS | {"Ratio of Apprentice to Journeyworker": "3:1", "Registration Date": "01/02/2020", "Type": "?"}
    found = read(
        (tuple(row), tuple(row.values())),
        (WORK[0], *WORK[1:], (1, "Doughs", 9, 8, 2, "Rolls"), (None, "Shop", "many", None, None, "Sells")),
        WageSchedule=(STEPS, (1, "First", 10, 50, 6, 1), (2, "Second", 20, 60, 12, 2)),
    )
    for one in found.findings:
        for choice in one.choices:
            answers.apply(found, [Answer(one.id, choice.key)])
    for path in found.places:
        answers.get(found.framework, path) if path else None
    assert len(ids(found)) == len(found.findings)


def test_long_and_strange_cells_do_not_stop_the_reading() -> None:
    strange = "k" * 30_000
    row = dict.fromkeys(COLUMNS["Details"], strange)
    found = read(
        (tuple(row), tuple(row.values())),
        (COLUMNS["WorkProcesses"], [strange] * 13, ["\u202ex"] * 13, [1e300] * 13, [-1] * 13, [True] * 13),
        RelatedInstruction=(COURSES, [strange] * 6, [1e300] * 6, [-1] * 6),
        WageSchedule=(STEPS, [strange] * 6, [1e300] * 6, [-1] * 6),
    )
    assert found.framework.title


@pytest.mark.parametrize("name", NAMES)
def test_a_shared_workbook_is_read_quickly(name: str) -> None:
    opened = shared.opened("data", f"standards-workbook-{name}.xlsx")
    start = clock.process_time()
    assert workbook.fits(opened)
    workbook.read(opened)
    assert clock.process_time() - start < 2


def test_the_generic_workbook_has_two_processes_and_no_skill() -> None:
    found = only(workbook.read(shared.opened("data", "standards-workbook-generic.xlsx")))
    framework = found.framework
    assert [one.title for one in framework.job_functions] == ["Safety", "Basic Skills"]
    assert not list(framework.competencies())
    assert framework.ojt == HourRange(minimum=1300, maximum=2500)
    assert framework.occupation.rapids_code == "0157"
    assert {one.about: one.lines for one in framework.facts}["Registration Date"] == ("1987-01-15",)
    assert "sort order of work processes" in ids(found)


def test_the_competency_workbook_has_five_skills() -> None:
    found = only(workbook.read(shared.opened("data", "standards-workbook-competency.xlsx")))
    framework = found.framework
    assert framework.approach is Approach.COMPETENCY_BASED
    assert [one.code for one in framework.competencies()] == ["1.1", "1.2", "2.3", "2.4", "2.5"]
    assert framework.ojt == HourRange(minimum=600, maximum=1200)
    assert len(framework.courses) == 4
    assert framework.wages is not None
    assert [one.after_months for one in framework.wages.steps] == [0, 6, 12]
    assert "sort order of wage steps" in ids(found)


def test_the_workbook_with_empty_details_reports_it() -> None:
    found = only(workbook.read(shared.opened("data", "standards-workbook-empty-details.xlsx")))
    assert [one.id for one in found.findings if one.weight is Weight.ERROR] == ["title"]
    assert len(found.framework.courses) == 4


def test_a_total_below_the_processes_is_none_of_them() -> None:
    reading = workbook.read(made(work=(*WORK, (None, "Total", 150, 300))))
    assert [one.title for one in only(reading).framework.job_functions] == ["Doughs", "Ovens"]
    assert "total" in reading.passed[-1].why


def test_headings_may_be_shortened() -> None:
    columns = ("Work Process Title", "Min Hours", "Max hrs", "Skill Title")
    (function,) = read(work=(columns, ("Doughs", 100, 200, "Kneads"))).framework.job_functions
    assert function.ojt == HourRange(minimum=100, maximum=200)


def test_a_minimum_above_its_maximum_is_noted() -> None:
    work = (WORK[0], (1, "Doughs", 300, 200, 1, "Kneads"))
    assert any("more than the maximum" in one.says for one in read(work=work).findings)


def test_a_percentage_of_excel_is_told_beside_those_that_were_typed() -> None:
    steps: Rows = (("Step Level Title", "Step OJT Percentage"), ("1st", 0.5), ("2nd", "60%"), ("3rd", 70))
    wages = read(WageSchedule=steps).framework.wages
    assert wages is not None
    assert [one.percent for one in wages.steps] == [50, 60, 70]
