"""The alphabetical list of a job number guide beside its positions."""

from collections.abc import Callable
from typing import Any, NamedTuple

from desktop.frameworks.findings import REMOVED, Change, Choice, Path
from desktop.frameworks.formats.job_guide.codes import category_of
from desktop.frameworks.formats.job_guide.compare import Findings, folded, same
from desktop.frameworks.formats.job_guide.parts import Entry
from desktop.frameworks.job_architecture import JobArchitecture, Position


class Here(NamedTuple):
    """A position of the guide with its path and line."""

    path: Path
    position: Position
    line: int


def compare(jobs: JobArchitecture, listed: list[Entry], lines: dict[str, int], found: Findings) -> None:
    """One finding for each position that the guide and the list do not have alike. `lines` are those of the
    guide by code."""
    if not listed:
        return
    guide = _positions(jobs, lines)
    codes = {one.position.code: one.position.title for one in guide}
    rest = _without_repeats(listed, found)
    pairs: list[tuple[Here, Entry]] = []

    def pair(key: Callable[[str, str], Any]) -> None:
        """Takes what has one key on both sides out of both."""
        by_key: dict[Any, list[Entry]] = {}
        for entry in rest:
            by_key.setdefault(key(entry.code, entry.title), []).append(entry)
        pairs.clear()
        for one in list(guide):
            matching = by_key.get(key(one.position.code, one.position.title))
            if matching:
                pairs.append((one, matching.pop(0)))
        taken = {id(entry) for _, entry in pairs}
        matched = {one.position.code for one, _ in pairs}
        guide[:] = [one for one in guide if one.position.code not in matched]
        rest[:] = [one for one in rest if id(one) not in taken]

    homes = _homes(jobs)
    pair(lambda code, title: (code, folded(title)))
    pair(lambda _, title: folded(title))
    for one, entry in pairs:
        _tell_code(homes, one, entry, codes, found)
    pair(lambda code, _: code)
    for one, entry in pairs:
        _tell_title(one, entry, found)
    for one in guide:
        _tell_missing(one, found)
    for entry in rest:
        _tell_only_listed(homes, entry, codes, found)


def _positions(jobs: JobArchitecture, lines: dict[str, int]) -> list[Here]:
    guide: list[Here] = []
    for category in jobs.categories:
        top: Path = ("categories", category.code)
        guide += [Here((*top, "executives", one.code), one, lines[one.code]) for one in category.executives]
        for family in category.families:
            path = (*top, "families", family.code, "positions")
            guide += [Here((*path, one.code), one, lines[one.code]) for one in family.positions]
    return guide


def _without_repeats(listed: list[Entry], found: Findings) -> list[Entry]:
    seen: dict[tuple[str, str], Entry] = {}
    for one in listed:
        first = seen.setdefault((one.code, folded(one.title)), one)
        if first is not one:
            says = f"The list has {one.code}, “{one.title}”, twice."
            found.note(f"list {one.code} twice {one.line}", one.code, says, "Once", (first.line, one.line), ())
    return list(seen.values())


def _tell_code(homes: dict[str, Path], one: Here, entry: Entry, codes: dict[str, str], found: Findings) -> None:
    code = one.position.code
    says = f"“{one.position.title}” is {code} in the guide and {entry.code} in the list"
    choices = [Choice("guide", code)]
    if entry.code in codes:
        says += f"; but {entry.code} is “{codes[entry.code]}” in the guide."
    else:
        says += "."
        changes = _moved(homes, one, entry)
        if changes:
            choices.append(Choice("list", entry.code, changes))
    found.note(f"{code} code in the list", code, says, code, (one.line, entry.line), one.path, *choices)


def _moved(homes: dict[str, Path], one: Here, entry: Entry) -> tuple[Change, ...]:
    """The position under the code of the list, in the family that has it; nothing where there is no such family."""
    path = _path_for(homes, entry)
    if path is None:
        return ()
    if path[:-1] == one.path[:-1]:
        return (Change((*one.path, "level"), entry.level), Change((*one.path, "code"), entry.code))
    content = one.position.model_dump(mode="json") | {"code": entry.code, "level": entry.level}
    return (Change(one.path, REMOVED), Change(path, content))


def _homes(jobs: JobArchitecture) -> dict[str, Path]:
    """The way to the positions of each family by its code, and to the executives of each category by its own."""
    homes: dict[str, Path] = {}
    for category in jobs.categories:
        top: Path = ("categories", category.code)
        homes[category.code] = (*top, "executives")
        homes |= {family.code: (*top, "families", family.code, "positions") for family in category.families}
    return homes


def _path_for(homes: dict[str, Path], entry: Entry) -> Path | None:
    """Where a position with this code would stand; None where there is no family or category for it."""
    home = homes.get(entry.number)
    if home is None and not entry.level:
        home = homes.get(category_of(entry.number, homes))
    return (*home, entry.code) if home else None


def _tell_title(one: Here, entry: Entry, found: Findings) -> None:
    code, title = one.position.code, one.position.title
    if same(title, entry.title):
        return
    says = f"The guide calls {code} “{title}”, the list “{entry.title}”."
    lines = (one.line, entry.line)
    found.either(f"{code} title in the list", code, says, title, ("list", entry.title), lines, (*one.path, "title"))


def _tell_missing(one: Here, found: Findings) -> None:
    code = one.position.code
    says = f"{code}, “{one.position.title}”, stands in the guide but not in the list."
    choices = (Choice("keep", "It is a position"), Choice("remove", "It is none", (Change(one.path, REMOVED),)))
    found.note(f"{code} not in the list", code, says, "It is a position", (one.line,), one.path, *choices)


def _tell_only_listed(homes: dict[str, Path], entry: Entry, codes: dict[str, str], found: Findings) -> None:
    says = f"{entry.code}, “{entry.title}”, stands in the list but not in the guide."
    choices = [Choice("leave", "It is no position")]
    path = _path_for(homes, entry)
    if path is not None and entry.code not in codes:
        content = {"code": entry.code, "title": entry.title, "level": entry.level}
        choices.append(Choice("add", f"A position “{entry.title}”", (Change(path, content),)))
    part = path[:-2] if path else ()
    found.note(f"{entry.code} only in the list", entry.code, says, "Left out", (entry.line,), part, *choices)
