"""Whatever is kept twice and no longer agrees is found, and nothing else is."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.database.store import open_store
from desktop.services import checks
from desktop.services.checks import CheckRow
from tests.conftest import drop_guards


@pytest.fixture
def record(_sampled: Path, tmp_path: Path) -> Path:
    """A file with the sample program, closed."""
    return Path(shutil.copy(_sampled, tmp_path / "record.db"))


def _tamper(path: Path, *statements: str) -> None:
    drop_guards(path)
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount, statement
        connection.commit()


def _check(path: Path) -> dict[str, CheckRow]:
    with open_store(path) as store:
        return {row.name: row for row in store.read(checks.check_database)}


def test_a_sound_record_passes_every_check(record: Path) -> None:
    found = _check(record)
    assert len(found) == 10
    assert all(row.ok for row in found.values())


_ONE = "(SELECT id FROM agreement WHERE number = 3)"
_ENTRY = f"(SELECT id FROM hour_entry WHERE agreement_id = {_ONE} LIMIT 1)"


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        (f"UPDATE hour_total SET minutes = minutes + 1 WHERE agreement_id = {_ONE}", {"hour totals"}),
        (f"DELETE FROM hour_total WHERE agreement_id = {_ONE}", {"hour totals"}),
        (
            f"INSERT INTO hour_total SELECT {_ONE}, 'none such', 'OJT', 'approved', 60",
            {"hour totals"},
        ),
        (
            f"UPDATE hour_allocation SET minutes = minutes - 1 WHERE entry_id = {_ENTRY}",
            {"hour parts", "hour totals"},
        ),
        (f"DELETE FROM hour_allocation WHERE entry_id = {_ENTRY}", {"hour parts", "hour totals"}),
        (f"DELETE FROM hour_decision WHERE entry_id = {_ENTRY}", {"hour decisions"}),
        (f"UPDATE hour_entry SET state = 'returned' WHERE id = {_ENTRY}", {"hour decisions", "hour totals"}),
        (f"UPDATE competency_total SET core_pending = 99 WHERE agreement_id = {_ONE}", {"competency totals"}),
        (f"DELETE FROM competency_total WHERE agreement_id = {_ONE}", {"competency totals"}),
        (f"UPDATE agreement SET status = 'suspended' WHERE id = {_ONE}", {"statuses"}),
    ],
)
def test_what_was_tampered_with_is_found_and_named_by_number(record: Path, statement: str, names: set[str]) -> None:
    _tamper(record, statement)
    found = {name: row for name, row in _check(record).items() if not row.ok}
    assert found.keys() == names
    assert all("agreement 3." in row.sentence for row in found.values())


def test_a_day_of_more_than_24_hours_is_found(record: Path) -> None:
    day = "(SELECT MIN(worked_on) FROM hour_entry)"
    _tamper(record, f"UPDATE hour_entry SET worked_on = {day} WHERE agreement_id = {_ONE}")
    assert "agreement 3." in _check(record)["days"].sentence


@pytest.mark.parametrize("document", ["document || ' '", "replace(document, 'it-generalist', 'other')", "'{'"])
def test_a_framework_that_changed_is_found(record: Path, document: str) -> None:
    _tamper(record, f"UPDATE framework_version SET document = {document} WHERE key = 'it-generalist'")
    row = _check(record)["frameworks"]
    assert not row.ok
    assert row.sentence.startswith("it-generalist ")


def test_a_record_that_points_nowhere_is_found(record: Path) -> None:
    _tamper(record, f"UPDATE agreement SET employer_id = 'nobody' WHERE id = {_ONE}")
    found = _check(record)
    assert not found["links"].ok
    assert found["links"].sentence == "1 record points nowhere, in agreement."


def test_many_agreements_are_counted_rather_than_named(record: Path) -> None:
    _tamper(record, "UPDATE competency_total SET optional_complete = 77")
    assert _check(record)["competency totals"].sentence.endswith("and 14 more.")


def test_no_sentence_names_a_person(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        names = [name for (name,) in connection.execute("SELECT last_name FROM person")]
    _tamper(record, "UPDATE competency_total SET core_pending = 77", "UPDATE hour_total SET minutes = 7")
    told = " ".join(row.sentence for row in _check(record).values())
    assert not [name for name in names if name in told]
