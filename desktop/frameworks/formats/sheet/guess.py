"""What the columns of a sheet are likely to be, told from their headings and from what stands below them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.frameworks.files import Opened, Sheet
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.sheet.mapping import (
    HEADING_ROWS,
    Column,
    LevelColumn,
    Mapping,
    Role,
    fingerprint,
    sheets,
)
from desktop.frameworks.formats.sheet.words import HEADINGS, RANK, REPEATING, STRONG, kind_word
from desktop.sheets import Cell

_LEVEL = re.compile(
    r"(?:level|lvl|l|stage)\s{0,3}([0-9]{1,2})\s{0,3}(?:[:.)–—-]\s{0,3}(.{1,2000}))?", re.IGNORECASE | re.S
)
_OWN_CODE = re.compile(r"[A-Za-z]{1,6}[-. ]?[0-9]{1,6}[A-Za-z]?")
_STEP = re.compile(r"(.{2,60}?)\s{1,3}(I{1,3}|IV|V|[1-9])")
_PREFIX = re.compile(r"[A-Za-z]{1,12}:(?=[A-Za-z@])")
_LONGEST_HEADING = 120
_TRIED = 3
_NEAR = 50
_SAMPLE = 300
"""So many rows show whether they are competencies."""


@dataclass(frozen=True, slots=True)
class Guess:
    """`is_good` where a table of competencies is what it looks like; `is_apart` where no heading stands once more
    in its column, as a "no" does that is an answer and no short form of number."""

    mapping: Mapping
    is_good: bool
    is_apart: bool
    filled: int


def best(opened: Opened) -> Guess | None:
    """The likeliest mapping over all sheets and heading rows; None where there is no table at all."""
    return best_of(sheets(opened))


def best_of(some: Sequence[Sheet]) -> Guess | None:
    found = [one for sheet in some for one in _of_sheet(sheet)]
    return max(
        found,
        key=lambda one: (one.is_good, one.is_apart, len(one.mapping.columns) + len(one.mapping.levels), one.filled),
        default=None,
    )


def _of_sheet(sheet: Sheet) -> Iterator[Guess]:
    """Guesses for the few rows that look most like headings."""
    likely: list[tuple[bool, int, int, list[str]]] = []
    for at, (_, cells) in enumerate(sheet.rows[:HEADING_ROWS]):
        headings = [sheet_cells.text(one) if isinstance(one, str) else "" for one in cells]
        filled = [one for one in headings if one]
        if len(filled) < 2 or any(len(one) > _LONGEST_HEADING and not _LEVEL.fullmatch(one) for one in filled):
            continue
        known = sum(not _is_strange(one) for one in filled)
        likely.append((not _is_apart(sheet, at), -known, at, headings))
    for *_, at, headings in sorted(likely)[:_TRIED]:
        if sheet.rows[at + 1 :]:
            yield _guess(sheet, at, headings)


def of_row(sheet: Sheet, at: int) -> Mapping:
    """What each column is likely to be where the row at this position holds the headings."""
    headings = [sheet_cells.cut(sheet_cells.text(one), sheet_cells.LINE) for one in sheet.rows[at][1]]
    return _guess(sheet, at, headings).mapping


def level_word(heading: str) -> str:
    """The word of a level whose texts stand under the heading: "Novice" of "Level 1: Novice"."""
    match = _LEVEL.fullmatch(heading.strip())
    return sheet_cells.cut((match[2] if match and match[2] else heading).strip(), sheet_cells.LINE)


def folded(heading: str) -> str:
    """Without a namespace such as "ceasn:" at the front."""
    return sheet_cells.fold(_PREFIX.sub("", heading, count=1))


def _guess(sheet: Sheet, at: int, headings: Sequence[str]) -> Guess:
    row, cells = sheet.rows[at]
    below = [other for _, other in sheet.rows[at + 1 :]]
    names = [folded(one) for one in headings]
    levels = _levels(headings, below)
    free = [at for at, name in enumerate(names) if name and at not in {one.at for one in levels}]
    columns: dict[Role, int] = {}
    for role in (Role.TITLE, *(one for one in Role if one is not Role.TITLE)):
        place = _column(role, names, [at for at in free if at not in columns.values()])
        if place is not None:
            columns[role] = place
    _take_instead(columns, below, is_levelled=bool(levels))
    named = columns.get(Role.TITLE)
    if named is None:
        named = _longest([at for at in free if at not in columns.values()] or free, below)
        columns[Role.TITLE] = named
        is_good = False
    else:
        is_good = _is_good(named, columns, names, len(levels), below[:_SAMPLE])
    if Role.KIND in columns:
        core, optional = kind_words(names[columns[Role.KIND]], columns[Role.KIND], below)
    else:
        core, optional = (), ()
    repeats = Role.HOURS in columns and names[columns[Role.HOURS]] in REPEATING
    mapping = Mapping(
        sheet=sheet.title,
        heading_row=row,
        columns=tuple(Column(role=role, at=columns[role]) for role in Role if role in columns),
        levels=levels,
        core_words=core,
        optional_words=optional,
        hours_repeat=True if repeats else None,
        fingerprint=fingerprint(cells),
    )
    filled = sum(named < len(one) and bool(sheet_cells.text(one[named])) for one in below)
    return Guess(mapping, is_good, _is_apart(sheet, at), filled)


def _is_apart(sheet: Sheet, at: int) -> bool:
    cells = sheet.rows[at][1]
    return not any(
        cell and place < len(cells) and cell == cells[place]
        for _, row in sheet.rows[: at + _NEAR]
        if row != cells
        for place, cell in enumerate(row)
    )


def _take_instead(columns: dict[Role, int], below: Sequence[Sequence[Cell]], *, is_levelled: bool) -> None:
    """Without a column of titles: the areas of a table of levels are what is rated, and what stands beside a code
    of its own on each row is the text of it."""
    if Role.TITLE in columns:
        return
    if is_levelled and Role.GROUP in columns:
        columns[Role.TITLE] = columns.pop(Role.GROUP)
    elif Role.DESCRIPTION in columns and Role.CODE in columns:
        at = columns[Role.CODE]
        codes = [sheet_cells.text(row[at]) for row in below[:_SAMPLE] if at < len(row)]
        filled = [one for one in codes if one]
        if filled and len(set(filled)) == len(filled) and all(_OWN_CODE.fullmatch(one) for one in filled):
            columns[Role.TITLE] = columns.pop(Role.DESCRIPTION)


def _column(role: Role, names: Sequence[str], free: Sequence[int]) -> int | None:
    """The column with the surest heading."""
    known = HEADINGS[role]
    found = [(known.index(names[at]), at) for at in free if names[at] in known]
    return min(found)[1] if found else None


def _longest(free: Sequence[int], below: Sequence[Sequence[Cell]]) -> int:
    """The column whose texts are longest: the likeliest to name something."""
    sample = below[:50]
    length = {at: sum(len(sheet_cells.text(row[at])) for row in sample if at < len(row)) for at in free or [0]}
    return max(length, key=lambda at: length[at])


def _is_good(
    named: int, columns: dict[Role, int], names: Sequence[str], levels: int, below: Sequence[Sequence[Cell]]
) -> bool:
    if names[named] in STRONG and len(columns) > 3:
        return True
    is_signed = any(one.startswith("date") or one.endswith("initials") or "signature" in one for one in names)
    is_grouped = names[named] in STRONG and (Role.GROUP in columns or is_signed)
    titles = [row[named] for row in below if named < len(row) and sheet_cells.text(row[named])]
    wordy = sum(any(letter.isalpha() for letter in sheet_cells.text(one)) for one in titles)
    wide = sum(sum(bool(sheet_cells.text(cell)) for cell in row) > 1 for row in below)
    if not titles or wordy * 2 < len(titles) or len(titles) * 2 < len(below):
        return False
    if wide * 2 < len(below) and not is_grouped:
        # Only the first row of a job function may say more than the competency itself, and a form to be signed
        # has its other columns empty.
        return False
    if names[named] in STRONG:
        return True
    return levels > 1 or bool({Role.GROUP, Role.KIND, Role.DESCRIPTION} & columns.keys())


def _levels(headings: Sequence[str], below: Sequence[Sequence[Cell]]) -> tuple[LevelColumn, ...]:
    """Columns that are headed "Level 2" or by a word such as "Novice", two or more, from the lowest up."""
    told: list[LevelColumn] = []
    for at, heading in enumerate(headings):
        match = _LEVEL.fullmatch(heading.strip())
        if match and int(match[1]) <= 20 and (match[2] or _has_texts(at, below[:_SAMPLE])):
            told.append(LevelColumn(at=at, level=int(match[1]), word=(match[2] or heading).strip()))
    if len({one.level for one in told}) == len(told) > 1:
        return tuple(sorted(told, key=lambda one: one.level))
    steps = _steps(headings)
    if steps:
        return tuple(LevelColumn(at=at, level=level, word=headings[at]) for level, at in enumerate(steps, start=1))
    worded = [at for at, one in enumerate(headings) if sheet_cells.fold(one) in RANK]
    ranks = [RANK[sheet_cells.fold(headings[at])] for at in worded]
    if len(worded) < 2:
        return ()
    between = [at for at in range(worded[0], worded[-1] + 1) if at in worded or _is_strange(headings[at])]
    if len(between) <= len(worded) + 2:
        worded = between
    if ranks == sorted(ranks, reverse=True) and len(set(ranks)) > 1:
        worded.reverse()
    return tuple(LevelColumn(at=at, level=level, word=headings[at]) for level, at in enumerate(worded[:20], start=1))


def _steps(headings: Sequence[str]) -> list[int]:
    """Columns of a career ladder: "Operator I", "Operator II", and a strange heading right behind them."""
    steps = [(at, found[1].casefold()) for at, one in enumerate(headings) if (found := _STEP.fullmatch(one.strip()))]
    if len(steps) < 2 or len({stem for _, stem in steps}) > 1:
        return []
    first, last = steps[0][0], steps[-1][0]
    if last - first != len(steps) - 1 or any(len(one) > 80 for one in headings[first : last + 1]):
        return []
    while last + 1 < len(headings) and last - first < 19 and _is_strange(headings[last + 1]):
        last += 1
    return list(range(first, last + 1))


def _is_strange(heading: str) -> bool:
    """A heading that is none of those known: between two levels it is one more level."""
    name = folded(heading)
    is_level = name in RANK or _LEVEL.fullmatch(heading)
    return bool(heading) and not is_level and not any(name in known for known in HEADINGS.values())


def _has_texts(at: int, below: Sequence[Sequence[Cell]]) -> bool:
    """Whether there is nothing below the heading, or some text and not figures alone."""
    told = [sheet_cells.text(row[at]) for row in below if at < len(row)]
    return not any(told) or any(letter.isalpha() for one in told for letter in one)


def kind_words(name: str, at: int, below: Sequence[Sequence[Cell]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the column that mean core and optional: under "Optional?", yes means optional."""
    found = dict.fromkeys(sheet_cells.same(sheet_cells.text(row[at])) for row in below if at < len(row))
    core = tuple(one for one in found if kind_word(one) == "core")
    optional = tuple(one for one in found if kind_word(one) == "optional")
    if name in ("optional", "isoptional", "elective"):
        named = {
            one
            for one in (*core, *optional)
            if one.startswith(("core", "optional", "required", "elective", "mandatory"))
        }
        core, optional = (
            tuple(one for one in optional if one not in named) + tuple(one for one in core if one in named),
            tuple(one for one in core if one not in named) + tuple(one for one in optional if one in named),
        )
    return core, optional
