"""The sample program: the same every time, whole, and with everything there is to see in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.codes import Approach, Status
from desktop.database.store import Store, create_store
from desktop.services import apprentices, checks, demo, people
from desktop.services.demo_sample import DAY


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.iterdump())


def test_it_is_the_same_every_time_to_the_last_id(tmp_path: Path) -> None:
    made = []
    for name in ("one.db", "two.db"):
        with create_store(tmp_path / name) as store:
            demo.fill(store)
        made.append(_content(tmp_path / name))
    assert made[0] == made[1]


def test_it_has_what_it_promises(sample: Store) -> None:
    rows = sample.read(apprentices.listing)
    everyone = sample.read(people.everyone)
    assert len(rows) == 24
    assert {row.status for row in rows} == set(Status)
    assert {row.approach for row in rows} == set(Approach)
    assert len(sample.read(people.employers)) == 3
    assert sum(person.role == "mentor" for person in everyone) == 6
    assert (DAY - min(row.begins for row in rows)).days > 540
    assert all(row.ok for row in sample.read(checks.check_database))
    assert any(row.ojt.returned for row in rows)
    assert any(row.ojt.pending for row in rows)
    assert any(row.ri.credit or row.ojt.credit for row in rows)
