"""The rows of a mapped sheet as job functions with their competencies."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.codes import Kind
from desktop.frameworks.document import Competency, HourRange, JobFunction, LevelText, Origin
from desktop.frameworks.files import Form
from desktop.frameworks.findings import REMOVED, Change, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.sheet.mapping import Mapping, Role
from desktop.frameworks.formats.sheet.safe import unprefixed
from desktop.frameworks.formats.sheet.sections import Special, printed_total, special
from desktop.frameworks.formats.sheet.words import kind_word
from desktop.frameworks.reading import Passed
from desktop.sheets import Cell

_NOTED = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One row by role, as texts; `levels` are those that are filled in."""

    told: dict[Role, str]
    levels: tuple[LevelText, ...]
    place: Place
    number: int


@dataclass(slots=True)
class Group:
    """Rows of one job function."""

    number: str
    title: str
    place: Place
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    groups: list[Group] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)
    printed: float | None = None
    """The hours of all rows, where the sheet has a total."""


def gather(sheet: str, below: Sequence[tuple[int, tuple[Cell, ...]]], mapping: Mapping, form: Form) -> Rows:
    """The rows in groups, each group once, in the order in which the groups first appear."""
    found = Rows()
    longest: list[Place] = []
    named: dict[str, Group] = {}
    above: Group | None = None
    unnamed = 0
    specials = special(below, mapping)
    found.printed = printed_total(below, mapping, specials)
    for number, cells in below:
        row = _row(sheet, number, cells, mapping, form, longest)
        told = specials.get(number)
        if told is Special.HEADING:
            above = _group(
                sheet_cells.cut(" ".join(row.place.excerpt.split()), sheet_cells.LINE), "", row, found, named
            )
            continue
        if told is not None:
            found.passed.append(Passed(row.place, row.place.excerpt, told.value))
            continue
        if not row.told and not row.levels:
            found.passed.append(Passed(row.place, row.place.excerpt, "no column that is taken is filled in"))
            continue
        title, code = row.told.get(Role.GROUP, ""), row.told.get(Role.GROUP_NUMBER, "")
        if above is not None and not title and not code:
            unnamed += mapping.at(Role.GROUP) is not None
        else:
            above = _group(title, code, row, found, named)
        above.rows.append(row)
    if unnamed:
        says = "1 row names no job function." if unnamed == 1 else f"{unnamed} rows name no job function."
        found.findings.append(
            Finding("rows without job function", Weight.NOTE, "Job functions", says, "The one of the row above")
        )
    if longest:
        says = f"{len(longest)} cells hold more than can be kept."
        found.findings.append(
            Finding("long cells", Weight.NOTE, "Long texts", says, "Their first part", tuple(longest[:_NOTED]))
        )
    _number(found)
    return found


def _row(sheet: str, number: int, cells: tuple[Cell, ...], mapping: Mapping, form: Form, longest: list[Place]) -> Row:
    place = sheet_cells.place(sheet, number, cells)

    def told(at: int, most: int) -> str:
        whole = sheet_cells.text(cells[at]) if at < len(cells) else ""
        if form is Form.TEXT:
            whole = unprefixed(whole)
        if len(whole) > most:
            longest.append(place)
        return sheet_cells.cut(whole, most)

    texts = {
        one.role: told(one.at, sheet_cells.TEXT if one.role is Role.DESCRIPTION else sheet_cells.LINE)
        for one in mapping.columns
    }
    levels = tuple(
        LevelText(level=one.level, text=text) for one in mapping.levels if (text := told(one.at, sheet_cells.TEXT))
    )
    return Row({role: text for role, text in texts.items() if text}, levels, place, number)


def _group(title: str, code: str, row: Row, found: Rows, named: dict[str, Group]) -> Group:
    """The group of this number and title; where only one of the two is given, that one tells it."""
    key = f"{code}\0{sheet_cells.same(title)}"
    known = named.get(key)
    if known is None and code and not title:
        known = next((one for one in found.groups if one.number == code), None)
    if known is None and title and not code:
        known = next((one for one in found.groups if sheet_cells.same(one.title) == sheet_cells.same(title)), None)
    if known is None:
        known = Group(code, title, row.place)
        found.groups.append(known)
    named[key] = known
    return known


