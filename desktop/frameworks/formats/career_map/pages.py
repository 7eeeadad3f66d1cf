"""The pages of a career map, the occupations that they belong to, and what stands before the first of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from desktop.frameworks.formats.career_map.text import Item, Sort, folded

GRID: Final = frozenset(
    a + b
    for a in ("occupational", "technical", "occupation", "functional", "core", "job", "role", "industry", "")
    for b in ("competency", "competencies", "competencyarea", "competencyareas")
)
DESCRIPTION: Final = frozenset(
    a + b
    for a in ("job", "role", "occupation", "occupational", "position", "career")
    for b in ("description", "summary", "overview", "profile")
)
KEY_FOUNDATION: Final = frozenset(
    a + b + c
    for a in ("", "key")
    for b in ("foundational", "foundation")
    for c in ("competencies", "competency", "skills", "skill")
) - {"foundationalcompetencies", "foundationcompetencies"}
SALARY: Final = frozenset({"salaryrange", "salaryranges", "salary", "wagerange", "wages"})
CREDENTIALS: Final = frozenset({"credentials", "credential", "certifications", "educationandcredentials"})
TITLES: Final = frozenset(
    {"otherjobtitlesroles", "otherjobtitles", "otherjobroles", "otherroles", "otherjobtitlesandroles"}
)
FACTS: Final = (
    SALARY | CREDENTIALS | TITLES | {"technologies", "technology", "workexperience", "experience", "education"}
)
KEYWORDS: Final = GRID | DESCRIPTION | KEY_FOUNDATION | FACTS
"""The headings, as `folded` has them, by which the parts of an occupation are known."""

_LIKE: Final = 0.85
"""Page headings as alike as this are one title with a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Page:
    """`heads` are the headings above the first part, `title` what they name, empty where they name none."""

    heads: tuple[Item, ...]
    items: tuple[Item, ...]
    title: str = ""

    @property
    def describes(self) -> bool:
        return any(one.name in DESCRIPTION for one in self.items)


@dataclass(slots=True)
class Occupation:
    """`titled` is the heading that the title was read from; `others` are headings of its pages that say
    otherwise."""

    pages: list[Page] = field(default_factory=list)
    title: str = ""
    titled: Item | None = None
    others: list[Item] = field(default_factory=list)

    @property
    def first(self) -> int:
        page = self.pages[0]
        return (page.heads or page.items)[0].first

    @property
    def last(self) -> int:
        return self.pages[-1].items[-1].last

    @property
    def is_untitled_first(self) -> bool:
        """Whether the first page does not say of whom it speaks."""
        return not self.pages[0].title


def is_keyword(item: Item) -> bool:
    return item.sort in (Sort.HEADING, Sort.ROW) and item.name in KEYWORDS


def divide(items: Sequence[Item]) -> tuple[tuple[Item, ...], tuple[Page, ...]]:
    """What stands before the first occupation, and the pages."""
    starts = _starts(items)
    first = next((at for at, (_, key) in enumerate(starts) if items[key].name in DESCRIPTION), None)
    if first is None:
        first = next((at for at, (_, key) in enumerate(starts) if items[key].name in GRID), None)
    if first is None:
        return tuple(items), ()
    starts = starts[first:]
    ends = [head for head, _ in starts[1:]] + [len(items)]
    raw = [(items[head:key], items[key:end]) for (head, key), end in zip(starts, ends, strict=True)]
    sectors = {heads[0].name for heads, _ in raw if len(heads) > 1}
    pages = (Page(tuple(heads), tuple(rest), _title(heads, sectors)) for heads, rest in raw)
    return tuple(items[: starts[0][0]]), tuple(pages)


def _title(heads: Sequence[Item], sectors: set[str]) -> str:
    return " ".join(one.text for one in heads if one.name not in sectors)


def _starts(items: Sequence[Item]) -> list[tuple[int, int]]:
    """Where the headings of each page begin, and where its first part does."""
    runs = [(_run_start(items, at), at) for at, one in enumerate(items) if is_keyword(one)]
    # Where no page stands apart from the one before it, its headings are known by coming again.
    stand_apart = any(one.before > 1 for start, at in runs for one in items[start:at])
    seen: dict[str, int] = {}
    for start, at in runs:
        for one in items[start:at]:
            seen[one.name] = seen.get(one.name, 0) + 1
    found: list[tuple[int, int]] = []
    described = closed = False
    for start, at in runs:
        is_description = items[at].name in DESCRIPTION
        head = _head(items, start, at, stand_apart, seen, is_description)
        if head is not None or (is_description and (described or closed or not found)):
            found.append((at if head is None else head, at))
            described = is_description
        described = described or is_description
        closed = items[at].name in FACTS
    return found


