"""The one application sheet: only the controls that Fusion paints too faintly."""

from pathlib import Path
from string import Template

from desktop.tokens import RADIUS, Scheme
from desktop.views import icons

_SHEET = Template("""
QPushButton {
    background-color: $base; color: $text; border: 1px solid $border; border-radius: ${radius}px;
    padding: 5px 11px; font-weight: 500;
}
QPushButton:hover { background-color: $alternate; }
QPushButton:pressed { background-color: $selection; }
QPushButton:checked {
    background-color: $selection; font-weight: 600; border-bottom: 2px solid $accent; padding-bottom: 4px;
}
QPushButton:focus { border: 2px solid $accent; padding: 4px 10px; }
QPushButton:disabled { background-color: $alternate; color: $soft; border-color: $line; }
QPushButton[primary="true"] {
    background-color: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:pressed { border-color: $text; }
QPushButton[primary="true"]:focus { border: 2px solid $text; }
QPushButton[primary="true"]:disabled { background-color: $line; color: $soft; border-color: $line; }
QPushButton[segment="first"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QPushButton[segment="middle"] { border-radius: 0; margin-left: -1px; }
QPushButton[segment="last"] { border-top-left-radius: 0; border-bottom-left-radius: 0; margin-left: -1px; }
QPushButton[quiet="true"] { background-color: transparent; border-color: transparent; padding: 5px; }
QPushButton[quiet="true"]:hover { background-color: $selection; }
QPushButton[start="true"] { text-align: left; padding-left: 8px; }
QPushButton[quiet="true"]:focus { border: 2px solid $accent; padding: 4px; }
QPushButton::menu-indicator {
    image: url("$chevron_down"); width: 14px; height: 14px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 6px;
}

QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {
    background-color: $base; color: $text; border: 1px solid $border; border-radius: ${radius}px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox { padding: 4px 8px; }
QAbstractSpinBox { padding: 3px 8px 2px 8px; }
QPlainTextEdit { padding: 4px; }
QLineEdit[error="true"], QPlainTextEdit[error="true"], QComboBox[error="true"],
QAbstractSpinBox[error="true"] { border-color: $error; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid $accent; padding: 3px 7px; }
QAbstractSpinBox:focus { padding: 2px 7px 1px 7px; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    background-color: $alternate; color: $soft; border-color: $line;
}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; background: transparent; }
QSpinBox QLineEdit { margin-left: 7px; }

QComboBox::drop-down, QDateEdit::drop-down {
    subcontrol-origin: padding; subcontrol-position: center right; width: 24px; border: none;
}
QComboBox::down-arrow { image: url("$chevron_down"); width: 14px; height: 14px; }
QComboBox::down-arrow:disabled { image: url("$chevron_down_soft"); }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 22px; border: none; background: transparent;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 2px; }
QAbstractSpinBox::up-arrow { image: url("$chevron_up"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("$chevron_down"); width: 12px; height: 12px; }
QAbstractSpinBox::up-arrow:disabled, QAbstractSpinBox::up-arrow:off { image: url("$chevron_up_soft"); }
QAbstractSpinBox::down-arrow:disabled, QAbstractSpinBox::down-arrow:off { image: url("$chevron_down_soft"); }
QDateEdit::down-arrow { image: url("$calendar"); width: 14px; height: 14px; }
QDateEdit::down-arrow:disabled { image: url("$calendar_soft"); }

QCheckBox::indicator { width: 16px; height: 16px; }
QCheckBox::indicator:unchecked { image: url("$check_off"); }
QCheckBox::indicator:checked { image: url("$check_on"); }
QCheckBox::indicator:unchecked:disabled { image: url("$check_off_soft"); }
QCheckBox::indicator:checked:disabled { image: url("$check_on_soft"); }

QHeaderView { background-color: transparent; border: none; }
QHeaderView::section {
    background-color: $base; color: $soft; border: none; border-bottom: 1px solid $line;
    padding: 4px 8px; font-size: ${small}pt;
}
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url("$chevron_up"); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url("$chevron_down"); width: 12px; height: 12px; }

QToolTip { background-color: $base; color: $text; border: 1px solid $border; padding: 4px 8px; }
""")

_BOX = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<rect x="1" y="1" width="14" height="14" rx="3" fill="{fill}" stroke="{edge}" stroke-width="1.2"/>'
    "{mark}</svg>"
)
_TICK = '<path d="M4.2 8.4l2.6 2.6 5-5.6" fill="none" stroke="{ink}" stroke-width="1.8" stroke-linecap="round"/>'


def text(scheme: Scheme, folder: str, small: float) -> str:
    """The sheet of a scheme; its pictures are written into `folder`, since a sheet takes only files.

    `small` is the size of column heads in points.
    """
    return _SHEET.substitute(
        {name: scheme.color(name) for name in ("base", "alternate", "selection", "line", "border")},
        text=scheme.text,
        soft=scheme.soft,
        accent=scheme.accent,
        on_accent=scheme.on_accent,
        error=scheme.state("overdue").ink,
        radius=RADIUS.control,
        small=f"{small:.2f}",
        **_pictures(scheme, Path(folder)),
    )


def _pictures(scheme: Scheme, folder: Path) -> dict[str, str]:
    """Write the pictures; names of files carry the scheme, because Qt caches pictures by path."""
    paths = {}
    for name, drawing in _drawings(scheme).items():
        path = folder / f"{scheme.name}-{name}.svg"
        path.write_bytes(drawing)
        paths[name] = path.as_posix()
    return paths


def _drawings(scheme: Scheme) -> dict[str, bytes]:
    return {
        "chevron_down": icons.svg("chevron-down", scheme.text),
        "chevron_up": icons.svg("chevron-up", scheme.text),
        "calendar": icons.svg("calendar", scheme.soft),
        "chevron_down_soft": icons.svg("chevron-down", scheme.border),
        "chevron_up_soft": icons.svg("chevron-up", scheme.border),
        "calendar_soft": icons.svg("calendar", scheme.border),
        "check_off": _box(scheme.base, scheme.border),
        "check_off_soft": _box(scheme.alternate, scheme.line),
        "check_on": _box(scheme.accent, scheme.accent, scheme.on_accent),
        "check_on_soft": _box(scheme.alternate, scheme.border, scheme.soft),
    }


def _box(fill: str, edge: str, tick: str = "") -> bytes:
    """A check box, ticked where the tick has a colour."""
    return _BOX.format(fill=fill, edge=edge, mark=_TICK.format(ink=tick) if tick else "").encode()
