"""Papers made by hand, with fixed dates."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from desktop.codes import Approach, DurationUnit, HourKind, HourState, Kind, Role, Status, WageUnit
from desktop.frameworks import catalogue
from desktop.frameworks.document import (
    Competency,
    Course,
    CrossCutting,
    Framework,
    HourRange,
    Instruction,
    JobFunction,
    Note,
    Occupation,
    OnetCode,
    Probation,
    RatingLevel,
    RatingScale,
    Ratio,
    Term,
    WageSchedule,
    WageStep,
)
from desktop.frameworks.progress import measure
from desktop.frameworks.standing import (
    CompetencyProgress,
    Credit,
    DayHours,
    Facts,
    HourSum,
    Progress,
    Projection,
    Rating,
    Unmet,
)
from desktop.reports.rows import (
    ApprenticeHead,
    CohortPaper,
    CohortRow,
    CoursePassed,
    Head,
    MatrixCell,
    ProgressPaper,
    SchedulePaper,
    Signer,
)

AS_OF = date(2026, 11, 16)
BEGAN = date(2025, 9, 8)
OWEN = Signer("Owen Park", "OP", "mentor")
LENA = Signer("Lena Marsh", "LM", "instructor")
COMMENT = (
    "Set up eleven laptops for the new front office in one morning, found that two had the wrong image, "
    "told the vendor, and wrote down what to check first so that the next person sees it at once. "
    "Asked before changing the group policy. Next time the labels go on before the devices leave the room, "
    "and the list of serial numbers is kept where the whole team can read it. Showed a colleague how to do it "
    "alone afterwards."
)
SCALE = RatingScale(
    levels=(
        RatingLevel(level=0, word="Not exposed", meaning="say why", needs_reason=True),
        RatingLevel(level=1, word="Attempted", meaning="not completed"),
        RatingLevel(level=2, word="With help", meaning="significant assistance"),
        RatingLevel(level=3, word="Satisfactory", meaning="minimal assistance"),
        RatingLevel(level=4, word="Competent", meaning="independently"),
    ),
    completes_at=3,
)
UNMET = (
    Unmet("core", "missing", "1 core competency is not shown yet", "1b", "Lucía Fernández"),
    Unmet("core-pending", "pending", "1 core competency waits for a sign-off", "2a", "Owen Park"),
)
PLAN = Projection(date(2027, 4, 21), date(2027, 3, 30), date(2027, 6, 2), "core", "Core competencies finish last.")
HOSTILE = (
    "<b>Bold</b> & <i>Co</i>",
    '=cmd|" /C calc"!A0',
    "W" * 5000,
    "Đặng Thị Thu Trang",
    "Ελένη Παπαδοπούλου",
    "Дарья Щербакова",
    "Արամ Խաչատրյան",
    "<img src=file:///etc/passwd/>",
    '<font color="[[[">x</font>',
    "R&D; Ops",
    "María José Fernández-Etxeberria de la Torre y Montenegro-Vasconcelos of the Upper County Schools",
)


def head(**changes: object) -> Head:
    values: dict[str, object] = {
        "sponsor": "Bayline Technology Consortium",
        "program_number": "2024-MI-136422",
        "made_at": datetime(2026, 11, 16, 14, 20, tzinfo=timezone(timedelta(hours=-5))),
        "as_of": AS_OF,
        "program": "Journeybook 0.1",
        "fingerprint": "7c1e 04b9 93ad 5f20",
        "ledger_record": 4812,
    }
    return Head(**{**values, **changes})  # type: ignore[arg-type]


def apprentice(name: str = "Lucía Fernández", **changes: object) -> ApprenticeHead:
    values: dict[str, object] = {
        "agreement_id": "a1",
        "name": name,
        "employer": "Calder County Schools",
        "job_title": "Help Desk Specialist",
        "begins": BEGAN,
        "ends": date(2027, 3, 8),
        "status": Status.ACTIVE,
        "signers": (OWEN, LENA),
    }
    return ApprenticeHead(**{**values, **changes})  # type: ignore[arg-type]


def rating(code: str, level: int, day: date, number: int = 0, **changes: object) -> Rating:
    values: dict[str, object] = {
        "id": f"{code}-{day}-{number}",
        "code": code,
        "level": level,
        "shown": HourKind.OJT,
        "observed_on": day,
        "recorded_at": datetime(day.year, day.month, day.day, 15, 0, tzinfo=UTC),
        "signer": OWEN.name,
        "role": Role.MENTOR,
    }
    return Rating(**{**values, **changes})  # type: ignore[arg-type]


def ratings(framework: Framework, share: float = 0.66) -> tuple[Rating, ...]:
    """Most competencies from the first on, some in class too, one reversed and one below the level."""
    codes = [one.code for one in framework.competencies()]
    found: list[Rating] = []
    for place, code in enumerate(codes[: int(len(codes) * share)]):
        day = date(2025, 10, 2) + timedelta(days=15 * place)
        found.append(rating(code, 4 if place % 3 == 0 else 3, day))
        if place % 4 == 0:
            changes = {"shown": HourKind.RI, "signer": LENA.name, "role": Role.INSTRUCTOR}
            found.append(rating(code, 3, day + timedelta(days=7), 1, **changes))
    if len(found) > 2:
        found.append(rating(codes[0], 2, date(2025, 9, 20), 2, comment=COMMENT))
        why = "Signed for the wrong apprentice"
        found.append(rating(codes[1], 4, date(2025, 9, 22), 3, reversed_why=why))
        found.append(rating(codes[int(len(codes) * share)], 2, date(2026, 10, 1), 4))
    return tuple(found)


def days(per_week: int = 4, hours: int = 7, last: date = AS_OF) -> tuple[DayHours, ...]:
    found: list[DayHours] = []
    day = BEGAN
    while day <= last:
        is_new = (last - day).days < 14
        if day.weekday() < per_week:
            minutes = hours * 60 + 30
            found.append(DayHours(day, HourKind.OJT, 0 if is_new else minutes, minutes if is_new else 0))
        elif day.weekday() == 4:
            found.append(DayHours(day, HourKind.RI, 0 if is_new else 165, 165 if is_new else 0))
        day += timedelta(days=1)
    return tuple(found)


def sums(framework: Framework, found: tuple[DayHours, ...]) -> tuple[HourSum, ...]:
    """The hours of the days, on the job spread over the job functions."""
    functions = [one.number for one in framework.titled_functions()]
    totals: dict[tuple[str | None, HourKind, HourState], int] = {}
    for place, one in enumerate(found):
        function = functions[place % len(functions)] if one.kind is HourKind.OJT else None
        for state, minutes in ((HourState.APPROVED, one.approved), (HourState.PENDING, one.pending)):
            if minutes:
                key = (function, one.kind, state)
                totals[key] = totals.get(key, 0) + minutes
    return tuple(HourSum(*key, minutes) for key, minutes in totals.items())


def facts(framework: Framework, name: str = "Lucía Fernández", **changes: object) -> Facts:
    worked = days()
    codes = [one.code for one in framework.competencies()]
    values: dict[str, object] = {
        "as_of": AS_OF,
        "begins": BEGAN,
        "ends": date(2027, 3, 8),
        "status": Status.ACTIVE,
        "apprentice": name,
        "mentor": OWEN.name,
        "coordinator": "Ruth Alvarez",
        "hours": sums(framework, worked),
        "days": worked,
        "ratings": ratings(framework),
        "asked": frozenset(codes[-2:]),
        "credits": (Credit(None, HourKind.RI, 600),),
        "courses_passed": frozenset(one.code for one in framework.courses[:2]),
    }
    return Facts(**{**values, **changes})  # type: ignore[arg-type]


def progress(key: str = "it-generalist", name: str = "Lucía Fernández", **changes: object) -> Progress:
    framework = catalogue.find(key)
    return measure(framework, facts(framework, name, **changes))


def small(approach: Approach = Approach.COMPETENCY_BASED) -> Framework:
    """Two job functions of the program's and one blank one, with everything a framework can say."""
    hours = approach is not Approach.COMPETENCY_BASED
    return Framework(
        key=f"small-{approach}",
        version="1.2",
        title="Bench Technician",
        publisher="Bayline",
        occupation=Occupation(
            title="Bench Technician",
            onet_codes=(OnetCode(code="15-1151.00", year=2010), OnetCode(code="15-1232.00", year=2019)),
            rapids_code="1059CB",
        ),
        approach=approach,
        term=Term(minimum=12, maximum=24, typical=18),
        ri=HourRange(minimum=60.0, maximum=70.5),
        probation=Probation(length=400, unit=DurationUnit.HOURS),
        ratio=Ratio(apprentices=1, journeyworkers=2),
        wages=WageSchedule(
            unit=WageUnit.HOURLY,
            journeyworker_cents=3001,
            steps=(
                WageStep(title="Entry", percent=62.5),
                WageStep(title="Second", percent=80.0, after_ojt_hours=1000.0, after_core_competencies=2),
            ),
        ),
        required_certifications="None",
        selection="By interview, from a posted list",
        job_functions=(_bench(hours), _repair(hours), JobFunction(number="3", title="", kind=Kind.OPTIONAL)),
        courses=(
            Course(code="BT-1", title="Safety", hours=HourRange(minimum=30.0), provider="County College"),
            Course(code="BT-2", title="Solder & test", hours=HourRange(minimum=30.0, maximum=40.5)),
        ),
        cross_cutting=(
            CrossCutting(group="Workplace", title="Teamwork", relevance=3),
            CrossCutting(group="Workplace", title="Planning", relevance=0),
        ),
        rating_scale=SCALE,
        notes=(Note(about="1b", text='The schedule says "Core", the detail page "Optional".'),),
        source="Bayline, 2026",
    )