def _number(found: Rows) -> None:
    """Numbers as the sheet has them, each once; else from 1 on."""
    wanted = [one.number for one in found.groups]
    if not any(wanted):
        wanted = [str(at) for at in range(1, len(wanted) + 1)]
    numbers = sheet_cells.unlike(wanted, "")
    for group, told, number in zip(found.groups, wanted, numbers, strict=True):
        if told and told != number:
            says = f"The job function number {sheet_cells.cut(told, 60)} stands twice, or is too long."
            found.findings.append(
                Finding(
                    f"job function number {number}",
                    Weight.NOTE,
                    f"Job function {number}",
                    says,
                    f"The number {number}",
                    (group.place,),
                    part=("job_functions", number),
                )
            )
        group.number = number
        found.places["job_functions", number] = (group.place,)


def functions(found: Rows, mapping: Mapping, title: str, ojt: dict[str, HourRange]) -> tuple[JobFunction, ...]:
    """Job functions with their competencies; doubts are added to `found.findings`. `title` is for rows of a sheet
    that has no job functions."""
    kinds = _kinds(found, mapping)
    codes = _codes(found)
    made: list[JobFunction] = []
    for group in found.groups:
        learned = tuple(_competency(row, codes[row.number], kinds, group, found) for row in group.rows if _is_one(row))
        is_optional = bool(learned) and all(one.kind is Kind.OPTIONAL for one in learned)
        made.append(
            JobFunction(
                number=group.number,
                title=group.title or ("" if Role.GROUP_NUMBER in _roles(mapping) else title),
                kind=Kind.OPTIONAL if is_optional else Kind.CORE,
                ojt=ojt.get(group.number, HourRange()),
                competencies=learned,
            )
        )
    return tuple(made)


def _roles(mapping: Mapping) -> set[Role]:
    return {one.role for one in mapping.columns}


def _is_one(row: Row) -> bool:
    """Whether the row is a competency, not a job function alone."""
    return bool(row.levels) or any(
        role in row.told for role in (Role.TITLE, Role.CODE, Role.DESCRIPTION, Role.KIND, Role.GRADE)
    )


def _codes(found: Rows) -> dict[int, str]:
    """By the number of the row: the code of the sheet, else the job function's number and the position in it."""
    rows = [(group, row) for group in found.groups for row in group.rows if _is_one(row)]
    counted: dict[str, int] = {}
    wanted: list[str] = []
    for group, row in rows:
        counted[group.number] = counted.get(group.number, 0) + 1
        own = f"{group.number[:30]}.{counted[group.number]}"
        wanted.append(row.told.get(Role.CODE, "") or own)
    codes = sheet_cells.unlike(wanted)
    for (group, row), told, code in zip(rows, wanted, codes, strict=True):
        part: Path = ("job_functions", group.number, "competencies", code)
        found.places[part] = (row.place,)
        if told != code:
            shown = sheet_cells.cut(told, 60)
            found.findings.append(
                Finding(
                    id=f"code {code}",
                    weight=Weight.NOTE,
                    about=f"Competency {code}",
                    says=f"The code {shown} stands twice or is too long.",
                    taken=f"A competency of its own, with the code {code}",
                    places=(row.place,),
                    choices=(
                        Choice("keep", f"A competency of its own, with the code {code}"),
                        Choice("leave out", "No competency of its own", (Change(part, REMOVED),)),
                    ),
                    taken_key="keep",
                    part=part,
                )
            )
    return {row.number: code for (_, row), code in zip(rows, codes, strict=True)}


