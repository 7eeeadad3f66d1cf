"""An agreement goes to another framework and back, and nobody loses an hour or a sign-off."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, text

from desktop.codes import EventKind, HourKind, HourState, PartKind, Role
from desktop.database.store import Store
from desktop.frameworks import carrying, catalogue
from desktop.frameworks import document as form
from desktop.frameworks.carrying import Pair, Pairs
from desktop.frameworks.standing import Progress
from desktop.services import (
    agreement_facts,
    agreements,
    apprentices,
    carry_history,
    carry_over,
    checks,
    clock,
    events,
    frameworks,
    home,
    hour_lists,
    hours,
    sign_offs,
)
from desktop.services.progress import progress
from tests.conftest import NOW, TODAY, Cast, Everyone, Refuses, drop_guards, lesson, rating, work
from tests.services.test_laws import _lives, _opened, _plain

FIRST = "sample-network-technician"


def revised(version: str = "2") -> form.Framework:
    """Ben's framework anew: job function 2 is gone and 3 reads otherwise; 1a stands last and 1b is two; a course is
    gone."""
    old = catalogue.find(FIRST)
    one, _two, three, *others = old.titled_functions()
    first, second, *rest = one.competencies
    halves = tuple(
        second.model_copy(update={"code": code, "title": f"{second.title} ({code})"}) for code in ("1x", "1y")
    )
    learned = (*halves, *rest, first.model_copy(update={"code": "1z"}))
    functions = (
        one.model_copy(update={"competencies": learned}),
        three.model_copy(update={"title": f"{three.title} anew", "number": "3"}),
        *others,
    )
    courses = tuple(course for course in old.courses if course.job_function != "2")
    return old.model_copy(update={"version": version, "job_functions": functions, "courses": courses[1:]})


@pytest.fixture
def second(store: Store) -> form.Framework:
    made = revised()
    store.write(frameworks.adopt, framework=made)
    return made


def confirmed(store: Store, cast: Cast, version: str = "2") -> Pairs:
    """What is suggested, with 1b split by hand."""
    _, found = store.read(carry_over.suggest, agreement_id=cast.bens, key=FIRST, version=version)
    kept = [one for one in found.pairs if (one.kind, one.before) != (PartKind.COMPETENCY, "1b")]
    return replace(found, pairs=(*kept, Pair(PartKind.COMPETENCY, "1b", ("1x", "1y"))))


def carry(store: Store, cast: Cast, pairs: Pairs, **more: Any) -> str:
    some = {"agreement_id": cast.bens, "key": FIRST, "version": "2", "pairs": pairs, "by": cast.cora, **more}
    return store.write(carry_over.carry_over, **some)


def told(store: Store, cast: Cast, day: date | None = None) -> Progress:
    return store.read(progress, agreement_id=cast.bens, as_of=day)


def complete(found: Progress) -> set[str]:
    return {one.competency.code for function in found.functions for one in function.competencies if one.is_complete}


def sound(store: Store) -> None:
    assert [row.sentence for row in store.read(checks.check_database) if not row.ok] == []


@pytest.fixture
def lived(store: Store, cast: Cast, second: form.Framework) -> Store:
    """Ben has hours, approved and pending, sign-offs, a request, a course and credit under the first version."""
    with clock.stopped_at(NOW - timedelta(days=3)):
        day = TODAY - timedelta(days=4)
        entries = [
            work(300, day, parts={"1": 100, "2": 200}, id="both"),
            work(61, day - timedelta(days=1), "3", id="waits"),
            lesson(90, day, id="class"),
        ]
        store.write(hours.log, agreement_id=cast.bens, entries=entries, by=cast.ben)
        store.write(hours.decide, entry_ids=["both", "class"], state=HourState.APPROVED, by=cast.max)
        given = [rating("1a", 4, day, id="s1"), rating("1b", 3, day, id="s2"), rating("2a", 3, day, id="s3")]
        store.write(sign_offs.sign_off, agreement_id=cast.bens, ratings=given, signer_id=cast.max)
        store.write(sign_offs.ask, agreement_id=cast.bens, codes=["3a"], by=cast.ben)
        store.write(
            agreements.grant_credit,
            agreement_id=cast.bens,
            kind=HourKind.OJT,
            minutes=600,
            granted_on=day,
            evidence="Letter",
            job_function="1",
        )
    return store


def test_ratings_and_hours_count_where_the_pairs_say(lived: Store, cast: Cast) -> None:
    carry(lived, cast, confirmed(lived, cast))
    found = told(lived, cast)
    assert found.framework.version == "2"
    assert complete(found) == {"1z", "1x", "1y"}
    amounts = {one.function.number: (one.ojt.done, one.ojt.pending, one.ojt.credit) for one in found.functions}
    assert amounts["1"] == (100, 0, 600)
    assert amounts["3"] == (0, 61, 0)
    assert found.ojt.done == 100
    assert found.ri.done == 90
    assert found.facts.asked == {"3a"}
    sound(lived)


def test_a_carried_sign_off_says_where_it_came_from(lived: Store, cast: Cast) -> None:
    carry(lived, cast, confirmed(lived, cast))
    found = {one.code: one.carried_from for one in told(lived, cast).facts.ratings}
    version = catalogue.find(FIRST).version
    assert found == {
        "1z": f"1a of version {version}",
        "1x": f"1b of version {version}",
        "1y": f"1b of version {version}",
    }


def test_what_no_pair_names_is_listed_as_left_out_and_kept(lived: Store, cast: Cast) -> None:
    pairs = confirmed(lived, cast)
    found = lived.read(carry_over.preview, agreement_id=cast.bens, key=FIRST, version="2", pairs=pairs)
    left = {(one.kind, one.code): one for one in found.left_out}
    assert left.keys() == {(PartKind.COMPETENCY, "2a"), (PartKind.JOB_FUNCTION, "2")}
    assert left[PartKind.COMPETENCY, "2a"].ratings == 1
    assert left[PartKind.JOB_FUNCTION, "2"].minutes == 200
    pairs = replace(pairs, pairs=(*pairs.pairs, Pair(PartKind.JOB_FUNCTION, "2", (carrying.TOTAL_ONLY,))))
    carry(lived, cast, pairs)
    assert told(lived, cast).ojt.done == 300
    sound(lived)


def test_the_preview_is_what_comes_and_writes_nothing(lived: Store, cast: Cast) -> None:
    pairs = confirmed(lived, cast)
    before = told(lived, cast)
    found = lived.read(carry_over.preview, agreement_id=cast.bens, key=FIRST, version="2", pairs=pairs)
    assert _plain(told(lived, cast)) == _plain(before) == _plain(found.before)
    carry(lived, cast, pairs)
    assert _plain(told(lived, cast)) == _plain(found.after)


def test_a_day_before_the_carry_over_is_told_under_the_old_framework(lived: Store, cast: Cast) -> None:
    yesterday = TODAY - timedelta(days=1)
    before = told(lived, cast, yesterday)
    carry(lived, cast, confirmed(lived, cast))
    assert _plain(told(lived, cast, yesterday)) == _plain(before)
    assert before.framework.version == catalogue.find(FIRST).version
    with clock.stopped_at(NOW + timedelta(days=2)):
        assert told(lived, cast, TODAY).framework.version == "2"
        assert complete(told(lived, cast, TODAY)) == {"1z", "1x", "1y"}


def test_hours_that_waited_count_rightly_once_they_are_approved(lived: Store, cast: Cast) -> None:
    carry(lived, cast, confirmed(lived, cast))
    assert [row.parts for row in lived.read(hour_lists.waiting) if row.id == "waits"] == [(("3", 61),)]
    lived.write(hours.decide, entry_ids=["waits"], state=HourState.APPROVED, by=cast.max)
    three = told(lived, cast).functions[1]
    assert (three.function.number, three.ojt.done, three.ojt.pending) == ("3", 61, 0)
    sound(lived)


def test_hours_taken_back_after_the_carry_over_count_nowhere_even_when_it_is_undone(lived: Store, cast: Cast) -> None:
    carry(lived, cast, confirmed(lived, cast))
    lived.write(hours.reverse, entry_id="both", by=cast.cora, reason="Wrong day")
    assert told(lived, cast).ojt.done == 0
    sound(lived)
    lived.write(carry_over.undo, agreement_id=cast.bens, by=cast.cora, reason="Too early")
    assert told(lived, cast).ojt.done == 0
    sound(lived)


def test_hours_are_shared_out_by_weight_to_the_minute(lived: Store, cast: Cast) -> None:
    pairs = confirmed(lived, cast)
    kept = tuple(one for one in pairs.pairs if (one.kind, one.before) != (PartKind.JOB_FUNCTION, "3"))
    shared = Pair(PartKind.JOB_FUNCTION, "3", ("1", "3"), (2, 1))
    carry(lived, cast, replace(pairs, pairs=(*kept, shared)))
    amounts = {one.function.number: one.ojt.pending for one in told(lived, cast).functions}
    assert (amounts["1"], amounts["3"]) == (40, 21)
    sound(lived)


def test_undone_with_a_reason_everything_is_as_before_and_both_stay(lived: Store, cast: Cast) -> None:
    before = told(lived, cast)
    carry(lived, cast, confirmed(lived, cast), reason="New version")
    lived.write(carry_over.undo, agreement_id=cast.bens, by=cast.cora, reason="Too early")
    assert _plain(told(lived, cast)) == _plain(before)
    past = lived.read(carry_history.history, agreement_id=cast.bens)
    assert [(one.takes_back, one.is_undone, one.reason) for one in past] == [
        (True, False, "Too early"),
        (False, True, "New version"),
    ]
    sound(lived)


def test_what_was_recorded_since_goes_back_along_the_pairs(lived: Store, cast: Cast) -> None:
    carry(lived, cast, confirmed(lived, cast))
    lived.write(sign_offs.sign_off, agreement_id=cast.bens, ratings=[rating("3a"), rating("1x", 4)], signer_id=cast.max)
    lived.write(hours.log, agreement_id=cast.bens, entries=[work(60, function="3")], by=cast.ben)
    assert told(lived, cast).facts.asked == frozenset()
    lived.write(carry_over.undo, agreement_id=cast.bens, by=cast.cora, reason="Too early")
    found = told(lived, cast)
    assert complete(found) == {"1a", "1b", "2a", "3a"}
    assert found.functions[2].ojt.pending == 121
    sound(lived)


def test_it_is_not_undone_where_something_since_would_be_lost(lived: Store, cast: Cast, refuses: Refuses) -> None:
    pairs = confirmed(lived, cast)
    kept = tuple(one for one in pairs.pairs if (one.kind, one.before) != (PartKind.COMPETENCY, "1a"))
    carry(lived, cast, replace(pairs, pairs=kept))
    lived.write(sign_offs.sign_off, agreement_id=cast.bens, ratings=[rating("1z")], signer_id=cast.max)
    refuses("for 1z since has no place", carry_over.undo, agreement_id=cast.bens, by=cast.cora, reason="Why not")


def test_from_version_to_version_a_sign_off_still_names_its_origin(lived: Store, cast: Cast) -> None:
    lived.write(frameworks.adopt, framework=revised("3"))
    carry(lived, cast, confirmed(lived, cast))
    _, found = lived.read(carry_over.suggest, agreement_id=cast.bens, key=FIRST, version="3")
    carry(lived, cast, found, version="3")
    first = catalogue.find(FIRST).version
    assert {one.code: one.carried_from for one in told(lived, cast).facts.ratings}["1z"] == f"1a of version {first}"
    assert complete(told(lived, cast)) == {"1z", "1x", "1y"}
    lived.write(carry_over.undo, agreement_id=cast.bens, by=cast.cora, reason="Back to 2")
    lived.write(carry_over.undo, agreement_id=cast.bens, by=cast.cora, reason="Back to 1")
    assert complete(told(lived, cast)) == {"1a", "1b", "2a"}
    sound(lived)


def test_lists_facts_and_home_say_the_same_as_the_progress(lived: Store, cast: Cast) -> None:
    carry(lived, cast, confirmed(lived, cast))
    found = told(lived, cast)
    (row,) = lived.read(apprentices.listing, agreement_id=cast.bens)
    assert (row.framework_version, row.core, row.ojt, row.ri) == ("2", found.core, found.ojt, found.ri)
    assert lived.read(agreement_facts.facts_of, agreement_id=cast.bens).credits[0].job_function == "1"
    assert [one.code for one in lived.read(sign_offs.requests)] == ["3a"]
    counted = lived.read(home.counts, role=Role.COORDINATOR, person_id=cast.cora)
    assert counted == {"sign_offs": 1, "hours": 1}


def test_another_scale_needs_its_levels_and_keeps_what_was_complete(lived: Store, cast: Cast) -> None:
    scale = form.RatingScale(
        levels=tuple(form.RatingLevel(level=level, word=f"L{level}") for level in (1, 2)), completes_at=2
    )
    made = revised("short").model_copy(update={"rating_scale": scale})
    lived.write(frameworks.adopt, framework=made)
    pairs = confirmed(lived, cast, "short")
    assert pairs.levels == {0: 1, 1: 1, 2: 1, 3: 2, 4: 2}
    carry(lived, cast, pairs, version="short")
    assert complete(told(lived, cast)) == {"1z", "1x", "1y"}
    assert {one.level for one in told(lived, cast).facts.ratings} == {2}


def test_a_level_that_the_other_scale_lacks_is_refused(lived: Store, cast: Cast, refuses: Refuses) -> None:
    scale = form.RatingScale(
        levels=tuple(form.RatingLevel(level=level, word=f"L{level}") for level in (1, 2)), completes_at=2
    )
    lived.write(frameworks.adopt, framework=revised("short").model_copy(update={"rating_scale": scale}))
    some = {"agreement_id": cast.bens, "key": FIRST, "version": "short", "pairs": Pairs(), "by": cast.cora}
    refuses("has no level 0", carry_over.carry_over, **some)


@pytest.mark.parametrize(
    ("pair", "match"),
    [
        (Pair(PartKind.COMPETENCY, "9z", ("1x",)), "no competency 9z"),
        (Pair(PartKind.COMPETENCY, "1a", ("9z",)), "no competency 9z"),
        (Pair(PartKind.COMPETENCY, "1a", ("",)), "competency without a code"),
        (Pair(PartKind.COMPETENCY, "1a", ("1x", "1x")), "stands twice"),
        (Pair(PartKind.JOB_FUNCTION, "1", ("1",), (0,)), "cannot be shared out"),
        (Pair(PartKind.JOB_FUNCTION, "1", ("1",), (1, 2)), "cannot be shared out"),
    ],
)
def test_pairs_that_make_no_sense_are_refused(
    lived: Store, cast: Cast, refuses: Refuses, pair: Pair, match: str
) -> None:
    some = {"agreement_id": cast.bens, "key": FIRST, "version": "2", "by": cast.cora}
    refuses(match, carry_over.carry_over, pairs=Pairs((pair,)), **some)


def test_only_a_coordinator_carries_over_and_takes_it_back(lived: Store, cast: Cast, refuses: Refuses) -> None:
    pairs = confirmed(lived, cast)
    some = {"agreement_id": cast.bens, "key": FIRST, "version": "2", "pairs": pairs}
    for by in (cast.max, cast.ben, cast.ines):
        refuses("by a coordinator", carry_over.carry_over, by=by, **some)
    carry(lived, cast, pairs)
    refuses("by a coordinator", carry_over.undo, agreement_id=cast.bens, by=cast.max, reason="No")
    refuses("needs a reason", carry_over.undo, agreement_id=cast.bens, by=cast.cora, reason=" ")
    refuses("already", carry_over.carry_over, by=cast.cora, **some)


def test_an_agreement_that_has_ended_stays_where_it_is(lived: Store, cast: Cast, refuses: Refuses) -> None:
    some = {"agreement_id": cast.bens, "key": FIRST, "version": "2", "pairs": Pairs(), "by": cast.cora}
    lived.write(
        events.record_event,
        agreement_id=cast.bens,
        kind=EventKind.CANCELLED,
        happened_on=TODAY,
        by=cast.cora,
        reason="Moved away",
    )
    refuses("stays under its framework", carry_over.carry_over, **some)


def test_without_a_carry_over_there_is_nothing_to_undo(store: Store, cast: Cast, refuses: Refuses) -> None:
    refuses("never carried over", carry_over.undo, agreement_id=cast.bens, by=cast.cora, reason="Why not")


_MINUTES = st.lists(st.tuples(st.integers(1, 900), st.sampled_from("123456"), st.booleans()), max_size=6)
_LEVELS = st.lists(st.tuples(st.sampled_from(["1a", "1b", "2a", "3a", "3d"]), st.integers(0, 4)), max_size=6)
_TARGETS = st.dictionaries(
    st.sampled_from("123456"), st.lists(st.sampled_from(["1", "3", "4", "5", "6", ""]), unique=True, max_size=3)
)
_SAID = st.dictionaries(
    st.sampled_from(["1a", "1b", "2a", "3a", "3d"]),
    st.lists(st.sampled_from(["1x", "1y", "1z", "3a"]), unique=True, max_size=2),
)


def _whole(session: Session, agreement_id: str) -> tuple[int, int]:
    found = progress(session, agreement_id=agreement_id)
    return sum(one.minutes for one in found.facts.hours), len({one.id for one in found.facts.ratings})


@_lives(25)
@given(logged=_MINUTES, levels=_LEVELS, functions=_TARGETS, said=_SAID)
def test_no_hour_and_no_sign_off_is_ever_lost(
    record: Path, cast: Cast, everyone: Everyone, logged: Any, levels: Any, functions: Any, said: Any
) -> None:
    with clock.stopped_at(datetime(2026, 6, 1, 16, tzinfo=UTC)), _opened(record, everyone) as store:
        store.write(frameworks.adopt, framework=revised())
        for place, (minutes, function, is_approved) in enumerate(logged):
            id_ = f"entry {place}"
            entry = work(minutes, TODAY - timedelta(days=place), function, id=id_)
            store.write(hours.log, agreement_id=cast.bens, entries=[entry], by=cast.ben)
            if is_approved:
                store.write(hours.decide, entry_ids=[id_], state=HourState.APPROVED, by=cast.max)
        given_ = [rating(code, level, comment="Seen") for code, level in levels]
        store.write(sign_offs.sign_off, agreement_id=cast.bens, ratings=given_, signer_id=cast.max)
        pairs = Pairs(
            tuple(Pair(PartKind.JOB_FUNCTION, code, tuple(to)) for code, to in functions.items())
            + tuple(Pair(PartKind.COMPETENCY, code, tuple(to)) for code, to in said.items())
        )
        before = store.read(_whole, cast.bens)
        was = told(store, cast)
        some = {"agreement_id": cast.bens, "key": FIRST, "version": "2", "pairs": pairs}
        expected = store.read(carry_over.preview, **some)
        store.write(carry_over.carry_over, by=cast.cora, **some)
        after = store.read(_whole, cast.bens)
        assert before[0] == after[0] + sum(one.minutes for one in expected.left_out)
        assert before[1] == after[1] + sum(one.ratings for one in expected.left_out)
        assert _plain(told(store, cast)) == _plain(expected.after)
        sound(store)
        for place in range(len(logged)):
            if not logged[place][2]:
                store.write(hours.decide, entry_ids=[f"entry {place}"], state=HourState.APPROVED, by=cast.max)
        sound(store)
        store.write(carry_over.undo, agreement_id=cast.bens, by=cast.cora, reason="Back")
        assert store.read(_whole, cast.bens) == before
        assert complete(told(store, cast)) == complete(was)
        sound(store)


@given(minutes=st.integers(-1440, 1440), weights=st.lists(st.integers(1, 1000), min_size=1, max_size=6))
def test_minutes_shared_out_sum_to_the_minutes(minutes: int, weights: list[int]) -> None:
    found = carrying.apportion(minutes, weights)
    assert sum(found) == minutes
    assert carrying.apportion(-minutes, weights) == tuple(-one for one in found)
    assert all(
        abs(part * sum(weights) - minutes * weight) <= sum(weights) for part, weight in zip(found, weights, strict=True)
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE carry_over SET is_current = 0",
        "DELETE FROM carried_sign_off WHERE rowid = (SELECT MIN(rowid) FROM carried_sign_off)",
        "DELETE FROM carried_hours WHERE entry_id = 'both' AND part = 0",
        "UPDATE carried_hours SET minutes = minutes - 1 WHERE entry_id = 'waits'",
    ],
)
def test_a_carry_over_that_was_tampered_with_is_found(lived: Store, cast: Cast, statement: str) -> None:
    carry(lived, cast, confirmed(lived, cast))
    drop_guards(lived.path)
    lived.write(lambda session: session.execute(text(statement)))
    wrong = {row.name: row.sentence for row in lived.read(checks.check_database) if not row.ok}
    assert wrong["carry-overs"] == "Carry-overs do not account for everything: agreement 2."


def test_framework_agreements_of_others_stay(lived: Store, cast: Cast) -> None:
    before = lived.read(progress, agreement_id=cast.adas)
    carry(lived, cast, confirmed(lived, cast))
    assert _plain(lived.read(progress, agreement_id=cast.adas)) == _plain(before)
