"""Any sheet whose columns are mapped to the parts of a framework; plain sheets written."""

from collections.abc import Sequence
from typing import Final

from desktop import words
from desktop.codes import Approach
from desktop.errors import KnownError
from desktop.frameworks import asking
from desktop.frameworks.document import Framework, HourRange, JobFunction, Occupation, RatingLevel, RatingScale
from desktop.frameworks.files import Form, Opened, Sheet
from desktop.frameworks.findings import Choice, Entry, Finding, Place, Weight
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.sheet import guess as sheet_guess
from desktop.frameworks.formats.sheet import hours as sheet_hours
from desktop.frameworks.formats.sheet import rows as sheet_rows
from desktop.frameworks.formats.sheet.above import Above, above
from desktop.frameworks.formats.sheet.mapping import (
    HEADING_ROWS,
    Column,
    LevelColumn,
    Mapping,
    Role,
    fingerprint,
    locate,
    sheets,
)
from desktop.frameworks.formats.sheet.write import losses, write_csv, write_xlsx
from desktop.frameworks.formats.standards_workbook.processes import added, in_words
from desktop.frameworks.reading import Found, Passed, Reading, Tally
from desktop.sheets import Cell

__all__ = [
    "NAME",
    "Column",
    "LevelColumn",
    "Mapping",
    "Role",
    "first",
    "fits",
    "guess",
    "losses",
    "read",
    "write_csv",
    "write_xlsx",
]

NAME: Final = "sheet"
UNNAMED: Final = "Publisher not named"
_DULL: Final = ("sheet", "table", "tabelle", "hoja", "feuil", "export", "data")


def fits(opened: Opened) -> bool:
    """Whether a sheet has headings of a table of competencies: a title, and something beside it."""
    try:
        found = sheet_guess.best(opened)
    except KnownError:
        return False
    return found is not None and found.is_good


def guess(opened: Opened) -> Mapping:
    """What each column is likely to be; KnownError where the file has no table with a row of headings."""
    found = sheet_guess.best(opened)
    if found is None:
        raise KnownError(
            f"{opened.name} holds no table with a row of headings.",
            "Give each column a heading, and choose the file again.",
        )
    return found.mapping


def read(opened: Opened, mapping: Mapping | None = None) -> Reading:
    """Reads by `mapping`, else by the guess.

    Raises KnownError where the file has no such sheet, the mapping no column of titles, or no row a competency.
    """
    guessed = None if mapping else sheet_guess.best(opened)
    used = mapping or (guessed.mapping if guessed else guess(opened))
    sheet, at, below = _table(opened, used)
    rows = sheet_rows.gather(sheet.title, below, used, opened.form)
    named = above(sheet, at, used)
    title, title_finding = _title(opened, sheet, at, named)
    ojt = sheet_hours.of(rows.groups, used, rows.findings)
    functions = sheet_rows.functions(rows, used, title, ojt)
    if not any(function.competencies for function in functions):
        raise _no_competency(opened)
    framework = _framework(title, functions, used, named)
    findings = [
        _columns(sheet, at, used, is_sure=guessed is None or guessed.is_good),
        title_finding,
        *([] if named.publisher else [_no_publisher()]),
        *_alike(opened, sheet, used),
        *_asked(framework, used),
        *rows.findings,
        *_without_texts(framework, used),
    ]
    found = Found(framework, tuple(findings), _tallies(framework, used, rows.printed), rows.places)
    passed = [*_before(sheet, at), *rows.passed, *_not_taken(sheet, at, used)]
    return Reading(format=NAME, found=(found,), passed=tuple(passed), lines=opened.lines)


def first(opened: Opened, mapping: Mapping, most: int) -> tuple[JobFunction, ...]:
    """The job functions with the competencies of the first `most` rows, to look at; KnownError as in `read`."""
    sheet, at, below = _table(opened, mapping)
    rows = sheet_rows.gather(sheet.title, below[:most], mapping, opened.form)
    ojt = sheet_hours.of(rows.groups, mapping, rows.findings)
    functions = sheet_rows.functions(rows, mapping, _title(opened, sheet, at, above(sheet, at, mapping))[0], ojt)
    if not any(function.competencies for function in functions):
        raise _no_competency(opened)
    return functions


def _table(opened: Opened, mapping: Mapping) -> tuple[Sheet, int, list[tuple[int, tuple[Cell, ...]]]]:
    """The sheet, the position of its headings, and the rows below them."""
    _require_whole(mapping)
    located = locate(opened, mapping)
    if located is None:
        raise KnownError(
            f"{opened.name} has no sheet with the headings that the mapping is for.", "Map its columns anew."
        )
    sheet, at = located
    # Where a sheet is printed on several pages, its headings stand once more.
    return sheet, at, [one for one in sheet.rows[at + 1 :] if one[1] != sheet.rows[at][1]]


