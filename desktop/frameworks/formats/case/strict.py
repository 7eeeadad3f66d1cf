"""Records of any CASE package as CASE 1.1 asks for them: known fields in their own types, nothing else."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID, uuid5

from desktop.frameworks.formats.case.records import (
    as_uuid,
    entries,
    identifier_of,
    is_uuid,
    line,
    number,
    text_of,
    whole,
)

SOURCE: Final = "journeybook:source"
"""Under this name the extensions of a record keep what the source says in fields that CASE does not know."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+")
_MOMENT = re.compile(
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"([.][0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)
_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_DEEPEST = 40

_RELATIONS: Final = (
    "isChildOf",
    "isPeerOf",
    "isPartOf",
    "exactMatchOf",
    "precedes",
    "isRelatedTo",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isTranslationOf",
)
_BY_LETTERS = {name.lower(): name for name in _RELATIONS} | {"isexactmatchof": "exactMatchOf"}

_COMMON = {"extensions": "extensions"}
_STATUS = {"statusStartDate": "date", "statusEndDate": "date"}
FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "CFDocument": {
        **dict.fromkeys(
            ("frameworkType", "creator", "title", "publisher", "description", "language", "version", "adoptionStatus"),
            "text",
        ),
        **_STATUS,
        **_COMMON,
        "officialSourceURL": "uri",
        "subject": "texts",
        "subjectURI": "links",
        "licenseURI": "link",
        "notes": "text",
    },
    "CFItems": {
        **dict.fromkeys(
            ("fullStatement", "alternativeLabel", "CFItemType", "humanCodingScheme", "listEnumeration", "notes"), "text"
        ),
        **dict.fromkeys(("abbreviatedStatement", "language"), "text"),
        **dict.fromkeys(("conceptKeywords", "subject", "educationLevel"), "texts"),
        **dict.fromkeys(("conceptKeywordsURI", "CFItemTypeURI", "licenseURI"), "link"),
        **_STATUS,
        **_COMMON,
        "subjectURI": "links",
    },
    "CFAssociations": {
        "sequenceNumber": "whole",
        "CFAssociationGroupingURI": "link",
        "notes": "text",
        **_COMMON,
    },
    "CFConcepts": dict.fromkeys(("title", "keywords", "hierarchyCode", "description"), "text") | _COMMON,
    "CFSubjects": dict.fromkeys(("title", "hierarchyCode", "description"), "text") | _COMMON,
    "CFLicenses": dict.fromkeys(("title", "description", "licenseText"), "text") | _COMMON,
    "CFItemTypes": dict.fromkeys(("title", "description", "hierarchyCode", "typeCode"), "text") | _COMMON,
    "CFAssociationGroupings": dict.fromkeys(("title", "description"), "text") | _COMMON,
    "CFRubrics": dict.fromkeys(("title", "description"), "text") | _COMMON,
    "CFRubricCriteria": {
        "category": "text",
        "description": "text",
        "CFItemURI": "link",
        "weight": "number",
        "position": "whole",
        **_COMMON,
    },
    "CFRubricCriterionLevels": {
        "description": "text",
        "quality": "text",
        "score": "number",
        "feedback": "text",
        "position": "whole",
    },
}
"""The fields of each kind of record but for its identifier, address, date and what points to its own parts."""

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "CFConcepts": ("hierarchyCode",),
    "CFSubjects": ("hierarchyCode",),
    "CFLicenses": ("licenseText",),
    "CFItemTypes": ("description", "hierarchyCode"),
}
"""Texts of definitions that may be empty and may not be absent."""

_OLD = {"educationalLevel": "educationLevel"}
_DROPPED = frozenset(
    {
        *("identifier", "sourcedId", "uri", "lastChangeDateTime", "caseVersion", "CFDocumentURI", "CFPackageURI"),
        *("CFItemAssociationURI", "associationType", "originNodeURI", "destinationNodeURI", "rubricId"),
        *("CFRubricCriteria", "CFRubricCriterionLevels", "rubricCriterionId"),
    }
)
"""What is written anew, or stands in the package by itself."""


def strict(record: Mapping[str, Any], kind: str, refer: Callable[[str], str]) -> dict[str, Any]:
    """The record's fields of its kind; `refer` gives the identifier that a source's one has in the export."""
    fields = FIELDS[kind]
    found: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name, value in record.items():
        name = _OLD.get(name, name)
        if name in _DROPPED or value is None:
            continue
        kept = _value(value, fields.get(name, ""), refer)
        if kept is not None:
            found[name] = kept
        elif (other := scrubbed(value)) not in (None, "", [], {}):
            rest[clean(name)] = other
    own = identifier_of(record)
    if own and not is_uuid(own.lower()):
        rest["identifier"] = own
    if rest and "extensions" in fields:
        held = found.get("extensions", {})
        earlier = held.get(SOURCE)
        found["extensions"] = held | {SOURCE: (earlier if isinstance(earlier, dict) else {}) | rest}
    return found


