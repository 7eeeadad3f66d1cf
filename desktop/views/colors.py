"""The colours of the present scheme."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desktop import tokens
from desktop.tokens import Scheme

CHOSEN = "journeybook_color_scheme"
"""The property of the application that holds the user's wish."""

_Role = QPalette.ColorRole


def scheme() -> Scheme:
    """The colours of the present scheme, for painters."""
    app = QGuiApplication.instance()
    chosen = app.property(CHOSEN) if app else None
    if chosen in {"Light", "Dark"}:
        return tokens.DARK if chosen == "Dark" else tokens.LIGHT
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return tokens.DARK if dark else tokens.LIGHT


def color(token: str) -> QColor:
    """A plain token or the ink of a state."""
    return QColor(scheme().color(token))


def palette(of: Scheme) -> QPalette:
    """BrightText carries the ink of an error, PlaceholderText the soft text, for labels by their role."""
    made = QPalette()
    roles = {
        _Role.Window: of.window,
        _Role.Base: of.base,
        _Role.Button: of.base,
        _Role.ToolTipBase: of.base,
        _Role.AlternateBase: of.alternate,
        _Role.Midlight: of.alternate,
        _Role.Light: of.alternate,
        _Role.Highlight: of.selection,
        _Role.HighlightedText: of.text,
        _Role.Mid: of.line,
        _Role.Dark: of.border,
        _Role.Shadow: of.border,
        _Role.WindowText: of.text,
        _Role.Text: of.text,
        _Role.ButtonText: of.text,
        _Role.ToolTipText: of.text,
        _Role.PlaceholderText: of.soft,
        _Role.Accent: of.accent,
        _Role.Link: of.accent,
        _Role.LinkVisited: of.accent,
        _Role.BrightText: of.state("overdue").ink,
    }
    for role, name in roles.items():
        made.setColor(role, QColor(name))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(of.soft))
    return made