def _no_competency(opened: Opened) -> KnownError:
    return KnownError(f"{opened.name} has no row that names a competency.", "Map its columns anew.")


def _require_whole(mapping: Mapping) -> None:
    roles = [one.role for one in mapping.columns]
    if Role.TITLE not in roles:
        raise KnownError("No column is mapped as the title.", "Choose the column that names each competency.")
    if len(roles) != len(set(roles)):
        raise KnownError("Two columns are mapped as the same part.", "Choose one column for each part.")
    levels = [one.level for one in mapping.levels]
    if len(levels) == 1 or levels != sorted(set(levels)):
        raise KnownError("The columns of the rating levels do not make a scale.", "Map two or more, the lowest first.")
    if any(not sheet_cells.text(one.word) for one in mapping.levels):
        raise KnownError("A rating level has no word.", "Give each level its word.")


def _framework(title: str, functions: tuple[JobFunction, ...], mapping: Mapping, named: Above) -> Framework:
    scale = asking.SCALE
    if mapping.levels:
        levels = tuple(RatingLevel(level=one.level, word=sheet_cells.text(one.word)) for one in mapping.levels)
        scale = RatingScale(levels=levels, completes_at=levels[-1].level)
    return Framework(
        key=tidy.slug(title, "sheet"),
        version="1",
        title=title,
        publisher=named.publisher or UNNAMED,
        occupation=Occupation(title=title, onet_codes=named.onet, rapids_code=named.rapids),
        approach=Approach.COMPETENCY_BASED,
        ojt=added([one.ojt for one in functions]),
        job_functions=functions,
        rating_scale=scale,
    )


def _title(opened: Opened, sheet: Sheet, at: int, named: Above) -> tuple[str, Finding]:
    """What is labelled so, else a single cell above the headings, the title of the sheet, or the file's name."""
    alone = [sheet_cells.text(cells[0]) for _, cells in sheet.rows[:at] if len(cells) == 1]
    stem = opened.name.rpartition(".")[0] or opened.name
    is_own = opened.form is Form.WORKBOOK and not sheet_cells.fold(sheet.title).startswith(_DULL)
    taken = named.title or next((one for one in alone if one), "") or (sheet_cells.text(sheet.title) if is_own else "")
    title = sheet_cells.cut(words.clean_line(taken or stem.replace("_", " ")) or "Untitled sheet", 200)
    finding = Finding(
        id="title",
        weight=Weight.NOTE if named.title else Weight.QUESTION,
        about="Title",
        says="The sheet names its occupation." if named.title else "The sheet does not say which occupation it is for.",
        taken=title,
        places=named.places[:1] if named.title else (),
        choices=(Choice("keep", title),),
        taken_key="keep",
        entry=Entry.TEXT,
        path=("title",),
        also=(("occupation", "title"),),
    )
    return title, finding


def _no_publisher() -> Finding:
    says = "The sheet does not say who published it."
    return Finding("publisher", Weight.NOTE, "Publisher", says, UNNAMED, entry=Entry.TEXT, path=("publisher",))


def _alike(opened: Opened, sheet: Sheet, mapping: Mapping) -> list[Finding]:
    """Other sheets with the same headings, such as one for each year: only one sheet is read."""
    wanted = mapping.fingerprint
    others = [
        one
        for one in sheets(opened)
        if one.title != sheet.title and any(fingerprint(cells) == wanted for _, cells in one.rows[:HEADING_ROWS])
    ]
    if not wanted or not others:
        return []
    names = ", ".join(f"“{_short(one.title)}”" for one in others[:5])
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    return [
        Finding(
            id="other sheets",
            weight=Weight.QUESTION,
            about="Other sheets",
            says=f"These sheets have the same headings and are not read: {names}{more}. To have their rows as well, "
            "copy them below those of this sheet, and read the file again.",
            taken=f"Sheet “{_short(sheet.title)}” alone",
            places=tuple(sheet_cells.place(one, one.rows[0][0], one.rows[0][1]) for one in others[:10]),
            choices=(Choice("keep", f"Sheet “{_short(sheet.title)}” alone"),),
            taken_key="keep",
        )
    ]


