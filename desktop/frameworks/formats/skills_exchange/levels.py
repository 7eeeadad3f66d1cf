"""The levels of a skills exchange export, each with its statements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from desktop.codes import Kind
from desktop.errors import KnownError
from desktop.frameworks.document import Competency, JobFunction, Origin
from desktop.frameworks.findings import REMOVED, Change, Choice, Finding, Path, Place, Weight
from desktop.frameworks.formats import tidy
from desktop.frameworks.reading import Passed

MOST_LEVELS: Final = 100
MOST_STATEMENTS: Final = 5000

_TEXTS = ("statement", "text", "title", "description")
"""Where a statement that is a record, not a text, may have its words."""


@dataclass(slots=True)
class Levels:
    functions: list[JobFunction] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)
    passed: tuple[Passed, ...] = ()

    def note(self, where: str, says: str, taken: str = "", part: Path = ()) -> None:
        self.findings.append(Finding(f"{where}: {says}"[:200], Weight.NOTE, where, says, taken, part=part))

    def pass_over(self, place: Place, text: str, why: str) -> None:
        self.passed = (*self.passed, Passed(place, text, why))


def read(name: str, value: Any) -> Levels:
    """Raises KnownError where there are more than a framework can have."""
    found = Levels()
    given = list(_levels(value))
    if len(given) > MOST_LEVELS:
        raise _too_many(name, f"{MOST_LEVELS} levels")
    total, seen = 0, set[str]()
    for number, (key, where, level) in enumerate(given, start=1):
        if where in seen:
            where = f"{where} ({number})"
        seen.add(where)
        statements = _statements(found, where, level)
        total += len(statements)
        if total > MOST_STATEMENTS:
            raise _too_many(name, f"{MOST_STATEMENTS:,} statements")
        found.functions.append(_function(found, str(number), key, where, level, statements))
    return found


def _too_many(name: str, what: str) -> KnownError:
    return KnownError(f"{name} has more than {what}, too many for a framework.", "Choose another file.")


def _levels(value: Any) -> Iterator[tuple[str, str, Any]]:
    """Key, place in words and record of each level."""
    if isinstance(value, Mapping):
        for key, level in value.items():
            yield key, f"level {tidy.line(key, 60) or '(no name)'}", level
    elif isinstance(value, list):
        for position, level in enumerate(value, start=1):
            key = level.get("key") if isinstance(level, Mapping) else None
            yield key if isinstance(key, str) else "", f"level {position}", level


def _statements(found: Levels, where: str, level: Any) -> list[Any]:
    statements = level.get("statements") if isinstance(level, Mapping) else level
    if isinstance(statements, list):
        if not statements:
            found.note(where, "Its list of statements is empty.", "A stage without competencies")
        return statements
    if isinstance(statements, str):
        return [statements]
    found.note(where, "It has no list of statements.", "A stage without competencies")
    return []


def _function(found: Levels, number: str, key: str, where: str, level: Any, statements: Iterable[Any]) -> JobFunction:
    part: Path = ("job_functions", number)
    label = level.get("label") if isinstance(level, Mapping) else None
    title = tidy.line(label) if isinstance(label, str) else ""
    if not title:
        title = tidy.line(key).capitalize() or f"Level {number}"
        found.note(where, "It has no label.", title, part)
    found.places[part] = (Place(where, excerpt=title),)
    description = level.get("description") if isinstance(level, Mapping) else None
    competencies: list[Competency] = []
    seen: dict[str, str] = {}
    for position, statement in enumerate(statements, start=1):
        place = f"{where}, statement {position}"
        words = _words(statement)
        if not words.strip():
            _skip(found, place, statement)
            continue
        one = _competency(found, number, len(competencies) + 1, place, words)
        competencies.append(one)
        _tell_repeat(found, seen, part, place, one)
    return JobFunction(
        number=number,
        title=title,
        kind=Kind.CORE,
        description=tidy.text(description) if isinstance(description, str) else "",
        competencies=tuple(competencies),
        origin=Origin(id=tidy.text(key, 200)),
    )


def _words(statement: Any) -> str:
    """The words of a statement; empty where it has none."""
    if isinstance(statement, Mapping):
        statement = next((statement[one] for one in _TEXTS if isinstance(statement.get(one), str)), None)
    return tidy.text(statement) if isinstance(statement, str) else ""


def _skip(found: Levels, place: str, statement: Any) -> None:
    shown = tidy.record(statement)[:200]
    found.note(place, "It is empty." if statement in (None, "") else "It is not a text.", "Left out")
    found.pass_over(Place(place, excerpt=shown), shown, "It holds no words.")


def _competency(found: Levels, number: str, position: int, place: str, words: str) -> Competency:
    code = f"{number}.{position}"
    part: Path = ("job_functions", number, "competencies", code)
    title = tidy.line(words)
    found.places[part] = (Place(place, excerpt=words),)
    cut = len(words) > tidy.LINE
    if cut:
        found.note(place, f"It is longer than {tidy.LINE:,} characters.", "Its beginning is the title", part)
    return Competency(code=code, title=title, kind=Kind.CORE, description=words if cut else "")


def _tell_repeat(found: Levels, seen: dict[str, str], part: Path, place: str, one: Competency) -> None:
    folded = one.title.casefold()
    first = seen.setdefault(folded, one.code)
    if first == one.code:
        return
    path = (*part, "competencies", one.code)
    found.findings.append(
        Finding(
            id=f"{one.code} stands twice",
            weight=Weight.NOTE,
            about=one.code,
            says=f"The statement of {first} stands here once more.",
            taken="Both are kept",
            places=(Place(place, excerpt=one.title),),
            choices=(
                Choice("both", "Both are kept"),
                Choice("one", f"Only {first} is kept", (Change(path, REMOVED),)),
            ),
            taken_key="both",
            part=path,
        )
    )
