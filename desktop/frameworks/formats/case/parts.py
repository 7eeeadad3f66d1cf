"""The tree of a CASE package as job functions, headings and competencies."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from desktop.codes import Kind
from desktop.frameworks.document import Competency, Heading, JobFunction, LevelText, Origin
from desktop.frameworks.findings import Path, Place
from desktop.frameworks.formats.case.levels import Levels
from desktop.frameworks.formats.case.records import Repairs, compact, facts_of, line, passage, text_of
from desktop.frameworks.formats.case.tree import Item, Package, natural, raw_of

FUNCTION: Final = "job function"
HEADING: Final = "heading"
COMPETENCY: Final = "competency"
LONGEST_CODE = 40
_LONGEST_TITLE = 2000
_OTHERS = "Other competencies"


class Reading(NamedTuple):
    """How the tree is read: whether the children of a single root are the job functions, rather than the root;
    whether siblings go by their codes; whether the records of the source are kept."""

    is_below_root: bool = True
    is_by_code: bool = False
    keeps_records: bool = True


@dataclass
class _Draft:
    """A job function before its code is known; `item` is None where it gathers items that have no heading."""

    item: Item | None
    under: str
    learned: list[tuple[Item, str]] = field(default_factory=list)


@dataclass
class Parts:
    """`nameless` are the codes of competencies without a text, `tops` how many items stand at the top."""

    functions: tuple[JobFunction, ...] = ()
    outline: tuple[Heading, ...] = ()
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)
    nameless: list[tuple[str, str]] = field(default_factory=list)


class Arranger:
    """Makes the parts of one package; once for each way to read it."""

    def __init__(self, package: Package, levels: Levels, repairs: Repairs, how: Reading) -> None:
        self._package, self._levels, self._repairs, self._how = package, levels, repairs, how
        self._drafts: list[_Draft] = []
        self._headings: list[tuple[Item, str | _Draft]] = []
        self._parts = Parts()

    def parts(self, title: str) -> Parts:
        """`title` is the framework's, for items that stand under no heading at all."""
        self._walk(function_ids(self._package, self._how))
        gathered = _OTHERS if any(draft.item for draft in self._drafts) else title
        numbers = self._numbers()
        codes = self._codes()
        by_draft = {id(draft): number for draft, number in zip(self._drafts, numbers, strict=True)}
        self._parts.outline = tuple(self._heading(item, under, by_draft) for item, under in self._headings)
        self._parts.functions = tuple(
            self._function(draft, number, gathered, codes) for draft, number in zip(self._drafts, numbers, strict=True)
        )
        return self._parts

    def _sorted(self, items: Iterable[Item]) -> list[Item]:
        return sorted(items, key=lambda item: natural(item.code)) if self._how.is_by_code else list(items)

    def _walk(self, functions: frozenset[str]) -> None:
        """Down the tree without recursion, for it may be ten thousand deep."""
        left: list[tuple[Item, _Draft | None, str]] = [(one, None, "") for one in reversed(self._roots())]
        while left:
            item, function, under = left.pop()
            part = facts_of(item.record).get("part")
            if item.id in functions and function is None:
                function = _Draft(item, under)
                self._drafts.append(function)
                below = ""
            elif item.children or part == HEADING:
                self._headings.append((item, under or function or ""))
                below = item.id
            else:
                (function or self._gatherer(under)).learned.append((item, under if function else ""))
                continue
            left += [(child, function, below) for child in reversed(self._sorted(item.children))]

    def _roots(self) -> list[Item]:
        return self._sorted(self._package.roots)

    def _gatherer(self, under: str) -> _Draft:
        """One for each run of items without a heading of their own, so that the order stays that of the source."""
        last = self._drafts[-1] if self._drafts else None
        if last is None or last.item is not None or last.under != under:
            last = _Draft(None, under)
            self._drafts.append(last)
        return last

    def _numbers(self) -> list[str]:
        headings = {item.id for item, _ in self._headings}
        wanted = [(draft.item, str(at)) for at, draft in enumerate(self._drafts, start=1)]
        return self._named(wanted, headings)

    def _codes(self) -> dict[str, str]:
        wanted: list[tuple[Item | None, str]] = [
            (item, f"{at}.{place}")
            for at, draft in enumerate(self._drafts, start=1)
            for place, (item, _) in enumerate(draft.learned, start=1)
        ]
        named = self._named(wanted, set())
        return {item.id: code for (item, _), code in zip(wanted, named, strict=True) if item is not None}

    def _named(self, wanted: list[tuple[Item | None, str]], taken: set[str]) -> list[str]:
        """The source's code where it is the first of its kind, else the one by place, marked if it is taken."""
        found: dict[int, str] = {}
        for at, (item, _) in enumerate(wanted):
            code = _code(item) if item else ""
            if code and len(code) <= LONGEST_CODE and code not in taken:
                found[at] = code
                taken.add(code)
            elif code and item:
                self._repairs.add("codes", f"{item.place}, {code[:60]}")
        for at, (_, place) in enumerate(wanted):
            if at not in found:
                found[at] = _unlike(place, taken)
                taken.add(found[at])
        return [found[at] for at in range(len(wanted))]

    def _origin(self, item: Item, code: str) -> Origin:
        given = "" if code == item.code else code
        criteria = self._levels.criteria.get(item.id, [])
        raw = raw_of(item, criteria, given) if self._how.keeps_records else ""
        return Origin(id=item.id, uri=line(item.record.get("uri")), raw=raw if len(raw) <= 500_000 else "")

    def _note(self, path: Path, item: Item) -> None:
        record = json.dumps(item.record, indent=1, ensure_ascii=False)[:2000]
        self._parts.places[path] = (Place(item.place, excerpt=record),)

    def _heading(self, item: Item, under: str | _Draft, numbers: Mapping[int, str]) -> Heading:
        title, _ = texts_of(item.record, HEADING)
        if not title:
            self._repairs.add("headings without text", item.place)
        self._note(("outline", item.id), item)
        return Heading(
            id=item.id,
            title=title or item.code or f"Heading {item.position + 1}",
            code=item.code,
            under=under if isinstance(under, str) else numbers[id(under)],
            origin=self._origin(item, item.code),
        )

    def _function(self, draft: _Draft, number: str, gathered: str, codes: Mapping[str, str]) -> JobFunction:
        learned = tuple(self._competency(item, under, codes[item.id], number) for item, under in draft.learned)
        fields: dict[str, Any] = {"number": number, "competencies": learned, "under": draft.under}
        item = draft.item
        if item is None:
            origin = Origin(raw=compact({"gathered": gathered}))
            return JobFunction(title=gathered, kind=Kind.CORE, origin=origin, **fields)
        title, description = texts_of(item.record, FUNCTION)
        facts = facts_of(item.record)
        known = self._known(JobFunction, item, {"number": number, "title": title, "kind": Kind.CORE.value})
        fields |= {"title": title, "description": description, "origin": self._origin(item, number)}
        blank = facts.get("blank")
        if isinstance(blank, str) and not blank.strip() and len(blank) < 2000:
            fields["title"] = passage(blank)
        self._note(("job_functions", number), item)
        function = JobFunction(**(known | fields))
        optional = sum(one.kind is Kind.OPTIONAL for one in learned)
        if function.choose is not None and function.choose > optional:
            self._repairs.add("facts", item.place)
            function = function.model_copy(update={"choose": None})
        return function

    def _competency(self, item: Item, under: str, code: str, number: str) -> Competency:
        title, description = texts_of(item.record, COMPETENCY)
        if len(text_of(item.record.get("fullStatement")).strip()) > _LONGEST_TITLE:
            self._repairs.add("long texts", item.place)
        if not title:
            self._parts.nameless.append((number, code))
        known = self._known(Competency, item, {"code": code, "title": "-", "kind": Kind.CORE.value})
        texts: tuple[LevelText, ...] = self._levels.texts.get(item.id, ())
        unplaced = self._levels.unplaced.get(item.id) or known.get("unplaced", ())
        self._note(("job_functions", number, "competencies", code), item)
        fields = {
            "code": code,
            "title": title or code,
            "description": description,
            "level_texts": texts,
            "unplaced": unplaced,
            "under": under,
            "origin": self._origin(item, code),
        }
        return Competency(**(known | fields))

    def _known(self, what: type[Competency] | type[JobFunction], item: Item, least: dict[str, Any]) -> dict[str, Any]:
        """What Journeybook once wrote beside the item, checked; without it where it does not fit."""
        told = facts_of(item.record).get("facts")
        facts = told if isinstance(told, dict) else {}
        if not facts:
            return {"kind": Kind.CORE}
        mine = {name: value for name, value in facts.items() if name not in ("competencies", "origin", "level_texts")}
        try:
            part = what.model_validate_json(json.dumps(mine | {**least, "kind": mine.get("kind", "core")}))
        except (ValidationError, ValueError):
            self._repairs.add("facts", item.place)
            return {"kind": Kind.CORE}
        return {name: getattr(part, name) for name in mine.keys() | {"kind"}}


