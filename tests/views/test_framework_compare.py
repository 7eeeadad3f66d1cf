"""Two frameworks are compared in the window: by kind of change, with both texts of each part."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.frameworks import catalogue
from desktop.services import frameworks
from desktop.views.choices import place_of
from desktop.views.framework_compare import FrameworkComparePage
from desktop.views.frameworks import FrameworksPage
from desktop.workspace import Workspace
from tests.conftest import Cast
from tests.frameworks.test_compare import BAKERY, changed, framework
from tests.screens import show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(store: Store) -> Workspace:
    after = changed("1", 1, "Kneads rye dough by machine")
    after["2"][1][1:] = ["Cools loaves on racks", "Labels cooled loaves"]
    after["1"][1].append("Greets customers at the till")
    for made in (framework(BAKERY), framework(after, "2")):
        store.write(frameworks.adopt, framework=made)
    return Workspace(store)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> FrameworkComparePage:
    made = FrameworkComparePage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, made)
    made.open_at(("baker", "2"))
    return made


def codes(page: FrameworkComparePage) -> list[tuple[str, str]]:
    table = page.list.table
    return [(table.columns[0].text(row), table.columns[1].text(row)) for row in table.rows]


def test_it_opens_on_the_changes_since_the_version_before(page: FrameworkComparePage) -> None:
    assert (page.before.currentData(), page.after.currentData()) == (("baker", "1"), ("baker", "2"))
    assert codes(page) == [("1b", "1b"), ("", "1d"), ("2b", "2b, 2c")]
    assert page.head.soft.text() == "3 of 8 parts differ"


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("reworded", [("1b", "1b")]), ("new", [("", "1d")]), ("regrouped", [("2b", "2b, 2c")]), ("retired", [])],
)
def test_a_segment_shows_one_kind_of_change(page: FrameworkComparePage, kind: str, shown: list[object]) -> None:
    page.segments.choose(kind)
    assert codes(page) == shown
    assert page.segments.button(kind).text().endswith(f"  {len(shown)}")


def test_changed_words_are_told_by_weight_and_line_and_to_those_who_hear_the_screen(
    page: FrameworkComparePage,
) -> None:
    page.segments.choose("reworded")
    before, after = page.texts.texts
    assert "<b><s>wheat</s></b>" in before.text()
    assert "<b><u>rye</u></b>" in after.text()
    assert before.accessibleDescription() == "Only before: wheat, hand"
    assert after.accessibleDescription() == "Only after: rye, machine"
    assert "Words in common: kneads, dough" in page.texts.more.text()
    assert "Matched by the same code" in page.texts.more.text()


def test_texts_are_shown_as_they_are_whatever_signs_they_hold(page: FrameworkComparePage) -> None:
    page.texts.show_texts(("A", "B"), "Uses <b>tags</b> & more", "Uses <i>tags</i> & more")
    assert "&lt;" in page.texts.texts[0].text()
    assert "<i>" not in page.texts.texts[1].text()


def test_any_two_frameworks_are_compared(page: FrameworkComparePage) -> None:
    help_desk = catalogue.find("sample-help-desk")
    page.after.setCurrentIndex(place_of(page.after, (help_desk.key, help_desk.version)))
    assert "of" in page.head.soft.text()
    assert codes(page)
    page.before.setCurrentIndex(page.after.currentIndex())
    assert codes(page) == []


def test_where_it_is_narrow_the_kinds_drop_down(qtbot: QtBot, page: FrameworkComparePage) -> None:
    page.resize(500, 700)
    qtbot.waitUntil(page.kinds.isVisible)
    assert not page.segments.isVisible()
    page.kinds.setCurrentIndex(page.kinds.findData("new"))
    page.kinds.activated.emit(page.kinds.currentIndex())
    assert codes(page) == [("", "1d")]


def test_it_is_reached_from_a_framework_and_goes_back(
    qtbot: QtBot, workspace: Workspace, page: FrameworkComparePage, cast: Cast
) -> None:
    own = FrameworksPage(workspace, viewer(workspace, "Mia Hale"))
    show(qtbot, own)
    own.view.select(("baker", "2"))
    with qtbot.waitSignal(own.go) as asked:
        own.detail.compare.click()
    assert asked.args == ["framework_compare", ("baker", "2")]
    with qtbot.waitSignal(page.go) as back:
        page.back.click()
    assert back.args[0] == "frameworks"


def test_everything_has_a_name_and_the_focus_begins_in_the_list(page: FrameworkComparePage) -> None:
    assert without_name(page) == []
    assert QApplication.focusWidget() is page.list


def test_what_was_chosen_stays_when_the_record_changes(page: FrameworkComparePage) -> None:
    page.before.setCurrentIndex(place_of(page.before, ("it-generalist", catalogue.find("it-generalist").version)))
    before = codes(page)
    page.reload()
    assert page.before.currentData()[0] == "it-generalist"
    assert codes(page) == before
