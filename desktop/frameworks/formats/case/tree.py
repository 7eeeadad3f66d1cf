"""The items of a CASE package and the tree that its associations make of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.frameworks.findings import Place
from desktop.frameworks.formats.case.records import (
    Repairs,
    compact,
    entries,
    identifier_of,
    line,
    printable,
    target,
    text_of,
    whole,
)
from desktop.frameworks.reading import Passed

_OLD_NAMES = frozenset({"sourcedId", "educationalLevel", "CFItemAssociationURI"})
_PARTS_OF_CODE = re.compile(r"[0-9]{1,18}|[^0-9]{1,400}")


@dataclass(eq=False)
class Item:
    """`place` says where it stands in the file. `child` is the association that puts it under `parent`, `links`
    are its others; `order` is its sequence number."""

    id: str
    record: dict[str, Any]
    place: str
    position: int
    parent: "Item | None" = None
    child: dict[str, Any] | None = None
    order: int | None = None
    links: list[dict[str, Any]] = field(default_factory=list)
    children: list["Item"] = field(default_factory=list)

    @property
    def code(self) -> str:
        return line(self.record.get("humanCodingScheme"))


@dataclass
class Package:
    """`roots` are in order. `links` are associations whose origin is no item of the package."""

    document: dict[str, Any]
    record: Mapping[str, Any]
    items: list[Item]
    roots: list[Item] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_id = {item.id: item for item in self.items}


def load(record: Mapping[str, Any], repairs: Repairs, places: Mapping[int, str] | None = None) -> Package:
    """`places` are the words for the place of the items by their position, where the file is no JSON."""
    document = record.get("CFDocument")
    passed: list[Passed] = []
    items = _items(record, repairs, places or {}, passed)
    package = Package(document if isinstance(document, dict) else {}, record, items, passed=passed)
    _look_over(package.document, "CFDocument", repairs)
    _link(package, repairs)
    _open_rings(package, repairs)
    for siblings in (package.roots, *(item.children for item in items)):
        _put_in_order(siblings)
    return package


def _items(record: Mapping[str, Any], repairs: Repairs, places: Mapping[int, str], passed: list[Passed]) -> list[Item]:
    found: dict[str, Item] = {}
    for position, one in enumerate(entries(record.get("CFItems"))):
        place = places.get(position) or f"CFItems, item {position + 1}"
        if not isinstance(one, dict):
            passed.append(Passed(Place(place), str(one)[:200], "It is not the record of an item."))
            continue
        _look_over(one, place, repairs)
        id_ = identifier_of(one)
        if not id_:
            repairs.add("no identifier", place)
            id_ = f"item {position + 1}"
        if id_ in found:
            if found[id_].record == one:
                passed.append(Passed(Place(place), line(one.get("fullStatement"))[:200], "The same item stands above."))
                continue
            repairs.add("same identifier", place)
            id_ = _free(id_, found)
        found[id_] = Item(id_, one, place, position)
    return list(found.values())


def _free(id_: str, taken: Mapping[str, Item]) -> str:
    """The identifier with a mark. The marks of ten thousand equal ones are found by doubling the step."""
    number, step = 2, 1
    while f"{id_[:1980]} ({number})" in taken:
        number, step = number + step, step * 2
    return f"{id_[:1980]} ({number})"


def _look_over(record: Mapping[str, Any], place: str, repairs: Repairs) -> None:
    nulls = sum(value is None for value in record.values())
    if nulls:
        repairs.add("nulls", place, nulls)
    for name in _OLD_NAMES & record.keys():
        repairs.add("old names", f"{place}, {name}")
    for name in ("fullStatement", "title", "humanCodingScheme", "notes", "abbreviatedStatement", "description"):
        value = record.get(name)
        if isinstance(value, str):
            if printable(value) != value.replace("\r\n", "\n").replace("\r", "\n"):
                repairs.add("characters", f"{place}, {name}")
        elif value is not None:
            repairs.add("wrong types", f"{place}, {name}")
    for name in ("CFDocumentURI", "CFPackageURI"):
        if isinstance(record.get(name), str):
            repairs.add("bare links", f"{place}, {name}")


def _link(package: Package, repairs: Repairs) -> None:
    wanted: list[tuple[Item, dict[str, Any]]] = []
    for position, one in enumerate(entries(package.record.get("CFAssociations"))):
        place = f"CFAssociations, item {position + 1}"
        if not isinstance(one, dict):
            package.passed.append(Passed(Place(place), str(one)[:200], "It is not the record of an association."))
            continue
        _look_over_link(one, place, repairs)
        origin = package.by_id.get(target(one.get("originNodeURI")))
        if origin is None:
            package.links.append(one)
        elif _is_child_of(one):
            wanted.append((origin, one))
        else:
            origin.links.append(one)
    _hang(package, wanted, repairs)
    for item in package.items:
        if item.child is None:
            package.roots.append(item)
            repairs.add("no parent", item.place)


def _is_child_of(association: Mapping[str, Any]) -> bool:
    return re.sub("[^a-z]", "", text_of(association.get("associationType"))[:40].lower()) == "ischildof"


def _look_over_link(one: Mapping[str, Any], place: str, repairs: Repairs) -> None:
    _look_over(one, place, repairs)
    if isinstance(one.get("sequenceNumber"), str) and whole(one["sequenceNumber"]) is not None:
        repairs.add("numbers as text", f"{place}, sequenceNumber")
    for name in ("originNodeURI", "destinationNodeURI"):
        if isinstance(one.get(name), str):
            repairs.add("bare links", f"{place}, {name}")


def _hang(package: Package, wanted: list[tuple[Item, dict[str, Any]]], repairs: Repairs) -> None:
    """Each item under the first of its parents that is here, else at the top; its other links are kept with it."""
    document = identifier_of(package.document)
    here = {*package.by_id, *([document] if document else [])}
    chosen: dict[Item, dict[str, Any]] = {}
    for item, one in wanted:
        if item not in chosen or (not _leads(chosen[item], here) and _leads(one, here)):
            chosen[item] = one
    for item, one in wanted:
        above = target(one.get("destinationNodeURI"))
        if one is not chosen[item]:
            if above != target(chosen[item].get("destinationNodeURI")):
                repairs.add("several parents", item.place)
            item.links.append(one)
            continue
        item.child, item.order = one, whole(one.get("sequenceNumber"))
        item.parent = package.by_id.get(above)
        (item.parent.children if item.parent else package.roots).append(item)
        if above not in here:
            repairs.add("parent elsewhere", item.place)


def _leads(association: Mapping[str, Any], here: set[str]) -> bool:
    return target(association.get("destinationNodeURI")) in here


def _open_rings(package: Package, repairs: Repairs) -> None:
    """What no way leads to from the top is a ring, or hangs below one."""
    seen: set[Item] = set()
    _reach(package.roots, seen)
    for item in package.items:
        if item in seen:
            continue
        first = _in_ring(item)
        repairs.add("cycles", first.place)
        if first.parent is not None:
            first.parent.children.remove(first)
        first.parent = None
        package.roots.append(first)
        _reach([first], seen)


def _in_ring(item: Item) -> Item:
    """The first in the file of the ring that the parents of `item` lead into."""
    seen: set[Item] = set()
    here = item
    while here not in seen and here.parent is not None:
        seen.add(here)
        here = here.parent
    ring, step = [here], here.parent
    while step is not None and step is not here:
        ring.append(step)
        step = step.parent
    return min(ring, key=lambda one: one.position)


def _reach(start: Iterable[Item], seen: set[Item]) -> None:
    left = list(start)
    while left:
        item = left.pop()
        if item not in seen:
            seen.add(item)
            left += item.children


def _put_in_order(siblings: list[Item]) -> None:
    """By sequence number, those without one last; where none has one by list enumeration; else as in the file."""
    if any(item.order is not None for item in siblings):
        siblings.sort(key=lambda item: (item.order is None, item.order or 0))
    elif siblings and all(line(item.record.get("listEnumeration")) for item in siblings):
        siblings.sort(key=lambda item: natural(line(item.record.get("listEnumeration"))))


def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """For sorting codes as people count: 1.2 before 1.10."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdecimal() else (1, 0, part)
        for part in _PARTS_OF_CODE.findall(code[:400])
    )


def raw_of(item: Item, criteria: list[list[Any]], code: str) -> str:
    """All that the source says of the item: its record, the association that puts it under its parent, its other
    associations, its criteria in rubrics; `code` is the one that the reader gave it, if it did."""
    kept: dict[str, Any] = {"CFItem": item.record}
    if item.child is not None:
        kept["CFAssociation"] = item.child
    if item.links:
        kept["CFAssociations"] = item.links
    if criteria:
        kept["CFRubricCriteria"] = criteria
    if code:
        kept["code"] = code
    return compact(kept)
