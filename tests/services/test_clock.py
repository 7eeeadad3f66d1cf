"""Days begin and end where the sponsor is."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast as cast_to
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, update

from desktop.database.store import Store, open_store
from desktop.models.programs import Sponsor
from desktop.services import clock


def test_it_is_the_day_of_the_sponsor_and_not_of_london(store: Store) -> None:
    for hour, day in ((3, date(2026, 6, 1)), (4, date(2026, 6, 2))):
        with clock.stopped_at(datetime(2026, 6, 2, hour, tzinfo=UTC)):
            assert store.read(clock.today) == day


def test_a_day_ends_at_midnight_of_the_sponsor_summer_and_winter(store: Store) -> None:
    assert store.read(clock.end_of, date(2026, 6, 1)) == datetime(2026, 6, 2, 4, tzinfo=UTC)
    assert store.read(clock.end_of, date(2026, 1, 1)) == datetime(2026, 1, 2, 5, tzinfo=UTC)
    change = store.read(clock.end_of, date(2026, 3, 8)) - store.read(clock.end_of, date(2026, 3, 7))
    assert change == timedelta(hours=23)


@given(
    st.integers(946_684_800, 2_840_140_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from(["America/New_York", "Pacific/Honolulu", "Asia/Beirut", "America/Havana", "Australia/Lord_Howe"]),
)
def test_the_end_of_a_day_is_the_first_moment_that_is_not_in_it(moment: datetime, name: str) -> None:
    class Answer:
        def scalar(self) -> str:
            return name

    class Asked:
        def execute(self, _query: object) -> Answer:
            return Answer()

    day = moment.astimezone(ZoneInfo(name)).date()
    end = clock.end_of(cast_to(Session, Asked()), day)
    assert moment < end
    assert end.astimezone(ZoneInfo(name)).date() > day
    assert (end - timedelta(seconds=1)).astimezone(ZoneInfo(name)).date() == day


def test_a_sample_program_stands_still_on_its_day(unsigned_record: Path) -> None:
    def stand_still(session: Session) -> None:
        session.execute(update(Sponsor).values(sample_day=date(2026, 3, 2)))

    with open_store(unsigned_record) as store:
        store.write(stand_still)
        assert store.read(clock.today) == date(2026, 3, 2)
        with clock.stopped_at(datetime(2026, 2, 1, 12, tzinfo=UTC)):
            assert store.read(clock.today) == date(2026, 2, 1)


def test_a_stopped_clock_goes_on_afterwards_even_after_an_error() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    before = clock.now()

    def fail() -> None:
        with clock.stopped_at(moment):
            assert clock.now() == moment
            1 / 0

    with pytest.raises(ZeroDivisionError):
        fail()
    assert clock.now() >= before


def test_a_clock_is_never_stopped_at_a_moment_without_zone() -> None:
    def stop() -> None:
        with clock.stopped_at(datetime(2026, 1, 1)):  # noqa: DTZ001
            pass

    with pytest.raises(ValueError, match="without time zone"):
        stop()
