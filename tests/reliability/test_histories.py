"""Histories by chance, of everything that is signed, against a plain list of what was done: after each step the ledger
says just that, and every check of the record passes."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from copy import copy
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import Session, text

from desktop.codes import Act, EventKind, HourState, Role
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.ledger import keys as key_rules
from desktop.services import (
    backups,
    checks,
    clock,
    events,
    frameworks,
    hours,
    keys,
    ledger,
    ledger_checks,
    restores,
    roles,
    sign_in,
    sign_offs,
)
from tests.conftest import NOW, PASSPHRASE, QUICK, TODAY, Cast, Everyone, rating, work
from tests.reliability.conftest import Note
from tests.reliability.figures import Figure

pytestmark = pytest.mark.reliability
_EDITS = [
    f"{verb} {table}{rest}"
    for table, column in (("ledger_entry", "seq"), ("person", "id"), ("status_event", "id"), ("agreement", "number"))
    for verb, rest in (("DELETE FROM", ""), ("UPDATE", f" SET {column} = {column}"))
]
_MODEL = ("acts", "signed", "logged", "approved", "is_suspended", "is_instructor", "sittings")


class _Played:
    """What all histories of a run share: where they begin, and how many there were."""

    record: Path
    cast: Cast
    everyone: Everyone
    codes: list[str]
    histories = steps = 0


class History(RuleBasedStateMachine):
    """The model: the acts of the ledger in order, the ids of what stands, and the same as it was at the backup."""

    @initialize()
    def begin(self) -> None:
        _Played.histories += 1
        self.folder = TemporaryDirectory()
        self.path = Path(shutil.copy(_Played.record, Path(self.folder.name) / "record.journeybook"))
        self.now, self.sittings = NOW, dict(_Played.everyone.sittings)
        self.cast = _Played.cast
        self.store = self._opened()
        self.acts = [str(act) for act in self._acts()]
        self.signed: list[str] = []
        self.logged: list[str] = []
        self.approved: list[str] = []
        self.is_suspended = self.is_instructor = False
        self.kept: tuple[Path, dict[str, Any]] | None = None

    def _opened(self) -> Store:
        store = open_store(self.path)
        store.signers = Everyone(self.sittings)
        return store

    def _do(self, action: Callable[..., Any], *acts: Act, **arguments: Any) -> Any:
        self.now += timedelta(minutes=1)
        with clock.stopped_at(self.now), mock.patch.object(key_rules, "PARAMETERS", QUICK):
            done = self.store.write(action, **arguments)
        self.acts += [act.value for act in acts]
        return done

    @precondition(lambda self: not self.is_suspended)
    @rule(which=st.integers(0, 60), many=st.integers(1, 3), level=st.integers(1, 4))
    def sign(self, which: int, many: int, level: int) -> None:
        codes = _Played.codes[which : which + many] or _Played.codes[:1]
        new = [rating(code, level, TODAY) for code in codes]
        more = {"agreement_id": self.cast.adas, "ratings": new, "signer_id": self.cast.mia}
        self.signed += self._do(sign_offs.sign_off, Act.SIGN_OFF, **more)

    @precondition(lambda self: self.signed)
    @rule(which=st.integers(0, 99))
    def reverse(self, which: int) -> None:
        id_ = self.signed.pop(which % len(self.signed))
        more = {"sign_off_id": id_, "reason": "Rated the wrong line", "by": self.cast.mia}
        self._do(sign_offs.reverse, Act.SIGN_OFF_REVERSED, **more)

    @precondition(lambda self: not self.is_suspended and len(self.logged) < 20)
    @rule(back=st.integers(0, 90))
    def log(self, back: int) -> None:
        """Hours that wait are in no entry."""
        new = work(60, day=TODAY - timedelta(days=back))
        self.logged += self._do(hours.log, agreement_id=self.cast.adas, entries=[new], by=self.cast.ada)

    @precondition(lambda self: self.logged)
    @rule(many=st.integers(1, 5), is_good=st.booleans())
    def decide(self, many: int, is_good: bool) -> None:
        some, self.logged = self.logged[:many], self.logged[many:]
        state = HourState.APPROVED if is_good else HourState.RETURNED
        more = {"entry_ids": some, "state": state, "by": self.cast.mia, "reason": "" if is_good else "Which line?"}
        self._do(hours.decide, Act.HOURS_DECIDED, **more)
        self.approved += some if is_good else []

    @precondition(lambda self: self.approved)
    @rule()
    def take_hours_back(self) -> None:
        more = {"entry_id": self.approved.pop(), "by": self.cast.mia, "reason": "Logged twice"}
        self._do(hours.reverse, Act.HOURS_REVERSED, **more)

    @rule()
    def suspend_or_reinstate(self) -> None:
        kind = EventKind.REINSTATED if self.is_suspended else EventKind.SUSPENDED
        more = {"agreement_id": self.cast.adas, "by": self.cast.cora, "happened_on": TODAY, "reason": "Leave"}
        self._do(events.record_event, Act.EVENT, kind=kind, **more)
        self.is_suspended = not self.is_suspended

    @rule()
    def give_or_take_a_role(self) -> None:
        act, verb = (Act.ROLE_TAKEN, roles.take) if self.is_instructor else (Act.ROLE_GIVEN, roles.give)
        self._do(verb, act, person_id=self.cast.max, role=Role.INSTRUCTOR)
        self.is_instructor = not self.is_instructor

    @rule()
    def reset_a_key(self) -> None:
        self._do(keys.reset, Act.KEY_REGISTERED, person_id=self.cast.mia, passphrase=PASSPHRASE, reason="Forgotten")
        with clock.stopped_at(self.now), mock.patch.object(key_rules, "PARAMETERS", QUICK):
            self.sittings[self.cast.mia] = sign_in.sign_in(self.store, who=self.cast.mia, passphrase=PASSPHRASE)
        self.store.signers = Everyone(self.sittings)

    @precondition(lambda self: not self.is_suspended)
    @rule()
    def fail_half_way(self) -> None:
        """An act that fails after its entry was appended leaves nothing."""

        def half(session: Session) -> None:
            new = [rating(_Played.codes[0], 3, TODAY)]
            sign_offs.sign_off(session, agreement_id=self.cast.adas, ratings=new, signer_id=self.cast.mia)
            raise KnownError("The disk went away.")

        with pytest.raises(KnownError, match="went away"):
            self._do(half)

    @rule()
    def refuse_what_is_not_allowed(self) -> None:
        """An apprentice signs for themselves, someone signs for another, a mentor gives a role."""
        own = {"agreement_id": self.cast.adas, "ratings": [rating(day=TODAY)]}
        with pytest.raises(KnownError):
            self._do(sign_offs.sign_off, **own, signer_id=self.cast.ada)
        self.store.signers = Everyone({self.cast.max: self.sittings[self.cast.max], None: None})  # type: ignore[dict-item]
        with pytest.raises(KnownError):
            self._do(sign_offs.sign_off, **own, signer_id=self.cast.mia)
        self.store.signers = Everyone(self.sittings)
        mentor = self.sittings[self.cast.max]
        with pytest.raises(KnownError):
            self._do(roles.give, person_id=self.cast.ben, role=Role.COORDINATOR, by=mentor)

    @rule(statement=st.sampled_from(_EDITS))
    def edit_with_another_tool(self, statement: str) -> None:
        """The file itself refuses."""
        self.store.close()
        with closing(sqlite3.connect(self.path)) as connection, pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
        self.store = self._opened()

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = self._opened()

    @rule()
    def back_up(self) -> None:
        path = Path(self.folder.name) / f"backup {len(list(Path(self.folder.name).iterdir()))}.db"
        with clock.stopped_at(self.now):
            backups.back_up(self.store, out=path)
        self.kept = path, {name: copy(getattr(self, name)) for name in _MODEL}

    @precondition(lambda self: self.kept is not None)
    @rule()
    def restore(self) -> None:
        assert self.kept is not None
        path, model = self.kept
        self.store.close()
        with clock.stopped_at(self.now):
            restores.restore(self.path, path)
        for name, value in model.items():
            setattr(self, name, copy(value))
        self.store = self._opened()

    def _acts(self) -> list[str]:
        def listed(session: Session) -> list[str]:
            return list(session.execute(text("SELECT act FROM ledger_entry ORDER BY seq")).scalars())

        return self.store.read(listed)

    @invariant()
    def the_ledger_says_what_was_done(self) -> None:
        if not hasattr(self, "acts"):
            return
        _Played.steps += 1
        assert self._acts() == self.acts, "the ledger says something else than was done"
        standing = self.store.read(_standing)
        assert standing == (set(self.signed), len(self.approved)), "rows are not what was done"
        found = (*self.store.read(ledger_checks.check_ledger), *self.store.read(checks.check_database))
        assert [row for row in found if not row.ok] == []

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


def _standing(session: Session) -> tuple[set[str], int]:
    """The sign-offs that stand, and how many approved entries of hours do."""
    signed = "SELECT id FROM sign_off WHERE id NOT IN (SELECT sign_off_id FROM sign_off_reversal)"
    approved = (
        "SELECT count(*) FROM hour_entry WHERE state = 'approved' AND reverses_id IS NULL"
        " AND id NOT IN (SELECT reverses_id FROM hour_entry WHERE reverses_id IS NOT NULL)"
    )
    return set(session.execute(text(signed)).scalars()), session.execute(text(approved)).scalar_one()


Play = Callable[[int, int, int], str]
"""Takes how many histories of how many steps, and the seed."""


@pytest.fixture
def play(record: Path, cast: Cast, everyone: Everyone) -> Play:
    with open_store(record) as store:
        store.signers = everyone
        found = store.read(frameworks.document, cast.generalist)
    _Played.record, _Played.cast, _Played.everyone = record, cast, everyone
    _Played.codes = [one.code for function in found.titled_functions() for one in function.competencies]
    _Played.histories = _Played.steps = 0

    def run(many: int, steps: int, number: int) -> str:
        """What went wrong in so many histories; empty where nothing did."""
        quiet = settings(
            max_examples=many,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )
        try:
            run_state_machine_as_test(seed(number)(History), settings=quiet)
        except Exception as error:  # noqa: BLE001 - whatever comes out is what this looks for
            return f"{type(error).__name__}: {str(error)[:200]}"
        return ""

    return run


def _counts() -> dict[str, int]:
    return {"histories": _Played.histories, "steps": _Played.steps}


def test_the_ledger_says_what_was_done_whatever_is_done(play: Play, seconds: float, seed: int, note: Note) -> None:
    until, bad, number = time.monotonic() + seconds, "", seed
    while not bad and (time.monotonic() < until or number == seed):
        bad, number = play(*((3, 10) if seconds < 10 else (10, 30)), number), number + 1
    note(Figure("E8", "histories of everything that is signed", _counts(), [bad] if bad else []))


def _twice() -> AbstractContextManager[object]:
    """An act is appended twice."""
    real = ledger.append

    def append(session: Session, **more: Any) -> int:
        real(session, **more)
        return real(session, **more)

    return mock.patch.object(ledger, "append", append)


def _without_entry() -> AbstractContextManager[object]:
    """Sign-offs are written without their entry."""
    return mock.patch.object(sign_offs.signing, "record")


CARELESS = {"each act is appended twice": _twice, "rows are written without an entry": _without_entry}


@pytest.mark.parametrize("sabotage", CARELESS)
def test_a_careless_service_is_caught(sabotage: str, play: Play, seed: int, note: Note) -> None:
    with CARELESS[sabotage]():
        bad = play(10, 10, seed)
    caught = f"after {_Played.steps:,} steps" if bad else ""
    note(Figure("E8", "histories of everything that is signed", _counts(), [bad], control=sabotage, caught=caught))
