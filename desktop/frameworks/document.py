"""The neutral form of a competency framework, whatever file it came from.

Hours are clock hours in steps of a quarter, months are calendar months, money is whole cents. The order of
every tuple is the order of the document. A published version never changes.
"""

from collections.abc import Iterator
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    model_validator,
)

from desktop.codes import Approach, DurationUnit, Kind, WageUnit
from desktop.frameworks.plain import printable, shortest

FORM: Final = 1
"""The number of this JSON form. A reader refuses a higher one."""

_Printable = AfterValidator(printable)
Line = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True), _Printable]
Text = Annotated[str, StringConstraints(max_length=20_000), _Printable]
Record = Annotated[str, StringConstraints(max_length=500_000), _Printable]
Passage = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True), _Printable]
Hours = Annotated[
    float,
    Field(ge=0, le=100_000, multiple_of=0.25, allow_inf_nan=False),
    PlainSerializer(shortest, return_type=int | float, when_used="json"),
]
Percent = Annotated[
    float,
    Field(gt=0, le=1000, allow_inf_nan=False),
    PlainSerializer(shortest, return_type=int | float, when_used="json"),
]
Months = Annotated[int, Field(ge=0, le=240)]
Cents = Annotated[int, Field(ge=0, le=100_000_000)]
Level = Annotated[int, Field(ge=0, le=20)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True), _Printable]


class Part(BaseModel):
    """A frozen piece of the form; an unknown field is an error, so that nothing is lost in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Origin(Part):
    """Where a part stands in the file it was read from: the source's own id and address, and its record there
    as the source wrote it (compact JSON), so that an export gives back what came in."""

    id: Text = ""
    uri: Text = ""
    raw: Record = ""


class HourRange(Part):
    """Hours from `minimum` to `maximum`; None where the source gives none."""

    minimum: Hours | None = None
    maximum: Hours | None = None

    @property
    def required(self) -> float:
        """The hours a completer must have: the minimum, else the maximum, else 0."""
        return self.minimum if self.minimum is not None else self.maximum or 0.0


class OnetCode(Part):
    """An O*NET-SOC code in the taxonomy of `year` (2010 or 2019)."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$")]
    year: Annotated[int, Field(ge=2000, le=2100)]
    title: Text = ""


class Occupation(Part):
    """`rapids_code` keeps its leading zeros and its suffix, such as 1059CB or 0157HY."""

    title: Line
    job_titles: tuple[Line, ...] = ()
    onet_codes: tuple[OnetCode, ...] = ()
    rapids_code: Annotated[str, StringConstraints(pattern=r"^([0-9]{4}[A-Z0-9-]{0,8})?$")] = ""


class Term(Part):
    """Months the apprenticeship lasts."""

    minimum: Months | None = None
    maximum: Months | None = None
    typical: Months | None = None

    @property
    def expected(self) -> int | None:
        """The months to plan with: typical, else maximum, else minimum."""
        return next((m for m in (self.typical, self.maximum, self.minimum) if m), None)


class Probation(Part):
    """Length of the probationary period in its own unit (ETA 671, part B.5)."""

    length: Annotated[int, Field(gt=0, le=10_000)]
    unit: DurationUnit


class Ratio(Part):
    """So many apprentices to so many journeyworkers: 29 CFR 29.5(b)(7)."""

    apprentices: Annotated[int, Field(gt=0, le=100)]
    journeyworkers: Annotated[int, Field(gt=0, le=100)]


class WageStep(Part):
    """One step of the wage schedule, reached after months, OJT hours, RI hours, or core competencies; percent
    is of the journeyworker wage."""

    title: Line
    percent: Percent | None = None
    cents: Cents | None = None
    after_months: Months | None = None
    after_ojt_hours: Hours | None = None
    after_ri_hours: Hours | None = None
    after_core_competencies: Annotated[int, Field(ge=0, le=1000)] | None = None


class WageSchedule(Part):
    """Steps in order from the entry wage up; `journeyworker_cents` is the wage of the trade per unit."""

    unit: WageUnit
    journeyworker_cents: Cents | None = None
    steps: Annotated[tuple[WageStep, ...], Field(min_length=1)]


class LevelText(Part):
    """What one rating level looks like for one competency."""

    level: Level
    text: Passage


class Competency(Part):
    """`level` is the framework's grading of the competency (Basic, Intermediate), not a rating.

    `required` is the mark of a detail page beside core or optional; None where there is no such page.
    `unplaced` are paragraphs of the source, in order, that are not yet given to a level. `under` is the id of
    the heading of the framework's outline that stands directly above; empty below the job function itself.
    """

    code: Code
    title: Line
    kind: Kind
    level: Text = ""
    required: bool | None = None
    performance_standards: tuple[Line, ...] = ()
    level_texts: tuple[LevelText, ...] = ()
    description: Text = ""
    unplaced: tuple[Passage, ...] = ()
    under: Text = ""
    origin: Origin | None = None


class Instruction(Part):
    """What related instruction covers for one job function."""

    scope: Text = ""
    skills: tuple[Line, ...] = ()
    knowledge: tuple[Line, ...] = ()
    tools: tuple[Line, ...] = ()


