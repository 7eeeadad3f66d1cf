"""The pages of the window, and who has which."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.codes import Role
from desktop.views import backup_words, ledger_words
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

PageMaker = Callable[[Workspace, Viewer], RecordPage]


@dataclass(frozen=True, slots=True)
class Place:
    """One page, made when it is first shown. One that stands `under` another page is not in the side list: that
    page opens it."""

    key: str
    text: str
    icon: str
    roles: frozenset[Role]
    make: PageMaker
    under: str = ""
    is_apart: bool = False
    """With a gap above it in the side list."""


_ALL = frozenset(Role)
_STAFF = _ALL - {Role.APPRENTICE}
_AT_WORK = _ALL - {Role.VIEWER}
_OVERSEEING = frozenset({Role.COORDINATOR, Role.VIEWER})


def _home(workspace: Workspace, viewer: Viewer) -> RecordPage:
    if viewer.role is Role.APPRENTICE:
        from desktop.views.own_progress import OwnProgressPage

        return OwnProgressPage(workspace, viewer)
    from desktop.views.home import HomePage

    return HomePage(workspace, viewer)


def _apprentices(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.apprentices import ApprenticesPage

    return ApprenticesPage(workspace, viewer)


def _sign_offs(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.sign_offs import SignOffsPage

    return SignOffsPage(workspace, viewer)


def _hours(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.hours import HoursPage

    return HoursPage(workspace, viewer)


def _frameworks(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.frameworks import FrameworksPage

    return FrameworksPage(workspace, viewer)


def _framework_editor(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.framework_editor import FrameworkEditorPage

    return FrameworkEditorPage(workspace, viewer)


def _framework_review(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.framework_review import FrameworkReviewPage

    return FrameworkReviewPage(workspace, viewer)


def _framework_compare(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.framework_compare import FrameworkComparePage

    return FrameworkComparePage(workspace, viewer)


def _framework_crosswalk(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.framework_crosswalk import FrameworkCrosswalkPage

    return FrameworkCrosswalkPage(workspace, viewer)


def _framework_move(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.framework_move import FrameworkMovePage

    return FrameworkMovePage(workspace, viewer)


def _carry_over(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.carry_over import CarryOverPage

    return CarryOverPage(workspace, viewer)


def _backups(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.backups import BackupsPage

    return BackupsPage(workspace, viewer)


def _encryption(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.encryption import EncryptionPage

    return EncryptionPage(workspace, viewer)


def _people(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.people import PeoplePage

    return PeoplePage(workspace, viewer)


def _integrity(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.integrity import IntegrityPage

    return IntegrityPage(workspace, viewer)


def _documents(workspace: Workspace, viewer: Viewer) -> RecordPage:
    from desktop.views.documents import DocumentsPage

    return DocumentsPage(workspace, viewer)


def places() -> tuple[Place, ...]:
    translate = QCoreApplication.translate
    return (
        Place("home", translate("MainWindow", "Home"), "home", _AT_WORK, _home),
        Place("apprentices", translate("MainWindow", "Apprentices"), "users", _STAFF, _apprentices),
        Place("sign_offs", translate("MainWindow", "Sign-offs"), "pen-line", _AT_WORK, _sign_offs),
        Place("hours", translate("MainWindow", "Hours"), "clock", _AT_WORK, _hours),
        Place("frameworks", translate("MainWindow", "Frameworks"), "book-open", _ALL, _frameworks),
        Place("documents", translate("MainWindow", "Documents"), "file-text", _ALL, _documents),
        Place(
            "people",
            translate("MainWindow", "People"),
            "key-round",
            frozenset({Role.COORDINATOR}),
            _people,
            is_apart=True,
        ),
        Place(ledger_words.PAGE, translate("MainWindow", "Integrity"), "shield-check", _OVERSEEING, _integrity),
        Place(
            "framework_review",
            translate("MainWindow", "Review of an import"),
            "eye",
            frozenset({Role.COORDINATOR}),
            _framework_review,
            under="frameworks",
        ),
        Place(
            "framework_editor",
            translate("MainWindow", "Framework editor"),
            "pen-line",
            frozenset({Role.COORDINATOR}),
            _framework_editor,
            under="frameworks",
        ),
        Place(
            "framework_compare",
            translate("MainWindow", "Compare frameworks"),
            "book-open",
            _ALL,
            _framework_compare,
            under="frameworks",
        ),
        Place(
            "framework_crosswalk",
            translate("MainWindow", "Crosswalk"),
            "book-open",
            frozenset({Role.COORDINATOR}),
            _framework_crosswalk,
            under="frameworks",
        ),
        Place(
            "framework_move",
            translate("MainWindow", "Move agreements"),
            "users",
            frozenset({Role.COORDINATOR}),
            _framework_move,
            under="frameworks",
        ),
        Place(
            "carry_over",
            translate("MainWindow", "Carry over"),
            "users",
            frozenset({Role.COORDINATOR}),
            _carry_over,
            under="apprentices",
        ),
        Place(
            "encryption",
            translate("MainWindow", "Encryption"),
            "lock",
            frozenset({Role.COORDINATOR}),
            _encryption,
            under="home",
        ),
        Place(backup_words.PAGE, translate("MainWindow", "Backups"), "save", _AT_WORK, _backups, under="home"),
    )
