"""Which backups stay: a year of made-up days, and laws that hold for any dates."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.database.thinning import DAYS, MONTHS, RECENT, WEEKS, superfluous

NOW = datetime(2026, 6, 1, 16, tzinfo=UTC)
_AGES = st.integers(min_value=-3 * 24 * 60, max_value=3 * 365 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
MOMENTS = st.lists(_AGES.map(lambda age: NOW - age), unique=True, max_size=150)


def _rest(moments: Sequence[datetime], now: datetime = NOW) -> list[datetime]:
    """What stays."""
    gone = set(superfluous(moments, now, made_at=lambda moment: moment))
    return [moment for moment in moments if moment not in gone]


def test_after_a_year_of_three_backups_a_day_days_weeks_and_months_are_left() -> None:
    kept: list[datetime] = []
    day = datetime(2025, 1, 1, tzinfo=UTC)
    now = day
    while now < day + timedelta(days=500):
        for hour in (8, 12, 17):
            now = now.replace(hour=hour)
            kept = _rest([*kept, now], now)
        now = (now + timedelta(days=1)).replace(hour=0)
    last = kept[-1]
    recent = [one for one in kept if last - one < RECENT]
    assert len(recent) == 6
    older = sorted((one for one in kept if one not in recent), reverse=True)
    assert len(older) == DAYS + WEEKS + MONTHS
    days, weeks, months = older[:DAYS], older[DAYS : DAYS + WEEKS], older[DAYS + WEEKS :]
    assert [(recent[0].date() - one.date()).days for one in days] == list(range(1, DAYS + 1))
    assert {one.isoweekday() for one in weeks} == {7}
    assert len({(one.year, one.month) for one in months}) == MONTHS
    assert timedelta(days=300) < last - older[-1] < timedelta(days=400)
    assert all(one.hour == 17 for one in older), "the newest of each day stands for it"


@given(MOMENTS)
def test_the_newest_and_all_of_the_last_two_days_stay(moments: list[datetime]) -> None:
    rest = _rest(moments)
    assert {one for one in moments if NOW - one < RECENT} <= set(rest)
    assert not moments or max(moments) in rest


@given(MOMENTS)
def test_no_more_stay_than_days_weeks_and_months(moments: list[datetime]) -> None:
    older = [one for one in _rest(moments) if NOW - one >= RECENT]
    assert len(older) <= DAYS + WEEKS + MONTHS
    assert len({one.date() for one in older}) == len(older)


@given(MOMENTS)
def test_thinning_twice_removes_nothing_more(moments: list[datetime]) -> None:
    rest = _rest(moments)
    assert _rest(rest) == rest


@given(MOMENTS, st.randoms(use_true_random=False))
def test_the_order_they_are_given_in_does_not_matter(moments: list[datetime], chance: object) -> None:
    mixed = list(moments)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert set(_rest(mixed)) == set(_rest(moments))


@given(MOMENTS)
def test_few_old_backups_all_stay_where_each_has_a_day_of_its_own(moments: list[datetime]) -> None:
    by_day = list({one.date(): one for one in moments if NOW - one >= RECENT}.values())[:DAYS]
    assert sorted(_rest(by_day)) == sorted(by_day)
