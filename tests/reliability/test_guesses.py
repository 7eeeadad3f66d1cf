"""Guesses at a passphrase: how many a day are answered, that killing the program forgives none, and that a wrong name
costs what a wrong passphrase costs."""

import os
import time
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from desktop.database.store import open_store
from desktop.ledger import keys as key_rules
from desktop.services import sign_in
from tests.reliability import apart, guessing
from tests.reliability.conftest import Note
from tests.reliability.figures import Figure

MOST = 40
"""Guesses a day beyond which the rule counts as broken."""
ALIKE = 1.5
"""A wrong name takes the work of a wrong passphrase, up to this factor either way."""

pytestmark = pytest.mark.reliability
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX does it")


@pytest.fixture
def quick(tmp_path: Path) -> Path:
    return guessing.record(tmp_path / "quick.journeybook", is_quick=True)


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return guessing.record(tmp_path / "real.journeybook", is_quick=False)


def test_a_day_allows_a_few_dozen_guesses(quick: Path, seconds: float, note: Note) -> None:
    days = guessing.guesses_of_days(quick, time.monotonic() + seconds / 3, most=MOST)
    counts = {
        "guesses on the first day": days[0],
        "guesses on a later day": max(days[1:], default=guessing.guesses_by_rule(days=2) - days[0]),
        "guesses in a year": guessing.guesses_by_rule(days=365),
        "days played through": len(days),
    }
    note(Figure("E9", "guesses at one name, by the rule of waits", counts, _too_many(days)))
    assert sum(days) == guessing.guesses_by_rule(days=len(days))


def test_without_waits_a_day_allows_more_than_is_borne(quick: Path, note: Note) -> None:
    with mock.patch.object(sign_in, "wait_after", return_value=timedelta()):
        days = guessing.guesses_of_days(quick, time.monotonic(), most=MOST)
    part, bad = "guesses at one name, by the rule of waits", _too_many(days)
    counts = {"guesses on the first day": days[0]}
    note(Figure("E9", part, counts, bad, control="no waits", caught=f"at guess {MOST} of the first day" if bad else ""))


def _too_many(days: list[int]) -> list[str]:
    return [f"day {number}: {many} guesses or more" for number, many in enumerate(days, 1) if many >= MOST]


PART = "killed while a passphrase is tried"


@needs_fork
def test_killing_the_program_forgives_no_guess(real: Path, seconds: float, seed: int, note: Note) -> None:
    found = apart.run("guessing", real, seconds / 2, seed)
    note(Figure("E9", PART, found.counts, found.bad))
    assert found.counts["attempts begun"] > 0


@needs_fork
def test_a_program_that_counts_afterwards_is_caught(real: Path, seed: int, note: Note) -> None:
    found = apart.run("guessing", real, 1, seed, "sabotaged")
    note(Figure("E9", PART, found.counts, found.bad, control="counted after the check", caught=found.caught))


def test_a_wrong_name_is_answered_like_a_wrong_passphrase(real: Path, seconds: float, note: Note) -> None:
    found = guessing.price(real, time.monotonic() + seconds / 3)
    note(_priced(found))
    assert found.seconds > 0.02


def test_a_wrong_name_that_answers_sooner_is_caught(real: Path, note: Note) -> None:
    with mock.patch.object(key_rules, "spend_the_same_time"):
        found = guessing.price(real, time.monotonic())
    note(_priced(found, control="a wrong name is refused at once"))


def _priced(found: guessing.Price, control: str = "") -> Figure:
    counts = {"guesses": found.guesses, "milliseconds each": round(found.seconds * 1000)}
    told = f"a wrong name takes {found.name / found.passphrase:.0%} of the work of a wrong passphrase"
    bad = [] if 1 / ALIKE < found.name / found.passphrase < ALIKE else [told]
    part = "wrong names and wrong passphrases in turn"
    return Figure("E9", part, counts, bad, control=control, caught="; ".join(bad) if control else "")


def test_guesses_at_other_names_and_other_spellings_forgive_nothing(quick: Path) -> None:
    with mock.patch.object(key_rules, "PARAMETERS", guessing.QUICK), open_store(quick) as store:
        for who in (guessing.NAME, "CORA HALE", " cora  hale ", guessing.NAME):
            assert guessing.is_answered(store, who)
        assert guessing.is_answered(store, "Mia Hale")
        assert guessing.is_answered(store), "the fifth in a row"
        assert not guessing.is_answered(store)
        assert guessing.is_answered(store, "Mia Hale")
