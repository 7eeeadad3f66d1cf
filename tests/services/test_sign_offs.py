"""Sign-offs: every rating stays, and nobody signs for themselves."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlmodel import Session, func, select, update

from desktop.codes import HourKind, MentorDuty, Role
from desktop.database.store import Store
from desktop.models.agreements import AgreementMentor
from desktop.models.sign_offs import CompetencyTotal, SignOff, SignOffRequest
from desktop.services import apprentices, clock, competency_totals, frameworks, people, sign_offs
from desktop.services.progress import progress
from tests.conftest import BEGINS, NOW, TODAY, Cast, Refuses, everything, rating


def _sign(store: Store, cast: Cast, *ratings: sign_offs.NewRating, by: str | None = None) -> tuple[str, ...]:
    return store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=ratings, signer_id=by or cast.mia)


def _level(store: Store, cast: Cast, code: str = "1a") -> tuple[int | None, bool]:
    """The level achieved and whether that completes, of one competency of Ada."""
    found = store.read(progress, agreement_id=cast.adas)
    one = next(one for function in found.functions for one in function.competencies if one.competency.code == code)
    return one.achieved and one.achieved.level, one.is_complete


def _totals_agree(store: Store, cast: Cast) -> CompetencyTotal:
    """What is kept beside the agreement, once it was found equal to a recount and to the progress."""

    def totals(session: Session) -> CompetencyTotal:
        kept = session.get(CompetencyTotal, cast.adas)
        framework = frameworks.document(session, cast.generalist)
        assert competency_totals.recount(session, cast.adas, framework) == kept.model_dump(exclude={"agreement_id"})
        return kept

    kept = store.read(totals)
    found = store.read(progress, agreement_id=cast.adas)
    assert (kept.core_complete, kept.optional_complete) == (found.core.done, found.optional.done)
    assert kept.core_pending == found.core.pending
    return kept


def test_a_rating_keeps_everything_that_was_said(store: Store, cast: Cast) -> None:
    (id_,) = _sign(store, cast, rating("1a", 3, comment="Third rack,\non his own"))
    (found,) = store.read(sign_offs.ratings, agreement_id=cast.adas)
    assert (found.id, found.code, found.level, found.shown, found.observed_on) == (id_, "1a", 3, HourKind.OJT, TODAY)
    assert (found.signer, found.role, found.recorded_at) == ("Mia Hale", Role.MENTOR, NOW)
    assert (found.comment, found.reversed_why, found.is_both_roles) == ("Third rack,\non his own", "", False)


def test_several_competencies_are_signed_at_once_or_not_at_all(store: Store, cast: Cast, refuses: Refuses) -> None:
    some = [rating("1a"), rating("1b", 0), rating("1c")]
    refuses(
        "Level 0 for 1b needs a reason", sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.mia
    )
    some[1] = rating("1b", 0, comment="Not covered yet")
    assert len(_sign(store, cast, *some)) == 3
    assert _totals_agree(store, cast).core_complete == 2


def test_a_level_completes_from_three_on(store: Store, cast: Cast) -> None:
    for level in range(4):
        assert _level(store, cast) == (level - 1 if level else None, False)
        _sign(store, cast, rating(level=level, comment="Shown once"))
    assert _level(store, cast) == (3, True)


def test_a_later_rating_stands_beside_the_earlier_one(store: Store, cast: Cast) -> None:
    for level in (2, 4, 1):
        _sign(store, cast, rating(level=level))
    assert sorted(one.level for one in store.read(sign_offs.ratings, agreement_id=cast.adas)) == [1, 2, 4]
    assert _level(store, cast) == (4, True)


def test_a_reversal_takes_one_rating_back_with_its_reason_and_both_stay(
    store: Store, cast: Cast, refuses: Refuses
) -> None:
    first, second = _sign(store, cast, rating(level=2), rating(level=4))
    reverse = partial(refuses, action=sign_offs.reverse)
    reverse("needs a reason", sign_off_id=second, reason=" ", by=cast.mia)
    reverse("by its signer or a coordinator", sign_off_id=second, reason="No", by=cast.max)
    reverse("of their own record", sign_off_id=second, reason="No", by=cast.ada)
    reverse("not in the record", sign_off_id="none", reason="No", by=cast.mia)
    store.write(sign_offs.reverse, sign_off_id=second, reason="Wrong apprentice", by=cast.mia)
    reverse("reversed already", sign_off_id=second, reason="Again", by=cast.cora)
    assert _level(store, cast) == (2, False)
    assert _totals_agree(store, cast).core_complete == 0
    found = {one.id: one.reversed_why for one in store.read(sign_offs.ratings, agreement_id=cast.adas)}
    assert found == {first: "", second: "Wrong apprentice"}
    store.write(sign_offs.reverse, sign_off_id=first, reason="Also", by=cast.cora)
    assert _level(store, cast) == (None, False)


def test_an_apprentice_who_coordinates_does_not_touch_their_own_record(
    store: Store, cast: Cast, refuses: Refuses
) -> None:
    for role in (Role.COORDINATOR, Role.INSTRUCTOR):
        store.write(people.give_role, person_id=cast.ada, role=role)
    store.write(people.give_role, person_id=cast.ada, role=Role.MENTOR, employer_id=cast.north)
    some = [rating(shown=HourKind.RI)]
    refuses("Nobody signs for themselves", sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.ada)
    (id_,) = _sign(store, cast, rating(level=1))
    refuses("of their own record", sign_offs.reverse, sign_off_id=id_, reason="Too low", by=cast.ada)


@pytest.mark.parametrize(
    ("one", "match"),
    [
        (rating(day=TODAY + timedelta(days=1)), "June 2, 2026 is in the future"),
        (rating(day=BEGINS - timedelta(days=1)), "before the agreement began on January 5, 2026"),
        (rating(level=5), "There is no level 5"),
        (rating(level=-1), "There is no level -1"),
        (rating(level=0), "Level 0 for 1a needs a reason"),
        (rating(level=0, comment=" \u200b\n"), "Level 0 for 1a needs a reason"),
        (rating("9z"), "no competency 9z"),
        (rating(comment="a" * 4001), "longer than 4,000 letters"),
    ],
)
def test_a_rating_that_cannot_be_is_refused(cast: Cast, refuses: Refuses, one: sign_offs.NewRating, match: str) -> None:
    """Nor are the good ratings that came with it written."""
    some = [rating("1b"), one]
    refuses(match, sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.mia)


def test_the_day_the_agreement_began_and_today_can_be_signed(store: Store, cast: Cast) -> None:
    assert len(_sign(store, cast, rating(day=BEGINS), rating(day=TODAY))) == 2


def test_the_last_hour_of_the_sponsors_day_is_still_that_day(store: Store, cast: Cast, refuses: Refuses) -> None:
    """At 11 in the evening in New York it is the next day in London."""
    with clock.stopped_at(datetime(2026, 6, 2, 3, 30, tzinfo=UTC)):
        some = [rating(day=date(2026, 6, 2))]
        refuses("in the future", sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.mia)
        _sign(store, cast, rating(day=TODAY))


def test_saving_again_with_the_same_ids_signs_once(store: Store, cast: Cast, refuses: Refuses) -> None:
    some = [rating("1a", id="one"), rating("1b", id="two")]
    assert _sign(store, cast, *some) == ("one", "two")
    before = everything(store)
    assert _sign(store, cast, *some) == ()
    assert everything(store) == before
    assert _sign(store, cast, *some, rating("1c", id="three")) == ("three",)
    for other in (rating("1a", 4, id="one"), rating("1d", id="one"), rating(day=BEGINS, id="one")):
        arguments = {"agreement_id": cast.adas, "ratings": [other], "signer_id": cast.mia}
        refuses("saved already and never changes", sign_offs.sign_off, **arguments)
    arguments = {"agreement_id": cast.bens, "ratings": [rating(id="one")], "signer_id": cast.max}
    refuses("saved already and never changes", sign_offs.sign_off, **arguments)


@pytest.mark.parametrize("who", ["cora", "ben", "nobody"])
def test_only_a_mentor_or_an_instructor_signs(cast: Cast, refuses: Refuses, who: str) -> None:
    signer = getattr(cast, who, who)
    match = "not in the record" if who == "nobody" else "is not a mentor of this apprentice"
    refuses(match, sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating()], signer_id=signer)


def test_a_mentor_of_another_apprentice_does_not_sign(cast: Cast, refuses: Refuses) -> None:
    refuses("Mia Hale is not", sign_offs.sign_off, agreement_id=cast.bens, ratings=[rating()], signer_id=cast.mia)


def test_an_instructor_signs_what_was_shown_in_class(store: Store, cast: Cast, refuses: Refuses) -> None:
    some = [rating()]
    refuses("An instructor signs", sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.ines)
    _sign(store, cast, rating(shown=HourKind.RI), by=cast.ines)
    (found,) = store.read(sign_offs.ratings, agreement_id=cast.adas)
    assert (found.role, found.shown) == (Role.INSTRUCTOR, HourKind.RI)


def test_one_person_in_two_roles_is_stated(store: Store, cast: Cast) -> None:
    store.write(people.give_role, person_id=cast.mia, role=Role.INSTRUCTOR)
    _sign(store, cast, rating(shown=HourKind.RI))
    (found,) = store.read(sign_offs.ratings, agreement_id=cast.adas)
    assert (found.role, found.is_both_roles) == (Role.MENTOR, True)


def test_a_mentor_signs_for_the_days_of_their_duty(store: Store, cast: Cast, refuses: Refuses) -> None:
    def leave(session: Session) -> None:
        mine = (AgreementMentor.person_id == cast.mia) & (AgreementMentor.duty == MentorDuty.MENTOR)
        session.execute(update(AgreementMentor).where(mine).values(until=date(2026, 5, 1)))

    store.write(leave)
    some = [rating(day=date(2026, 5, 2))]
    refuses(
        "not a mentor of this apprentice on May 2",
        sign_offs.sign_off,
        agreement_id=cast.adas,
        ratings=some,
        signer_id=cast.mia,
    )
    _sign(store, cast, rating(day=date(2026, 5, 1)))
    assert store.read(progress, agreement_id=cast.adas).facts.mentor == "Max Hale"
    assert store.read(progress, agreement_id=cast.adas, as_of=date(2026, 5, 1)).facts.mentor == "Mia Hale"


def test_an_apprentice_asks_once_and_the_next_rating_answers(store: Store, cast: Cast, refuses: Refuses) -> None:
    asked = store.write(sign_offs.ask, agreement_id=cast.adas, codes=["1b", "1a", "1b"], by=cast.ada, self_level=3)
    assert asked == 2
    assert store.write(sign_offs.ask, agreement_id=cast.adas, codes=["1a"], by=cast.ada) == 0
    assert [one.code for one in store.read(sign_offs.requests, agreement_id=cast.adas)] == ["1a", "1b"]
    assert _totals_agree(store, cast).core_pending == 2
    assert _level(store, cast) == (None, False)
    _sign(store, cast, rating(level=1))
    assert [one.code for one in store.read(sign_offs.requests)] == ["1b"]
    kept = _totals_agree(store, cast)
    assert (kept.core_complete, kept.core_pending) == (0, 1)
    ask = partial(refuses, action=sign_offs.ask, agreement_id=cast.adas)
    ask("Only the apprentice asks", codes=["1a"], by=cast.mia)
    ask("no competency 9z", codes=["1a", "9z"], by=cast.ada)
    ask("no level 9", codes=["1a"], by=cast.ada, self_level=9)


def test_a_past_day_sees_the_requests_and_ratings_of_that_day(store: Store, cast: Cast) -> None:
    def live(day: int) -> datetime:
        return datetime(2026, 5, day, 16, tzinfo=UTC)

    with clock.stopped_at(live(1)):
        store.write(sign_offs.ask, agreement_id=cast.adas, codes=["1a"], by=cast.ada)
    with clock.stopped_at(live(2)):
        (id_,) = _sign(store, cast, rating(day=date(2026, 4, 1)))
    with clock.stopped_at(live(3)):
        store.write(sign_offs.reverse, sign_off_id=id_, reason="Wrong", by=cast.mia)
    found = [store.read(progress, agreement_id=cast.adas, as_of=date(2026, 5, day)) for day in (1, 2, 3)]
    assert [(one.core.done, one.core.pending) for one in found] == [(0, 1), (1, 0), (0, 0)]
    assert store.read(progress, agreement_id=cast.adas, as_of=date(2026, 4, 30)).core.pending == 0


def test_the_list_of_apprentices_shows_the_same_counts(store: Store, cast: Cast) -> None:
    _sign(store, cast, rating("1a"), rating("3a"), rating("2a", 2))
    store.write(sign_offs.ask, agreement_id=cast.adas, codes=["1b", "3b"], by=cast.ada)
    (row,) = store.read(apprentices.listing, agreement_id=cast.adas)
    assert row.core == store.read(progress, agreement_id=cast.adas).core
    assert (row.core.done, row.core.pending, _totals_agree(store, cast).optional_complete) == (1, 1, 1)


def test_nothing_signed_is_nothing_written(store: Store, cast: Cast) -> None:
    before = everything(store)
    assert _sign(store, cast) == ()
    assert everything(store) == before
    count = select(func.count()).select_from(SignOffRequest)
    assert store.read(lambda session: session.exec(count).one()) == 0
    assert store.read(lambda session: session.exec(select(SignOff.id)).all()) == []


def test_a_clock_that_was_set_back_never_makes_a_sign_off_older_than_what_was_signed_before(
    store: Store, cast: Cast
) -> None:
    first = _sign(store, cast, rating("1a"))[0]
    with clock.stopped_at(NOW - timedelta(days=2)):
        second = _sign(store, cast, rating("1b", day=TODAY - timedelta(days=3)))[0]
    moments = {one.id: one.recorded_at for one in store.read(sign_offs.ratings, agreement_id=cast.adas)}
    assert moments[second] > moments[first] == NOW