def _columns(sheet: Sheet, at: int, mapping: Mapping, *, is_sure: bool) -> Finding:
    """What each column was taken as, so that a wrong guess is seen, and asked about where it is a poor one."""
    row, headings = sheet.rows[at]
    taken = {one.at: one.role.value for one in mapping.columns}
    taken |= {one.at: f"what level {one.level}, {_short(one.word)}, looks like" for one in mapping.levels}
    told = [f"“{_heading(headings, place)}”: {what}" for place, what in sorted(taken.items())]
    left = [f"“{_short(sheet_cells.text(one))}”" for place, one in enumerate(headings) if place not in taken and one]
    return Finding(
        id="columns",
        weight=Weight.NOTE if is_sure else Weight.QUESTION,
        about="Columns",
        says=f"Row {row} of sheet {_short(sheet.title)} is read as the headings."
        + ("" if is_sure else " They are not those of a table of competencies."),
        taken="; ".join(told) + (f"; not taken: {', '.join(left)}" if left else ""),
        places=(sheet_cells.place(sheet, row, headings),),
        choices=() if is_sure else (Choice("keep", "The columns are taken as they should be"),),
        taken_key="" if is_sure else "keep",
    )


def _short(told: str) -> str:
    return sheet_cells.cut(words.clean_line(told), 60)


def _heading(headings: Sequence[Cell], at: int) -> str:
    told = sheet_cells.text(headings[at]) if at < len(headings) else ""
    return _short(told) or f"column {at + 1}"


def _asked(framework: Framework, mapping: Mapping) -> list[Finding]:
    found = [asking.approach(framework.approach)]
    if mapping.at(Role.KIND) is None:
        found.append(asking.kinds(framework))
    if mapping.levels:
        found.append(asking.completes_at(framework.rating_scale))
    else:
        says = "The sheet has no rating levels; Journeybook's own scale is taken."
        found.append(asking.completes_at(framework.rating_scale, says))
    found.append(asking.term())
    if framework.ojt == HourRange():
        found.append(asking.training_hours())
    else:
        says = f"The hours of the job functions make {in_words(framework.ojt)} together."
        found.append(Finding("OJT hours in all", Weight.NOTE, "OJT hours", says, in_words(framework.ojt)))
    return [*found, asking.instruction_hours()]


def _without_texts(framework: Framework, mapping: Mapping) -> list[Finding]:
    if not mapping.levels:
        return []
    competencies = list(framework.competencies())
    none = [one.code for one in competencies if not one.level_texts]
    some = [one.code for one in competencies if 0 < len(one.level_texts) < len(mapping.levels)]
    found: list[Finding] = []
    for id_, codes, what in (("no level texts", none, "no text"), ("some level texts", some, "a text for some")):
        if codes:
            shown = ", ".join(codes[:30]) + (f" and {len(codes) - 30} more" if len(codes) > 30 else "")
            says = f"{len(codes)} of {len(competencies)} competencies have {what} of the {len(mapping.levels)} levels."
            found.append(Finding(id_, Weight.NOTE, "Level texts", says, f"As the sheet has them: {shown}"))
    return found


def _tallies(framework: Framework, mapping: Mapping, printed: float | None) -> tuple[Tally, ...]:
    competencies = list(framework.competencies())
    found = [Tally("job functions", len(framework.job_functions)), Tally("competencies", len(competencies))]
    if mapping.levels:
        whole = sum(len(one.level_texts) == len(mapping.levels) for one in competencies)
        found.append(Tally("competencies with all level texts", whole))
        found.append(Tally("competencies with no level text", sum(not one.level_texts for one in competencies)))
    if framework.ojt != HourRange():
        found.append(Tally("OJT hours", framework.ojt.required, printed))
    return tuple(found)


def _before(sheet: Sheet, at: int) -> list[Passed]:
    places = [sheet_cells.place(sheet, row, cells) for row, cells in sheet.rows[:at]]
    return [Passed(place, place.excerpt, "it stands above the headings") for place in places]


def _not_taken(sheet: Sheet, at: int, mapping: Mapping) -> list[Passed]:
    used = {one.at for one in mapping.columns} | {one.at for one in mapping.levels}
    width = max(len(cells) for _, cells in sheet.rows[at:])
    found: list[Passed] = []
    for place in range(width):
        told = [sheet_cells.text(cells[place]) for _, cells in sheet.rows[at + 1 :] if place < len(cells)]
        if place not in used and any(told):
            where = Place(f"sheet {_short(sheet.title)}, column {_heading(sheet.rows[at][1], place)}")
            text = sheet_cells.cut("\n".join(filter(None, told)), 2000)
            found.append(Passed(where, text, "the column is not mapped"))
    return found
