"""Framework versions: adopted once, never changed."""

from pathlib import Path

import pytest
from sqlmodel import select

from desktop.database.store import Store, create_store
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.models.frameworks import Competency, Course, JobFunction
from desktop.services import frameworks
from tests.conftest import Cast, Refuses, everything


def test_the_same_version_twice_is_one(store: Store, cast: Cast) -> None:
    before = everything(store)
    assert store.write(frameworks.adopt, framework=catalogue.find("it-generalist")) == cast.generalist
    assert everything(store) == before


def test_a_version_in_use_never_changes(refuses: Refuses) -> None:
    changed = catalogue.find("it-generalist").model_copy(update={"publisher": "Someone else"})
    refuses("with other contents", frameworks.adopt, framework=changed)


def test_another_version_stands_beside_the_first(store: Store, cast: Cast) -> None:
    newer = catalogue.find("it-generalist").model_copy(update={"version": "next"})
    id_ = store.write(frameworks.adopt, framework=newer)
    assert id_ != cast.generalist
    assert store.read(frameworks.document, cast.generalist).version != "next"
    assert store.read(frameworks.find, key="it-generalist", version="next") == newer


def test_a_document_comes_back_whole(store: Store, cast: Cast) -> None:
    assert store.read(frameworks.document, cast.generalist) == catalogue.find("it-generalist")


def test_the_parts_have_the_same_ids_in_every_record(store: Store, cast: Cast, tmp_path: Path) -> None:
    framework = catalogue.find("sample-network-technician")
    with create_store(tmp_path / "other.journeybook") as other:
        assert other.write(frameworks.adopt, framework=framework) == cast.technician
        for table in (JobFunction, Competency, Course):
            mine, theirs = (
                set(one.read(lambda session, table=table: session.exec(select(table.id)).all()))
                for one in (store, other)
            )
            assert theirs <= mine
            assert theirs


def test_the_rows_are_those_of_the_document(store: Store, cast: Cast) -> None:
    framework = catalogue.find("it-generalist")
    query = select(Competency.code).where(Competency.framework_id == cast.generalist)
    codes = store.read(lambda session: set(session.exec(query).all()))
    assert codes == {one.code for one in framework.competencies()}
    numbers = store.read(
        lambda session: session.exec(
            select(JobFunction.number).where(JobFunction.framework_id == cast.generalist).order_by(JobFunction.position)
        ).all()
    )
    assert numbers == [one.number for one in framework.titled_functions()]


def test_the_list_names_what_is_adopted_then_what_ships(store: Store) -> None:
    rows = store.read(frameworks.listing)
    assert [(row.key, bool(row.id), row.agreements) for row in rows] == [
        ("it-generalist", True, 1),
        ("sample-network-technician", True, 1),
        *((key, False, 0) for key in sorted(set(catalogue.keys()) - {row.key for row in rows[:2]})),
    ]


def test_asking_for_a_version_that_is_not_there_never_gives_another(store: Store) -> None:
    shipped = catalogue.find("sample-help-desk")
    assert store.read(frameworks.find, key="sample-help-desk", version=shipped.version) == shipped
    for key, version in (("sample-help-desk", "0.0"), ("it-generalist", "0.0"), ("nothing", "")):
        with pytest.raises(KnownError):
            store.read(frameworks.find, key=key, version=version)
    with pytest.raises(KnownError, match="not in the record"):
        store.read(frameworks.document, "nothing")
