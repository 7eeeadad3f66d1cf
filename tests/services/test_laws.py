"""Whatever is done in whatever order: the record agrees with a plain model, and never changes its past."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from desktop.codes import OPEN_STATUSES, EventKind, HourKind, HourState, Status
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.frameworks.standing import Progress
from desktop.models.hours import HourTotal
from desktop.services import agreements, checks, clock, events, hours, ledger_checks, sign_offs, totals
from desktop.services.progress import progress
from tests.conftest import Cast, Everyone, lesson, rating, work

FIRST = date(2026, 2, 2)
_CODES = ("1a", "1b", "3d", "3e")


@dataclass
class Model:
    """What Ben's record should hold, without a database."""

    entries: dict[str, tuple[int, str, HourKind, HourState, date]] = field(default_factory=dict)
    back: set[str] = field(default_factory=set)
    levels: dict[str, tuple[str, int]] = field(default_factory=dict)
    reversed: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    status: Status = Status.PROBATION
    paused: set[date] = field(default_factory=set)
    since: date | None = None

    def takes(self, day: date) -> bool:
        """Whether work and ratings of `day` may be recorded."""
        return self.status in OPEN_STATUSES | {Status.SUSPENDED} and not self.is_paused(day)

    def is_paused(self, day: date) -> bool:
        return day in self.paused or (self.since is not None and day >= self.since)

    def day_minutes(self, day: date) -> int:
        standing = (one for id_, one in self.entries.items() if id_ not in self.back)
        return sum(one[0] for one in standing if one[4] == day and one[3] is not HourState.RETURNED)

    def sums(self) -> Counter[tuple[str, HourKind, HourState]]:
        found: Counter[tuple[str, HourKind, HourState]] = Counter()
        for id_, (minutes, function, kind, state, _day) in self.entries.items():
            if id_ not in self.back:
                found[function, kind, state] += minutes
        return found

    def complete(self) -> set[str]:
        return {code for id_, (code, level) in self.levels.items() if level >= 3 and id_ not in self.reversed}


class Life:
    """Ben's record and its model, lived day by day."""

    def __init__(self, store: Store, cast: Cast) -> None:
        self.store, self.cast, self.model = store, cast, Model()
        self.today = FIRST
        self.made = 0
        self.told: dict[date, Progress] = {}

    def moment(self, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.today, time(hour, minute), UTC)

    def write(self, may: bool, action: Callable[..., object], **arguments: Any) -> bool:
        """Do it, or find it refused, as the model expects."""
        if may:
            self.store.write(action, **arguments)
        else:
            with pytest.raises(KnownError):
                self.store.write(action, **arguments)
        return may

    def new_id(self) -> str:
        self.made += 1
        return f"id {self.made:03}"

    def chosen(self, some: dict[str, Any], place: int) -> str | None:
        return sorted(some)[place % len(some)] if some else None

    def log(self, place: int, minutes: int, back: int) -> None:
        model, id_, day = self.model, self.new_id(), self.today - timedelta(days=back)
        is_class = place % 3 == 0
        entry = lesson(minutes, day, id=id_) if is_class else work(minutes, day, str(1 + place % 6), id=id_)
        may = model.takes(day) and model.day_minutes(day) + minutes <= 24 * 60
        if self.write(may, hours.log, agreement_id=self.cast.bens, entries=[entry], by=self.cast.ben):
            function = "-" if is_class else str(1 + place % 6)
            model.entries[id_] = (minutes, function, entry.kind, HourState.PENDING, day)

    def decide(self, place: int, state: HourState) -> None:
        id_ = self.chosen(self.model.entries, place)
        if id_ is None:
            return
        minutes, function, kind, before, day = self.model.entries[id_]
        may = before is state or (before is HourState.PENDING and id_ not in self.model.back)
        some = {"entry_ids": [id_], "state": state, "by": self.cast.max, "reason": "Seen"}
        if self.write(may, hours.decide, **some):
            self.model.entries[id_] = (minutes, function, kind, state, day)

    def take_back(self, place: int) -> None:
        id_ = self.chosen(self.model.entries, place)
        if id_ is None:
            return
        may = id_ not in self.model.back
        if self.write(may, hours.reverse, entry_id=id_, by=self.cast.max, reason="Wrong day"):
            self.model.back.add(id_)

    def sign(self, place: int, level: int, back: int) -> None:
        id_, code, day = self.new_id(), _CODES[place % len(_CODES)], self.today - timedelta(days=back)
        some = [rating(code, level, day, id=id_, comment="Seen")]
        may = self.model.takes(day)
        if self.write(may, sign_offs.sign_off, agreement_id=self.cast.bens, ratings=some, signer_id=self.cast.max):
            self.model.levels[id_] = (code, level)
            self.model.asked.discard(code)

    def unsign(self, place: int) -> None:
        id_ = self.chosen(self.model.levels, place)
        if id_ is None:
            return
        may = id_ not in self.model.reversed
        if self.write(may, sign_offs.reverse, sign_off_id=id_, reason="Wrong", by=self.cast.cora):
            self.model.reversed.add(id_)

    def ask(self, place: int) -> None:
        code = _CODES[place % len(_CODES)]
        may = self.model.takes(date.min)
        if self.write(may, sign_offs.ask, agreement_id=self.cast.bens, codes=[code], by=self.cast.ben):
            self.model.asked.add(code)

    def course(self, place: int) -> None:
        code, is_passed = ("NT-101", "NT-102")[place % 2], place % 3 > 0
        may = self.model.takes(self.today)
        some = {"course": code, "finished_on": self.today, "is_passed": is_passed, "by": self.cast.ines}
        if self.write(may, hours.record_course, agreement_id=self.cast.bens, **some) and is_passed:
            self.model.passed.add(code)

    def pause(self) -> None:
        """Suspend, or reinstate what is suspended."""
        model = self.model
        kind = EventKind.REINSTATED if model.since else EventKind.SUSPENDED
        some = {"kind": kind, "happened_on": self.today, "reason": "Layoff", "by": self.cast.cora}
        self.store.write(events.record_event, agreement_id=self.cast.bens, **some)
        if model.since is None:
            model.since, model.status = self.today, Status.SUSPENDED
            return
        model.paused |= {model.since + timedelta(days=n) for n in range((self.today - model.since).days)}
        model.since, model.status = None, Status.PROBATION

    def credit(self, minutes: int) -> None:
        some = {"kind": HourKind.OJT, "minutes": minutes, "granted_on": self.today, "evidence": "Letter"}
        self.store.write(agreements.grant_credit, agreement_id=self.cast.bens, **some)

    def extend(self) -> None:
        ends = self.store.read(agreements.find, self.cast.bens).ends
        some = {
            "kind": EventKind.EXTENDED,
            "happened_on": self.today,
            "reason": "Ill",
            "ends": ends + timedelta(days=30),
        }
        self.store.write(events.record_event, agreement_id=self.cast.bens, **some)

    def check(self) -> None:
        def kept(session: Session) -> Counter[tuple[str, HourKind, HourState]]:
            rows = session.exec(select(HourTotal).where(HourTotal.agreement_id == self.cast.bens)).all()
            found = {(row.agreement_id, row.job_function, row.kind, row.state): row.minutes for row in rows}
            assert +Counter(found) == +Counter(totals.count_hours(session))
            assert all(row.minutes >= 0 for row in rows)
            return Counter({(row.job_function, row.kind, row.state): row.minutes for row in rows})

        found = self.store.read(progress, agreement_id=self.cast.bens)
        by_function = Counter({(one.function or "-", one.kind, one.state): one.minutes for one in found.facts.hours})
        assert +by_function == +self.model.sums()
        assert sum(self.store.read(kept).values()) == sum(by_function.values())
        complete = {
            one.competency.code for function in found.functions for one in function.competencies if one.is_complete
        }
        assert complete == self.model.complete()
        assert found.facts.asked == self.model.asked
        assert found.facts.courses_passed == self.model.passed
        assert found.facts.status is self.model.status

    def end_the_day(self) -> None:
        self.told[self.today] = self.store.read(progress, agreement_id=self.cast.bens)
        self.today += timedelta(days=1)


