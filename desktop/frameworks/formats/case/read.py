"""A CASE package as a framework with its findings."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from desktop.codes import Approach
from desktop.errors import KnownError
from desktop.frameworks import asking
from desktop.frameworks.document import Fact, Framework, JobFunction, Occupation, RatingScale
from desktop.frameworks.formats import native
from desktop.frameworks.formats.case import asking as case_asking
from desktop.frameworks.formats.case import levels as case_levels
from desktop.frameworks.formats.case.levels import Levels
from desktop.frameworks.formats.case.parts import Arranger, Parts, Reading
from desktop.frameworks.formats.case.records import (
    Repairs,
    compact,
    entries,
    facts_of,
    identifier_of,
    line,
    passage,
    target,
    text_of,
)
from desktop.frameworks.formats.case.tree import Package, load
from desktop.frameworks.reading import Found, Passed, Tally

MOST_RECORDS = 100_000
"""Commas and braces of all records kept: a framework file may hold twice as many in all."""
_DEEPEST = 40
_LEAST = frozenset({"key", "version", "title", "publisher", "occupation", "approach", "rating_scale", "origin"})
"""What a framework cannot do without."""
_LANGUAGE = re.compile(r"([a-z]{2})([-_][A-Za-z]{2})?")


@dataclass(frozen=True)
class Source:
    """One package. `fallback` is its title where it has none, `taken` are keys of others in the same file. Where
    it was made from sheets, `places` are words for the place of each item by its position, `repairs` what was
    mended on the way, and `what` names the file: "A workbook"."""

    record: Mapping[str, Any]
    fallback: str
    taken: tuple[str, ...] = ()
    places: Mapping[int, str] = field(default_factory=dict)
    repairs: Repairs = field(default_factory=Repairs)
    what: str = "A CASE package"


def found(source: Source) -> tuple[Found, tuple[Passed, ...]]:
    """The framework of one package, and what was passed over.

    Raises KnownError where it has no item, or more than a framework can hold.
    """
    record, repairs, taken = source.record, source.repairs, source.taken
    _refuse_depth(record)
    package = load(record, repairs, source.places)
    told = _told(package)
    if not package.items and not told:
        raise KnownError(f"{source.what} without items holds nothing to read.", "Export it once more with its items.")
    known = _known_scale(told)
    levels = case_levels.read(package, known, repairs)
    title = line(package.document.get("title")) or source.fallback
    how = Reading(keeps_records=_weight(package) <= MOST_RECORDS)
    parts = Arranger(package, levels, repairs, how).parts(title)
    framework, is_ours = _framework(package, parts, levels, title, told, taken, repairs)
    _refuse_giants(framework)
    findings = (
        *case_asking.blockers(package, parts, title),
        *(() if is_ours else case_asking.open_questions(framework, levels, source.what)),
        *case_asking.unplaced(framework),
        *case_asking.other_readings(package, levels, title, how),
        *repairs.findings(),
        *(() if how.keeps_records else (case_asking.records_left(),)),
    )
    tallies = (
        Tally("items", len(package.items)),
        Tally("competencies", sum(1 for _ in framework.competencies())),
        Tally("links to others", sum(len(one.links) for one in package.items) + len(package.links)),
    )
    return Found(framework, findings, tallies, parts.places), tuple(package.passed)


def _refuse_depth(value: Any) -> None:
    layer = [value]
    for _ in range(_DEEPEST):
        layer = [
            part
            for one in layer
            for part in (one.values() if isinstance(one, dict) else one)
            if isinstance(part, dict | list)
        ]
    if layer:
        raise KnownError("The parts of the CASE package are nested too deeply.", "Export it once more.")


def _told(package: Package) -> dict[str, Any]:
    """What Journeybook once wrote beside the document."""
    told = facts_of(package.document).get("facts")
    return told if isinstance(told, dict) else {}


def _known_scale(told: Mapping[str, Any]) -> RatingScale | None:
    try:
        return RatingScale.model_validate_json(json.dumps(told["rating_scale"])) if "rating_scale" in told else None
    except (ValidationError, ValueError):
        return None


def _weight(package: Package) -> int:
    whole = compact([package.record.get("CFItems"), package.record.get("CFAssociations")])
    return whole.count(",") + whole.count("{")


def _framework(
    package: Package,
    parts: Parts,
    levels: Levels,
    title: str,
    told: Mapping[str, Any],
    taken: Iterable[str],
    repairs: Repairs,
) -> tuple[Framework, bool]:
    """The framework, and whether it holds all that Journeybook once wrote beside it."""
    fields = _head(package, title, levels)
    content = {name: value for name, value in told.items() if name in Framework.model_fields}
    for mine in (content, {}) if content else ({},):
        least = {name: value for name, value in fields.items() if not mine or name in _LEAST}
        merged = {**least, **mine, **_standard(package, mine)}
        merged["key"] = _free(str(merged["key"])[:80], taken)
        merged |= {"job_functions": _stubs(parts.functions), "outline": []}
        try:
            head = Framework.model_validate_json(json.dumps(merged))
            whole = {name: getattr(head, name) for name in Framework.model_fields}
            return Framework(**(whole | {"job_functions": parts.functions, "outline": parts.outline})), bool(mine)
        except (ValidationError, ValueError):
            if not mine:
                raise
            repairs.add("facts", "CFDocument")
    raise AssertionError("a framework of plain fields is always whole")


def _stubs(functions: Sequence[JobFunction]) -> list[dict[str, str]]:
    """Just the numbers of the job functions, for courses to point at."""
    return [{"number": one.number, "title": "", "kind": one.kind.value} for one in functions]


def _head(package: Package, title: str, levels: Levels) -> dict[str, Any]:
    document = package.document
    publisher = line(document.get("publisher")) or line(document.get("creator")) or "Not given"
    notes = passage(document.get("notes")).strip()
    kept = {
        "CFDocument": document,
        "CFDefinitions": package.record.get("CFDefinitions"),
        "CFRubrics": levels.shells,
        "CFAssociations": package.links,
    }
    raw = compact({name: value for name, value in kept.items() if value})
    creator = line(document.get("creator"))
    return {
        "key": slug(title),
        "version": line(document.get("version"), 40) or "1",
        "title": title,
        "publisher": publisher,
        "attribution": "" if creator == publisher else creator,
        "licence": licence_of(package.record),
        "source": line(document.get("officialSourceURL")) or line(document.get("uri")),
        "origin": {
            "id": identifier_of(document),
            "uri": line(document.get("uri")),
            "raw": raw if len(raw) <= 500_000 else compact({"CFDocument": document})[:500_000],
        },
        "description": passage(document.get("description")),
        "facts": [Fact(about="Notes", lines=(notes,)).model_dump()] if notes else [],
        "language": _language(document.get("language")),
        "occupation": Occupation(title=title).model_dump(mode="json"),
        "approach": Approach.COMPETENCY_BASED.value,
        "rating_scale": (levels.scale or asking.SCALE).model_dump(mode="json"),
    }


def _standard(package: Package, mine: Mapping[str, Any]) -> dict[str, Any]:
    """What CASE has fields for counts as it stands there, even beside what Journeybook once wrote."""
    if not mine:
        return {}
    document = package.document
    found: dict[str, Any] = {
        "title": line(document.get("title")) or mine.get("title"),
        "description": passage(document.get("description")),
        "facts": mine.get("facts", []),
    }
    if "publisher" in document:
        found["publisher"] = line(document["publisher"]) or "Not given"
    if "version" in document:
        found["version"] = line(document["version"], 40) or "1"
    licence = licence_of(package.record)
    if licence.strip():
        found["licence"] = licence
    return {name: value for name, value in found.items() if value is not None}


def licence_of(record: Mapping[str, Any]) -> str:
    """The text of the license that the document points to, else its title."""
    document, definitions = record.get("CFDocument"), record.get("CFDefinitions")
    link = document.get("licenseURI") if isinstance(document, dict) else None
    if not link:
        return ""
    for one in entries(definitions.get("CFLicenses")) if isinstance(definitions, dict) else ():
        if isinstance(one, dict) and identifier_of(one) == target(link):
            return passage(one.get("licenseText")) or line(one.get("title"))
    return line(link.get("title")) or line(link.get("uri")) if isinstance(link, dict) else line(link)


def slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title[:400]).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))[:60].strip("-") or "framework"


def _free(key: str, taken: Iterable[str]) -> str:
    used, free, number = set(taken), key, 2
    while free in used:
        free, number = f"{key[:70]}-{number}", number + 1
    return free


def _language(value: Any) -> str:
    match = _LANGUAGE.fullmatch(text_of(value).strip()[:10])
    if match is None:
        return "en"
    return match[1] + (f"-{match[2][1:].upper()}" if match[2] else "")


def _refuse_giants(framework: Framework) -> None:
    """What is adopted is read back from the framework file, which has its own caps."""
    whole = native.write(framework)
    if len(whole) * 2 > native.LARGEST and len(whole.encode()) > native.LARGEST:
        raise _too_large()
    if whole.count(",") + whole.count("{") > native.MOST_PARTS:
        raise _too_large()


def _too_large() -> KnownError:
    return KnownError("There is more in this file than a framework can hold.", "Export its parts one by one.")
