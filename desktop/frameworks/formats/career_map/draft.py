"""A competency as its page has it, before it is known which paragraph belongs to which level."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.frameworks.findings import Place
from desktop.frameworks.formats.career_map.text import MOST_TEXT, Item, Sort


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph with the list that belongs to it. `joins` where it is a list with a line of its own above it
    ("Examples:"), which goes on with the paragraph before; `begins` where such a list begins a text, because
    one has ended right before it."""

    text: str
    first: int
    last: int
    joins: bool = False
    begins: bool = False
    is_listed: bool = False
    is_single: bool = False


@dataclass(slots=True)
class Shared:
    """Cells of one level that cannot be told apart, of all competencies of one group."""

    drafts: list["Draft"]
    cells: dict[int, tuple[Unit, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A competency as the page has it. `items` are what stands below its title while no level is known for
    them; `texts` by level from 0; `is_fixed` where the page itself says what belongs to which level."""

    title: str
    places: list[Place]
    items: list[Item] = field(default_factory=list)
    description: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    is_fixed: bool = False
    has_capitals: bool = False
    crowded: tuple[str, ...] = ()
    whole: str = ""
    """The cell that title and description were told apart in by their words alone."""
    shared: Shared | None = None


def units(items: Sequence[Item]) -> tuple[Unit, ...]:
    """Paragraphs and lists put together. A list belongs to the paragraph before it."""
    found: list[Unit] = []
    leads: Item | None = None
    for at, item in enumerate(items):
        follows = items[at + 1] if at + 1 < len(items) else None
        if item.sort is not Sort.BULLETS:
            if item.text.endswith(":") and follows is not None and follows.sort is Sort.BULLETS:
                leads = item
            else:
                found.append(Unit(item.text, item.first, item.last))
            continue
        is_single = "\n" not in item.text
        last = found[-1] if found else None
        if leads is not None:
            after_list = last is not None and last.is_listed
            text = f"{leads.text}\n{item.text}"
            joins = last is not None and not after_list
            found.append(Unit(text, leads.first, item.last, joins, after_list, True, is_single))
            leads = None
        elif last is not None and (not last.is_listed or (last.is_single and is_single)):
            text = longer(last.text, item.text)
            found[-1] = Unit(text, last.first, item.last, last.joins, last.begins, True, is_single)
        else:
            found.append(Unit(item.text, item.first, item.last, is_listed=True, is_single=is_single))
    return tuple(found)


def longer(text: str, more: str) -> str:
    """With one line more; what is too long already grows no further."""
    return text if len(text) > MOST_TEXT else "\n".join(filter(None, (text, more)))


def groups(found: Sequence[Unit]) -> list[list[Unit]]:
    """The units that make one text each, as far as lists tell."""
    told: list[list[Unit]] = []
    for one in found:
        if one.joins and told:
            told[-1].append(one)
        else:
            told.append([one])
    return told


def joined(found: Sequence[Unit]) -> str:
    return "\n".join(one.text for one in found)