def _run_start(items: Sequence[Item], at: int) -> int:
    start = at
    while start and items[start - 1].sort is Sort.HEADING and not is_keyword(items[start - 1]):
        start -= 1
    return start


def _head(
    items: Sequence[Item], start: int, at: int, stand_apart: bool, seen: dict[str, int], is_description: bool
) -> int | None:
    """The first of the headings from `start` to `at` that belongs to the page and not to what is above it."""
    apart = next((place for place in range(start, at) if items[place].before > 1 or place == 0), None)
    if apart is not None or start == at:
        return apart
    if not stand_apart:
        again = next((place for place in range(start, at) if seen[items[place].name] > 1), None)
        if again is not None:
            return again
    return at - 1 if is_description else None


def occupations(pages: Sequence[Page]) -> tuple[Occupation, ...]:
    """The pages by occupation, in order. A page without a title belongs to the one before it, unless it
    begins with the description of a job."""
    found: list[Occupation] = []
    for page in pages:
        current = _occupation_of(page, found)
        if current is None:
            current = Occupation()
            found.append(current)
        current.pages.append(page)
        if page.title and not current.title:
            current.title, current.titled = page.title, page.heads[-1]
        elif page.title and folded(page.title) != folded(current.title):
            current.others.append(page.heads[-1])
    return tuple(found)


def _occupation_of(page: Page, found: Sequence[Occupation]) -> Occupation | None:
    if not found:
        return None
    current = found[-1]
    name, here = folded(page.title), folded(current.title)
    if page.describes:
        return current if name and name == here and not any(one.describes for one in current.pages) else None
    if not name or name == here:
        return current
    earlier = next((one for one in found if folded(one.title) == name), None)
    if earlier is not None:
        return earlier
    if not here or SequenceMatcher(None, name[:200], here[:200]).ratio() >= _LIKE:
        return current
    return None


@dataclass(slots=True)
class Section:
    """A heading, or the first cell of a row, with the paragraphs below or beside it."""

    title: str
    first: int
    last: int
    paragraphs: list[str] = field(default_factory=list)
    is_row: bool = False
    is_after: bool = False
    """Whether it stands behind the grid of competencies."""

    @property
    def name(self) -> str:
        return folded(self.title)


@dataclass(slots=True)
class Parts:
    """A page taken apart: its sections, its grid (without the heading of the grid where that is no row), and
    what follows the end of the occupation."""

    sections: list[Section] = field(default_factory=list)
    grid: list[Item] = field(default_factory=list)
    grid_title: Item | None = None
    tail: list[Item] = field(default_factory=list)
    fact: Section | None = None
    """The first section that is surely one about the occupation."""


def take_apart(page: Page, is_end: frozenset[str]) -> Parts:
    """`is_end` are names of headings with which the end matter of the document begins."""
    parts = Parts()
    in_grid = False
    for at, item in enumerate(page.items):
        key = is_keyword(item)
        if key and item.name in GRID:
            in_grid = True
            parts.grid_title = parts.grid_title or item
            if item.sort is Sort.ROW:
                parts.grid.append(item)
        elif in_grid and not key:
            parts.grid.append(item)
        elif item.sort is Sort.HEADING and not key and _ends(item, parts, is_end):
            parts.tail = list(page.items[at:])
            break
        else:
            in_grid = False
            _into_section(parts, item)
    return parts


def _ends(heading: Item, parts: Parts, is_end: frozenset[str]) -> bool:
    """Whether a heading behind the facts of an occupation begins something else."""
    starts = ("about", "thankyou", "thanks", "acknowledg", "appendix")
    fact = parts.fact
    return fact is not None and (fact.is_row or heading.name in is_end or heading.name.startswith(starts))


def _into_section(parts: Parts, item: Item) -> None:
    is_row = item.sort is Sort.ROW
    if item.sort is Sort.HEADING or (is_row and item.cells[0]):
        title = item.cells[0] if is_row else item.text
        is_after = parts.grid_title is not None
        parts.sections.append(Section(title, item.first, item.last, is_row=is_row, is_after=is_after))
        if parts.fact is None and item.name in FACTS:
            parts.fact = parts.sections[-1]
    if not parts.sections:
        return
    section = parts.sections[-1]
    section.paragraphs += [one for one in item.cells[1:] if one] if is_row else _text(item)
    section.last = item.last


def _text(item: Item) -> Iterator[str]:
    if item.sort is not Sort.HEADING:
        yield item.text
