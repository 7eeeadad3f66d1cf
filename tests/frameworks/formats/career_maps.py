"""Writes career maps in each of the layouts that they come in, so that what was written is known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from hypothesis import strategies as st

SECTOR = "HARBOR TRADES"
_KEY = "KEY FOUNDATIONAL COMPETENCIES\n\nPatience, Care (of tools), Arithmetic"
_FACTS = "SALARY RANGE\tEntry Level: \\$20 - \\$30\tAdvanced Level: \\$40\nOTHER JOB TITLES/ROLES\tMate, Hand\t"


class Layout(StrEnum):
    ROWS = "level words, then each competency with its paragraphs"
    COLUMNS = "all titles, then the cells of each level"
    HYBRID = "levels inside the first competency, the others in rows"
    TABLE = "a table with tabs"


@dataclass(frozen=True)
class Skill:
    """`texts` one for each level; a line that begins with "- " is a bullet."""

    title: str
    texts: tuple[str, ...]
    definition: str = ""


@dataclass(frozen=True)
class Sheet:
    layout: Layout
    skills: tuple[Skill, ...]


@dataclass(frozen=True)
class Job:
    title: str
    sheets: tuple[Sheet, ...]
    description: str = "Keeps the boats of the harbor in good order."


def write(levels: Sequence[str], jobs: Sequence[Job], gap: int = 3, is_titled: bool = True) -> str:
    """The whole document; `gap` are the empty lines around level words and between pages. Without `is_titled`
    the first page of each job has no heading."""
    blank = "\n" * (gap + 1)
    told = ["**TEN TRADES\nOF THE HARBOR**", "PORTSIDE", "TABLE OF CONTENTS"]
    told.append(
        "\n".join(["Purpose\t2", *(f"{job.title.title()}\t{at}" for at, job in enumerate(jobs, 3)), "About\t99"])
    )
    told.append("PURPOSE\n\nPortside asked its members which trades they need.")
    pages = []
    for job in jobs:
        head = f"{SECTOR}\n\n{job.title}\n\n"
        first = f"JOB DESCRIPTION\n\n{job.description}\n\n{_KEY}"
        for at, sheet in enumerate(job.sheets):
            if at == 0:
                pages.append((head if is_titled else "") + f"{first}\n\n{_grid(levels, sheet, blank)}")
            else:
                pages.append(head + _grid(levels, sheet, blank))
        pages.append(head + _FACTS)
    return "\n\n".join(told) + blank + blank.join(pages) + "\n\nPORTSIDE\n\nABOUT PORTSIDE\n\nPortside is a club.\n"


def _grid(levels: Sequence[str], sheet: Sheet, blank: str) -> str:
    head = "OCCUPATIONAL COMPETENCY"
    if sheet.layout is Layout.TABLE:
        return "\n".join(["\t".join((head, *levels)), *(_row(skill) for skill in sheet.skills)])
    if sheet.layout is Layout.ROWS:
        words = "".join(f"{level}{blank}" for level in levels)
        return f"{head}{blank}{words}" + "\n\n".join(_paragraphs(skill) for skill in sheet.skills)
    count = 1 if sheet.layout is Layout.HYBRID else len(sheet.skills)
    told = [f"{skill.title}\n\n{skill.definition}".strip() for skill in sheet.skills[:count]]
    for at, level in enumerate(levels):
        cells = "\n\n".join(_loose(skill.texts[at]) for skill in sheet.skills[:count])
        told.append(f"{level}{blank}{cells}")
    told += [_paragraphs(skill) for skill in sheet.skills[count:]]
    return f"{head}{blank}" + "\n\n".join(told)


def _paragraphs(skill: Skill) -> str:
    return "\n\n".join(filter(None, (skill.title, skill.definition, *map(_loose, skill.texts))))


def _loose(text: str) -> str:
    """A list stands apart from the paragraph that it belongs to."""
    return text.replace("\n- ", "\n\n- ", 1)


def _row(skill: Skill) -> str:
    cells = [f"<p>{text.replace(chr(10) + '- ', '• ')}</p>" for text in skill.texts]
    return "\t".join((f"{skill.title} {skill.definition}".strip(), *cells))


# The letters of a title are none that a level has, so that neither is ever taken for the other.
_words = st.text("bcdfgh", min_size=2, max_size=6)
_sentences = st.lists(_words, min_size=2, max_size=5).map(lambda some: " ".join(some).capitalize() + ".")
_lists = st.lists(_sentences, min_size=2, max_size=3).map(lambda some: "".join(f"\n- {one}" for one in some))
_texts = st.builds(str.__add__, _sentences, st.just("") | _lists)
_titles = st.lists(_words, min_size=1, max_size=3).map(lambda some: " ".join(some).upper())
level_words = st.lists(st.text("klmnop", min_size=4, max_size=8).map(str.upper), min_size=2, max_size=5, unique=True)


@st.composite
def sheets(draw: st.DrawFn, layout: Layout, levels: int, is_defined: bool, fewest: int = 2) -> Sheet:
    skills = tuple(
        Skill(draw(_titles), tuple(draw(_texts) for _ in range(levels)), draw(_sentences) if is_defined else "")
        for _ in range(draw(st.integers(fewest, 4)))
    )
    return Sheet(layout, skills)


@st.composite
def documents(draw: st.DrawFn, *layouts: Layout) -> tuple[tuple[str, ...], tuple[Job, ...]]:
    """Levels, and one to three jobs whose pages are of `layouts`, each in this order."""
    levels = tuple(draw(level_words))
    titles = draw(
        st.lists(st.text("rstuvw", min_size=3, max_size=9).map(str.upper), min_size=1, max_size=3, unique=True)
    )
    jobs = []
    count = 0
    for title in titles:
        is_defined = draw(st.booleans())
        pages = []
        for layout in layouts:
            sheet = draw(sheets(layout, len(levels), is_defined))
            # A title may come again in a real document; here, where nothing stands apart, it would be a level.
            skills = tuple(
                replace(one, title=f"{one.title} {_number(count + at)}") for at, one in enumerate(sheet.skills)
            )
            count += len(skills)
            pages.append(Sheet(layout, skills))
        jobs.append(Job(title, tuple(pages)))
    return levels, tuple(jobs)


def _number(count: int) -> str:
    return "N" + "".join("BCDFGHJXYZ"[int(digit)] for digit in str(count))