def _competency(row: Row, code: str, kinds: dict[int, Kind], group: Group, found: Rows) -> Competency:
    part: Path = ("job_functions", group.number, "competencies", code)
    title = row.told.get(Role.TITLE, "")
    if not title:
        found.findings.append(
            Finding(
                id=f"{code} title",
                weight=Weight.ERROR,
                about=f"Competency {code}",
                says="The row has no title.",
                taken=code,
                places=(row.place,),
                choices=(Choice("leave out", "Not a competency", (Change(part, REMOVED),)),),
                entry=Entry.TEXT,
                path=(*part, "title"),
                part=part,
            )
        )
    told = row.told.get(Role.CODE, "")
    return Competency(
        code=code,
        title=title or code,
        kind=kinds.get(row.number, Kind.CORE),
        level=row.told.get(Role.GRADE, ""),
        level_texts=row.levels,
        description=row.told.get(Role.DESCRIPTION, ""),
        origin=Origin(id=told) if told and told != code else None,
    )


def _kinds(found: Rows, mapping: Mapping) -> dict[int, Kind]:
    """By the number of the row; words that say neither, and rows that say nothing, are asked about."""
    if mapping.at(Role.KIND) is None:
        return {}
    rows = [(group, row) for group in found.groups for row in group.rows if _is_one(row)]
    kinds: dict[int, Kind] = {}
    strange: dict[str, list[tuple[Group, Row]]] = {}
    for group, row in rows:
        word = sheet_cells.same(row.told.get(Role.KIND, ""))
        if word in mapping.core_words:
            kinds[row.number] = Kind.CORE
        elif word in mapping.optional_words:
            kinds[row.number] = Kind.OPTIONAL
        elif (known := kind_word(word)) and word not in (*mapping.core_words, *mapping.optional_words):
            kinds[row.number] = Kind(known)
        else:
            strange.setdefault(word, []).append((group, row))
    only = set(kinds.values())
    for word, at in list(strange.items()):
        # Where every mark that is made means core, a row without a mark is optional, and the other way round.
        taken = Kind.OPTIONAL if not word and only == {Kind.CORE} else Kind.CORE
        kinds.update({row.number: taken for _, row in at})
    _ask_kinds(found, strange, kinds)
    return kinds


def _ask_kinds(found: Rows, strange: dict[str, list[tuple[Group, Row]]], kinds: dict[int, Kind]) -> None:
    codes = _codes_quietly(found)
    items = list(strange.items())
    for word, at in items[:_NOTED]:
        shown = f"“{sheet_cells.cut(word, 60)}”" if word else "nothing"
        # Long words may begin alike.
        suffix = f", row {at[0][1].number}" if len(word) > 60 else ""
        id_ = f"core or optional {sheet_cells.cut(word, 60) or 'blank'}{suffix}"
        found.findings.append(_ask_kind(id_, shown, at, codes, kinds))
    rest = [one for _, at in items[_NOTED:] for one in at]
    if rest:
        shown = f"one of {len(items) - _NOTED} other words"
        found.findings.append(_ask_kind("core or optional, other words", shown, rest, codes, kinds))


def _ask_kind(
    id_: str, shown: str, at: list[tuple[Group, Row]], codes: dict[int, str], kinds: dict[int, Kind]
) -> Finding:
    taken = kinds[at[0][1].number]
    told = "1 row says" if len(at) == 1 else f"{len(at)} rows say"

    def all_as(kind: Kind) -> tuple[Change, ...]:
        paths = (("job_functions", group.number, "competencies", codes[row.number], "kind") for group, row in at)
        return tuple(Change(path, kind.value) for path in paths)

    return Finding(
        id=id_,
        weight=Weight.QUESTION,
        about="Core or optional",
        says=f"{told} {shown} where others say whether they are core or optional.",
        taken=taken.value.capitalize(),
        places=tuple(row.place for _, row in at)[:_NOTED],
        choices=tuple(Choice(kind.value, kind.value.capitalize(), all_as(kind)) for kind in Kind),
        taken_key=taken.value,
    )


def _codes_quietly(found: Rows) -> dict[int, str]:
    return _codes(Rows(groups=found.groups))
