from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.codes import Approach, Kind, WageUnit
from desktop.frameworks import answers, asking
from desktop.frameworks import document as form
from desktop.frameworks.files import Opened, open_bytes
from desktop.frameworks.findings import Answer
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.standards_workbook import reader as workbook
from tests.frameworks import strategies
from tests.frameworks.formats import shared
from tests.frameworks.formats.books import book, only
from tests.frameworks.formats.test_standards_workbook import COURSES, NAMES, STEPS, WORK, details, made

lines = strategies.lines.map(str.strip)
texts = strategies.texts.map(str.strip)
hours = strategies.hours
ranges = st.builds(form.HourRange, minimum=strategies.maybe(hours), maximum=strategies.maybe(hours))
# Sums of several limits are filled in where a sheet gives none: a framework has them filled in as well.
full = st.builds(form.HourRange, minimum=hours, maximum=hours)
terms = st.one_of(
    st.builds(form.Term, typical=st.integers(1, 240)),
    st.builds(form.Term, minimum=st.integers(0, 240), maximum=st.integers(0, 240)),
    st.just(form.Term()),
)
days = st.dates().map(lambda one: one.isoformat()).filter(lambda one: one >= "1900")


@st.composite
def facts(draw: st.DrawFn) -> tuple[form.Fact, ...]:
    told = {name: draw(lines) for name in ("Registration State", "National", "OA or SAA") if draw(st.booleans())}
    told |= {name: draw(days) for name in ("Registration Date", "Latest Registration Update") if draw(st.booleans())}
    return tuple(form.Fact(about=name, lines=(line,)) for name, line in told.items())


def version(told: tuple[form.Fact, ...]) -> str:
    return next((one.lines[0] for one in reversed(told) if one.about.startswith(("Registration D", "Latest"))), "1")


@st.composite
def functions(draw: st.DrawFn) -> tuple[tuple[form.JobFunction, ...], tuple[form.Heading, ...]]:
    numbers = sorted(draw(st.sets(st.integers(0, 40), max_size=3)))
    made_: list[form.JobFunction] = []
    outline: list[form.Heading] = []
    titles = draw(st.lists(lines, min_size=3, max_size=3, unique_by=sheet_cells.same))
    for number, title in zip(numbers, titles, strict=False):
        labels = sorted(draw(st.sets(st.integers(0, 40), max_size=4)))
        names = draw(st.lists(lines, max_size=2, unique=True))
        below = sorted(draw(st.lists(st.integers(0, len(names)), min_size=4, max_size=4)))[: len(labels)]
        # Headings stand in the order of their rows, those without a skill last.
        order = list(dict.fromkeys([*(one for one in below if one), *range(1, len(names) + 1)]))
        ids = {one: f"{number}/{at}" for at, one in enumerate(order, start=1)}
        outline += [form.Heading(id=ids[one], title=names[one - 1], under=str(number)) for one in order]
        under = [ids.get(one, "") for one in below]
        made_.append(
            form.JobFunction(
                number=str(number),
                title=title,
                kind=Kind.CORE,
                description=draw(texts),
                ojt=draw(ranges),
                competencies=tuple(
                    form.Competency(code=f"{number}.{label}", title=draw(lines), kind=Kind.CORE, under=heading)
                    for label, heading in zip(labels, under, strict=True)
                ),
            )
        )
    return tuple(made_), tuple(outline)


@st.composite
def courses(draw: st.DrawFn) -> tuple[form.Course, ...]:
    codes = draw(st.lists(lines.filter(lambda one: len(one) < 20), unique=True, max_size=3))
    return tuple(
        form.Course(
            code=code,
            title=draw(lines),
            hours=draw(st.builds(form.HourRange, minimum=strategies.maybe(hours))),
            provider=draw(texts),
            objectives=tuple(draw(st.lists(lines.filter(lambda one: "\n" not in one), max_size=2))),
        )
        for code in codes
    )


