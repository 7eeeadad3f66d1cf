"""A framework as a CASE 1.1 package: what came in goes out under the same identifiers, in the same order."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from desktop.codes import Kind
from desktop.frameworks.document import Framework, Heading
from desktop.frameworks.formats.case import rubrics as case_rubrics
from desktop.frameworks.formats.case import schema
from desktop.frameworks.formats.case.outline import Node, roots_of, walk
from desktop.frameworks.formats.case.parts import COMPETENCY, FUNCTION, HEADING, texts_of
from desktop.frameworks.formats.case.read import licence_of
from desktop.frameworks.formats.case.records import (
    EXTENSION,
    as_uuid,
    entries,
    identifier_of,
    line,
    parsed,
    passage,
    whole,
)
from desktop.frameworks.formats.case.strict import REQUIRED, Names, address, link, moment, node, relation, strict

_TYPES: Final = {FUNCTION: "Job Function", HEADING: "Heading", COMPETENCY: "Competency"}
_BEFORE_ALL: Final = datetime(1970, 1, 1, tzinfo=UTC)
_IN_FIELDS = frozenset({"title", "description", "job_functions", "outline", "origin"})
_IN_ITEM = frozenset(
    {"number", "code", "title", "description", "competencies", "origin", "under", "level_texts"},
)


def write(framework: Framework, on: datetime | None = None) -> str:
    """The package as JSON text, checked against the strict schema; the same for the same framework, always.

    `on` (with its time zone) is the date of what has changed since it was read, or was never read from a
    package; without it that is the date of the source, else the beginning of 1970.
    """
    made = package(framework, on)
    schema.check(made)
    return json.dumps(made, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def package(framework: Framework, on: datetime | None = None) -> dict[str, Any]:
    """The package before it is checked."""
    return _Writer(framework, on).package()


class _Writer:
    def __init__(self, framework: Framework, on: datetime | None) -> None:
        origin = framework.origin
        self._framework = framework
        self._raw = parsed(origin.raw) if origin else {}
        self._document: dict[str, Any] = _record(self._raw.get("CFDocument"))
        namespace = uuid5(NAMESPACE_URL, f"urn:journeybook:framework:{framework.key}")
        self._id = as_uuid(origin.id, namespace) if origin and origin.id else str(namespace)
        self._names = Names(UUID(self._id))
        if origin:
            self._names.alias(origin.id, self._id)
        dated = moment(self._document.get("lastChangeDateTime"))
        fixed = _BEFORE_ALL if on is None else on.astimezone(UTC)
        told = fixed.isoformat(timespec="seconds").replace("+00:00", "Z")
        self._on = dated or told if on is None else told
        self._roots = roots_of(framework)
        self._nodes = list(walk(self._roots))
        for one in self._nodes:
            name = one.part.id if isinstance(one.part, Heading) else ""
            source = one.part.origin.id if one.part.origin else name
            one.id = self._names.give(source, f"{one.kind} {name or one.code}")

    def package(self) -> dict[str, Any]:
        items = [self._item(one) for one in self._nodes]
        head = self._head()
        made: dict[str, Any] = {
            "CFDocument": head,
            "CFItems": items,
            "CFAssociations": [*self._tree(), *self._links()],
        }
        definitions = self._definitions(head)
        if definitions:
            made["CFDefinitions"] = definitions
        criteria = case_rubrics.Rubrics(self._framework, self._raw, self._names, self._on)
        rubrics = criteria.records([one for one in self._nodes if one.kind == COMPETENCY])
        if rubrics:
            made["CFRubrics"] = rubrics
        return made

    def _head(self) -> dict[str, Any]:
        one, source = self._framework, self._document
        found = strict(source, "CFDocument", self._names.refer)
        read = {
            "title": line(source.get("title")),
            "publisher": line(source.get("publisher")) or line(source.get("creator")) or "Not given",
            "version": line(source.get("version"), 40) or "1",
            "description": passage(source.get("description")),
        }
        now = {"title": one.title, "publisher": one.publisher, "version": one.version, "description": one.description}
        changed = {name: value for name, value in now.items() if not source or value != read[name]}
        found |= {name: value for name, value in changed.items() if value or name in found}
        if not found.get("creator", "").strip():
            found["creator"] = one.publisher
        if not source and one.attribution.strip():
            found["notes"] = one.attribution
        found.setdefault("language", one.language)
        dated = None if changed else moment(source.get("lastChangeDateTime"))
        facts = one.model_dump(mode="json", exclude_defaults=True, exclude=set(_IN_FIELDS))
        extensions = found.get("extensions", {}) | {EXTENSION: {"facts": facts}}
        return {
            "identifier": self._id,
            "uri": address(source.get("uri")) or f"urn:uuid:{self._id}",
            "caseVersion": "1.1",
            "lastChangeDateTime": dated or self._on,
            **found,
            "extensions": extensions,
        }

    def _item(self, one: Node) -> dict[str, Any]:
        source = _record(one.raw.get("CFItem"))
        found = strict(source, "CFItems", self._names.refer)
        told: dict[str, Any] = {"part": one.kind}
        is_changed = _put_texts(one, source, found, told) | _put_code(one, source, found)
        if one.code and line(found.get("humanCodingScheme")) != one.code:
            told["code"] = one.code
        facts = one.part.model_dump(mode="json", exclude_defaults=True, exclude=set(_IN_ITEM))
        if facts.get("kind") == Kind.CORE.value:
            del facts["kind"]
        facts.pop("id", None)
        if facts:
            told["facts"] = facts
        dated = None if is_changed else moment(source.get("lastChangeDateTime"))
        return {
            "identifier": one.id,
            "uri": address(source.get("uri")) or f"urn:uuid:{one.id}",
            "lastChangeDateTime": dated or self._on,
            **({} if source else {"CFItemType": _TYPES[one.kind]}),
            **found,
            "extensions": found.get("extensions", {}) | {EXTENSION: told},
        }

    def _tree(self) -> list[dict[str, Any]]:
        found = self._siblings(None, self._roots)
        for one in self._nodes:
            found += self._siblings(one, one.children)
        return found

    def _siblings(self, parent: Node | None, children: Sequence[Node]) -> list[dict[str, Any]]:
        """The source's sequence numbers where they still give the order, else 1, 2, 3."""
        records = [_record(one.raw.get("CFAssociation")) for one in children]
        told = [whole(one.get("sequenceNumber")) for one in records]
        known = [one for one in told if one is not None]
        is_kept = len(known) == len(told) and known == sorted(set(known))
        numbers = known if is_kept else range(1, len(children) + 1)
        above = {"title": self._framework.title, "identifier": self._id, "uri": f"urn:uuid:{self._id}"}
        if self._document:
            above["uri"] = address(self._document.get("uri")) or above["uri"]
        if parent is not None:
            above = _end(parent)
        return [
            self._child(one, above, record, number)
            for one, record, number in zip(children, records, numbers, strict=True)
        ]

    def _child(self, one: Node, above: dict[str, str], record: dict[str, Any], number: int) -> dict[str, Any]:
        end = link(record.get("destinationNodeURI"), self._names.refer)
        is_same = end is not None and end["identifier"] == above["identifier"]
        source = record if is_same else {}
        identifier = self._names.give(identifier_of(source), f"child {one.id} of {above['identifier']}")
        found = strict(source, "CFAssociations", self._names.refer)
        return {
            "identifier": identifier,
            "uri": address(source.get("uri")) or f"urn:uuid:{identifier}",
            "associationType": "isChildOf",
            "lastChangeDateTime": moment(source.get("lastChangeDateTime")) or self._on,
            "originNodeURI": _end(one),
            "destinationNodeURI": above,
            **found,
            "sequenceNumber": number,
        }

    def _links(self) -> list[dict[str, Any]]:
        """The other associations of the source, of its items and of things outside."""
        records = [record for one in self._nodes for record in entries(one.raw.get("CFAssociations"))]
        records += entries(self._raw.get("CFAssociations"))
        found = []
        for at, source in enumerate(one for one in records if isinstance(one, dict)):
            origin = node(source.get("originNodeURI"), self._names.refer)
            end = node(source.get("destinationNodeURI"), self._names.refer)
            if origin is None or end is None:
                continue
            identifier = self._names.give(identifier_of(source), f"link {at} {origin['identifier']}")
            found.append(
                {
                    "identifier": identifier,
                    "uri": address(source.get("uri")) or f"urn:uuid:{identifier}",
                    "associationType": relation(source.get("associationType")),
                    "lastChangeDateTime": moment(source.get("lastChangeDateTime")) or self._on,
                    "originNodeURI": origin,
                    "destinationNodeURI": end,
                    **strict(source, "CFAssociations", self._names.refer),
                }
            )
        return found

    def _definitions(self, head: dict[str, Any]) -> dict[str, Any]:
        """Those of the source, and the license where it is not the source's; `head` is made to point at it."""
        source = _record(self._raw.get("CFDefinitions"))
        found: dict[str, Any] = {}
        for kind in ("CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings"):
            made = [self._definition(one, kind) for one in entries(source.get(kind)) if isinstance(one, dict)]
            if kept := [one for one in made if one]:
                found[kind] = kept
        licence = self._framework.licence
        if licence.strip() and licence != licence_of(self._raw):
            identifier = self._names.give("", "license")
            uri = f"urn:uuid:{identifier}"
            record = {"identifier": identifier, "uri": uri, "title": "License", "licenseText": licence}
            found.setdefault("CFLicenses", []).append(record | {"lastChangeDateTime": self._on})
            head["licenseURI"] = {"title": "License", "identifier": identifier, "uri": uri}
        return found

    def _definition(self, source: dict[str, Any], kind: str) -> dict[str, Any]:
        found = strict(source, kind, self._names.refer)
        if not found.get("title") or not identifier_of(source):
            return {}
        identifier = self._names.refer(identifier_of(source))
        return {
            "identifier": identifier,
            "uri": address(source.get("uri")) or f"urn:uuid:{identifier}",
            "lastChangeDateTime": moment(source.get("lastChangeDateTime")) or self._on,
            **dict.fromkeys(REQUIRED.get(kind, ()), ""),
            **found,
        }


