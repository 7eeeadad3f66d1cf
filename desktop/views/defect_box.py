"""What is told when something of ours fails: all of the report that may be copied, and nothing that is sent."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import accessible
from desktop.views.questions import button_row

_LINES = 12


class DefectBox(QDialog):
    """`report` is shown as it would be copied; `log` is the file that it stands in, empty where it stands in none."""

    def __init__(self, parent: QWidget | None, report: str, log: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Journeybook")
        style.paper(self)
        failed = self.tr("Something in Journeybook failed. What you did last was not saved.")
        about = self.tr("This report has no names and nothing of what you entered. It is not sent anywhere.")
        self.sentence = style.label(failed, "lead", wraps=True)
        self.about = style.label(about, wraps=True)
        self.where = style.label(self.tr("It is written down in {path}.").format(path=log) if log else "", wraps=True)
        self.where.setVisible(bool(log))
        self.report = accessible(QPlainTextEdit(report), self.tr("Report"))
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setMinimumHeight(style.metrics("body").lineSpacing() * _LINES)
        self.copy_button = QPushButton(self.tr("Copy report"))
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self.copy)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.setProperty("primary", True)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.setSpacing(SPACE.section)
        for part in (self.sentence, self.about, self.where):
            layout.addWidget(part)
        layout.addWidget(self.report, 1)
        layout.addLayout(button_row(self.copy_button, self.close_button))
        self.setMinimumWidth(style.metrics("body").averageCharWidth() * 84)
        self.close_button.setFocus()

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy_button.setText(self.tr("Copied"))
