"""An apprentice is registered in one go with what is new, or nothing of it is saved."""

from typing import Any

import pytest

from desktop.codes import Role, Status
from desktop.database.store import Store
from desktop.services import agreement_facts, frameworks, people, registration
from desktop.services.registration import NewMentor
from tests.conftest import BEGINS, Cast, Refuses


def new(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "first_name": "Zoe",
        "last_name": "Marsh",
        "framework": (cast.generalist, ""),
        "begins": BEGINS,
        "employer_id": cast.north,
        "mentor_id": cast.mia,
        **more,
    }


def test_a_new_apprentice_is_a_draft(store: Store, cast: Cast) -> None:
    agreement = store.write(registration.register, **new(cast, job_title="Technician"))
    found = store.read(agreement_facts.facts_of, agreement_id=agreement)
    assert (found.apprentice, found.status, found.job_title) == ("Zoe Marsh", Status.DRAFT, "Technician")


def test_it_can_be_registered_on_its_first_day(store: Store, cast: Cast) -> None:
    agreement = store.write(registration.register, **new(cast, is_registered=True, by=cast.cora))
    found = store.read(agreement_facts.facts_of, agreement_id=agreement)
    assert found.status is Status.PROBATION
    assert [one.happened_on for one in found.events] == [BEGINS]


def test_employer_mentor_and_framework_may_be_new(store: Store, cast: Cast) -> None:
    arguments = new(
        cast,
        employer_id="",
        new_employer="West Cables",
        mentor_id="",
        new_mentor=NewMentor("Wes", "Ode"),
        framework=("", "sample-help-desk"),
    )
    agreement = store.write(registration.register, **arguments)
    found = store.read(agreement_facts.facts_of, agreement_id=agreement)
    assert (found.employer, found.framework_key) == ("West Cables", "sample-help-desk")
    assert [one.name for one in found.mentors] == ["Wes Ode"]
    mentors = store.read(people.everyone, role=Role.MENTOR)
    assert ("Wes Ode", "West Cables") in {(one.name, one.employer) for one in mentors}
    assert any(row.key == "sample-help-desk" and row.id for row in store.read(frameworks.listing))


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"mentor_id": ""}, "needs a mentor"),
        ({"employer_id": "", "new_employer": " "}, "name is missing"),
        ({"last_name": ""}, "name is missing"),
        ({"framework": ("", "unknown")}, "No framework"),
        ({"employer_id": "", "new_employer": "East", "mentor_id": "nobody"}, "not a mentor"),
    ],
)
def test_nothing_is_saved_where_something_is_missing(
    refuses: Refuses, cast: Cast, change: dict[str, Any], match: str
) -> None:
    refuses(match, registration.register, **new(cast, **change))
