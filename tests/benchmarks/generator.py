"""A large record: N apprentices under the shipped frameworks and M hour entries, written row by row with sqlite3.

The shape is the program's own: parts for each entry, totals that equal a recount, sign-offs with their counts.
"""

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import Session

from desktop.codes import Role
from desktop.database.store import create_store
from desktop.frameworks import catalogue
from desktop.services import frameworks, people

BEGINS = date(2025, 3, 3)
MOMENT = "2026-01-05 15:00:00.000000"


def make(path: Path, apprentices: int, entries: int) -> None:
    """A new record at `path`; entries are spread evenly over the apprentices."""
    with create_store(path) as store:
        ids = store.write(_program)
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; PRAGMA cache_size=-400000")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type='index' AND sql NOT NULL AND tbl_name LIKE 'hour%'"
    ).fetchall()
    for name, _sql in indexes:
        connection.execute(f"DROP INDEX {name}")
    _Writer(connection, ids).write(apprentices, entries)
    for _name, sql in indexes:
        connection.execute(sql)
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def _program(session: Session) -> dict[str, str]:
    people.add_sponsor(session, name="Benchmark Consortium", time_zone="America/Chicago")
    employer = people.add_employer(session, name="Benchmark Employer", journeyworkers=10)
    found = {
        "employer": employer,
        "mentor": people.add_person(
            session, first_name="Mentor", last_name="One", role=Role.MENTOR, employer_id=employer
        ),
        "coordinator": people.add_person(session, first_name="Cora", last_name="Two", role=Role.COORDINATOR),
    }
    for framework in catalogue.shipped():
        found[framework.key] = frameworks.adopt(session, framework=framework)
    return found


def _id(kind: int, number: int) -> str:
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


class _Writer:
    def __init__(self, connection: sqlite3.Connection, ids: dict[str, str]) -> None:
        self.connection = connection
        self.ids = ids
        self.chance = random.Random(1)
        self.totals: dict[tuple[str, str, str, str], int] = defaultdict(int)
        self.frameworks = catalogue.shipped()

    def write(self, apprentices: int, entries: int) -> None:
        for number in range(apprentices):
            self._add_apprentice(number)
        self._insert_hours(apprentices, entries)
        rows = [(*key, minutes) for key, minutes in self.totals.items()]
        self._many("hour_total", ("agreement_id", "job_function", "kind", "state", "minutes"), rows)

    def _many(self, table: str, names: tuple[str, ...], rows: Iterator[tuple] | list[tuple]) -> None:
        marks = ", ".join("?" * len(names))
        self.connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)

    def _add_apprentice(self, number: int) -> None:
        framework = self.frameworks[number % len(self.frameworks)]
        framework_id, person, agreement = self.ids[framework.key], _id(1, number), _id(2, number)
        name = f"Apprentice {number:05}"
        person_names = ("id", "first_name", "middle_name", "last_name", "suffix", "full_name", "email", "phone")
        self._many(
            "person",
            (*person_names, "created_at"),
            [(person, "Apprentice", "", f"{number:05}", "", name, "", "", MOMENT)],
        )
        self._many("person_role", ("id", "person_id", "role"), [(_id(3, number), person, "apprentice")])
        begins = BEGINS + timedelta(days=number % 300)
        self._many(
            "agreement",
            ("id", "number", "apprentice_id", "framework_id", "employer_id", "job_title", "begins", "ends",
             "probation_length", "probation_unit", "wage_unit", "rapids_number", "status", "created_at"),
            [(agreement, number + 1, person, framework_id, self.ids["employer"], "", begins.isoformat(),
              (begins + timedelta(days=548)).isoformat(), 0, "months", "hourly", "", "active", MOMENT)],
        )  # fmt: skip
        self._many(
            "agreement_mentor",
            ("id", "agreement_id", "person_id", "duty", "since"),
            [(_id(4, number), agreement, self.ids["mentor"], "mentor", begins.isoformat())],
        )
        events = [(_id(5, 2 * number + place), agreement, kind, begins.isoformat(), "", MOMENT)
                  for place, kind in enumerate(("registered", "probation ended"))]  # fmt: skip
        self._many("status_event", ("id", "agreement_id", "kind", "happened_on", "reason", "recorded_at"), events)
        self._add_sign_offs(number, agreement, framework_id, begins)

    def _add_sign_offs(self, number: int, agreement: str, framework_id: str, begins: date) -> None:
        framework = self.frameworks[number % len(self.frameworks)]
        core = [one for one in framework.competencies() if one.kind == "core"]
        done = core[: self.chance.randrange(len(core))]
        rows = [
            (_id(6, number * 100 + place), agreement, frameworks.competency_id(framework_id, one.code), 3, "OJT",
             (begins + timedelta(days=10 + place)).isoformat(), "", self.ids["mentor"], "mentor", 0, MOMENT)
            for place, one in enumerate(done)
        ]  # fmt: skip
        self._many(
            "sign_off",
            ("id", "agreement_id", "competency_id", "level", "shown", "observed_on", "comment", "signer_id",
             "signer_role", "is_both_roles", "recorded_at"),
            rows,
        )  # fmt: skip
        self._many(
            "competency_total",
            ("agreement_id", "core_complete", "optional_complete", "core_pending"),
            [(agreement, len(done), 0, 0)],
        )

    def _insert_hours(self, apprentices: int, entries: int) -> None:
        functions = [
            [frameworks.job_function_id(self.ids[one.key], function.number) for function in one.titled_functions()]
            for one in self.frameworks
        ]
        each = entries // apprentices
        rows, parts = [], []
        entry_names = ("id", "agreement_id", "employer_id", "kind", "worked_on", "minutes", "note", "state",
                       "entered_by", "entered_at")  # fmt: skip
        for number in range(apprentices):
            agreement, own = _id(2, number), functions[number % len(functions)]
            begins = BEGINS + timedelta(days=number % 300)
            for place in range(each):
                entry = _id(7, number * each + place)
                kind = "RI" if place % 6 == 5 else "OJT"
                state = "pending" if place > each - 8 else "approved"
                function = None if kind == "RI" else own[place % len(own)]
                day = (begins + timedelta(days=place % 480)).isoformat()
                rows.append((entry, agreement, self.ids["employer"], kind, day, 60, "", state, self.ids["mentor"],
                             MOMENT))  # fmt: skip
                parts.append((entry, 0, function, 60))
                self.totals[agreement, function or "-", kind, state] += 60
            if len(rows) > 200_000 or number == apprentices - 1:
                self._many("hour_entry", entry_names, rows)
                self._many("hour_allocation", ("entry_id", "part", "job_function_id", "minutes"), parts)
                self.connection.commit()
                rows, parts = [], []
