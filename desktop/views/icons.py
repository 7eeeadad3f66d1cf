"""Lucide icons in the colours of the present scheme."""

from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop import assets
from desktop.views import colors

SIZE = 16
SMALL = 14
_NAME, _INK = "icon_name", "icon_ink"


class _Scaled(Protocol):
    def devicePixelRatioF(self) -> float: ...


@lru_cache
def _drawing(name: str) -> str:
    return assets.path("resources", "icons", f"{name}.svg").read_text(encoding="utf-8")


def svg(name: str, color: str) -> bytes:
    """The drawing with `color` for its lines."""
    return _drawing(name).replace("currentColor", color).encode()


def pixmap(name: str, ink: str = "text", size: int = SIZE, on: _Scaled | None = None) -> QPixmap:
    """A square picture, sharp on the screen of `on`; `ink` is a plain token or the name of a state."""
    return _rendered(name, colors.scheme().color(ink), size, on.devicePixelRatioF() if on else 1.0)


def _rendered(name: str, color: str, size: int, ratio: float) -> QPixmap:
    key = f"journeybook/{name}/{color}/{size}/{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    drawn = QPixmap(QSize(size, size) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg(name, color))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    QPixmapCache.insert(key, drawn)
    return drawn


def icon(name: str, ink: str = "text", size: int = SIZE) -> QIcon:
    """An icon that is soft where its button is disabled; see `dress` for one that follows the scheme."""
    scheme = colors.scheme()
    made = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        made.addPixmap(_rendered(name, scheme.color(ink), size, ratio))
        made.addPixmap(_rendered(name, scheme.soft, size, ratio), QIcon.Mode.Disabled)
    return made


def dress(target: QAbstractButton | QAction, name: str, ink: str = "text", size: int = SIZE) -> None:
    """Give a button or action an icon, and a new one each time the scheme changes."""
    target.setProperty(_NAME, name)
    target.setProperty(_INK, ink)
    target.setIcon(icon(name, ink, size))


def refresh(app: QApplication) -> None:
    """Forget all pictures and dress again what was dressed."""
    QPixmapCache.clear()
    for widget in app.allWidgets():
        if isinstance(widget, QAbstractButton):
            _dress_again(widget)
        for action in widget.actions():
            _dress_again(action)


def _dress_again(target: QAbstractButton | QAction) -> None:
    name = target.property(_NAME)
    if name:
        target.setIcon(icon(name, target.property(_INK)))