def _record(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _end(one: Node) -> dict[str, str]:
    source = _record(one.raw.get("CFItem"))
    uri = address(source.get("uri")) or f"urn:uuid:{one.id}"
    return {"title": one.code or one.title, "identifier": one.id, "uri": uri}


def _put_texts(one: Node, source: Mapping[str, Any], found: dict[str, Any], told: dict[str, Any]) -> bool:
    """The texts of the source as they stand there if they are still what was read from them; whether they are not."""
    title = one.title
    description = "" if isinstance(one.part, Heading) else one.part.description
    was_title, was_description = texts_of(source, one.kind)
    is_same = was_title == title and (isinstance(one.part, Heading) or was_description == description)
    if source and is_same and found.get("fullStatement"):
        return False
    if not title.strip():
        told["blank"] = title
        title = f"Job function {one.code}"
    found.pop("abbreviatedStatement", None)
    found["fullStatement"] = title
    if not isinstance(one.part, Heading):
        found.pop("notes", None)
        if description:
            found["notes"] = description
    return True


def _put_code(one: Node, source: Mapping[str, Any], found: dict[str, Any]) -> bool:
    """The code of the source, unless it was changed since; one that only the reader gave is no code of the source."""
    given = one.raw.get("code")
    if source and (given == one.code or line(source.get("humanCodingScheme")) == one.code):
        return False
    if one.code:
        found["humanCodingScheme"] = one.code
    else:
        found.pop("humanCodingScheme", None)
    return True