@st.composite
def wages(draw: st.DrawFn) -> form.WageSchedule:
    count = draw(st.integers(1, 4))
    lengths = draw(st.lists(st.integers(0, 60), min_size=count, max_size=count))
    reached = [sum(lengths[:at]) for at in range(count)] if count > 1 and draw(st.booleans()) else [None] * count
    steps = tuple(
        form.WageStep(
            title=draw(lines),
            percent=draw(strategies.maybe(st.integers(1, 4000).map(lambda quarters: quarters / 4))),
            after_months=months,
            after_ojt_hours=None if months is None else months * 160.25,
        )
        for months in reached
    )
    return form.WageSchedule(unit=WageUnit.HOURLY, steps=steps)


@st.composite
def frameworks(draw: st.DrawFn) -> form.Framework:
    """What the workbook can hold."""
    title = draw(lines)
    told = draw(facts())
    work, outline = draw(functions())
    scale, work = draw(scales(work))
    return form.Framework(
        key=tidy.slug(title, "standard"),
        version=version(told),
        title=title,
        publisher=draw(lines),
        facts=told,
        occupation=form.Occupation(
            title=title,
            job_titles=tuple(draw(st.lists(lines, max_size=1))),
            onet_codes=tuple(
                draw(st.lists(strategies.onet_codes, max_size=1).map(lambda codes: [_of_2019(one) for one in codes]))
            ),
            rapids_code=draw(st.from_regex(r"\A([0-9]{4}([A-Z-][A-Z0-9-]{0,7})?)?\Z")),
        ),
        approach=draw(st.sampled_from(Approach)),
        term=draw(terms),
        ojt=draw(full),
        ri=draw(full),
        probation=draw(strategies.maybe(strategies.probations)),
        ratio=draw(strategies.maybe(strategies.ratios)),
        wages=draw(strategies.maybe(wages())),
        job_functions=work,
        outline=outline,
        courses=draw(courses()),
        rating_scale=scale,
    )


def _of_2019(code: form.OnetCode) -> form.OnetCode:
    return form.OnetCode(code=code.code, year=2019)


@st.composite
def scales(
    draw: st.DrawFn, work: tuple[form.JobFunction, ...]
) -> tuple[form.RatingScale, tuple[form.JobFunction, ...]]:
    """The book's own scale, the words of one, or a text of each level for each skill."""
    count = sum(len(one.competencies) for one in work)
    which = draw(st.sampled_from(["own", "words", "texts"]))
    highest = draw(st.integers(2, 5))
    if which == "own" or not count or (which == "texts" and count < 2):
        return asking.SCALE, work
    if which == "words":
        return _scale([draw(lines) for _ in range(highest)]), work
    counted = iter(range(count))

    def with_texts(one: form.Competency) -> form.Competency:
        at = next(counted)
        told = tuple(form.LevelText(level=level, text=f"{at} {draw(lines)}") for level in range(1, highest + 1))
        return one.model_copy(update={"level_texts": told})

    filled = tuple(one.model_copy(update={"competencies": tuple(map(with_texts, one.competencies))}) for one in work)
    return _scale([f"Option {level}" for level in range(1, highest + 1)]), filled


def _scale(told: list[str]) -> form.RatingScale:
    levels = tuple(form.RatingLevel(level=level, word=word) for level, word in enumerate(told, start=1))
    return form.RatingScale(levels=levels, completes_at=len(told))


def plain(framework: form.Framework) -> dict[str, Any]:
    """All but the records of the source."""
    told = framework.model_dump()
    told.pop("origin")
    for part in (*told["courses"], *told["job_functions"]):
        part.pop("origin")
        for one in part.get("competencies", ()):
            one.pop("origin")
    return told


def again(framework: form.Framework) -> form.Framework:
    opened = open_bytes("x.xlsx", workbook.write(framework))
    assert workbook.fits(opened)
    return only(workbook.read(opened)).framework


@settings(max_examples=40, deadline=None)
@given(frameworks())
def test_what_is_written_is_what_is_read(framework: form.Framework) -> None:
    assert plain(again(framework)) == plain(framework)


@settings(max_examples=40, deadline=None)
@given(strategies.frameworks())
def test_any_framework_can_be_written_and_read_and_its_losses_told(framework: form.Framework) -> None:
    read = again(framework)
    written = [one.title for function in framework.job_functions for one in function.competencies]
    assert [one.title for one in read.competencies()] == [one.strip() for one in written]
    assert all(one.endswith(".") for one in workbook.losses(framework))


