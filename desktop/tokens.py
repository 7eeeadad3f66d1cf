"""Colours, space and type: one table, read by the palette, the sheet, delegates, charts and papers."""

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

StateName = Literal[
    "signed",
    "pending",
    "missing",
    "overdue",
    "returned",
    "prior_credit",
    "rated_below",
    "due",
    "watch",
    "decide",
    "check",
    "note",
    "reversed",
]


@dataclass(frozen=True)
class State:
    """Ink and tint of a state; `icon` is a Lucide name, empty where the digit itself is the mark."""

    ink: str
    tint: str
    icon: str


@dataclass(frozen=True)
class Scheme:
    """All colours of one colour scheme, as #RRGGBB."""

    name: Literal["light", "dark"]
    window: str
    base: str
    alternate: str
    selection: str
    line: str
    border: str
    text: str
    soft: str
    accent: str
    on_accent: str
    states: MappingProxyType[StateName, State] = field(hash=False)

    def state(self, name: StateName) -> State:
        return self.states[name]

    def color(self, token: str) -> str:
        """The colour of a plain token or the ink of a state, so that marks can name either."""
        for name, state in self.states.items():
            if name == token:
                return state.ink
        value = getattr(self, token)
        assert isinstance(value, str)
        return value


def _states(inks: dict[str, tuple[str, str]], text: str, base: str, soft: str) -> MappingProxyType[StateName, State]:
    """The states of a scheme: six with colours of their own, the others borrow from them."""
    pending, overdue = inks["pending"], inks["overdue"]
    return MappingProxyType(
        {
            "signed": State(*inks["signed"], "circle-check"),
            "pending": State(*pending, "hourglass"),
            "missing": State(*inks["missing"], "circle-dashed"),
            "overdue": State(*overdue, "triangle-alert"),
            "returned": State(*inks["returned"], "undo-2"),
            "prior_credit": State(*inks["prior_credit"], "award"),
            "rated_below": State(text, base, ""),
            "due": State(*pending, "calendar-clock"),
            "watch": State(soft, base, "eye"),
            "decide": State(*overdue, "triangle-alert"),
            "check": State(*pending, "circle-help"),
            "note": State(soft, base, "info"),
            "reversed": State(soft, base, "rotate-ccw"),
        }
    )


LIGHT = Scheme(
    name="light",
    window="#F1F3F5",
    base="#FFFFFF",
    alternate="#F7F8FA",
    selection="#DCE9F6",
    line="#D9DDE2",
    border="#79818B",
    text="#1C2127",
    soft="#565F6A",
    accent="#1D5C99",
    on_accent="#FFFFFF",
    states=_states(
        {
            "signed": ("#1B6E3F", "#DFF1E6"),
            "pending": ("#855200", "#FBEED6"),
            "missing": ("#5A636E", "#ECEEF1"),
            "overdue": ("#B3261E", "#FBE5E3"),
            "returned": ("#7A3E9D", "#F1E6F7"),
            "prior_credit": ("#0B636F", "#DBEFF2"),
        },
        text="#1C2127",
        base="#FFFFFF",
        soft="#565F6A",
    ),
)

DARK = Scheme(
    name="dark",
    window="#1B1E22",
    base="#23272C",
    alternate="#282D33",
    selection="#2B4158",
    line="#3B424A",
    border="#858F9A",
    text="#E8EAED",
    soft="#AAB2BC",
    accent="#7FB5EE",
    on_accent="#10243A",
    states=_states(
        {
            "signed": ("#74CF97", "#1F3A2A"),
            "pending": ("#EDB458", "#40311A"),
            "missing": ("#A7AFB9", "#32383F"),
            "overdue": ("#FF9C92", "#47262A"),
            "returned": ("#D3A5EE", "#392B45"),
            "prior_credit": ("#6FCBD8", "#1B393E"),
        },
        text="#E8EAED",
        base="#23272C",
        soft="#AAB2BC",
    ),
)


@dataclass(frozen=True)
class Space:
    """Distances in logical pixels."""

    label: int = 4
    button: int = 8
    row: int = 12
    section: int = 16
    margin: int = 24
    pane: int = 24
    wide: int = 32


@dataclass(frozen=True)
class Radius:
    control: int = 4
    section: int = 6


TypeName = Literal["title", "figure", "lead", "section", "name", "code", "body", "small"]


@dataclass(frozen=True)
class Type:
    """A size as a factor of the system font's point size, and an OpenType weight."""

    factor: float
    weight: int = 400


SPACE = Space()
RADIUS = Radius()
TYPE: MappingProxyType[TypeName, Type] = MappingProxyType(
    {
        "title": Type(1.55, 600),
        "figure": Type(1.9, 600),
        "lead": Type(1.3, 600),
        "section": Type(1.1, 600),
        "name": Type(1.0, 500),
        "code": Type(1.0, 600),
        "body": Type(1.0),
        "small": Type(0.92),
    }
)
SMALLEST_POINTS = 8.0
