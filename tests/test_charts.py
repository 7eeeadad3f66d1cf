"""A chart as data: axes that read well and a table of the same numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.charts import (
    Band,
    Bar,
    Bars,
    Box,
    Chart,
    Mark,
    Part,
    Plane,
    Series,
    as_table,
    label_places,
    month_ticks,
    nice_ticks,
)

OCT, JAN, APR = date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)


def chart() -> Chart:
    return Chart(
        "Related instruction",
        "h",
        (
            Series("approved", ((OCT, 0), (JAN, 70))),
            Series("projected", ((JAN, 70), (APR, 216)), "dotted"),
        ),
        marks=(Mark("today", JAN, 70),),
        band=Band("8 in 10", ((JAN, 70), (APR, 180)), ((JAN, 70), (APR, 230))),
    )


@pytest.mark.parametrize(
    ("maximum", "ticks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (7, (0, 2, 4, 6, 8)),
        (11, (0, 3, 6, 9, 12)),
        (27, (0, 10, 20, 30)),
        (216, (0, 50, 100, 150, 200, 250)),
        (2000, (0, 500, 1000, 1500, 2000)),
        (0.4, (0, 0.1, 0.2, 0.3, 0.4)),
    ],
)
def test_ticks_are_round(maximum: float, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(maximum) == pytest.approx(ticks)


@given(st.floats(min_value=1e-6, max_value=1e9))
def test_ticks_reach_the_maximum_without_a_spare_step(maximum: float) -> None:
    ticks = nice_ticks(maximum)
    assert ticks[0] == 0
    assert ticks[-1] >= maximum * (1 - 1e-6)
    assert ticks[-2] <= maximum
    assert 2 <= len(ticks) <= 6


def test_months_are_aligned_and_few() -> None:
    assert month_ticks(date(2025, 9, 8), date(2027, 5, 1)) == (
        date(2026, 1, 1),
        date(2026, 7, 1),
        date(2027, 1, 1),
    )
    assert month_ticks(date(2026, 1, 1), date(2026, 3, 15)) == (JAN, date(2026, 2, 1), date(2026, 3, 1))


@given(st.dates(), st.dates(), st.integers(1, 12))
def test_months_stay_inside_and_are_never_more_than_asked(one: date, other: date, at_most: int) -> None:
    first, last = min(one, other), max(one, other)
    months = month_ticks(first, last, at_most)
    assert len(months) <= at_most
    assert all(first <= month <= last and month.day == 1 for month in months)


def test_a_chart_spans_its_lines_marks_and_band() -> None:
    assert chart().days == (OCT, APR)
    assert chart().ticks[-1] == 250
    assert Chart("", "h", ()).days is None


def test_the_target_lengthens_the_axis() -> None:
    assert Chart("", "h", (Series("approved", ((OCT, 3),)),), target=100).ticks[-1] == 100


def test_the_axis_ends_with_a_target_that_divides_evenly() -> None:
    assert Chart("", "h", (), target=216).ticks == (0, 54, 108, 162, 216)
    assert Chart("", "h", (), target=2000).ticks == (0, 500, 1000, 1500, 2000)
    assert Chart("", "h", (Series("approved", ((OCT, 300),)),), target=216).ticks[-1] == 300


def test_more_than_four_series_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 4"):
        Chart("", "h", (Series("a", ()),) * 5)


def test_the_table_holds_every_number() -> None:
    table = as_table(chart())
    assert table.heads == ("approved", "projected", "8 in 10", "8 in 10")
    assert table.rows == (
        (OCT, (0, None, None, None)),
        (JAN, (70, 70, 70, 70)),
        (APR, (None, 216, 180, 230)),
    )


def test_bars_add_up_by_part_and_refuse_a_missing_value() -> None:
    parts = (Part("on pace", "solid"), Part("behind", "hatched"))
    assert Bars("Cohort", "", parts, (Bar("IT", (11, 4)), Bar("Help desk", (2, 1)))).totals == (13, 5)
    with pytest.raises(ValueError, match="one value"):
        Bars("Cohort", "", parts, (Bar("IT", (11,)),))


def test_the_plane_places_days_and_values_and_mirrors() -> None:
    plane = Plane(10, 110, 0, 50, OCT, date(2025, 10, 11), 100)
    assert (plane.x(OCT), plane.x(date(2025, 10, 6)), plane.y(0), plane.y(100)) == (10, 60, 50, 0)
    mirrored = Plane(10, 110, 0, 50, OCT, date(2025, 10, 11), 100, mirrored=True)
    assert mirrored.x(OCT) == 110


def test_names_stand_off_the_lines_and_off_each_other() -> None:
    whole = chart()
    days = whole.days
    assert days is not None
    plane = Plane(0, 300, 0, 150, *days, whole.ticks[-1])
    first, second = label_places(whole, plane, ((50, 12), (50, 12)))
    assert not first.meets(second)
    for box in (first, second):
        assert box.x - box.width / 2 >= 0
        assert box.x + box.width / 2 <= 300
        assert box.y - box.height / 2 >= 0
        for series in whole.series:
            for day, value in series.points:
                assert not box.meets(Box(plane.x(day), plane.y(value), 2, 2))


def test_a_series_without_points_still_has_a_place() -> None:
    whole = Chart("", "h", (Series("approved", ()), Series("expected", ((OCT, 1),), "dashed")))
    plane = Plane(0, 100, 0, 50, OCT, JAN, 1)
    assert len(label_places(whole, plane, ((20, 10), (20, 10)))) == 2