def _bench(hours: bool) -> JobFunction:
    return JobFunction(
        number="1",
        title="Sets up the bench",
        kind=Kind.CORE,
        level="Basic",
        ojt=HourRange(minimum=800.0, maximum=1000.0) if hours else HourRange(),
        competencies=(
            Competency(
                code="1a",
                title="Grounds the bench",
                kind=Kind.CORE,
                level="Basic",
                required=True,
                performance_standards=("Measures under one ohm",),
            ),
            Competency(code="1b", title="Sets up the meter", kind=Kind.CORE, required=False),
        ),
        instruction=Instruction(scope="Static and safety", skills=("Reads a meter",), tools=("Wrist strap",)),
    )


def _repair(hours: bool) -> JobFunction:
    return JobFunction(
        number="2",
        title="Mends boards",
        kind=Kind.CORE,
        ojt=HourRange(minimum=1200.0) if hours else HourRange(),
        choose=1,
        competencies=(
            Competency(code="2a", title="Replaces a part", kind=Kind.CORE),
            Competency(code="2b", title="Mends a trace", kind=Kind.OPTIONAL),
            Competency(code="2c", title="Cleans a board", kind=Kind.OPTIONAL),
        ),
    )


def small_facts(approach: Approach = Approach.COMPETENCY_BASED, **changes: object) -> Facts:
    """1a signed twice and once before below, 1b reversed, 2a asked, 2b signed; some hours pending."""
    instructor = {"shown": HourKind.RI, "signer": LENA.name, "role": Role.INSTRUCTOR}
    values: dict[str, object] = {
        "ratings": (
            rating("1a", 2, date(2025, 9, 20), comment="Forgot the strap"),
            rating("1a", 4, date(2025, 10, 2)),
            rating("1a", 3, date(2025, 10, 9), **instructor),
            rating("1b", 4, date(2025, 11, 3), reversed_why="Signed for the wrong apprentice"),
            rating("2b", 3, date(2026, 1, 12), is_both_roles=True),
        ),
        "asked": frozenset({"2a"}),
        "hours": (
            HourSum("1", HourKind.OJT, HourState.APPROVED, 300 * 60 + 30),
            HourSum("1", HourKind.OJT, HourState.PENDING, 450),
            HourSum("2", HourKind.OJT, HourState.APPROVED, 120 * 60),
            HourSum(None, HourKind.RI, HourState.APPROVED, 20 * 60),
        ),
        "days": (
            DayHours(date(2025, 10, 1), HourKind.OJT, 300 * 60 + 30, 0),
            DayHours(date(2026, 11, 3), HourKind.OJT, 120 * 60, 450),
            DayHours(date(2026, 10, 5), HourKind.RI, 20 * 60, 0),
        ),
        "courses_passed": frozenset({"BT-1"}),
        "credits": (Credit("1", HourKind.OJT, 600),),
    }
    return facts(small(approach), **{**values, **changes})