def _value(value: Any, type_: str, refer: Callable[[str], str]) -> Any:
    """None where the value cannot be of this type."""
    if type_ == "text":
        return clean(text_of(value)) if isinstance(value, str) or text_of(value) else None
    if type_ == "texts":
        told = [clean(text_of(one)) for one in (value if isinstance(value, list) else [value])]
        return told if all(told) else None
    if type_ == "uri":
        return address(value)
    if type_ == "date":
        found = _DATE.match(text_of(value).strip())
        return found[0] if found else None
    if type_ == "link":
        return link(value, refer)
    if type_ == "links":
        links = [link(one, refer) for one in entries(value)]
        return links if links and all(links) else None
    if type_ == "extensions":
        found_ = scrubbed(value)
        return found_ if isinstance(found_, dict) and found_ else None
    return whole(value) if type_ == "whole" else number(value) if type_ == "number" else None


def clean(text: str) -> str:
    """Without halves of characters, which no file can hold; all else as it stands."""
    return _SURROGATES.sub("", text)


def scrubbed(value: Any, depth: int = 0) -> Any:
    """A value of another's file that can stand in ours."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict) and depth < _DEEPEST:
        return {clean(name): scrubbed(one, depth + 1) for name, one in value.items()}
    if isinstance(value, list) and depth < _DEEPEST:
        return [scrubbed(one, depth + 1) for one in value]
    return value if value is None or isinstance(value, bool | int) else None


def address(value: Any) -> str | None:
    found = clean(text_of(value)).strip()
    return found if _URI.fullmatch(found) else None


def moment(value: Any) -> str | None:
    """A date with its time as RFC 3339 writes it."""
    found = text_of(value).strip()
    return found if _MOMENT.fullmatch(found) else None


def relation(value: Any) -> str:
    """The name of an association type of CASE, however the source spells it; else one with the mark of others."""
    told = text_of(value).strip()
    known = _BY_LETTERS.get(re.sub("[^a-z]", "", told[:60].lower()))
    return known or f"ext:{re.sub('[^a-zA-Z0-9._-]', '', told.removeprefix('ext:'))[:60] or 'other'}"


def link(value: Any, refer: Callable[[str], str]) -> dict[str, str] | None:
    """Title, identifier and address of what another record points to; None where it points to nothing."""
    if isinstance(value, dict):
        source = identifier_of(value)
        title = clean(text_of(value.get("title")))
        uri = address(value.get("uri"))
    else:
        title = clean(line(value))
        source, uri = title.rstrip("/").rpartition("/")[2], address(value)
    if not source:
        return None
    identifier = refer(source)
    return {"title": title or source, "identifier": identifier, "uri": uri or f"urn:uuid:{identifier}"}


def node(value: Any, refer: Callable[[str], str]) -> dict[str, str] | None:
    """An end of an association, which may lie outside the package and have an identifier of another kind."""
    found = link(value, refer)
    kind = value.get("targetType") if isinstance(value, dict) else None
    if found and isinstance(kind, str) and re.fullmatch(r"CASE|ext:[a-zA-Z0-9._-]{1,60}", kind):
        found["targetType"] = kind
    return found


class Names:
    """The identifiers of one export: a source's own where CASE 1.1 takes it, else one made from it; none twice."""

    def __init__(self, namespace: UUID) -> None:
        self._namespace = namespace
        self._taken: set[str] = {str(namespace)}
        self._given: dict[str, str] = {}

    def give(self, source: str, instead: str) -> str:
        """The identifier of a new record; `instead` names it where the source's is none or is already given."""
        found = as_uuid(source, self._namespace) if source else ""
        if not found or found in self._taken:
            found = self.make(instead)
        self._taken.add(found)
        if source:
            self._given.setdefault(source, found)
        return found

    def make(self, name: str) -> str:
        found, mark = str(uuid5(self._namespace, name)), 2
        while found in self._taken:
            found, mark = str(uuid5(self._namespace, f"{name} ({mark})")), mark + 1
        return found

    def alias(self, source: str, given: str) -> None:
        if source:
            self._given.setdefault(source, given)

    def refer(self, source: str) -> str:
        """What a link of the source points to in this export."""
        return self._given.get(source) or as_uuid(source, self._namespace)
