"""People: everyone with their roles and keys. For coordinators, who give, replace and take both."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.ledger import letters
from desktop.services import acting, keys, people, people_lists, roles
from desktop.services.people_lists import Counts, PersonFacts, RoleRow
from desktop.tokens import SPACE, StateName
from desktop.views import agreement_words, days
from desktop.views.ask_reason import ReasonDialog
from desktop.views.forms import accessible
from desktop.views.new_passphrase import NewPassphraseDialog
from desktop.views.person_details import PersonDetails
from desktop.views.person_dialogs import NewPersonDialog, NewRoleDialog, TakeRoleDialog
from desktop.views.segments import Segments
from desktop.views.tables import Column, ListView, RowTable, by
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

_DETAILS_WIDTH = 280
_MANY = 1000


class PeoplePage(RecordPage):
    """Opened at the id of a person it shows that person."""

    shows = frozenset({"Employer", "Person", "PersonRole", "SignerKey"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("People"))
        self._rows: tuple[PersonFacts, ...] = ()
        self._has_ledger = True
        self._wanted = ""
        self.head.set_primary(self.tr("Add a person…"), self.add_person, "plus")
        choices = (
            ("staff", self.tr("Staff")),
            ("apprentices", self.tr("Apprentices")),
            ("keyless", self.tr("Without a key")),
        )
        self.segments = Segments(self.tr("Which people"), choices)
        self.segments.chosen.connect(lambda _key: self._read())
        self.field = accessible(QLineEdit(), self.tr("Search by name"))
        self.field.setPlaceholderText(self.tr("Search by name"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _text: self._show())
        self.list = ListView(self.tr("People"))
        self._build()
        self.list.chosen.connect(lambda _row: self._show_person())
        self.details = PersonDetails(viewer.person_id)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.details.role_wanted.connect(self.give_role)
        self.details.taking_wanted.connect(self.take_role)
        self.details.key_wanted.connect(self.give_key)
        self.details.new_key_wanted.connect(self.replace_key)
        self.details.revocation_wanted.connect(self.revoke_key)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE.button)
        bar.addWidget(self.segments)
        bar.addStretch()
        bar.addWidget(self.field, 1)
        start = QWidget()
        column = QVBoxLayout(start)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.button)
        column.addLayout(bar)
        column.addWidget(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SPACE.pane)
        self.details.setMinimumWidth(_DETAILS_WIDTH)
        splitter.addWidget(start)
        splitter.addWidget(self.details)
        splitter.setSizes([3 * _DETAILS_WIDTH, _DETAILS_WIDTH])
        splitter.setStretchFactor(0, 1)
        self.body.addWidget(splitter, 1)

    def _columns(self) -> list[Column[PersonFacts]]:
        return [
            Column(self.tr("Name"), lambda row: row.name, second=_roles, kind="name", stretch=3),
            Column(self.tr("Employer"), _employers, stretch=2),
            Column(self.tr("Key"), self._key_words, mark=_key_state, sample=f"since {days.SAMPLE}"),
        ]

    def _key_words(self, row: PersonFacts) -> str:
        if row.key is None:
            return self.tr("revoked") if row.keys else self.tr("none")
        since = row.key.since
        return self.tr("since {day}").format(day=days.short_day(since.astimezone().date())) if since else ""

    @override
    def reload(self) -> None:
        self._has_ledger = self.workspace.read(acting.has_begun)
        if not self._has_ledger:
            told = self.tr("Nobody can sign in this record yet. Set up signing, then give each signer a key here.")
            set_up = (self.tr("Set up signing…"), lambda: self.go.emit("set_up", None))
            self.message.show_message("note", told, set_up)
        self._read()

    def _read(self) -> None:
        self.fetch(people_lists.overview, self._take, group=self.segments.value)

    def _take(self, found: tuple[Counts, tuple[PersonFacts, ...]]) -> None:
        counts, self._rows = found
        told = self.tr("{people}, {signers} of them with a key")
        people_ = words.counted(counts.people, "person", "people")
        self.set_soft(told.format(people=people_, signers=f"{counts.signers:,}"))
        for group, count in counts.groups.items():
            self.segments.set_count(group, count)
        self._show()
        if self._wanted:
            self.list.select(self._wanted)
            self._wanted = ""

    def _build(self) -> None:
        before = self.list.model()
        self.list.show_table(RowTable(self._columns(), by("id"), self.list), sort_by=0)
        if before is not None:
            before.deleteLater()

    def _show(self) -> None:
        wanted, present = words.clean_line(self.field.text()).casefold(), self.person
        self.list.set_empty(self.tr("Nobody is called that.") if wanted else self.tr("Nobody stands here."))
        rows = [row for row in self._rows if wanted in row.name.casefold()]
        if self.list.table.rowCount() > _MANY:
            # Rows that go one by one take their time.
            self._build()
        self.list.table.replace(rows)
        if rows and not (present and self.list.select(present.id)):
            self.list.selectRow(0)
        self._show_person()

    def _show_person(self) -> None:
        self.details.show_person(self.person, has_ledger=self._has_ledger)

    @property
    def person(self) -> PersonFacts | None:
        row = self.list.current()
        return row if isinstance(row, PersonFacts) else None

    @override
    def open_at(self, target: Any) -> None:
        """The id of a person, or "new" for a form."""
        if target == "new":
            self.add_person()
            return
        found = next(iter(self.workspace.read(people_lists.everyone, only=str(target))), None)
        if found is not None:
            self.field.clear()
            self.segments.set_value("apprentices" if found.is_apprentice_only else "staff")
            self._wanted = found.id
            self._read()

    def add_person(self) -> None:
        new = NewPersonDialog.ask(self, self.workspace.read(people.employers))
        if new is None:
            return
        made: list[str] = []
        if self.attempt(
            lambda: made.append(
                self.workspace.write(
                    people.add_person,
                    first_name=new.first_name,
                    last_name=new.last_name,
                    email=new.email,
                    role=new.given.role,
                    employer_id=new.given.employer_id,
                )
            )
        ):
            self.open_at(made[0])
            told = self.tr("{name} is in the record.").format(name=self.workspace.read(people.name_of, made[0]))
            acts = ((self.tr("Give a key…"), self.give_key),) if self._has_ledger else ()
            self.message.show_message("success", told, *acts)

    def give_role(self) -> None:
        if (person := self.person) is None:
            return
        given = NewRoleDialog.ask(self, person.name, self.workspace.read(people.employers))
        if given is not None and self.attempt(
            lambda: self.workspace.write(
                people.give_role, person_id=person.id, role=given.role, employer_id=given.employer_id
            )
        ):
            told = self.tr("{name} is now {role} too.")
            self._succeed(told.format(name=person.name, role=agreement_words.role(given.role)))

    def take_role(self, row: RoleRow) -> None:
        if (person := self.person) is None:
            return
        role = agreement_words.role(row.role)
        if TakeRoleDialog.ask(self, person.name, role) and self.attempt(
            lambda: self.workspace.write(
                roles.take, person_id=person.id, role=row.role, employer_id=row.employer_id or None
            )
        ):
            self._succeed(self.tr("{name} is {role} no more.").format(name=person.name, role=role))

    def give_key(self) -> None:
        if (person := self.person) is not None:
            typed = self._passphrase(person, self.tr("Give a key"))
            if typed is not None:
                self._write_key(person, keys.register, passphrase=typed)

    def replace_key(self) -> None:
        if (person := self.person) is None:
            return
        sentence = self.tr(
            "Where {name} forgot the passphrase, or someone else knows it. The old key signs no more; what it signed "
            "stays valid, and the change shows beside it."
        )
        title, said = self.tr("New key"), sentence.format(name=person.name)
        reason = ReasonDialog.ask(self, title, said, self.tr("Go on"), self.workspace)
        typed = self._passphrase(person, title) if reason is not None else None
        if typed is not None:
            self._write_key(person, keys.reset, passphrase=typed, reason=reason)

    def _write_key(self, person: PersonFacts, act: Callable[..., str], **more: str | None) -> None:
        """`act` returns the id of the new key."""
        made: list[str] = []
        if self.attempt(lambda: made.append(self.workspace.write(act, person_id=person.id, **more))):
            told = self.tr("{name} has a new key. Its fingerprint: {fingerprint}")
            self._succeed(told.format(name=person.name, fingerprint=letters.fingerprint(made[0])))

    def revoke_key(self) -> None:
        if (person := self.person) is None:
            return
        sentence = self.tr(
            "{name} can no longer sign in or sign anything in this record, until you give them another key. What they "
            "signed stays valid."
        )
        reason = ReasonDialog.ask(
            self, self.tr("Revoke key"), sentence.format(name=person.name), self.tr("Revoke the key"), self.workspace
        )
        if reason is not None and self.attempt(
            lambda: self.workspace.write(keys.revoke, person_id=person.id, reason=reason)
        ):
            self._succeed(self.tr("The key of {name} is revoked.").format(name=person.name))

    def _passphrase(self, person: PersonFacts, title: str) -> str | None:
        sentence = self.tr("{name} types a passphrase that nobody else knows. You look away meanwhile.")
        return NewPassphraseDialog.ask(self, title, sentence.format(name=person.name), title)

    def _succeed(self, told: str) -> None:
        self.message.show_message("success", told)


def _roles(row: PersonFacts) -> str:
    return ", ".join(dict.fromkeys(agreement_words.role(one.role) for one in row.roles))


def _employers(row: PersonFacts) -> str:
    return ", ".join(dict.fromkeys(one.employer for one in row.roles if one.employer))


def _key_state(row: PersonFacts) -> StateName:
    if row.key is not None:
        return "signed"
    return "reversed" if row.keys else "missing"
