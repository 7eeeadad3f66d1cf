"""Lists sort, keep the selection by identity, and do a row's act by key and by mouse."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.tables import Column, IdentityRole, ListView, Progress, RowRole, RowTable

pytestmark = pytest.mark.usefixtures("look")


@dataclass(frozen=True)
class Notice:
    id: int
    text: str
    who: str
    due: date | None


ROWS = (
    Notice(1, "Send the notice", "Tomás Reyes", date(2026, 11, 12)),
    Notice(2, "Approve hours", "Jalen Brooks", date(2026, 11, 10)),
    Notice(3, "Write a note", "Wei-Lin Chao", None),
)


def table() -> RowTable[Notice]:
    columns: list[Column[Notice]] = [
        Column("", lambda row: "", mark=lambda row: "overdue" if row.due else "watch", sample=" "),
        Column("What", lambda row: row.text, second=lambda row: row.who, kind="name"),
        Column("Due", lambda row: str(row.due or "no date"), key=lambda row: row.due, end=True, sample="2026-11-12"),
        Column("Done", lambda row: "", progress=lambda row: Progress(row.id, 1, 4, 3)),
        Column("", lambda row: "Open…", action=True, sample="Open…"),
    ]
    made = RowTable(columns, lambda row: row.id)
    made.replace(ROWS)
    return made


def identities(model: RowTable[Any]) -> list[int]:
    return [row.id for row in model.rows]


@pytest.fixture
def view(qtbot: QtBot) -> ListView:
    made = ListView("Notices")
    qtbot.addWidget(made)
    model = table()
    model.setParent(made)
    made.show_table(model)
    made.resize(700, 300)
    made.show()
    return made


def test_the_table_is_a_sound_model(qtmodeltester: Any) -> None:
    qtmodeltester.check(table(), force_py=True)


def test_rows_sort_by_key_and_unknown_values_stand_last_both_ways() -> None:
    model = table()
    model.sort(2, Qt.SortOrder.AscendingOrder)
    assert identities(model) == [2, 1, 3]
    model.sort(2, Qt.SortOrder.DescendingOrder)
    assert identities(model) == [1, 2, 3]
    model.sort(-1)
    assert identities(model) == [1, 2, 3]


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[::-1],
        lambda rows: rows[1:],
        lambda rows: (Notice(9, "Another", "Noor Haddad", None), *rows),
        lambda rows: tuple(replace(row, text="Changed") for row in rows),
    ],
)
def test_the_selection_survives_other_rows(
    view: ListView, change: Callable[[tuple[Notice, ...]], tuple[Notice, ...]]
) -> None:
    view.select(2)
    view.table.replace(change(ROWS))
    assert view.current().id == 2
    assert [row.id for row in view.selected()] == [2]


def test_the_order_stays_when_rows_are_replaced() -> None:
    model = table()
    model.sort(1)
    model.replace((*ROWS, Notice(4, "Check", "Lucía", None)))
    assert [row.text for row in model.rows] == ["Approve hours", "Check", "Send the notice", "Write a note"]


def test_two_rows_of_one_identity_are_refused() -> None:
    with pytest.raises(ValueError, match="identity"):
        table().replace((ROWS[0], ROWS[0]))


def test_a_cell_tells_all_it_shows() -> None:
    model = table()
    spoken = [model.data(model.index(0, column), Qt.ItemDataRole.AccessibleTextRole) for column in range(5)]
    assert spoken == ["Overdue", "Send the notice, Tomás Reyes", "2026-11-12", "1 of 4, 1 pending", "Open…"]
    assert model.data(model.index(0, 1), RowRole) is ROWS[0]
    assert model.data(model.index(0, 1), IdentityRole) == 1


def test_enter_does_the_act_of_the_row(qtbot: QtBot, view: ListView) -> None:
    view.select(2)
    with qtbot.waitSignal(view.activated_row, timeout=0) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == [ROWS[1]]


def test_a_click_on_the_act_does_it(qtbot: QtBot, view: ListView) -> None:
    place = view.visualRect(view.table.index(0, 4)).center()
    with qtbot.waitSignal(view.activated_row, timeout=0) as caught:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert caught.args == [ROWS[0]]


def test_the_columns_fill_the_view_and_never_scroll_sideways(view: ListView) -> None:
    for width in (320, 700, 1200):
        view.resize(width, 300)
        assert view.horizontalHeader().length() == view.viewport().width()
        assert view.horizontalScrollBar().maximum() == 0


def test_rows_are_painted(view: ListView) -> None:
    view.select(1)
    assert not view.grab().isNull()


def test_the_keyboard_sorts_by_a_head(qtbot: QtBot, view: ListView) -> None:
    heads = view.horizontalHeader()
    qtbot.keyClick(heads, Qt.Key.Key_Right)
    qtbot.keyClick(heads, Qt.Key.Key_Return)
    assert identities(view.table) == [2, 1, 3]
    qtbot.keyClick(heads, Qt.Key.Key_Return)
    assert identities(view.table) == [3, 1, 2]


def test_an_empty_list_says_what_will_stand_here(qtbot: QtBot, view: ListView) -> None:
    view.set_empty("Nothing waits for you.", "Requests stand here.", "Show all")
    view.table.replace(())
    assert view.empty.isVisible()
    with qtbot.waitSignal(view.empty_clicked, timeout=0):
        view.empty.button.click()
    view.table.replace(ROWS)
    assert not view.empty.isVisible()


def test_an_unknown_identity_selects_nothing(view: ListView) -> None:
    assert not view.select(77)
    assert view.currentIndex() == QModelIndex()


def test_heads_and_list_have_names(view: ListView) -> None:
    parts: list[QWidget] = [view, view.horizontalHeader()]
    assert all(part.accessibleName() for part in parts)
