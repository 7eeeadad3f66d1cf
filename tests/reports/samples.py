"""Papers made by hand, with fixed dates."""

from datetime import UTC, date, datetime, timedelta, timezone

from desktop.codes import HourKind, HourState, Role, Status
from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework
from desktop.frameworks.progress import measure
from desktop.frameworks.standing import Credit, DayHours, Facts, HourSum, Progress, Rating
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


def cohort_row(name: str, key: str = "it-generalist") -> CohortRow:
    found = progress(key, name)
    cells = []
    for function in found.functions:
        for one in function.competencies:
            best = one.achieved
            cells.append(
                MatrixCell(
                    best.level if best else None,
                    best.observed_on if best else None,
                    "OP" if best else "",
                    one.is_complete,
                    one.is_pending,
                )
            )
    projection = found.projection
    return CohortRow(
        apprentice=apprentice(name),
        framework_key=key,
        core=found.core,
        optional=found.optional,
        ojt=found.ojt,
        ri=found.ri,
        expected=found.expected,
        finish=projection.finish if projection else None,
        holds=projection.sentence if projection else "",
        unmet=len(found.unmet),
        cells=tuple(cells),
    )


def cohort(names: tuple[str, ...] = ("Lucía Fernández", "Jalen Brooks")) -> CohortPaper:
    keys = ("it-generalist", "sample-network-technician")
    rows = tuple(cohort_row(name, key) for key in keys for name in names)
    return CohortPaper(head(), rows, {key: catalogue.find(key) for key in keys})
