"""The lines of the charts carry the numbers of the record."""

from datetime import date

from desktop.codes import Approach
from desktop.reports.progress_charts import MOST_POINTS, charts
from tests.reports import samples


def test_approved_grows_to_the_approved_hours_and_pending_never_counts() -> None:
    job, _, _ = charts(samples.small_progress(Approach.HYBRID, credits=()))
    approved = job.series[0]
    assert approved.name == "approved"
    assert approved.points[0] == (samples.BEGAN, 0.0)
    assert approved.points[-1] == (samples.AS_OF, 420.5)


def test_prior_credit_is_named_on_the_line_that_holds_it() -> None:
    job, _, _ = charts(samples.small_progress(Approach.HYBRID))
    assert job.series[0].name == "with credit"
    assert job.series[0].points[-1][1] == 430.5


def test_expected_runs_from_the_beginning_to_the_end_registered() -> None:
    job, _, _ = charts(samples.small_progress(Approach.HYBRID))
    assert job.series[1].points == ((samples.BEGAN, 0.0), (date(2027, 3, 8), 2000.0))


def test_only_what_finishes_last_is_projected_with_its_range() -> None:
    job, instruction, core = charts(samples.small_progress())
    assert [one.name for one in core.series] == ["signed", "expected", "projected"]
    assert core.series[2].points[-1] == (date(2027, 4, 21), 3)
    assert core.band is not None
    assert job.band is None
    assert instruction.band is None


def test_a_reversed_rating_completes_nothing() -> None:
    *_, core = charts(samples.small_progress())
    assert core.series[0].points[-1] == (samples.AS_OF, 1.0)


def test_time_based_counts_no_competencies() -> None:
    assert len(charts(samples.small_progress(Approach.TIME_BASED))) == 2


def test_a_long_record_keeps_its_ends_and_few_points() -> None:
    job, *_ = charts(samples.progress())
    points = job.series[0].points
    assert len(points) <= MOST_POINTS + 1
    assert points[-1][0] == samples.AS_OF
