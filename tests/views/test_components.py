"""The parts that pages are made of: named, reachable by key, and true to their numbers."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDateEdit, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.charts import Band, Bar, Bars, Chart, Mark, Part, Series
from desktop.views.chart_view import ChartView
from desktop.views.clock import Clock, Reading
from desktop.views.empty import EmptyState
from desktop.views.forms import FieldRow, Form
from desktop.views.level_keys import Level, LevelKeys
from desktop.views.messages import MessageLine
from desktop.views.page import Page
from desktop.views.progress_bar import Progress, ProgressBar
from desktop.views.side_list import SideList, SidePage, SideState
from desktop.views.style import Style

pytestmark = pytest.mark.usefixtures("look")

LEVELS: tuple[Level, ...] = (
    (4, "Competent", "all elements, independently", "completes"),
    (3, "Satisfactory", "all elements, with minimal assistance", "completes"),
    (0, "Not exposed", "say why", "reason"),
)
CHART = Chart(
    "Related instruction",
    "h",
    (
        Series("approved", ((date(2025, 10, 1), 0), (date(2026, 1, 1), 70))),
        Series("expected", ((date(2025, 10, 1), 0), (date(2026, 4, 1), 216)), "dashed"),
    ),
    (Mark("today", date(2026, 1, 1), 70), Mark("finish", date(2026, 4, 1), 216, filled=False)),
    Band("8 in 10", ((date(2026, 1, 1), 70),), ((date(2026, 1, 1), 90),)),
)
BARS = Bars(
    "Cohort",
    "",
    (Part("On pace", "solid"), Part("Behind", "hatched"), Part("Paused", "dotted")),
    (Bar("IT Generalist", (11, 4, 1)), Bar("Help desk", (0, 0, 0))),
)


class Counting(Page):
    shows = frozenset({"SignOff"})

    def __init__(self) -> None:
        super().__init__("What waits for you")
        self.reloads = 0
        self.set_soft("17 items")
        self.head.add_button("Print sheet…", self.reload)
        self.head.set_primary("Start", self.reload, "plus")
        self.message.show_message("success", "14 signed.", ("Reverse…", self.reload))

    def reload(self) -> None:
        self.reloads += 1


def keys() -> LevelKeys:
    made = LevelKeys()
    made.set_levels(LEVELS)
    return made


def form() -> Form:
    made = Form()
    made.add(FieldRow("Name", QLineEdit(), hint="As on the agreement"))
    made.add(FieldRow("Hours", QSpinBox(), optional=True))
    made.add(FieldRow("Agreement begins", QDateEdit()), wide=True)
    return made


def side_list() -> SideList:
    made = SideList()
    made.show_person("Ruth Alvarez", "Coordinator")
    made.set_pages((SidePage("home", "Home", "home", 12), SidePage("help", "Help", "circle-help", apart=True)))
    made.set_states((SideState("All changes saved", "save"), SideState("Backup is 9 days old", "save", "help")))
    return made


def clock() -> Clock:
    made = Clock("Core competencies")
    made.show_reading(Reading("18", "of 27 signed", "18 signed", "3 pending", Progress(18, 3, 27, 21)))
    return made


def table_of_numbers() -> ChartView:
    made = ChartView(CHART)
    made.toggle()
    return made


COMPONENTS: list[Callable[[], QWidget]] = [
    Counting,
    keys,
    form,
    side_list,
    clock,
    table_of_numbers,
    lambda: ChartView(CHART),
    lambda: ChartView(BARS),
    lambda: EmptyState("Apprentices will stand here.", "Register the first one.", "Register apprentice…"),
]


@pytest.mark.parametrize("make", COMPONENTS)
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_everything_that_takes_the_focus_has_a_name(
    qtbot: QtBot, look: Style, make: Callable[[], QWidget], direction: Qt.LayoutDirection
) -> None:
    widget = make()
    qtbot.addWidget(widget)
    widget.setLayoutDirection(direction)
    widget.resize(700, 500)
    widget.show()
    for part in (widget, *widget.findChildren(QWidget)):
        inner = isinstance(part.parent(), QSpinBox | QDateEdit)
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            interface = QAccessible.queryAccessibleInterface(part)
            assert interface is not None
            assert interface.text(QAccessible.Text.Name), part
    assert not widget.grab().isNull()
    look.choose(Qt.ColorScheme.Dark)
    assert not widget.grab().isNull()


def test_a_page_reads_when_shown_and_when_its_kinds_change(qtbot: QtBot) -> None:
    page = Counting()
    qtbot.addWidget(page)
    assert page.reloads == 0
    page.show()
    assert page.reloads == 1
    page.on_changed(frozenset({"Employer"}))
    assert page.reloads == 1
    page.on_changed(frozenset({"SignOff"}))
    assert page.reloads == 2


def test_a_hidden_page_reads_once_when_it_comes_back(qtbot: QtBot) -> None:
    page = Counting()
    qtbot.addWidget(page)
    page.show()
    page.hide()
    page.on_changed(frozenset({"SignOff"}))
    page.on_changed(frozenset({"SignOff"}))
    assert page.reloads == 1
    page.show()
    assert page.reloads == 2


def test_a_head_has_two_plain_buttons_and_one_primary_at_most(qtbot: QtBot) -> None:
    page = Counting()
    qtbot.addWidget(page)
    page.head.add_button("As of: today", page.reload)
    with pytest.raises(ValueError, match="two plain"):
        page.head.add_button("Third", page.reload)
    with pytest.raises(ValueError, match="one primary"):
        page.head.set_primary("Second", page.reload)


def test_an_error_stays_and_a_success_goes_with_the_next_act(qtbot: QtBot) -> None:
    line = MessageLine()
    qtbot.addWidget(line)
    line.show_message("error", "The file is open in another window.")
    line.settle()
    assert line.text
    line.show_message("success", "14 signed.", ("Reverse…", lambda: None))
    assert [button.text() for button in line.buttons] == ["Reverse…"]
    with qtbot.waitSignal(line.closed, timeout=0):
        line.settle()
    assert line.isHidden()
    assert not line.text


def test_an_error_takes_the_place_of_the_hint(qtbot: QtBot) -> None:
    problem = ["Choose a later date."]
    row = FieldRow("Begins", QLineEdit(), hint="As on the agreement", check=lambda: problem[0])
    qtbot.addWidget(row)
    row.show()
    assert not row.check()
    assert row.error == "Choose a later date."
    assert row.field.accessibleDescription() == "Choose a later date."
    problem[0] = ""
    assert row.check()
    assert row.field.accessibleDescription() == "As on the agreement"
    assert row.label.buddy() is row.field


def test_a_field_is_checked_when_the_focus_leaves_it(qtbot: QtBot) -> None:
    made = Form()
    qtbot.addWidget(made)
    made.add(FieldRow("Name", QLineEdit(), check=lambda: "Write a name."))
    made.add(FieldRow("Place", QLineEdit()))
    first, second = made.rows
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    first.field.setFocus()
    second.field.setFocus()
    qtbot.waitUntil(lambda: first.error == "Write a name.")


def test_a_form_goes_to_the_first_error(qtbot: QtBot) -> None:
    made = form()
    qtbot.addWidget(made)
    made.add(FieldRow("Wage", QLineEdit(), check=lambda: "Write a wage."))
    made.show()
    assert not made.check()
    assert made.focusWidget() is made.rows[-1].field


def test_a_form_has_two_columns_where_there_is_room(qtbot: QtBot) -> None:
    made = form()
    qtbot.addWidget(made)
    made.show()
    made.resize(1000, 300)
    assert made.columns == 2
    made.resize(600, 300)
    assert made.columns == 1


def test_a_digit_chooses_its_level_and_arrows_move(qtbot: QtBot) -> None:
    group = keys()
    qtbot.addWidget(group)
    group.show()
    group.activateWindow()
    qtbot.waitUntil(group.isActiveWindow)
    with qtbot.waitSignal(group.chosen, timeout=0) as caught:
        qtbot.keyClick(group.keys[0], Qt.Key.Key_3)
    assert caught.args == [3]
    assert group.value == 3
    qtbot.keyClick(group.keys[1], Qt.Key.Key_Down)
    assert group.value == 0
    assert not group.choose(7)


def test_setting_a_level_is_silent_and_can_be_taken_back(qtbot: QtBot) -> None:
    group = keys()
    qtbot.addWidget(group)
    with qtbot.assertNotEmitted(group.chosen):
        group.set_value(4)
        assert group.value == 4
        group.set_value(None)
    assert group.value is None


def test_a_level_key_grows_where_its_meaning_wraps(qtbot: QtBot) -> None:
    group = keys()
    qtbot.addWidget(group)
    key = group.keys[1]
    assert key.heightForWidth(330) > key.heightForWidth(900)
    assert "completes" in key.accessibleName()


def test_the_value_of_a_bar_holds_all_numbers(qtbot: QtBot) -> None:
    bar = ProgressBar("Core competencies")
    qtbot.addWidget(bar)
    bar.set_values(Progress(18, 3, 27, 21), approved_word="signed")
    assert bar.accessibleDescription() == "18 of 27 signed, 3 pending, expected today 21"


def test_shares_stay_between_nothing_and_all() -> None:
    assert Progress(5, 0, 0).part(5) == 0
    assert Progress(5, 0, 4).part(5) == 1
    assert Progress(0, 0, 4).part(-1) == 0


def test_a_chart_turns_into_a_table_of_its_numbers(qtbot: QtBot) -> None:
    view = ChartView(CHART)
    qtbot.addWidget(view)
    view.show()
    assert not view.shows_table
    view.toggle()
    assert view.shows_table
    assert view.numbers.table.rowCount() == 3
    assert view.numbers.accessibleName() == "Related instruction as a table"


def test_side_list_gives_pages_and_keeps_the_chosen_one(qtbot: QtBot) -> None:
    made = side_list()
    qtbot.addWidget(made)
    made.set_current("home")
    made.set_pages((SidePage("home", "Home", "home"), SidePage("hours", "Hours", "clock")))
    assert made.current() == "home"
    with qtbot.waitSignal(made.page_chosen, timeout=0) as caught:
        made.choose("hours")
    assert caught.args == ["hours"]
    made.fit(1024)
    assert made.width() == 176
