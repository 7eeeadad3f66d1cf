"""Fusion, our palette and one sheet; fonts, and the colours that painters ask for."""

from PySide6 import QtGui
from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop import tokens
from desktop.tokens import TypeName
from desktop.views import colors, icons, sheet
from desktop.views.colors import color, scheme

__all__ = ["Style", "apply", "caption", "color", "font", "label", "metrics", "paper", "scheme", "tabular", "tip"]

_Role = QPalette.ColorRole


class Style(QObject):
    """Keeps the look of the application in step with the system; `changed` comes after all is set."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._folder = QTemporaryDir()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self.dress)
        self.dress()

    def choose(self, wanted: Qt.ColorScheme) -> None:
        """Light or dark by the user's will; Unknown follows the system.

        Platforms without a theme of their own ignore the wish, so it is kept here as well.
        """
        self._app.setProperty(colors.CHOSEN, wanted.name)
        self._app.styleHints().setColorScheme(wanted)
        self.dress()

    def dress(self) -> None:
        """Palette first, then the sheet, which keeps the colours it was set with, then the icons."""
        now = scheme()
        self._app.setPalette(colors.palette(now))
        self._app.setStyleSheet(sheet.text(now, self._folder.path(), font("small").pointSizeF()))
        icons.refresh(self._app)
        self.changed.emit()


def apply(app: QApplication) -> Style:
    """Dress the application; called once, before its first widget."""
    return Style(app)


def font(name: TypeName) -> QFont:
    """A font of the type table, from the system font."""
    kind = tokens.TYPE[name]
    made = QFont(QApplication.font())
    points = QFontInfo(made).pointSizeF() * kind.factor
    made.setPointSizeF(max(points, tokens.SMALLEST_POINTS))
    made.setWeight(QFont.Weight(kind.weight))
    return made


def metrics(name: TypeName) -> QFontMetrics:
    return QFontMetrics(font(name))


def tabular(made: QFont) -> QFont:
    """The same font with figures of one width, for numbers that stand in a column."""
    copy = QFont(made)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy


def label(text: str = "", kind: TypeName = "body", *, soft: bool = False, wraps: bool = False) -> QLabel:
    """A label of plain text in a font of the type table."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(kind))
    made.setWordWrap(wraps)
    if soft:
        made.setForegroundRole(_Role.PlaceholderText)
    return made


def tip(text: str) -> str:
    """`text` as a tool tip shows it letter by letter: Qt takes one that looks like HTML for HTML."""
    if not QtGui.Qt.mightBeRichText(text):
        return text
    return QtGui.Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)


def caption(text: str) -> str:
    """`text` as a button or menu shows it letter by letter: one & would become a shortcut."""
    return text.replace("&", "&&")


def paper(widget: QWidget) -> None:
    """Give a widget the ground of a page."""
    widget.setBackgroundRole(_Role.Base)
    widget.setAutoFillBackground(True)
