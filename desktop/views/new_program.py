"""Start my program: the sponsor, and the coordinator who keeps the record."""

from dataclasses import dataclass

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import FieldRow, Form
from desktop.views.questions import button_row
from desktop.views.record_key import cost

_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
)


@dataclass(frozen=True, slots=True)
class Program:
    sponsor: str
    program_number: str
    time_zone: str
    first_name: str
    last_name: str
    is_encrypted: bool = False


class NewProgram(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Start my program"))
        style.paper(self)
        self.setMinimumWidth(560)
        self.sponsor, self.number, self.first, self.last = (QLineEdit() for _ in range(4))
        self.zone = QComboBox()
        self.zone.addItems(_ZONES)
        self.zone.setCurrentIndex(max(0, self.zone.findText(bytes(QTimeZone.systemTimeZoneId().data()).decode())))
        self.form = Form()
        self.form.add(FieldRow(self.tr("Sponsor"), self.sponsor, check=lambda: self._missing(self.sponsor)), wide=True)
        self.form.add(FieldRow(self.tr("Program number"), self.number, optional=True))
        self.form.add(FieldRow(self.tr("Time zone"), self.zone, hint=self.tr("Where its days begin and end.")))
        self.form.add(FieldRow(self.tr("Your first name"), self.first, check=lambda: self._missing(self.first)))
        self.form.add(FieldRow(self.tr("Your last name"), self.last, check=lambda: self._missing(self.last)))
        self.encrypted = QCheckBox(self.tr("Encrypt the record, so that it opens only with a passphrase"))
        self.encrypted.setAccessibleDescription(cost())
        start = QPushButton(self.tr("Start the record"))
        start.setProperty("primary", True)
        start.setDefault(True)
        start.clicked.connect(self._accept)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.setSpacing(SPACE.section)
        layout.addWidget(self.form)
        layout.addLayout(self._encryption())
        layout.addLayout(button_row(cancel, start))

    def _encryption(self) -> QVBoxLayout:
        """The offer, with what it may cost."""
        offer = QVBoxLayout()
        offer.setSpacing(SPACE.label)
        offer.addWidget(self.encrypted)
        offer.addWidget(style.label(cost(), "small", soft=True, wraps=True))
        return offer

    @classmethod
    def ask(cls, parent: QWidget | None) -> Program | None:
        dialog = cls(parent)
        return dialog.program() if dialog.exec() else None

    def program(self) -> Program:
        return Program(
            self.sponsor.text(),
            self.number.text(),
            self.zone.currentText(),
            self.first.text(),
            self.last.text(),
            self.encrypted.isChecked(),
        )

    def _missing(self, field: QLineEdit) -> str:
        return "" if field.text().strip() else self.tr("This is missing. Enter it.")

    def _accept(self) -> None:
        if self.form.check():
            self.accept()
