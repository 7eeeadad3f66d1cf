"""The facts of one agreement put to its framework."""

from datetime import date, timedelta

import pytest

from desktop.codes import HourKind, HourState, Status
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.services import agreements, apprentices, hours, sign_offs
from desktop.services.progress import progress
from tests.conftest import BEGINS, TODAY, Cast, lesson, rating, work


def test_a_record_by_competencies_needs_them_and_class_and_a_year(store: Store, cast: Cast) -> None:
    found = store.read(progress, agreement_id=cast.adas)
    assert (found.core.required, found.optional.required) == (27, 0)
    assert (found.ojt.required, found.ri.required, found.is_ri_recommended) == (0, 18 * 12 * 60, True)
    assert (found.months_required, found.ready_on) == (12, date(2027, 1, 5))
    assert [one.condition for one in found.unmet] == ["ri", "core", "months"]


def test_a_hybrid_record_needs_hours_of_each_job_function_and_choices_too(store: Store, cast: Cast) -> None:
    found = store.read(progress, agreement_id=cast.bens)
    assert (found.core.required, found.optional.required) == (22, 3)
    assert (found.ojt.required, found.ri.required, found.is_ri_recommended) == (4000 * 60, 320 * 60, False)
    assert [one.ojt.required // 60 for one in found.functions] == [700, 900, 600, 700, 600, 500]
    conditions = [one.condition for one in found.unmet]
    assert conditions == [
        "ojt",
        "ri",
        *(f"ojt-{n}" for n in "123456"),
        "core",
        "choose-3",
        "choose-4",
        "courses",
        "months",
    ]


def test_each_open_condition_says_who_must_act(store: Store, cast: Cast) -> None:
    store.write(sign_offs.ask, agreement_id=cast.bens, codes=["1a"], by=cast.ben)
    (returned, _) = store.write(hours.log, agreement_id=cast.bens, entries=[work(60), work(90)], by=cast.ben)
    store.write(hours.decide, entry_ids=[returned], state=HourState.RETURNED, by=cast.max, reason="Why")
    who = {one.condition: one.who for one in store.read(progress, agreement_id=cast.bens).unmet}
    assert who["ojt"] == who["ojt-returned"] == who["core"] == who["courses"] == "Ben Lind"
    assert who["core-pending"] == who["ojt-pending"] == "Max Hale"
    assert who["months"] == "Cora Hale"


def test_choices_count_as_far_as_they_are_asked_for(store: Store, cast: Cast) -> None:
    some = [rating(code) for code in ("3d", "4d", "4e")]
    store.write(sign_offs.sign_off, agreement_id=cast.bens, ratings=some, signer_id=cast.max)
    found = store.read(progress, agreement_id=cast.bens)
    assert [(one.optional.required, one.optional.done) for one in found.functions][2:4] == [(1, 1), (2, 2)]
    assert not {"choose-3", "choose-4"} & {one.condition for one in found.unmet}


def test_credit_is_shown_apart_and_counts(store: Store, cast: Cast) -> None:
    for kind, function in ((HourKind.OJT, "1"), (HourKind.OJT, None), (HourKind.RI, None)):
        store.write(
            agreements.grant_credit,
            agreement_id=cast.bens,
            kind=kind,
            minutes=600,
            granted_on=TODAY,
            evidence="Transcript",
            job_function=function,
        )
    found = store.read(progress, agreement_id=cast.bens)
    assert (found.ojt.done, found.ojt.credit, found.ojt.missing) == (0, 1200, 4000 * 60 - 1200)
    assert (found.ri.done, found.ri.credit) == (0, 600)
    assert found.functions[0].ojt.credit == 600
    assert store.read(progress, agreement_id=cast.bens, as_of=TODAY - timedelta(days=1)).ojt.credit == 0
    (row,) = store.read(apprentices.listing, agreement_id=cast.bens)
    assert (row.ojt, row.ri) == (found.ojt, found.ri)


def test_the_number_of_an_agreement_is_as_good_as_its_id(store: Store, cast: Cast) -> None:
    assert store.read(progress, agreement_id="2") == store.read(progress, agreement_id=cast.bens)


def test_a_day_to_come_is_answered_with_today(store: Store, cast: Cast) -> None:
    today = store.read(progress, agreement_id=cast.adas)
    for day in (TODAY, TODAY + timedelta(days=1), date.max):
        assert store.read(progress, agreement_id=cast.adas, as_of=day) == today


def test_before_anything_was_recorded_there_is_nothing(store: Store, cast: Cast) -> None:
    store.write(hours.log, agreement_id=cast.bens, entries=[work(), lesson()], by=cast.ben)
    for day in (BEGINS - timedelta(days=1), date.min):
        found = store.read(progress, agreement_id=cast.bens, as_of=day)
        assert (found.facts.status, found.facts.days, found.as_of) == (Status.DRAFT, (), day)


def test_an_agreement_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(KnownError, match="There is no apprentice"):
        store.read(progress, agreement_id="none")


def test_everyone_in_the_sample_reads_the_same_in_the_list_and_alone(sample: Store) -> None:
    """And on the sample's own day the past and the present are one."""
    rows = sample.read(apprentices.listing)
    assert len(rows) >= 20
    for row in rows:
        found = sample.read(progress, agreement_id=row.agreement_id)
        assert (row.status, row.core, row.ojt, row.ri) == (found.facts.status, found.core, found.ojt, found.ri)
        assert (row.ends, row.expected) == (found.facts.ends, found.expected)
        assert sample.read(progress, agreement_id=row.agreement_id, as_of=found.as_of) == found
