"""The sponsor, employers, people and roles."""

from pathlib import Path

import pytest

from desktop.codes import Role
from desktop.database.store import Store, create_store
from desktop.errors import KnownError
from desktop.services import people
from tests.conftest import Cast, Refuses, everything


def test_a_record_has_one_sponsor(store: Store, refuses: Refuses) -> None:
    refuses("has its sponsor already", people.add_sponsor, name="Second", time_zone="UTC")
    sponsor = store.read(people.sponsor)
    assert sponsor is not None
    assert (sponsor.name, sponsor.program_number, sponsor.time_zone) == (
        "Hudson Works",
        "2025-NY-1",
        "America/New_York",
    )


def test_a_sponsor_lives_in_a_time_zone_that_there_is(tmp_path: Path) -> None:
    with create_store(tmp_path / "new.journeybook") as store:
        with pytest.raises(KnownError, match="no time zone Mars/Base"):
            store.write(people.add_sponsor, name="One", time_zone="Mars/Base")
        with pytest.raises(KnownError, match="program number has more than 40"):
            store.write(people.add_sponsor, name="One", time_zone="UTC", program_number="9" * 41)
        with pytest.raises(KnownError, match="no sponsor yet"):
            store.write(people.add_employer, name="Early")
        assert store.read(people.sponsor) is None
        store.write(people.add_sponsor, name=" One \u202e Sponsor", time_zone="UTC", contact_name="Ann\n Lee")
        assert store.read(people.sponsor).name == "One Sponsor"


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"first_name": " \u200b "}, "A name is missing"),
        ({"last_name": ""}, "A name is missing"),
        ({"first_name": "A" * 56}, "more than 55 letters"),
        ({"middle_name": "A" * 56}, "more than 55 letters"),
        ({"last_name": "A" * 56}, "more than 55 letters"),
        ({"email": "a" * 255}, "more than 254 letters"),
        ({"role": Role.MENTOR}, "A mentor belongs to an employer"),
        ({"role": Role.MENTOR, "employer_id": "none"}, "This employer is not in the record"),
    ],
)
def test_a_person_who_cannot_be_written_down_is_refused_in_words(
    refuses: Refuses, changed: dict[str, object], match: str
) -> None:
    whole = {"first_name": "Zoe", "last_name": "Ames", "role": Role.INSTRUCTOR}
    refuses(match, people.add_person, **(whole | changed))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Zoë   Ann ", "Zoë Ann"),
        ("R&D <b>", "R&D <b>"),
        ("Zoe\u202eeoZ", "ZoeeoZ"),
        ("Z\x00o\u200be", "Zoe"),
        ("Zoe\udcff", "Zoe"),
        ("'; DROP TABLE person; --", "'; DROP TABLE person; --"),
        ("李 小龍", "李 小龍"),
        ("A" * 55, "A" * 55),
    ],
)
def test_a_name_is_kept_as_it_reads(store: Store, given: str, kept: str) -> None:
    id_ = store.write(people.add_person, first_name=given, last_name="Ames", role=Role.INSTRUCTOR)
    assert store.read(people.name_of, id_) == f"{kept} Ames"


def test_an_employer_stands_once_and_trains_with_whole_people(store: Store, refuses: Refuses) -> None:
    refuses("North Labs is in the record already", people.add_employer, name=" North  Labs ")
    refuses("fewer than none", people.add_employer, name="East", journeyworkers=-1)
    refuses("more than 200 letters", people.add_employer, name="E" * 201)
    store.write(people.add_employer, name="East", journeyworkers=0)
    assert [one.name for one in store.read(people.employers)] == ["East", "North Labs", "South Net"]


def test_the_same_role_twice_is_one(store: Store, cast: Cast, refuses: Refuses) -> None:
    before = everything(store)
    store.write(people.give_role, person_id=cast.cora, role=Role.COORDINATOR)
    store.write(people.give_role, person_id=cast.mia, role=Role.MENTOR, employer_id=cast.north)
    assert everything(store) == before
    store.write(people.give_role, person_id=cast.mia, role=Role.INSTRUCTOR)
    assert store.read(people.roles_of, cast.mia) == {Role.MENTOR, Role.INSTRUCTOR}
    refuses("not in the record", people.give_role, person_id="nobody", role=Role.INSTRUCTOR)
    refuses("belongs to an employer", people.give_role, person_id=cast.cora, role=Role.MENTOR)


def test_everyone_stands_by_role_then_by_name(store: Store) -> None:
    rows = store.read(people.everyone)
    assert [(row.name, row.role, row.employer) for row in rows] == [
        ("Cora Hale", Role.COORDINATOR, ""),
        ("Max Hale", Role.MENTOR, "South Net"),
        ("Mia Hale", Role.MENTOR, "North Labs"),
        ("Ines Hale", Role.INSTRUCTOR, ""),
        ("Ada Lind", Role.APPRENTICE, ""),
        ("Ben Lind", Role.APPRENTICE, ""),
    ]
    assert store.read(people.everyone, role=Role.MENTOR) == rows[1:3]


def test_a_person_who_is_not_there_has_no_name(store: Store) -> None:
    with pytest.raises(KnownError, match="not in the record"):
        store.read(people.name_of, "nobody")
