"""What the detail pages of an occupational framework hold, and what was passed over there."""

from dataclasses import dataclass, field

from desktop.frameworks.findings import Path
from desktop.frameworks.formats.occupational.parts import PrintedFunction
from desktop.frameworks.formats.occupational.rows import Row


@dataclass(frozen=True, slots=True)
class BelowGap:
    """An item of a list or a performance standard below an illegible passage, with the list it was put in."""

    text: str
    line: int
    path: Path


@dataclass(slots=True)
class Details:
    functions: list[PrintedFunction] = field(default_factory=list)
    passed: list[Row] = field(default_factory=list)
    after_gap: list[BelowGap] = field(default_factory=list)
    blank_items: int = 0
