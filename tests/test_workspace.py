"""The door for screens: one announcement a commit, and long work that tells the window on its own thread."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, get_ident
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlmodel import Session

from desktop import defects, settings
from desktop.codes import Role
from desktop.database.store import Report, Store, open_store
from desktop.errors import Cancelled, KnownError
from desktop.services import people
from desktop.workspace import Workspace

_PATIENCE = 10


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


@pytest.fixture
def workspace(record: Path) -> Iterator[Workspace]:
    made = Workspace(open_store(record))
    yield made
    made.close()


def _add_two(session: Session) -> None:
    for name in ("Uma", "Ugo"):
        people.add_person(session, first_name=name, last_name="Hale", role=Role.COORDINATOR)


def _add_and_fail(session: Session, error: Exception) -> None:
    _add_two(session)
    raise error


def _names(workspace: Workspace) -> set[str]:
    return {row.name for row in workspace.read(people.everyone)}


def test_a_commit_is_announced_once_with_all_that_it_changed(qtbot: QtBot, workspace: Workspace) -> None:
    announced: list[frozenset[str]] = []
    workspace.changed.connect(announced.append)
    workspace.write(_add_two)
    assert announced == [frozenset({"Person", "PersonRole"})]


def test_an_announcement_comes_when_others_can_read_what_was_written(qtbot: QtBot, workspace: Workspace) -> None:
    seen: list[bool] = []
    workspace.changed.connect(lambda _kinds: seen.append("Uma Hale" in _names(workspace)))
    workspace.write(_add_two)
    assert seen == [True]


@pytest.mark.parametrize("error", [KnownError("Not today."), ZeroDivisionError()])
def test_what_fails_is_neither_saved_nor_announced(qtbot: QtBot, workspace: Workspace, error: Exception) -> None:
    with qtbot.assertNotEmitted(workspace.changed), pytest.raises(type(error)):
        workspace.write(_add_and_fail, error)
    assert "Uma Hale" not in _names(workspace)


def test_writing_nothing_announces_nothing(qtbot: QtBot, workspace: Workspace) -> None:
    with qtbot.assertNotEmitted(workspace.changed):
        workspace.write(people.everyone)


def _on_this_thread(told: list[tuple[str, int, Any]], what: str) -> Callable[..., None]:
    return lambda *values: told.append((what, get_ident(), values))


def _start(
    workspace: Workspace, job: Callable[..., object], **arguments: Any
) -> tuple[Any, list[tuple[str, int, Any]]]:
    told: list[tuple[str, int, Any]] = []
    work = workspace.start(job, **arguments)
    for name in ("progressed", "finished", "failed"):
        getattr(work, name).connect(_on_this_thread(told, name))
    return work, told


def test_a_result_and_each_step_arrive_in_order_on_the_thread_of_the_window(qtbot: QtBot, workspace: Workspace) -> None:
    ran_on: list[int] = []

    def job(store: Store, *, report: Report, word: str) -> str:
        ran_on.append(get_ident())
        for done in range(3):
            report(done, 3)
        return f"{word} {len(store.read(people.everyone))}"

    _work, told = _start(workspace, job, word="people")
    qtbot.waitUntil(lambda: bool(told) and told[-1][0] == "finished")
    people_count = len(workspace.read(people.everyone))
    assert [(what, values) for what, _thread, values in told] == [
        *(("progressed", (done, 3)) for done in range(3)),
        ("finished", (f"people {people_count}",)),
    ]
    assert {thread for _what, thread, _values in told} == {get_ident()}
    assert ran_on != [get_ident()]


def test_work_that_is_done_at_once_loses_nothing(qtbot: QtBot, workspace: Workspace) -> None:
    told = [_start(workspace, lambda store, report, number=number: number)[1] for number in range(20)]
    qtbot.waitUntil(lambda: all(told))
    assert [one[0][2] for one in told] == [(number,) for number in range(20)]


def test_long_work_announces_its_commit_on_the_thread_of_the_window(qtbot: QtBot, workspace: Workspace) -> None:
    told: list[tuple[str, int, Any]] = []
    workspace.changed.connect(_on_this_thread(told, "changed"))
    _start(workspace, lambda store, report: store.write(_add_two))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("changed", get_ident(), (frozenset({"Person", "PersonRole"}),))]


def test_a_failure_that_the_user_can_mend_comes_as_it_is(qtbot: QtBot, workspace: Workspace) -> None:
    error = KnownError("The disk is full.", "Make room.")

    def job(store: Store, *, report: Report) -> None:
        store.write(_add_and_fail, error)

    _work, told = _start(workspace, job)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("failed", get_ident(), (error,))]
    assert "Uma Hale" not in _names(workspace)


def test_a_defect_in_long_work_is_written_down_without_names(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "state" / "journeybook.log"
    monkeypatch.setattr(settings, "log_file", lambda: log)

    def job(store: Store, *, report: Report) -> None:
        raise ValueError("Ada Lind")

    _work, told = _start(workspace, job)
    qtbot.waitUntil(lambda: bool(told) and log.exists())
    ((what, thread, (error,)),) = told
    assert (what, thread, type(error)) == ("failed", get_ident(), ValueError)
    qtbot.waitUntil(lambda: "ValueError" in log.read_text(encoding="utf-8"))
    assert "Lind" not in log.read_text(encoding="utf-8")


def test_cancelled_work_stops_at_its_next_step_and_writes_nothing(qtbot: QtBot, workspace: Workspace) -> None:
    go_on = Event()

    def job(store: Store, *, report: Report) -> None:
        def write(session: Session) -> None:
            _add_two(session)
            report(1, 2)
            assert go_on.wait(_PATIENCE)
            report(2, 2)

        store.write(write)

    work, told = _start(workspace, job)
    qtbot.waitUntil(lambda: bool(told))
    work.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert (told[1][0], type(told[1][2][0])) == ("failed", Cancelled)
    assert "Uma Hale" not in _names(workspace)


def test_closing_stops_what_runs_and_then_lets_the_file_go(qtbot: QtBot, workspace: Workspace) -> None:
    is_running, steps = Event(), []

    def job(store: Store, *, report: Report) -> None:
        while len(steps) < 1_000_000:
            report(len(steps), 1_000_000)
            steps.append(store.read(people.sponsor))
            is_running.set()

    _start(workspace, job)
    qtbot.waitUntil(is_running.is_set)
    workspace.close()
    done = len(steps)
    with open_store(workspace.path) as again:
        assert again.read(people.sponsor) == steps[0]
    assert len(steps) == done < 1_000_000


def test_work_that_had_not_begun_when_the_record_closed_never_runs(qtbot: QtBot, workspace: Workspace) -> None:
    ran: list[Store] = []
    _work, told = _start(workspace, lambda store, report: ran.append(store))
    workspace.close()
    qtbot.waitUntil(lambda: bool(told))
    assert (told[0][0], type(told[0][2][0])) == ("failed", Cancelled)
    assert not ran


def test_a_closed_record_announces_nothing_more(qtbot: QtBot, record: Path) -> None:
    store = open_store(record)
    made = Workspace(store)
    made.close()
    with qtbot.assertNotEmitted(made.changed):
        store.announce(frozenset({"Person"}))


def test_the_log_of_a_defect_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in-the-way").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setattr(settings, "log_file", lambda: tmp_path / "in-the-way" / "journeybook.log")
    assert not defects.write_down(ValueError, None)
