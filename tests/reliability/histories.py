"""A record in which everything was done that is signed, some hundred times, by a coordinator, mentors and others."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, col, select

from desktop.codes import EventKind, HourKind, HourState, Role
from desktop.database.store import Store
from desktop.frameworks import catalogue
from desktop.ledger.keys import Sitting
from desktop.models.ledger import PersonalText
from desktop.services import (
    acting,
    agreements,
    carry_over,
    clock,
    events,
    evidence,
    frameworks,
    governing,
    hours,
    keys,
    people,
    roles,
)
from desktop.services import sign_offs as signing
from desktop.services.hours import NewEntry
from tests.conftest import PASSPHRASE, Cast, lesson, new_signer, rating, work

FIRST = date(2026, 2, 2)


def play(store: Store, cast: Cast) -> Sitting:
    """Fill the record of the cast of tests/conftest.py, each week with what a week brings. Returns the open sitting
    of someone whose key was reset."""
    for week in range(12):
        day = FIRST + timedelta(weeks=week)
        with clock.stopped_at(datetime(day.year, day.month, day.day, 22, tzinfo=UTC) + timedelta(days=4)):
            _live(store, cast, week, day)
    with clock.stopped_at(datetime(2026, 5, 8, 16, tzinfo=UTC)):
        reset = _govern(store, cast)
        _move(store, cast)
    return reset


def end(store: Store, cast: Cast) -> None:
    """The newest entry of the record."""
    with clock.stopped_at(datetime(2026, 5, 29, 16, tzinfo=UTC)):
        _pass(store, cast, "C", date(2026, 5, 29))


def _pass(store: Store, cast: Cast, grade: str, day: date) -> None:
    course = store.read(frameworks.document, cast.technician).courses[0].code
    passed = {"course": course, "finished_on": day, "is_passed": True, "grade": grade}
    store.write(hours.record_course, agreement_id=cast.bens, by=cast.ines, **passed)


def _live(store: Store, cast: Cast, week: int, day: date) -> None:
    codes = _codes(store, cast.generalist)
    given = (
        evidence.from_content(store, name="rack.txt", content=b"Cable 4 was loose."),
        evidence.observation(f"Alone in week {week}"),
    )
    some = [rating(code, 3, day, comment="Cabled a rack", evidence=given) for code in codes[week : week + 2]]
    signed = store.write(signing.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.mia)
    if week % 4 == 1:
        store.write(signing.reverse, sign_off_id=signed[0], reason="Rated the wrong line", by=cast.mia)
    for agreement, apprentice, mentor in ((cast.adas, cast.ada, cast.mia), (cast.bens, cast.ben, cast.max)):
        _log(store, agreement, apprentice, mentor, day, is_returned=week % 5 == 2)
    if week % 6 == 3:
        _pause(store, cast, day)


def _codes(store: Store, framework_id: str) -> list[str]:
    found = store.read(frameworks.document, framework_id)
    return [one.code for one in found.competencies()]


def _log(store: Store, agreement: str, apprentice: str, mentor: str, day: date, *, is_returned: bool) -> None:
    new: list[NewEntry] = [work(day=day + timedelta(days=one), note="Lab") for one in range(3)]
    new.append(lesson(day=day + timedelta(days=3)))
    logged = store.write(hours.log, agreement_id=agreement, entries=new, by=apprentice)
    store.write(hours.decide, entry_ids=logged[:3], state=HourState.APPROVED, by=mentor)
    if is_returned:
        store.write(hours.decide, entry_ids=logged[3:], state=HourState.RETURNED, by=mentor, reason="Which class?")
        store.write(hours.reverse, entry_id=logged[0], by=mentor, reason="Logged twice")


def _pause(store: Store, cast: Cast, day: date) -> None:
    later = day + timedelta(days=4)
    suspended = {"kind": EventKind.SUSPENDED, "happened_on": later, "reason": "Leave"}
    store.write(events.record_event, agreement_id=cast.bens, by=cast.cora, **suspended)
    store.write(events.reverse_event, agreement_id=cast.bens, by=cast.cora, reason="The leave was called off")


def _govern(store: Store, cast: Cast) -> Sitting:
    """Keys, roles, credit, a course, an erasure."""
    zoe = store.write(people.add_person, first_name="Zoe", last_name="Ash", role=Role.MENTOR, employer_id=cast.north)
    old = new_signer(store, zoe)
    store.write(keys.reset, person_id=zoe, passphrase=PASSPHRASE, reason="Forgotten")
    store.write(keys.revoke, person_id=zoe, reason="Left the works")
    store.write(roles.give, person_id=cast.max, role=Role.INSTRUCTOR)
    store.write(roles.take, person_id=cast.max, role=Role.INSTRUCTOR)
    credit = {"kind": HourKind.OJT, "minutes": 600, "granted_on": FIRST, "evidence": "Letter on file"}
    store.write(agreements.grant_credit, agreement_id=cast.bens, **credit)
    _pass(store, cast, "B", FIRST)
    store.write(_erase_a_comment)
    return old


def _erase_a_comment(session: Session) -> None:
    seq = session.exec(select(PersonalText.seq).where(col(PersonalText.text) == "Left the works")).one()
    hashes = session.exec(select(PersonalText.hash).where(PersonalText.seq == seq)).all()
    signer = acting.require_sitting(session)
    governing.erase(session, hashes=hashes, reason="Kept for five years", signer=signer)


def _move(store: Store, cast: Cast) -> None:
    """Another version of Ada's framework, to which she is carried over."""
    framework = catalogue.find("it-generalist").model_copy(update={"version": "next"})
    store.write(frameworks.adopt, framework=framework)
    there = {"agreement_id": cast.adas, "key": framework.key, "version": "next"}
    _, pairs = store.read(carry_over.suggest, **there)
    store.write(carry_over.carry_over, **there, pairs=pairs, by=cast.cora)
