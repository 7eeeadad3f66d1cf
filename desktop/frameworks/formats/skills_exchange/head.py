"""What a skills exchange export says of its occupation, version, sources and licence."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from desktop.codes import Approach
from desktop.frameworks import asking
from desktop.frameworks.document import Fact, Framework, Occupation, OnetCode, Origin
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Place, Weight
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.skills_exchange.levels import Levels

_KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset({"schemaVersion", "exportedAt", "occupation", "framework", "sources", "attribution", "licence"})
    | {"license"},
    "occupation": frozenset({"soc", "title", "group", "sector", "jobZone", "jobZoneInferred"}),
    "framework": frozenset({"version", "description", "contextCovered", "levels", "licence", "license"}),
    "sources": frozenset({"onet", "crosswalk", "generator", "licence", "license"}),
}
_FIRST_2019: Final = (25, 1)
"""The release of the O*NET database that took up the taxonomy of 2019 (O*NET Resource Center)."""

_UNTITLED = "Untitled"


class Head(NamedTuple):
    framework: Framework
    findings: tuple[Finding, ...]


class _Reader:
    """One export being read; each value that is not as expected leaves a finding."""

    def __init__(self, value: Mapping[str, Any]) -> None:
        self.value = value
        self.findings: list[Finding] = []
        self.parts = {name: self._part(name) for name in ("occupation", "framework", "sources")}

    def _part(self, name: str) -> Mapping[str, Any]:
        part = self.value.get(name)
        if isinstance(part, Mapping):
            return part
        self.note(name, "It is missing." if part is None else "It is not a group of fields.", "Nothing of it is known")
        return {}

    def note(self, where: str, says: str, taken: str, choices: tuple[Choice, ...] = (), key: str = "") -> None:
        same = [one for one in self.findings if one.about == where]
        if all(one.says != says for one in same):
            id_ = f"{where}: {says}" if same else where
            self.findings.append(Finding(id_, Weight.NOTE, where, says, taken, (Place(where),), choices, key))

    def text(self, part: str, name: str, most: int = tidy.TEXT) -> str:
        """A text, or a number as a text; empty, with a note, where it is something else."""
        given = self.parts[part].get(name) if part else self.value.get(name)
        where = f"{part}.{name}" if part else name
        if given is None or given == "":
            return ""
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            self.note(where, "It is not a text.", "Left out")
            return ""
        if isinstance(given, str) and len(given) > most:
            self.note(where, f"It is longer than {most:,} characters.", "Its beginning")
        return tidy.text(str(given), most)


def read(value: Mapping[str, Any], levels: Levels, raw: str) -> Head:
    """`levels` hold at least one statement; `raw` is the record that is kept."""
    reader = _Reader(value)
    title = tidy.line(reader.text("occupation", "title"))
    version = tidy.line(reader.text("framework", "version", 40))
    framework = Framework(
        key=tidy.slug(title, "skills-exchange-framework"),
        version=version or "1",
        title=title or _UNTITLED,
        publisher=_publisher(reader),
        attribution=reader.text("", "attribution"),
        licence=_licence(reader),
        source=_source(reader),
        origin=Origin(id=" ".join(one for one in (_soc(reader), version) if one), raw=raw),
        description=reader.text("framework", "description"),
        facts=_facts(reader),
        occupation=Occupation(title=title or _UNTITLED, onet_codes=_onet(reader)),
        approach=Approach.COMPETENCY_BASED,
        job_functions=tuple(levels.functions),
        rating_scale=asking.SCALE,
    )
    _tell_head(reader, title, version, raw)
    return Head(framework, (*reader.findings, *_questions(framework)))


def _questions(framework: Framework) -> tuple[Finding, ...]:
    scale = (
        "The levels of the source are stages, and it says neither how a statement is rated nor which rating is enough."
    )
    return (
        asking.approach(Approach.COMPETENCY_BASED),
        asking.completes_at(framework.rating_scale, scale),
        asking.kinds(framework),
        asking.term(),
        asking.training_hours(),
        asking.instruction_hours(),
    )


def _tell_head(reader: _Reader, title: str, version: str, raw: str) -> None:
    if not title:
        for about, path in (("Title", ("title",)), ("Occupation", ("occupation", "title"))):
            reader.findings.append(
                Finding(
                    id=f"{about.lower()} missing",
                    weight=Weight.ERROR,
                    about=about,
                    says="The occupation has no title.",
                    taken=_UNTITLED,
                    places=(Place("occupation.title"),),
                    entry=Entry.TEXT,
                    path=path,
                )
            )
    if not version:
        reader.note("framework.version", "It has no version.", "Version 1")
    if not raw:
        reader.note("file", "It is too long or too deep to be kept as it is.", "Only what was read is kept")
    for part, known in _KNOWN.items():
        fields = reader.parts[part] if part else reader.value
        more = sorted(tidy.line(name, 60) or "(no name)" for name in fields if name not in known)
        if more:
            shown = ", ".join(more[:10]) + (f" and {len(more) - 10} more" if len(more) > 10 else "")
            where = f"{part or 'file'}: other fields"
            reader.note(where, f"There are fields that no export had so far: {shown}.", "Kept with the file's record")


def _soc(reader: _Reader) -> str:
    return tidy.line(reader.text("occupation", "soc", 200))


def _onet(reader: _Reader) -> tuple[OnetCode, ...]:
    soc = _soc(reader)
    if not soc:
        reader.note("occupation.soc", "There is no O*NET-SOC code.", "None")
        return ()
    found = re.fullmatch(r"([0-9]{2}-[0-9]{4})([.][0-9]{2})?", soc, re.ASCII)
    if found is None:
        reader.note("occupation.soc", f"“{soc[:60]}” is not an O*NET-SOC code.", "None")
        return ()
    code = f"{found[1]}{found[2] or '.00'}"
    year, why = _year(reader)
    reader.note(
        "occupation.soc",
        f"It does not say which year's list of O*NET occupations {code} is from; {why}.",
        f"The list of {year}",
        tuple(
            Choice(str(one), f"The list of {one}", (Change(("occupation", "onet_codes", code, "year"), one),))
            for one in (2010, 2019)
        ),
        str(year),
    )
    return (OnetCode(code=code, year=year),)


def _year(reader: _Reader) -> tuple[int, str]:
    told = re.match(r"[^0-9]{0,20}([0-9]{1,3})(?:[.]([0-9]{1,3}))?", str(reader.parts["sources"].get("onet")))
    if told is None:
        return 2019, "2019 is the newest"
    release = (int(told[1]), int(told[2] or 0))
    year = 2019 if release >= _FIRST_2019 else 2010
    return year, f"O*NET {release[0]}.{release[1]}, which it names, has that of {year}"


def _publisher(reader: _Reader) -> str:
    """Who made the file, else who holds the rights."""
    generator = tidy.line(reader.text("sources", "generator"))
    holder = tidy.line(reader.text("", "attribution")).removeprefix("©").strip()
    if generator and holder and generator != holder:
        reader.note(
            "publisher",
            f"The file was made by {generator[:200]} and is attributed to {holder[:200]}.",
            generator[:200],
            tuple(
                Choice(key, name, (Change(("publisher",), name),))
                for key, name in (("generator", generator), ("attribution", holder))
            ),
            "generator",
        )
    if not generator and not holder:
        reader.note("publisher", "It does not say who publishes it.", "Unknown publisher")
    return generator or holder or "Unknown publisher"


def _licence(reader: _Reader) -> str:
    """What is said of licences, that of the O*NET data included."""
    said = [reader.text(part, name) for part in ("", "framework", "sources") for name in ("licence", "license")]
    onet = reader.text("sources", "onet", 500)
    if onet:
        said.append(f"O*NET {onet}")
    return tidy.text("\n".join(one for one in said if one))


def _source(reader: _Reader) -> str:
    exported, schema = reader.text("", "exportedAt", 100), reader.text("", "schemaVersion", 100)
    told = "Skills exchange export"
    if exported:
        told += f" of {tidy.line(exported)}"
    return f"{told}, schema {tidy.line(schema)}" if schema else told


def _facts(reader: _Reader) -> tuple[Fact, ...]:
    zone = reader.text("occupation", "jobZone", 100)
    if zone and reader.parts["occupation"].get("jobZoneInferred") is True:
        zone += " (inferred)"
    if not zone and "jobZone" in reader.parts["occupation"]:
        reader.note("occupation.jobZone", "It is empty.", "No job zone")
    sources = [
        f"{tidy.line(name, 60)}: {tidy.line(one)}"
        for name, one in list(reader.parts["sources"].items())[:50]
        if isinstance(one, str) and tidy.line(name, 60) and tidy.line(one)
    ]
    told = {
        "Occupational group": [reader.text("occupation", "group")],
        "Sector": [reader.text("occupation", "sector")],
        "Job zone": [zone],
        "Context covered": [reader.text("framework", "contextCovered")],
        "Sources": sources,
    }
    kept = {about: tuple(one for one in lines if one.strip()) for about, lines in told.items()}
    return tuple(Fact(about=about, lines=lines) for about, lines in kept.items() if lines)
