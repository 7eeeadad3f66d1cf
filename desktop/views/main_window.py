"""The window: menu bar, side list, and one page at a time."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.codes import Role
from desktop.services import acting, home, ledger_watch
from desktop.services.ledger_watch import Found
from desktop.tokens import SPACE
from desktop.views import agreement_words, backup_words, ledger_words, style
from desktop.views.messages import Action, Kind, MessageLine
from desktop.views.own_key import OwnKey
from desktop.views.places import places
from desktop.views.side_list import SideList, SidePage, SideState
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

SET_UP = "set_up"
"""What a page asks for to set up signing in; no page, since the record is left for it."""
_COUNTED = frozenset({"AgreementMentor", "HourDecision", "HourEntry", "SignOff", "SignOffRequest"})


class MainWindow(QMainWindow):
    """`person_wanted` asks who works here now; `file_wanted` asks for another record ("open", "sample", "new");
    `scheme_wanted` for "system", "light" or "dark"; `lock_wanted` hides everything until someone signs in;
    `set_up_wanted` asks for keys in a record without them, `right_wanted` to take this record for the right one."""

    person_wanted = Signal()
    lock_wanted = Signal()
    set_up_wanted = Signal()
    right_wanted = Signal()
    file_wanted = Signal(str)
    scheme_wanted = Signal(str)

    def __init__(self, workspace: Workspace, viewer: Viewer, scheme: str = "system") -> None:
        super().__init__()
        self.workspace = workspace
        self.viewer = viewer
        self._places = {place.key: place for place in places() if viewer.role in place.roles}
        self._listed = [place for place in self._places.values() if not place.under]
        self._pages: dict[str, RecordPage] = {}
        self._schemes: dict[str, QAction] = {}
        self.side = SideList()
        self.stack = QStackedWidget()
        self.banner = MessageLine()
        inner = QWidget()
        layout = QHBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.side)
        layout.addLayout(self._under_banner(), 1)
        self.setCentralWidget(inner)
        self.setWindowTitle(f"{workspace.path.stem} — Journeybook")
        self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize()))
        self.setMinimumSize(900, 600)
        self._fill_side()
        self._fill_menus(scheme)
        self.show_page(self._listed[0].key)
        self._count(_COUNTED)
        workspace.changed.connect(self._count)
        workspace.backed_up.connect(self.show_states)
        workspace.checked.connect(self._on_checked)
        if workspace.found is not None:
            self._on_checked(workspace.found)

    def _under_banner(self) -> QVBoxLayout:
        """What is wrong with the record as a whole stands above every page."""
        ground = QWidget()
        style.paper(ground)
        above = QVBoxLayout(ground)
        above.setContentsMargins(SPACE.margin, SPACE.section, SPACE.margin, 0)
        above.addWidget(self.banner)
        ground.hide()
        self.banner.closed.connect(ground.hide)
        self._banner_ground = ground
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(ground)
        layout.addWidget(self.stack, 1)
        return layout

    def check_new(self) -> None:
        """Check in the background what was signed since the last check on this computer."""
        work = self.workspace.start(ledger_watch.check_new)
        work.finished.connect(lambda found: self.workspace.tell_checked(found) if found else None)

    @Slot(object)
    def _on_checked(self, found: Found) -> None:
        self.show_states()
        fault = next((row.sentence for row in found.rows if not row.ok), "")
        if self.workspace.refusal or not fault:
            self.show_refusal()
        elif self._oversees:
            words = self.tr("{fault} Let nobody sign anything more.").format(fault=fault)
            self._warn(words, self._to_integrity())
        else:
            self._warn(self.tr("{fault} Sign nothing more, and tell a coordinator.").format(fault=fault))

    def _to_integrity(self) -> Action:
        return self.tr("Open Integrity"), lambda: self.go(ledger_words.PAGE, "checks")

    def _warn(self, words: str, *acts: Action) -> None:
        self._banner_ground.show()
        self.banner.show_message("error", words, *acts)

    @property
    def _oversees(self) -> bool:
        return ledger_words.PAGE in self._places

    def show_refusal(self) -> None:
        """That nothing can be written to this record, and for a coordinator the way on."""
        words = self.workspace.refusal
        if not words:
            self.banner.clear()
        elif self.viewer.role is Role.COORDINATOR:
            self._warn(words, (self.tr("This is the right record…"), self.right_wanted.emit), self._to_integrity())
        else:
            self._warn(words)

    @Slot(frozenset)
    def _count(self, kinds: frozenset[str]) -> None:
        """How much waits on the pages of the side list."""
        if kinds & _COUNTED:
            found = self.workspace.read(home.counts, role=self.viewer.role, person_id=self.viewer.person_id)
            for key, count in found.items():
                self.side.set_count(key, count)

    @Slot()
    def show_states(self) -> None:
        """How the record stands, at the foot of the side list."""
        backup = backup_words.side_state(self.workspace.path)
        if backup_words.PAGE not in self._places:
            backup = replace(backup, page="")
        states = [SideState(self.tr("All changes saved"), "circle-check"), backup]
        if self.workspace.found is not None:
            states.insert(1, ledger_words.side_state(is_sound=self.workspace.found.is_sound, opens=self._oversees))
        self.side.set_states(states)

    def _fill_side(self) -> None:
        role = agreement_words.role_title(self.viewer.role)
        at = f"{role}, {self.viewer.employer}" if self.viewer.employer else role
        self.side.show_person(self.viewer.name, at)
        self.side.set_pages([SidePage(one.key, one.text, one.icon, apart=one.is_apart) for one in self._listed])
        self.show_states()
        self.side.page_chosen.connect(self.show_page)
        self.side.person_clicked.connect(self.person_wanted)
        self.side.find_clicked.connect(self._find)

    def _fill_menus(self, scheme: str) -> None:
        bar = self.menuBar()
        file = bar.addMenu(self.tr("&File"))
        self._add(file, self.tr("&New record…"), lambda: self.file_wanted.emit("new"))
        self._add(file, self.tr("&Open record…"), lambda: self.file_wanted.emit("open"), "Ctrl+O")
        self._add(file, self.tr("Open the &sample program"), lambda: self.file_wanted.emit("sample"))
        file.addSeparator()
        if backup_words.PAGE in self._places:
            self._add(file, self.tr("&Back up now"), lambda: self.go(backup_words.PAGE, "now"))
            self._add(file, self.tr("&Restore…"), lambda: self.show_page(backup_words.PAGE))
        if "encryption" in self._places:
            self._add(file, self.tr("&Encryption…"), lambda: self.show_page("encryption"))
        file.addSeparator()
        self._add(file, self.tr("&Change person…"), self.person_wanted.emit, "Ctrl+Shift+P")
        self._add_signing(file)
        file.addSeparator()
        self._add(file, self.tr("&Quit"), self.close, QKeySequence.StandardKey.Quit)
        view = bar.addMenu(self.tr("&View"))
        for key, words in (
            ("system", self.tr("Colors of the &system")),
            ("light", self.tr("&Light")),
            ("dark", self.tr("&Dark")),
        ):
            action = self._add(view, words, partial(self.scheme_wanted.emit, key))
            action.setCheckable(True)
            self._schemes[key] = action
        self.check_scheme(scheme)
        go = bar.addMenu(self.tr("&Go"))
        self._add(go, self.tr("&Find…"), self._find, "Ctrl+K")
        go.addSeparator()
        for number, place in enumerate(self._listed, start=1):
            self._add(go, place.text, partial(self.show_page, place.key), f"Ctrl+{number}")
        help_menu = bar.addMenu(self.tr("&Help"))
        self._add(help_menu, self.tr("&Keyboard"), self._show_keys, "F1")

    def _add_signing(self, file: QMenu) -> None:
        """What concerns one's own key; Ctrl+L belongs to the comments of a sitting."""
        is_coordinator = self.viewer.role is Role.COORDINATOR
        if self.workspace.signed_in:
            key = OwnKey(self, self.workspace, self.tell)
            self._add(file, self.tr("&Lock"), self.lock_wanted.emit, "Ctrl+Shift+L")
            self._add(file, self.tr("Change &passphrase…"), key.change_passphrase)
            if is_coordinator:
                self._add(file, self.tr("New reco&very sheet…"), key.new_sheet)
        elif is_coordinator and not self.workspace.read(acting.has_begun):
            self._add(file, self.tr("Set up si&gning…"), self.set_up_wanted.emit)

    def _add(
        self,
        menu: QMenu,
        words: str,
        act: Callable[[], object],
        keys: str | QKeySequence.StandardKey | None = None,
    ) -> QAction:
        action = menu.addAction(words)
        action.triggered.connect(lambda: act())
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        return action

    def page(self, key: str) -> RecordPage:
        """The page of this key, made now if it was never shown."""
        if key not in self._pages:
            page = self._places[key].make(self.workspace, self.viewer)
            page.go.connect(self.go)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Show a page, unless the one that is open has unsaved work that is to stay."""
        present = self.stack.currentWidget()
        page = self.page(key)
        if isinstance(present, RecordPage) and present is not page and not present.leave():
            self._mark(self._key_of(present))
            return
        self.stack.setCurrentWidget(page)
        self._mark(key)

    def _mark(self, key: str) -> None:
        """Show in the side list where the page stands."""
        self.side.set_current(self._places[key].under or key)

    def go(self, key: str, target: Any) -> None:
        """Open a page at something: an agreement, a framework."""
        if key == SET_UP:
            self.set_up_wanted.emit()
        if key not in self._places:
            return
        self.show_page(key)
        if self.stack.currentWidget() is self.page(key) and target is not None:
            self.page(key).open_at(target)

    def tell(self, sentence: str, kind: Kind = "error", *actions: Action) -> None:
        """What belongs to no page stands in the one that is open."""
        present = self.stack.currentWidget()
        if isinstance(present, RecordPage):
            present.message.show_message(kind, sentence, *actions)

    def settle(self) -> None:
        """Take notes away, on whichever page they were told."""
        for page in self._pages.values():
            page.message.settle()

    def may_leave(self) -> bool:
        """Whether the record may be left: the page that is open, and what others set aside, ask first."""
        present = self.stack.currentWidget()
        if isinstance(present, RecordPage) and not present.leave():
            return False
        return all(page.may_close() for page in self._pages.values())

    def check_scheme(self, name: str) -> None:
        for key, action in self._schemes.items():
            action.setChecked(key == name)

    def _key_of(self, page: RecordPage) -> str:
        return next(key for key, one in self._pages.items() if one is page)

    def _find(self) -> None:
        from desktop.views.find import FindDialog

        pages = [(place.key, place.text) for place in self._listed]
        FindDialog.ask(self, self.workspace, self.viewer, pages, self.go)

    def actions_with_keys(self) -> Iterator[tuple[str, str]]:
        """Every act of the menus with its key, for the list of keys."""
        for action in self.menuBar().actions():
            menu = action.menu()
            for one in menu.actions() if isinstance(menu, QMenu) else ():
                if one.shortcut().toString():
                    keys = one.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                    yield one.text().replace("&", ""), keys

    def _show_keys(self) -> None:
        from desktop.views.keys import KeysDialog

        KeysDialog.ask(self, list(self.actions_with_keys()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit(self.width())

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave():
            event.ignore()
            return
        super().closeEvent(event)
