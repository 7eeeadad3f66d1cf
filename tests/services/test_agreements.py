"""Agreements: who learns what, where, from whom, and with which credit."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from desktop.codes import DurationUnit, HourKind, MentorDuty, Role, Status
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.models.agreements import Agreement, WageStep
from desktop.services import agreements, people
from tests.conftest import BEGINS, TODAY, Cast, Refuses


def _draft(cast: Cast, **changed: object) -> dict[str, object]:
    return {
        "apprentice_id": cast.ada,
        "framework_id": cast.technician,
        "employer_id": cast.south,
        "mentor_ids": [cast.max],
        "begins": TODAY,
    } | changed


def test_a_draft_takes_term_probation_and_wages_from_its_framework(store: Store, cast: Cast) -> None:
    id_ = store.write(agreements.draft, **_draft(cast, journeyworker_cents=4000))
    row = store.read(agreements.find, id_)
    assert (row.status, row.number, row.ends) == (Status.DRAFT, 3, date(2028, 6, 1))
    kept = store.read(lambda session: session.get(Agreement, id_).model_dump())
    assert (kept["probation_length"], kept["probation_unit"]) == (24, DurationUnit.WEEKS)
    steps = store.read(
        lambda session: session.exec(
            select(WageStep.cents).where(WageStep.agreement_id == id_).order_by(WageStep.position)
        ).all()
    )
    assert steps == sorted(steps)
    assert steps
    assert steps[-1] <= 4000


def test_what_is_given_goes_before_what_the_framework_says(store: Store, cast: Cast) -> None:
    given = _draft(cast, ends=date(2027, 1, 1), probation=(3, DurationUnit.MONTHS), job_title="  Junior\nTech ")
    id_ = store.write(agreements.draft, **given)
    row = store.read(agreements.find, id_)
    assert (row.ends, row.job_title) == (date(2027, 1, 1), "Junior Tech")


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"mentor_ids": []}, "needs a mentor"),
        ({"mentor_ids": ["ada"]}, "their own mentor"),
        ({"mentor_ids": ["cora"]}, "not a mentor"),
        ({"mentor_ids": ["max", "nobody"]}, "not a mentor"),
        ({"employer_id": "nowhere"}, "employer is not in the record"),
        ({"apprentice_id": "nobody"}, "person is not in the record"),
        ({"framework_id": "nothing"}, "framework is not in the record"),
        ({"ends": TODAY}, "ends after it begins"),
        ({"job_title": "T" * 201}, "more than 200 letters"),
    ],
)
def test_an_agreement_that_cannot_stand_is_refused(
    cast: Cast, refuses: Refuses, changed: dict[str, object], match: str
) -> None:
    if "mentor_ids" in changed:
        changed = {"mentor_ids": [getattr(cast, name, name) for name in changed["mentor_ids"]]}
    refuses(match, agreements.draft, **_draft(cast, **changed))


def test_a_mentor_named_twice_has_one_duty(store: Store, cast: Cast) -> None:
    id_ = store.write(agreements.draft, **_draft(cast, mentor_ids=[cast.max, cast.mia, cast.max]))
    found = store.read(agreements.duties, id_)
    assert [(one.name, one.duty) for one in found] == [
        ("Max Hale", MentorDuty.MENTOR),
        ("Mia Hale", MentorDuty.STAND_IN),
    ]


def test_an_agreement_is_found_by_id_and_by_number(store: Store, cast: Cast) -> None:
    assert store.read(agreements.find, cast.adas) == store.read(agreements.find, "1")
    for wrong in ("99", "nobody", "", "1 OR 1=1", "9" * 30):
        with pytest.raises(KnownError, match="There is no apprentice"):
            store.read(agreements.find, wrong)


def test_credit_is_granted_for_a_job_function_that_there_is(store: Store, cast: Cast, refuses: Refuses) -> None:
    whole = {"agreement_id": cast.bens, "kind": HourKind.OJT, "minutes": 600, "granted_on": TODAY, "evidence": "DD-214"}
    refuses("more than nothing", agreements.grant_credit, **(whole | {"minutes": 0}))
    refuses("no job function 9", agreements.grant_credit, **(whole | {"job_function": "9"}))
    refuses("in the future", agreements.grant_credit, **(whole | {"granted_on": TODAY + timedelta(days=1)}))
    refuses("no apprentice", agreements.grant_credit, **(whole | {"agreement_id": "none"}))
    assert store.write(agreements.grant_credit, **whole, job_function="2")


def test_the_first_coordinator_acts_for_the_sponsor(store: Store) -> None:
    assert store.read(agreements.coordinator_name) == "Cora Hale"
    store.write(people.add_person, first_name="Amy", last_name="Ash", role=Role.COORDINATOR)
    assert store.read(agreements.coordinator_name) == "Amy Ash"


def test_duties_begin_with_the_agreement(store: Store, cast: Cast) -> None:
    assert {one.since for one in store.read(agreements.duties, cast.adas)} == {BEGINS}