_PLACES, _BACK = st.integers(0, 30), st.integers(0, 4)
_STEPS = st.one_of(
    st.builds(lambda *a: partial(Life.log, place=a[0], minutes=a[1], back=a[2]), _PLACES, st.integers(1, 900), _BACK),
    st.builds(lambda place: partial(Life.decide, place=place, state=HourState.APPROVED), _PLACES),
    st.builds(lambda place: partial(Life.decide, place=place, state=HourState.RETURNED), _PLACES),
    st.builds(lambda place: partial(Life.take_back, place=place), _PLACES),
    st.builds(lambda *a: partial(Life.sign, place=a[0], level=a[1], back=a[2]), _PLACES, st.integers(0, 4), _BACK),
    st.builds(lambda place: partial(Life.unsign, place=place), _PLACES),
    st.builds(lambda place: partial(Life.ask, place=place), _PLACES),
    st.builds(lambda place: partial(Life.course, place=place), _PLACES),
    st.just(Life.pause),
    st.builds(lambda minutes: partial(Life.credit, minutes=minutes), st.integers(1, 6000)),
    st.just(Life.extend),
)
_LIVES = st.lists(st.lists(_STEPS, max_size=6), min_size=2, max_size=6)


@contextmanager
def _opened(record: Path, everyone: Everyone) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(shutil.copy(record, folder))) as store:
        store.signers = everyone
        yield store


def _plain(found: Progress) -> Progress:
    """The answer with its facts in one order: rows that say nothing left out."""
    facts = found.facts
    return replace(
        found,
        facts=replace(
            facts,
            hours=tuple(sorted((one for one in facts.hours if one.minutes), key=repr)),
            days=tuple(sorted((one for one in facts.days if one.approved or one.pending), key=repr)),
            ratings=tuple(sorted(facts.ratings, key=repr)),
            credits=tuple(sorted(facts.credits, key=repr)),
        ),
    )


def _live(record: Path, cast: Cast, everyone: Everyone, days: list[list[Callable[[Life], None]]]) -> None:
    with _opened(record, everyone) as store:
        life = Life(store, cast)
        for steps in days:
            for minute, step in enumerate(steps):
                with clock.stopped_at(life.moment(15, minute)):
                    step(life)
                    life.check()
            with clock.stopped_at(life.moment(22)):
                life.end_the_day()
        with clock.stopped_at(datetime(2026, 12, 1, 15, tzinfo=UTC)):
            for day, told in life.told.items():
                assert _plain(store.read(progress, agreement_id=cast.bens, as_of=day)) == _plain(told)
            found = (*store.read(checks.check_database), *store.read(ledger_checks.check_ledger))
            assert [one.sentence for one in found if not one.ok] == []


def _lives(examples: int) -> settings:
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@_lives(20)
@given(days=_LIVES)
def test_a_record_agrees_with_its_model_and_a_past_day_is_told_as_it_was(
    record: Path, cast: Cast, everyone: Everyone, days: list[list[Callable[[Life], None]]]
) -> None:
    _live(record, cast, everyone, days)


@pytest.mark.long
@_lives(400)
@given(days=_LIVES)
def test_many_records_agree_with_their_models(
    record: Path, cast: Cast, everyone: Everyone, days: list[list[Callable[[Life], None]]]
) -> None:
    _live(record, cast, everyone, days)