def small_progress(approach: Approach = Approach.COMPETENCY_BASED, **changes: object) -> Progress:
    """Measured, but with conditions and projection of our own: their words are not a paper's business."""
    return replace(measure(small(approach), small_facts(approach, **changes)), unmet=UNMET, projection=PLAN)


def small_schedule(approach: Approach = Approach.COMPETENCY_BASED, is_filled: bool = True) -> SchedulePaper:
    framework = small(approach)
    if not is_filled:
        return SchedulePaper(head(), framework)
    passed = (CoursePassed("BT-1", date(2026, 5, 15), "LM"),)
    return SchedulePaper(head(), framework, apprentice(), small_progress(approach), passed)


def small_report(approach: Approach = Approach.COMPETENCY_BASED) -> ProgressPaper:
    return ProgressPaper(head(), apprentice(), small_progress(approach))


def blank(key: str = "it-generalist") -> SchedulePaper:
    return SchedulePaper(head(), catalogue.find(key))


def filled(key: str = "it-generalist", name: str = "Lucía Fernández", **changes: object) -> SchedulePaper:
    framework = catalogue.find(key)
    passed = tuple(CoursePassed(one.code, date(2026, 5, 15), "LM") for one in framework.courses[:1])
    return SchedulePaper(head(), framework, apprentice(name), progress(key, name, **changes), passed)


