"""The sample program: the same people, hours and sign-offs every time, on a day that never passes."""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import Session, insert, update

from desktop.codes import EventKind, HourKind, HourState, Role
from desktop.database.store import Report, Store, nothing_to_report
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework
from desktop.models.hours import HourAllocation, HourDecision, HourEntry
from desktop.models.programs import Sponsor
from desktop.services import agreements, apprentices, clock, demo_cast, events, frameworks, hours, people, totals
from desktop.services import sign_offs as sign_offs_service
from desktop.services.demo_cast import HELP_DESK, IT, Member
from desktop.services.sign_offs import NewRating

DAY = date(2026, 11, 16)
"""The day on which the sample program stands still: a Monday."""
_ZONE = "America/Chicago"
_WEEKS_TO_APPROVE = 2
_PAUSE = (date(2026, 5, 4), date(2026, 6, 15))


class _Sample:
    """The ids made so far, and one source of chance for the whole program."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.chance = random.Random(20261116)  # noqa: S311  (a sample, not a secret)
        self.coordinator = ""
        self.instructor = ""
        self.mentors: list[str] = []
        self.employers: list[str] = []
        self.frameworks: dict[str, str] = {}

    def id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))


def fill(store: Store, *, report: Report = nothing_to_report) -> None:
    """Fill a new, empty record. Raises KnownError where the record has a sponsor already."""
    store.write(_fill, report)


def _fill(session: Session, report: Report) -> None:
    if people.sponsor(session) is not None:
        raise KnownError("This record is not empty.", "The sample program goes into a new record.")
    sample = _Sample(session)
    with _at(date(2025, 5, 1)):
        _add_program(sample)
    for done, member in enumerate(demo_cast.APPRENTICES):
        report(done, len(demo_cast.APPRENTICES))
        _add_apprentice(sample, member)
    totals.rebuild(session)


def _at(day: date, hour: int = 15) -> AbstractContextManager[None]:
    return clock.stopped_at(datetime.combine(day, time(hour), UTC))


def _add_program(sample: _Sample) -> None:
    session = sample.session
    people.add_sponsor(session, name=demo_cast.SPONSOR, program_number=demo_cast.PROGRAM_NUMBER, time_zone=_ZONE)
    session.execute(update(Sponsor).values(sample_day=DAY))
    for name, journeyworkers in demo_cast.EMPLOYERS:
        sample.employers.append(people.add_employer(session, name=name, journeyworkers=journeyworkers))
    first, last = demo_cast.COORDINATOR
    sample.coordinator = people.add_person(session, first_name=first, last_name=last, role=Role.COORDINATOR)
    first, last = demo_cast.INSTRUCTOR
    sample.instructor = people.add_person(session, first_name=first, last_name=last, role=Role.INSTRUCTOR)
    for first, last, employer in demo_cast.MENTORS:
        person = people.add_person(
            session, first_name=first, last_name=last, role=Role.MENTOR, employer_id=sample.employers[employer]
        )
        sample.mentors.append(person)
    for framework in catalogue.shipped():
        sample.frameworks[framework.key] = frameworks.adopt(session, framework=framework)


def _add_apprentice(sample: _Sample, member: Member) -> None:
    session, mentor = sample.session, sample.mentors[member.mentor]
    employer = demo_cast.MENTORS[member.mentor][2]
    stand_in = next(
        person
        for person, (_first, _last, place) in zip(sample.mentors, demo_cast.MENTORS, strict=True)
        if place == employer and person != mentor
    )
    with _at(member.begins - timedelta(days=5)):
        agreement_id = apprentices.register(
            session,
            first_name=member.first,
            last_name=member.last,
            framework_id=sample.frameworks[member.framework],
            employer_id=sample.employers[employer],
            mentor_ids=[mentor, stand_in],
            begins=member.begins,
            job_title=member.title,
        )
    if member.fate == "draft":
        return
    until = _live(sample, member, agreement_id)
    _add_hours(sample, member, agreement_id, until)
    _add_courses(sample, member, agreement_id, until)
    _add_sign_offs(sample, member, agreement_id, until)
    _end(sample, member, agreement_id, until)


def _live(sample: _Sample, member: Member, agreement_id: str) -> date:
    """Register the agreement and let its suspensions happen; returns the last day of work."""
    begins = member.begins
    _event(sample, agreement_id, EventKind.REGISTERED, begins, "")
    if member.fate in ("probation", "cancelled in probation"):
        return DAY if member.fate == "probation" else begins + timedelta(days=60)
    probation = min(begins + timedelta(days=120), DAY - timedelta(days=30))
    _event(sample, agreement_id, EventKind.PROBATION_ENDED, probation, "")
    if member.fate == "returned from pause":
        _event(sample, agreement_id, EventKind.SUSPENDED, _PAUSE[0], "Leave for family care")
        _event(sample, agreement_id, EventKind.REINSTATED, _PAUSE[1], "")
    if member.last in ("Baptiste", "Mensah"):
        with _at(begins):
            agreements.grant_credit(
                sample.session,
                agreement_id=agreement_id,
                kind=HourKind.OJT if member.last == "Mensah" else HourKind.RI,
                minutes=(320 if member.last == "Mensah" else 30) * 60,
                granted_on=begins,
                evidence="Employer letter and transcript on file",
            )
    last_days = {
        "suspended": date(2026, 9, 28),
        "cancelled": date(2026, 4, 17),
        "transferred out": date(2026, 8, 28),
        "completed": date(2026, 10, 30),
        "quiet": DAY - timedelta(days=34),
    }
    return last_days.get(member.fate, DAY)


def _end(sample: _Sample, member: Member, agreement_id: str, until: date) -> None:
    ends = {
        "suspended": (EventKind.SUSPENDED, "Lack of work at the employer"),
        "cancelled": (EventKind.CANCELLED, "Left for other employment"),
        "cancelled in probation": (EventKind.CANCELLED, "Relocated"),
        "transferred out": (EventKind.TRANSFERRED, "Moved to another sponsor in the same occupation"),
        "completed": (EventKind.COMPLETED, ""),
    }
    if member.fate in ends:
        kind, reason = ends[member.fate]
        _event(sample, agreement_id, kind, until, reason)


def _event(sample: _Sample, agreement_id: str, kind: EventKind, day: date, reason: str) -> None:
    with _at(day):
        events.record_event(
            sample.session,
            agreement_id=agreement_id,
            kind=kind,
            happened_on=day,
            by=sample.coordinator,
            reason=reason,
        )


def _outside_pause(member: Member, day: date) -> date:
    """`day`, or a week after the pause of the one apprentice who had one."""
    first, last = _PAUSE
    return last + timedelta(days=7) if member.fate == "returned from pause" and first <= day < last else day


def _working_days(member: Member, until: date) -> Iterator[date]:
    day = member.begins
    while day < until:
        if day.weekday() < 5 and _outside_pause(member, day) == day:
            yield day
        day += timedelta(days=1)


def _add_hours(sample: _Sample, member: Member, agreement_id: str, until: date) -> None:
    """Work on three days a week and one evening of class, written at once; `totals.rebuild` sums them."""
    agreement = agreements.find(sample.session, agreement_id)
    framework = frameworks.document(sample.session, agreement.framework_id)
    writer = _HourRows(sample, member, agreement)
    functions = _planned_functions(framework)
    courses = [course.code for course in framework.courses]
    a_day = {IT: 460, HELP_DESK: 470}.get(member.framework, 440)
    for place, day in enumerate(_working_days(member, until)):
        if day.weekday() in (0, 2, 4) or member.framework != IT:
            minutes = round(a_day * min(member.pace, 1.02) / 15 + sample.chance.uniform(-3, 1)) * 15
            writer.add(HourKind.OJT, day, minutes, functions[place * 7 // 5 % len(functions)], None)
        if day.weekday() == 1 and sample.chance.random() < 0.9:
            minutes = round(200 * member.pace / 15) * 15
            course = courses[min(len(courses) - 1, place // 45)] if courses else None
            writer.add(HourKind.RI, day, minutes, None, course)
    writer.save()


def _planned_functions(framework: Framework) -> list[tuple[str, str]]:
    """Pairs of job functions to split a day over, each as often as its hours (or competencies) weigh."""
    weighed: list[str] = []
    for function in framework.titled_functions():
        weight = round(function.ojt.required / 100) or len(function.competencies)
        weighed += [function.number] * max(1, weight)
    order = [weighed[place * 17 % len(weighed)] for place in range(len(weighed))]
    return list(zip(order, order[1:] + order[:1], strict=True))


class _HourRows:
    """Rows of hours of one agreement, gathered and inserted in three statements."""

    def __init__(self, sample: _Sample, member: Member, agreement: agreements.AgreementRow) -> None:
        self.sample, self.member, self.agreement = sample, member, agreement
        self.entries: list[dict[str, object]] = []
        self.parts: list[dict[str, object]] = []
        self.decisions: list[dict[str, object]] = []

    def add(
        self, kind: HourKind, day: date, minutes: int, functions: tuple[str, str] | None, course: str | None
    ) -> None:
        entry_id, framework_id = self.sample.id(), self.agreement.framework_id
        state = self._state(day)
        self.entries.append(
            {
                "id": entry_id,
                "agreement_id": self.agreement.id,
                "employer_id": self.agreement.employer_id if kind is HourKind.OJT else None,
                "course_id": frameworks.course_id(framework_id, course) if course else None,
                "kind": kind,
                "worked_on": day,
                "minutes": minutes,
                "note": "",
                "state": state,
                "reverses_id": None,
                "entered_by": self.agreement.apprentice_id,
                "entered_at": datetime.combine(day, time(23), UTC),
            }
        )
        for place, (function_id, part) in enumerate(self._split(functions, minutes)):
            values = {"entry_id": entry_id, "part": place, "job_function_id": function_id, "minutes": part}
            self.parts.append(values)
        if state is not HourState.PENDING:
            self._decide(entry_id, kind, day, state)

    def _state(self, day: date) -> HourState:
        weeks = 4 if self.member.fate == "late approvals" else _WEEKS_TO_APPROVE
        age = (DAY - day).days
        if age < weeks * 7 - 4:
            return HourState.PENDING
        is_returned = age in (17, 18) and self.member.last in ("Fernández", "Desai", "Sørensen")
        return HourState.RETURNED if is_returned else HourState.APPROVED

    def _split(self, functions: tuple[str, str] | None, minutes: int) -> list[tuple[str | None, int]]:
        if functions is None:
            return [(None, minutes)]
        first, second = (frameworks.job_function_id(self.agreement.framework_id, one) for one in functions)
        if first == second or minutes < 240:
            return [(first, minutes)]
        half = minutes // 2 // 15 * 15
        return [(first, minutes - half), (second, half)]

    def _decide(self, entry_id: str, kind: HourKind, day: date, state: HourState) -> None:
        decider = self.sample.instructor if kind is HourKind.RI else self.sample.mentors[self.member.mentor]
        monday = day + timedelta(days=7 - day.weekday())
        self.decisions.append(
            {
                "id": self.sample.id(),
                "entry_id": entry_id,
                "state": state,
                "reason": "No job function fits these hours" if state is HourState.RETURNED else "",
                "decided_by": decider,
                "decided_at": datetime.combine(monday, time(14), UTC),
            }
        )

    def save(self) -> None:
        for table, rows in (
            (HourEntry, self.entries),
            (HourAllocation, self.parts),
            (HourDecision, self.decisions),
        ):
            if rows:
                self.sample.session.execute(insert(table), rows)


def _add_courses(sample: _Sample, member: Member, agreement_id: str, until: date) -> None:
    framework = frameworks.document(sample.session, agreements.find(sample.session, agreement_id).framework_id)
    for place, course in enumerate(framework.courses):
        finished = _outside_pause(member, member.begins + timedelta(days=90 * (place + 1)))
        if finished < until:
            with _at(finished):
                hours.record_course(
                    sample.session,
                    agreement_id=agreement_id,
                    course=course.code,
                    finished_on=finished,
                    is_passed=True,
                    by=sample.instructor,
                    grade="B+" if place % 2 else "A",
                )


def _add_sign_offs(sample: _Sample, member: Member, agreement_id: str, until: date) -> None:
    """Core competencies in the order of the framework, at the member's pace; some at the second try."""
    framework = catalogue.find(member.framework)
    core = [one.code for one in framework.competencies() if one.kind == "core"]
    optional = [one.code for one in framework.competencies() if one.kind == "optional"]
    codes = core + (optional[:7] if member.fate == "completed" else optional[: round(3 * member.pace)])
    term = (framework.term.expected or 12) * 30.4
    reached = (until - member.begins).days / term * member.pace
    done = len(codes) if member.fate == "completed" else min(len(codes) - 1, round(reached * len(core)))
    span = (until - member.begins).days - 20
    for place, code in enumerate(codes[:done]):
        day = _outside_pause(member, member.begins + timedelta(days=15 + span * (place + 1) // (done + 1)))
        _rate(sample, member, agreement_id, code, day, place)
    if member.fate == "active" and done < len(codes):
        _ask(sample, agreement_id, codes[done : done + 3])


def _rate(sample: _Sample, member: Member, agreement_id: str, code: str, day: date, place: int) -> None:
    chance, mentor = sample.chance, sample.mentors[member.mentor]
    if chance.random() < 0.18 and (day - member.begins).days > 40:
        early = day - timedelta(days=25)
        if _outside_pause(member, early) == early:
            _sign(sample, agreement_id, mentor, code, 2, HourKind.OJT, early, chance.choice(demo_cast.SHORTFALLS))
    comment = chance.choice(demo_cast.COMMENTS) if chance.random() < 0.45 else ""
    _sign(sample, agreement_id, mentor, code, chance.choice((3, 3, 4, 4, 4)), HourKind.OJT, day, comment)
    if place % 3 == 0 and day + timedelta(days=6) < DAY and member.fate not in ("cancelled", "cancelled in probation"):
        _sign(sample, agreement_id, sample.instructor, code, 3, HourKind.RI, day - timedelta(days=1), "")


def _sign(
    sample: _Sample,
    agreement_id: str,
    signer: str,
    code: str,
    level: int,
    shown: HourKind,
    day: date,
    comment: str,
) -> None:
    with _at(day, 20):
        rating = NewRating(code, level, shown, day, comment, id=sample.id())
        sign_offs_service.sign_off(sample.session, agreement_id=agreement_id, ratings=[rating], signer_id=signer)


def _ask(sample: _Sample, agreement_id: str, codes: list[str]) -> None:
    agreement = agreements.find(sample.session, agreement_id)
    with _at(DAY - timedelta(days=sample.chance.randrange(2, 12))):
        sign_offs_service.ask(
            sample.session,
            agreement_id=agreement_id,
            codes=codes[: sample.chance.randrange(1, 4)],
            by=agreement.apprentice_id,
            note="I have done this on my own twice.",
            self_level=3,
        )
