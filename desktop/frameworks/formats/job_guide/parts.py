"""What the sections of a job number guide say, each as it stands there."""

from dataclasses import dataclass, field

from desktop.frameworks.findings import Place
from desktop.frameworks.reading import Passed


@dataclass(slots=True)
class Entry:
    """A position as one line has it; `level` is empty where it has none."""

    number: str
    level: str
    title: str
    line: int
    raw: str = ""
    joint: str = " "
    """What stands between the number and the level."""

    @property
    def code(self) -> str:
        return f"{self.number}{self.joint}{self.level}" if self.level else self.number


@dataclass(slots=True)
class Heading:
    code: str
    title: str
    line: int


@dataclass(slots=True)
class Family:
    """`headings` are the lines above its first position, one of which is its title."""

    code: str
    category: str
    headings: list[tuple[int, str]]
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Described:
    """A heading of the definitions with the paragraphs under it: number of first and last line, and text."""

    code: str
    title: str
    line: int
    paragraphs: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Level:
    level: str
    title: str
    texts: tuple[tuple[str, str], ...]
    line: int


@dataclass(slots=True)
class Sections:
    title: str = ""
    title_line: int = 0
    running: str = ""
    categories: dict[str, Heading] = field(default_factory=dict)
    executives: list[tuple[str, Entry]] = field(default_factory=list)
    families: dict[str, Family] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    listed: list[Entry] = field(default_factory=list)
    described_categories: list[Heading] = field(default_factory=list)
    described: list[Described] = field(default_factory=list)
    remarks: list[tuple[tuple[str, ...], Described]] = field(default_factory=list)
    declared: tuple[int, int] | None = None
    passed: list[Passed] = field(default_factory=list)

    def lines(self) -> dict[str, int]:
        """The line of each position of the guide by its code; of one that stands twice, the first."""
        entries = [entry for _, entry in self.executives]
        entries += [entry for family in self.families.values() for entry in family.entries]
        return {entry.code: entry.line for entry in reversed(entries)}

    def pass_over(self, line: int, text: str, why: str) -> None:
        self.passed.append(Passed(place(line), text, why))


def place(first: int, last: int = 0) -> Place:
    last = last or first
    return Place(f"line {first}" if first == last else f"lines {first} to {last}", first, last)