class JobFunction(Part):
    """`choose` is how many of the optional competencies must be completed; None for no such rule. `under` is the
    id of the heading of the framework's outline that stands above; empty at the top.

    A job function without a title is a blank slot for the sponsor's own.
    """

    number: Code
    title: Text
    kind: Kind
    level: Text = ""
    description: Text = ""
    ojt: HourRange = HourRange()
    ri: HourRange = HourRange()
    choose: Annotated[int, Field(ge=1, le=1000)] | None = None
    competencies: tuple[Competency, ...] = ()
    instruction: Instruction = Instruction()
    under: Text = ""
    origin: Origin | None = None

    @property
    def is_blank(self) -> bool:
        return not self.title.strip()


class Course(Part):
    """A course of related instruction; `job_function` is the number of the function it teaches, if one."""

    code: Code
    title: Line
    hours: HourRange
    provider: Text = ""
    job_function: Code | None = None
    objectives: tuple[Line, ...] = ()
    origin: Origin | None = None


class CrossCutting(Part):
    """A cross-cutting competency with its relevance from 0 to 8, None where the source gives none; never rated
    at sign-off."""

    group: Line
    title: Line
    relevance: Annotated[int, Field(ge=0, le=8)] | None = None
    description: Text = ""


class Fact(Part):
    """What else a source says of the occupation, such as its salary range, credentials or technologies."""

    about: Line
    lines: Annotated[tuple[Passage, ...], Field(min_length=1)]


class Heading(Part):
    """A heading of the source between a job function and its competencies, or above them: no one is rated on
    it. `under` is the id of the heading or the number of the job function above, empty at the top."""

    id: Line
    title: Line
    code: Text = ""
    under: Text = ""
    origin: Origin | None = None


class RatingLevel(Part):
    level: Level
    word: Line
    meaning: Text = ""
    needs_reason: bool = False


class RatingScale(Part):
    """Levels from the lowest up; a rating of `completes_at` or more completes a competency."""

    levels: Annotated[tuple[RatingLevel, ...], Field(min_length=2)]
    completes_at: Level

    @model_validator(mode="after")
    def _levels_rise_and_one_completes(self) -> Self:
        numbers = [level.level for level in self.levels]
        if numbers != sorted(set(numbers)):
            raise ValueError("the levels of the rating scale must rise and none may stand twice")
        if self.completes_at not in numbers:
            raise ValueError("the level that completes must be one of the rating scale")
        return self

    def find(self, level: int) -> RatingLevel | None:
        return next((one for one in self.levels if one.level == level), None)


class Note(Part):
    """What the source says where it contradicts itself; `about` is a code, a number or a field."""

    about: Line
    text: Line


class Framework(Part):
    """One version of one framework, whole."""

    form: Literal[1] = FORM
    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    version: Code
    title: Line
    publisher: Line
    attribution: Text = ""
    licence: Text = ""
    source: Text = ""
    origin: Origin | None = None
    description: Text = ""
    facts: tuple[Fact, ...] = ()
    is_sample: bool = False
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    occupation: Occupation
    approach: Approach
    term: Term = Term()
    ojt: HourRange = HourRange()
    ri: HourRange = HourRange()
    probation: Probation | None = None
    ratio: Ratio | None = None
    wages: WageSchedule | None = None
    required_certifications: Text = ""
    selection: Text = ""
    job_functions: tuple[JobFunction, ...]
    outline: tuple[Heading, ...] = ()
    courses: tuple[Course, ...] = ()
    cross_cutting: tuple[CrossCutting, ...] = ()
    rating_scale: RatingScale
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _codes_name_one_thing(self) -> Self:
        numbers = [function.number for function in self.job_functions]
        refuse_repeats("job function", numbers)
        refuse_repeats("competency", [competency.code for competency in self.competencies()])
        refuse_repeats("course", [course.code for course in self.courses])
        refuse_repeats("heading", [heading.id for heading in self.outline])
        for course in self.courses:
            if course.job_function is not None and course.job_function not in numbers:
                raise ValueError(f"course {course.code} names job function {course.job_function}, which is not here")
        for function in self.job_functions:
            optional = sum(one.kind is Kind.OPTIONAL for one in function.competencies)
            if function.choose is not None and function.choose > optional:
                asked = f"{function.choose} of {optional} optional competencies"
                raise ValueError(f"job function {function.number} asks for {asked}")
        return self

    def competencies(self) -> Iterator[Competency]:
        """Every competency in the order of the document."""
        return (one for function in self.job_functions for one in function.competencies)

    def titled_functions(self) -> tuple[JobFunction, ...]:
        """The job functions that are filled in, without the sponsor's blank slots."""
        return tuple(function for function in self.job_functions if not function.is_blank)

    def function_of(self, code: str) -> JobFunction:
        """The job function that the competency `code` belongs to; KeyError where there is none."""
        for function in self.job_functions:
            if any(one.code == code for one in function.competencies):
                return function
        raise KeyError(code)


def refuse_repeats(what: str, names: list[str]) -> None:
    """ValueError where a name stands twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{what} {name} stands twice")
        seen.add(name)
