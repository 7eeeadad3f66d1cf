"""A CASE package as a framework with its findings."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from desktop import words
from desktop.codes import Approach
from desktop.errors import KnownError
from desktop.frameworks import asking
from desktop.frameworks.document import Fact, Framework, Heading, JobFunction, Occupation, RatingScale
from desktop.frameworks.findings import REMOVED, Change, Choice, Entry, Finding, Place, Weight
from desktop.frameworks.formats import case_levels, native
from desktop.frameworks.formats.case_levels import Levels
from desktop.frameworks.formats.case_parts import Arranger, Parts, Reading, has_other_reading
from desktop.frameworks.formats.case_records import (
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
from desktop.frameworks.formats.case_tree import Package, load, natural
from desktop.frameworks.reading import Found, Passed, Tally

MOST_RECORDS = 100_000
"""Commas and braces of all records kept: a framework file may hold twice as many in all."""
_DEEPEST = 40
_MOST_REREAD = 2_000
"""Items of a package that is read in other ways too, to offer those."""
_LEAST = frozenset({"key", "version", "title", "publisher", "occupation", "approach", "rating_scale", "origin"})
"""What a framework cannot do without."""
_LANGUAGE = re.compile(r"([a-z]{2})([-_][A-Za-z]{2})?")


def found(
    record: Mapping[str, Any], fallback: str, taken: Iterable[str] = (), places: Mapping[int, str] | None = None
) -> tuple[Found, tuple[Passed, ...]]:
    """The framework of one package. `fallback` is its title where it has none, `taken` are keys of others in
    the same file.

    Raises KnownError where it has no item, or more than a framework can hold.
    """
    _refuse_depth(record)
    repairs = Repairs()
    package = load(record, repairs, places)
    told = _told(package)
    if not package.items and not told:
        raise KnownError("The CASE package holds no items.", "Export it once more with its items (CFItems).")
    known = _known_scale(told)
    levels = case_levels.read(package, known, repairs)
    title = line(package.document.get("title")) or fallback
    how = Reading(keeps_records=_weight(package) <= MOST_RECORDS)
    parts = Arranger(package, levels, repairs, how).parts(title)
    framework, is_ours = _framework(package, parts, levels, title, told, taken, repairs)
    _refuse_giants(framework)
    findings = (
        *_blockers(package, parts, title),
        *(() if is_ours else _open_questions(framework, levels)),
        *_unplaced(framework),
        *_other_readings(package, levels, title, how),
        *repairs.findings(),
        *(() if how.keeps_records else (_records_left(),)),
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
    return KnownError("The CASE package holds more than a framework can.", "Export its parts one by one.")


def _blockers(package: Package, parts: Parts, title: str) -> Iterator[Finding]:
    if not line(package.document.get("title")):
        yield Finding(
            id="title",
            weight=Weight.ERROR,
            about="Title",
            says="The package has no title (CFDocument, title).",
            taken=title,
            places=(Place("CFDocument"),),
            entry=Entry.TEXT,
            path=("title",),
            also=(("occupation", "title"),),
        )
    if parts.nameless:
        codes = [code for _, code in parts.nameless]
        shown = words.listed(codes[:5]) if len(codes) <= 5 else f"{', '.join(codes[:5])} and {len(codes) - 5:,} more"
        removed = tuple(
            Change(("job_functions", number, "competencies", code), REMOVED) for number, code in parts.nameless
        )
        yield Finding(
            id="competencies without text",
            weight=Weight.ERROR,
            about="Competencies",
            says=f"{words.counted(len(codes), 'item')} without a statement: {shown}.",
            taken="Named by their codes",
            choices=(Choice("leave-out", "Leave them out", removed), Choice("keep", "Keep them, named by their codes")),
        )


def _open_questions(framework: Framework, levels: Levels) -> Iterator[Finding]:
    yield asking.approach(framework.approach, "A CASE package does not say how completion is measured.")
    if levels.scale is None:
        yield asking.completes_at(
            framework.rating_scale, "The package has no rating scale; Journeybook's own is taken."
        )
    else:
        yield asking.completes_at(framework.rating_scale, "The rubric does not say which level completes.")
    yield asking.kinds(framework, "A CASE package does not say what is core and what is optional.")
    yield asking.term("A CASE package does not say how many months the apprenticeship lasts.")
    yield asking.training_hours("A CASE package gives no hours of on-the-job training.")
    yield asking.instruction_hours("A CASE package gives no hours of related instruction.")


def _unplaced(framework: Framework) -> Iterator[Finding]:
    for function in framework.job_functions:
        for one in function.competencies:
            if one.unplaced:
                path = ("job_functions", function.number, "competencies", one.code)
                yield Finding(
                    id=f"{one.code} levels",
                    weight=Weight.QUESTION,
                    about=one.code,
                    says=f"{words.counted(len(one.unplaced), 'text')} of a rubric fit no level of the rating scale.",
                    taken="Kept in order, given to no level",
                    entry=Entry.SPLIT,
                    path=path,
                    part=path,
                )


def _other_readings(package: Package, levels: Levels, title: str, how: Reading) -> Iterator[Finding]:
    """Notes that offer the tree read in another way. They come after the questions, whose answers name the parts
    of the tree as it is taken."""
    if len(package.items) > _MOST_REREAD or any(facts_of(item.record).get("part") for item in package.items):
        return
    if has_other_reading(package):
        root = package.roots[0]
        name = line(root.record.get("abbreviatedStatement")) or line(root.record.get("fullStatement"))
        yield Finding(
            id="single root",
            weight=Weight.NOTE,
            about="Job functions",
            says=f"All items stand under one: “{name[:120]}”.",
            taken="It is a heading; what stands directly under it are the job functions",
            places=(Place(root.place),),
            choices=(
                Choice("below", "What stands under it are the job functions"),
                Choice(
                    "root",
                    "It is the one job function, all else headings and competencies (every competency core)",
                    _reread(package, levels, title, how._replace(is_below_root=False)),
                ),
            ),
            taken_key="below",
        )
    if _has_other_order(package):
        yield Finding(
            id="order",
            weight=Weight.NOTE,
            about="Order",
            says="The package numbers no places, and its codes go in another order than its parts in the file.",
            taken="In the order of the file",
            choices=(
                Choice("file", "In the order of the file"),
                Choice(
                    "codes",
                    "In the order of the codes (every competency core)",
                    _reread(package, levels, title, how._replace(is_by_code=True)),
                ),
            ),
            taken_key="file",
        )


def _has_other_order(package: Package) -> bool:
    for siblings in (package.roots, *(item.children for item in package.items)):
        if any(item.order is not None or line(item.record.get("listEnumeration")) for item in siblings):
            continue
        codes = [natural(item.code) for item in siblings]
        if all(codes) and codes != sorted(codes):
            return True
    return False


def _reread(package: Package, levels: Levels, title: str, how: Reading) -> tuple[Change, ...]:
    parts = Arranger(package, levels, Repairs(), how).parts(title)
    return (_as_change("job_functions", parts.functions), _as_change("outline", parts.outline))


def _as_change(name: str, parts: Sequence[JobFunction] | Sequence[Heading]) -> Change:
    return Change((name,), [one.model_dump(mode="json") for one in parts])


def _records_left() -> Finding:
    return Finding(
        id="records",
        weight=Weight.NOTE,
        about="Records",
        says="The package holds more records than can be kept beside a framework.",
        taken="Texts, codes, identifiers and order are kept; other fields of the source and links to others are not",
    )
