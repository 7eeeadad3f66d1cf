"""The sample program: the same people, hours and sign-offs every time, on a day that never passes."""

from datetime import date, timedelta

from sqlmodel import Session, update

from desktop.chance import drawn_from
from desktop.codes import EventKind, HourKind, Role
from desktop.database.store import Report, Store, nothing_to_report
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.models.programs import Sponsor
from desktop.services import (
    agreements,
    apprentices,
    demo_cast,
    demo_hours,
    demo_signing,
    events,
    frameworks,
    hours,
    people,
    sign_offs,
    totals,
)
from desktop.services.demo_cast import Member
from desktop.services.demo_sample import DAY, PAUSE, Sample, at, outside_pause
from desktop.services.sign_offs import NewRating

_ZONE = "America/Chicago"


def fill(store: Store, *, report: Report = nothing_to_report) -> None:
    """Fill a new, empty record. Raises KnownError where the record has a sponsor already."""
    store.write(_fill, report)


def _fill(session: Session, report: Report) -> None:
    if people.sponsor(session) is not None:
        raise KnownError("This record is not empty.", "The sample program goes into a new record.")
    sample = Sample(session)
    with drawn_from(sample.chance):
        with at(date(2025, 5, 1)):
            _add_program(sample)
        for done, member in enumerate(demo_cast.APPRENTICES):
            report(done, len(demo_cast.APPRENTICES))
            _add_apprentice(sample, member)
        with at(date(2026, 6, 1)):
            first, last = demo_cast.VIEWER
            people.add_person(session, first_name=first, last_name=last, role=Role.VIEWER)
        totals.rebuild(session)
        demo_signing.sign(sample, report)


def _add_program(sample: Sample) -> None:
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


def _add_apprentice(sample: Sample, member: Member) -> None:
    session, mentor = sample.session, sample.mentors[member.mentor]
    employer = demo_cast.MENTORS[member.mentor][2]
    stand_in = next(
        person
        for person, (_first, _last, place) in zip(sample.mentors, demo_cast.MENTORS, strict=True)
        if place == employer and person != mentor
    )
    with at(member.begins - timedelta(days=5)):
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
    demo_hours.add_hours(sample, member, agreement_id, until)
    _add_courses(sample, member, agreement_id, until)
    _add_sign_offs(sample, member, agreement_id, until)
    _end(sample, member, agreement_id, until)


def _live(sample: Sample, member: Member, agreement_id: str) -> date:
    """Register the agreement and let its suspensions happen; returns the last day of work."""
    begins = member.begins
    _event(sample, agreement_id, EventKind.REGISTERED, begins, "")
    if member.fate in ("probation", "cancelled in probation"):
        return DAY if member.fate == "probation" else begins + timedelta(days=60)
    probation = min(begins + timedelta(days=120), DAY - timedelta(days=30))
    _event(sample, agreement_id, EventKind.PROBATION_ENDED, probation, "")
    if member.fate == "returned from pause":
        _event(sample, agreement_id, EventKind.SUSPENDED, PAUSE[0], "Leave for family care")
        _event(sample, agreement_id, EventKind.REINSTATED, PAUSE[1], "")
    if member.last in ("Baptiste", "Mensah"):
        with at(begins):
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


def _end(sample: Sample, member: Member, agreement_id: str, until: date) -> None:
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


def _event(sample: Sample, agreement_id: str, kind: EventKind, day: date, reason: str) -> None:
    with at(day):
        events.record_event(
            sample.session,
            agreement_id=agreement_id,
            kind=kind,
            happened_on=day,
            by=sample.coordinator,
            reason=reason,
        )


def _add_courses(sample: Sample, member: Member, agreement_id: str, until: date) -> None:
    framework = frameworks.document(sample.session, agreements.find(sample.session, agreement_id).framework_id)
    for place, course in enumerate(framework.courses):
        finished = outside_pause(member, member.begins + timedelta(days=90 * (place + 1)))
        if finished < until:
            with at(finished):
                hours.record_course(
                    sample.session,
                    agreement_id=agreement_id,
                    course=course.code,
                    finished_on=finished,
                    is_passed=True,
                    by=sample.instructor,
                    grade="B+" if place % 2 else "A",
                )


def _add_sign_offs(sample: Sample, member: Member, agreement_id: str, until: date) -> None:
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
        day = outside_pause(member, member.begins + timedelta(days=15 + span * (place + 1) // (done + 1)))
        _rate(sample, member, agreement_id, code, day, place)
    if member.fate == "active" and done < len(codes):
        _ask(sample, agreement_id, codes[done : done + 3])


def _rate(sample: Sample, member: Member, agreement_id: str, code: str, day: date, place: int) -> None:
    chance, mentor = sample.chance, sample.mentors[member.mentor]
    if chance.random() < 0.18 and (day - member.begins).days > 40:
        early = day - timedelta(days=25)
        if outside_pause(member, early) == early:
            _sign(sample, agreement_id, mentor, code, 2, HourKind.OJT, early, chance.choice(demo_cast.SHORTFALLS))
    comment = chance.choice(demo_cast.COMMENTS) if chance.random() < 0.45 else ""
    _sign(sample, agreement_id, mentor, code, chance.choice((3, 3, 4, 4, 4)), HourKind.OJT, day, comment)
    if place % 3 == 0 and day + timedelta(days=6) < DAY and member.fate not in ("cancelled", "cancelled in probation"):
        _sign(sample, agreement_id, sample.instructor, code, 3, HourKind.RI, day - timedelta(days=1), "")


def _sign(
    sample: Sample,
    agreement_id: str,
    signer: str,
    code: str,
    level: int,
    shown: HourKind,
    day: date,
    comment: str,
) -> None:
    with at(day, 20):
        rating = NewRating(code, level, shown, day, comment)
        sign_offs.sign_off(sample.session, agreement_id=agreement_id, ratings=[rating], signer_id=signer)


def _ask(sample: Sample, agreement_id: str, codes: list[str]) -> None:
    agreement = agreements.find(sample.session, agreement_id)
    with at(DAY - timedelta(days=sample.chance.randrange(2, 12))):
        sign_offs.ask(
            sample.session,
            agreement_id=agreement_id,
            codes=codes[: sample.chance.randrange(1, 4)],
            by=agreement.apprentice_id,
            note="I have done this on my own twice.",
            self_level=3,
        )
