"""A coordinator moves the agreements under one version to another, by a policy, and sees before what stays behind."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.frameworks import catalogue
from desktop.services import carry_history, carry_policies, checks, frameworks, sign_offs
from desktop.services.carry_policies import Policy
from desktop.services.progress import progress
from desktop.views.framework_compare import FrameworkComparePage
from desktop.views.framework_move import FrameworkMovePage
from desktop.workspace import Workspace
from tests.conftest import Cast, everything, rating
from tests.screens import CONTROL, ENTER, Keys, show, viewer, without_name
from tests.services.test_carry_over import FIRST, revised

pytestmark = pytest.mark.usefixtures("look")
_OLD = catalogue.find(FIRST).version
_NAMES = ((FIRST, _OLD), (FIRST, "2"))


@pytest.fixture
def page(qtbot: QtBot, store: Store, cast: Cast) -> FrameworkMovePage:
    """Ben has a sign-off of 2a, which the new version has no more."""
    store.write(frameworks.adopt, framework=revised())
    store.write(sign_offs.sign_off, agreement_id=cast.bens, ratings=[rating("2a")], signer_id=cast.max)
    workspace = Workspace(store)
    made = FrameworkMovePage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, made)
    made.open_at(_NAMES)
    return made


def decide(page: FrameworkMovePage) -> None:
    while page.pairs.open:
        page.pairs.list.activated_row.emit(page.pairs.list.current())


def version(store: Store, cast: Cast) -> str:
    return store.read(progress, agreement_id=cast.bens).framework.version


def test_each_policy_says_how_many_it_moves(page: FrameworkMovePage, store: Store) -> None:
    some = {"key": FIRST, "version": _OLD}
    for policy in (Policy.EVERYONE, Policy.UNSIGNED):
        many = len(store.read(carry_policies.moving, **some, policy=policy))
        assert page.policy.button(policy).text().endswith(f"  {many}")
    assert page.policy.button(Policy.UNSIGNED).text() != page.policy.button(Policy.EVERYONE).text()


def test_what_stays_behind_is_shown_and_nothing_is_written(page: FrameworkMovePage, store: Store, cast: Cast) -> None:
    before = everything(store)
    page.segments.choose("preview")
    assert cast.bens in {row.agreement_id for row in page.preview.list.table.rows}
    assert [(row.left.code, row.left.ratings) for row in page.preview.left.table.rows] == [("2a", 1)]
    page.policy.choose(Policy.NOBODY)
    assert page.preview.list.table.rowCount() == 0
    assert everything(store) == before


def test_nobody_is_moved_while_a_pair_is_undecided(page: FrameworkMovePage, store: Store) -> None:
    before = everything(store)
    page.move_button.click()
    assert page.message.kind == "error"
    assert everything(store) == before


def test_everyone_is_moved_with_the_keys_and_the_result_is_told(
    qtbot: QtBot, page: FrameworkMovePage, store: Store, cast: Cast
) -> None:
    decide(page)
    page.reason.setText("The trade has a new version")
    page.pairs.list.setFocus()
    Keys(qtbot).press(ENTER, CONTROL)
    qtbot.waitUntil(lambda: page.message.kind == "success" and page.move_button.isEnabled())
    assert "moved to" in page.message.text
    assert version(store, cast) == "2"
    assert store.read(carry_history.history, agreement_id=cast.bens)[0].reason == "The trade has a new version"
    assert page.policy.button(Policy.EVERYONE).text().endswith("  0")
    assert all(row.ok for row in store.read(checks.check_database))


def test_with_only_those_without_a_sign_off_the_others_stay(
    qtbot: QtBot, page: FrameworkMovePage, store: Store, cast: Cast
) -> None:
    decide(page)
    page.policy.choose(Policy.UNSIGNED)
    page.move_button.click()
    qtbot.waitUntil(lambda: page.message.kind == "success" and page.move_button.isEnabled())
    assert version(store, cast) == _OLD


def test_a_comparison_leads_here_for_a_coordinator_and_an_adopted_version(
    qtbot: QtBot, page: FrameworkMovePage
) -> None:
    workspace = page.workspace
    compare = FrameworkComparePage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, compare)
    compare.open_at(_NAMES)
    with qtbot.waitSignal(compare.go) as asked:
        compare.move_button.click()
    assert asked.args == ["framework_move", _NAMES]
    compare.open_at(((FIRST, "2"), (FIRST, "2")))
    assert not compare.move_button.isEnabled()
    shipped = next(row for row in workspace.read(frameworks.listing) if not row.id)
    compare.open_at(((shipped.key, shipped.version), (FIRST, "2")))
    assert not compare.move_button.isEnabled()
    other = FrameworkComparePage(workspace, viewer(workspace, "Max Hale"))
    assert not hasattr(other, "move_button")


def test_everything_has_a_name(page: FrameworkMovePage) -> None:
    assert without_name(page) == []
    page.segments.choose("preview")
    assert without_name(page) == []