def complete(key: str = "it-generalist") -> SchedulePaper:
    """Every competency signed and every hour approved."""
    framework = catalogue.find(key)
    every = tuple(rating(one.code, 4, date(2026, 3, 2)) for one in framework.competencies())
    done = [HourSum(None, HourKind.RI, HourState.APPROVED, 1000 * 60)]
    done += [HourSum(one.number, HourKind.OJT, HourState.APPROVED, 5000 * 60) for one in framework.titled_functions()]
    courses = frozenset(one.code for one in framework.courses)
    return filled(key, ratings=every, hours=tuple(done), asked=frozenset(), courses_passed=courses, days=(), credits=())


def report(key: str = "it-generalist", name: str = "Lucía Fernández", **changes: object) -> ProgressPaper:
    return ProgressPaper(head(), apprentice(name), progress(key, name, **changes))


def cohort_row(framework: Framework, name: str) -> CohortRow:
    answer = small_progress(framework.approach)
    cells = tuple(_cell(one) for function in answer.functions for one in function.competencies)
    projection = answer.projection
    return CohortRow(
        apprentice=apprentice(name),
        framework_key=f"{framework.key} {framework.version}",
        core=answer.core,
        optional=answer.optional,
        ojt=answer.ojt,
        ri=answer.ri,
        expected=answer.expected,
        finish=projection.finish if projection else None,
        holds=projection.sentence if projection else "",
        unmet=len(answer.unmet),
        cells=cells,
    )


def _cell(one: CompetencyProgress) -> MatrixCell:
    if one.achieved is None:
        return MatrixCell(None, None, "", False, one.is_pending)
    return MatrixCell(one.achieved.level, one.achieved.observed_on, "OP", one.is_complete, one.is_pending)


def cohort(names: tuple[str, ...] = ("Lucía Fernández", "Jalen Brooks")) -> CohortPaper:
    """The same record for each name, under a competency-based framework and a hybrid one."""
    rows: list[CohortRow] = []
    frameworks = {}
    for approach in (Approach.COMPETENCY_BASED, Approach.HYBRID):
        framework = small(approach)
        frameworks[f"{framework.key} {framework.version}"] = framework
        rows += [cohort_row(framework, name) for name in names]
    return CohortPaper(head(), tuple(rows), frameworks)