def unchanged(opened: Opened) -> None:
    first = only(workbook.read(opened)).framework
    content = workbook.write(first)
    second = only(workbook.read(open_bytes(opened.name, content))).framework
    assert plain(second) | {"key": ""} == plain(first) | {"key": ""}
    for before, after in zip(opened.sheets, open_bytes("x", content).sheets, strict=False):
        assert filled(before) == filled(after)


def filled(sheet: Any) -> list[dict[str, object]]:
    """The cells by heading, the RAPIDS code and the approach aside: the one gets its zeros, the other is asked for
    where it is missing."""
    (_, headings), *rows = sheet.rows
    return [
        {
            str(heading): cell
            for heading, cell in zip(headings, cells, strict=False)
            if cell not in (None, "") and heading not in ("RAPIDS Code", "Type")
        }
        for _, cells in rows
    ] or [{}]


@pytest.mark.parametrize("name", NAMES)
def test_a_shared_workbook_that_is_imported_unchanged_comes_back_cell_by_cell(name: str) -> None:
    opened = shared.opened("data", f"standards-workbook-{name}.xlsx")
    first = only(workbook.read(opened)).framework
    content = workbook.write(first)
    for before, after in zip(opened.sheets, open_bytes("x", content).sheets, strict=True):
        assert before.title == after.title
        assert [one for one in filled(before) if one] == [one for one in filled(after) if one]


def test_repeated_codes_blank_orders_and_typed_figures_come_back_as_they_were() -> None:
    unchanged(
        made(
            details(Type="competency BASED", Registration_State="OH", Probationary_Period="3 months"),
            (WORK[0], (1, "Doughs", 100, 200, 1, "Kneads"), (None, "Ovens", 5, 6, None, "Fires")),
            RelatedInstruction=(
                COURSES,
                (1, "Flours", "Kinds", "F1", "College", 10),
                (2, "Flours", None, "F1", None, 12),
                (3, "Yeasts", None, None, None, 1),
            ),
            WageSchedule=(STEPS, (1, "A", 60, 0.25, "6 months", 60), (1, None, 60, 0.25, 4, 75)),
        )
    )


def test_hours_that_could_not_be_read_come_back_as_they_were() -> None:
    unchanged(made(details(Minimum_OJT_Hours="some", Maximum_OJT_Hours=None, Minimum_RSI_Hours=None)))


def test_rapids_codes_are_written_with_their_zeros_as_text() -> None:
    opened = made(details(RAPIDS_Code=157))
    content = workbook.write(only(workbook.read(opened)).framework)
    rows = list(load_workbook(BytesIO(content))["Details"].iter_rows())
    code = next(below for head, below in zip(*rows, strict=True) if head.value == "RAPIDS Code")
    assert (code.value, code.data_type) == ("0157", "s")


def test_a_changed_part_is_written_as_it_is_now() -> None:
    found = only(workbook.read(made(details(Registration_Date="03/04/2020"))))
    changed = answers.apply(found, [Answer("Registration Date", "2020-04-03"), Answer("approach", "hybrid")][:1])
    changed = changed.model_copy(update={"term": form.Term(typical=30)})
    read = again(changed)
    assert read.term == form.Term(typical=30)
    assert {one.about: one.lines for one in read.facts}["Registration Date"] == ("2020-04-03",)


def test_no_cell_is_a_formula() -> None:
    framework = only(workbook.read(made())).framework.model_copy(update={"publisher": "=HYPERLINK(1)"})
    cells = [
        cell for sheet in load_workbook(BytesIO(workbook.write(framework))) for row in sheet.iter_rows() for cell in row
    ]
    assert "f" not in {cell.data_type for cell in cells}


def test_a_placeholder_is_never_written() -> None:
    found = only(workbook.read(book({"Details": details()[:1], "WorkProcesses": WORK})))
    (_, cells) = open_bytes("x", workbook.write(found.framework)).sheets[0].rows[-1]
    assert not {found.framework.title, found.framework.publisher} & set(cells)


def test_what_the_workbook_cannot_hold_is_told() -> None:
    framework = only(workbook.read(made())).framework
    assert workbook.losses(framework) == ()
    told = workbook.losses(framework.model_copy(update={"licence": "CC BY", "title": "Another"}))
    assert len(told) == 2
    assert "the licence" in told[1]