def function_ids(package: Package, how: Reading) -> frozenset[str]:
    """The items that are job functions: those Journeybook wrote as such; else what has children at the top, or
    below the single root."""
    told = frozenset(item.id for item in package.items if facts_of(item.record).get("part") == FUNCTION)
    if told:
        return told
    tops = package.roots
    if how.is_below_root and has_other_reading(package):
        tops = tops[0].children
    return frozenset(item.id for item in tops if item.children)


def has_other_reading(package: Package) -> bool:
    """Whether one single root has children that have children, so that either may be the job functions."""
    roots = package.roots
    return len(roots) == 1 and any(child.children for child in roots[0].children)


def texts_of(record: Mapping[str, Any], part: str) -> tuple[str, str]:
    """The title and the description of an item. A group is called by its short statement where it has one; what
    someone is rated on always by the full one."""
    full, short = line(record.get("fullStatement"), 20_000), line(record.get("abbreviatedStatement"))
    notes = passage(record.get("notes"))
    if part != COMPETENCY and short and short != full:
        both = full if not notes.strip() else f"{full}\n\n{notes}"
        return short, both[:20_000]
    if len(full) > _LONGEST_TITLE:
        both = full if not notes.strip() else f"{full}\n\n{notes}"
        return short or f"{full[: _LONGEST_TITLE - 1].rstrip()}…", both[:20_000]
    if part == FUNCTION and not short:
        # As it stands: a job function's title may begin or end with blanks.
        return passage(record.get("fullStatement"), _LONGEST_TITLE), notes
    return full or short, notes


def _code(item: Item) -> str:
    """The code that Journeybook once gave it, else the source's own."""
    told = facts_of(item.record).get("code")
    return line(told) if isinstance(told, str) and line(told) else item.code


def _unlike(code: str, taken: set[str]) -> str:
    free, number, step = code, 2, 1
    while free in taken:
        free = f"{code}-{number}"
        number, step = number + step, step * 2
    return free
