"""Generated frameworks: any that the neutral form allows, and only such."""

from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from desktop.codes import Approach, DurationUnit, Kind, WageUnit
from desktop.frameworks import document as form

T = TypeVar("T")

_LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=("Cc", "Cf", "Cn", "Cs", "Zl", "Zp"),
    include_characters="\n\t",
    exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc",
)
lines = st.text(_LETTERS, min_size=1, max_size=20).filter(lambda text: text.strip() != "")
texts = st.text(_LETTERS, max_size=20).filter(lambda text: not text or text.isascii() or bool(text.strip()))
hours = st.integers(0, 400_000).map(lambda quarters: quarters / 4)
percents = st.floats(0, 1000, exclude_min=True)
numbers = st.integers(0, 1000)


def some(one: SearchStrategy[T]) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(one, max_size=3).map(tuple)


def maybe(one: SearchStrategy[T]) -> SearchStrategy[T | None]:
    return st.none() | one


ranges = st.builds(form.HourRange, minimum=maybe(hours), maximum=maybe(hours))
onet_codes = st.builds(
    form.OnetCode,
    code=st.from_regex(r"\A[0-9]{2}-[0-9]{4}\.[0-9]{2}\Z"),
    year=st.integers(2000, 2100),
    title=texts,
)
occupations = st.builds(
    form.Occupation,
    title=lines,
    job_titles=some(lines),
    onet_codes=some(onet_codes),
    rapids_code=st.from_regex(r"\A([0-9]{4}[A-Z0-9-]{0,8})?\Z"),
)
months = maybe(st.integers(0, 240))
terms = st.builds(form.Term, minimum=months, maximum=months, typical=months)
probations = st.builds(form.Probation, length=st.integers(1, 10_000), unit=st.sampled_from(DurationUnit))
ratios = st.builds(form.Ratio, apprentices=st.integers(1, 100), journeyworkers=st.integers(1, 100))
cents = maybe(st.integers(0, 100_000_000))
wage_steps = st.builds(
    form.WageStep,
    title=lines,
    percent=maybe(percents),
    cents=cents,
    after_months=months,
    after_ojt_hours=maybe(hours),
    after_core_competencies=maybe(numbers),
)
wage_schedules = st.builds(
    form.WageSchedule,
    unit=st.sampled_from(WageUnit),
    journeyworker_cents=cents,
    steps=st.lists(wage_steps, min_size=1, max_size=3).map(tuple),
)
level_texts = st.builds(form.LevelText, level=st.integers(0, 20), text=lines)
instructions = st.builds(form.Instruction, scope=texts, skills=some(lines), knowledge=some(lines), tools=some(lines))
cross_cutting = st.builds(form.CrossCutting, group=lines, title=lines, relevance=st.integers(0, 8))
notes = st.builds(form.Note, about=lines, text=lines)


@st.composite
def competencies(draw: st.DrawFn, code: str) -> form.Competency:
    return form.Competency(
        code=code,
        title=draw(lines),
        kind=draw(st.sampled_from(Kind)),
        level=draw(texts),
        required=draw(maybe(st.booleans())),
        performance_standards=draw(some(lines)),
        level_texts=draw(some(level_texts)),
    )


@st.composite
def job_functions(draw: st.DrawFn, number: int) -> form.JobFunction:
    codes = [f"{number}{letter}" for letter in "abcd"[: draw(st.integers(0, 4))]]
    learned = tuple(draw(competencies(code)) for code in codes)
    optional = sum(one.kind is Kind.OPTIONAL for one in learned)
    return form.JobFunction(
        number=str(number),
        title=draw(texts),
        kind=draw(st.sampled_from(Kind)),
        level=draw(texts),
        description=draw(texts),
        ojt=draw(ranges),
        ri=draw(ranges),
        choose=draw(maybe(st.integers(1, optional))) if optional else None,
        competencies=learned,
        instruction=draw(instructions),
    )


@st.composite
def courses(draw: st.DrawFn, code: int, functions: int) -> form.Course:
    return form.Course(
        code=f"C{code}",
        title=draw(lines),
        hours=draw(ranges),
        provider=draw(texts),
        job_function=draw(maybe(st.integers(1, functions).map(str))) if functions else None,
        objectives=draw(some(lines)),
    )


@st.composite
def rating_scales(draw: st.DrawFn) -> form.RatingScale:
    levels = sorted(draw(st.sets(st.integers(0, 20), min_size=2, max_size=5)))
    told = tuple(
        form.RatingLevel(level=one, word=draw(lines), meaning=draw(lines), needs_reason=draw(st.booleans()))
        for one in levels
    )
    return form.RatingScale(levels=told, completes_at=draw(st.sampled_from(levels)))


@st.composite
def frameworks(draw: st.DrawFn) -> form.Framework:
    count = draw(st.integers(0, 3))
    return form.Framework(
        key=draw(st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}\Z")),
        version=draw(lines),
        title=draw(lines),
        publisher=draw(lines),
        attribution=draw(texts),
        licence=draw(texts),
        source=draw(texts),
        is_sample=draw(st.booleans()),
        language=draw(st.sampled_from(["en", "es", "en-US"])),
        occupation=draw(occupations),
        approach=draw(st.sampled_from(Approach)),
        term=draw(terms),
        ojt=draw(ranges),
        ri=draw(ranges),
        probation=draw(maybe(probations)),
        ratio=draw(maybe(ratios)),
        wages=draw(maybe(wage_schedules)),
        required_certifications=draw(texts),
        selection=draw(texts),
        job_functions=tuple(draw(job_functions(number)) for number in range(1, count + 1)),
        courses=tuple(draw(courses(code, count)) for code in range(draw(st.integers(0, 3)))),
        cross_cutting=draw(some(cross_cutting)),
        rating_scale=draw(rating_scales()),
        notes=draw(some(notes)),
    )
