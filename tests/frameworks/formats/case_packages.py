"""Small CASE packages for tests."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from desktop.frameworks import files
from desktop.frameworks.document import Framework
from desktop.frameworks.files import Opened
from desktop.frameworks.formats.case import reader as case
from desktop.frameworks.formats.case.records import compact
from desktop.frameworks.reading import Found

WHEN = "2021-05-04T10:00:00+00:00"


def uid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"test {name}"))


def address(name: str) -> str:
    return f"https://bakers.example/case/{uid(name)}"


def end(name: str) -> dict[str, Any]:
    return {"title": name, "identifier": uid(name), "uri": address(name)}


def item(name: str, **more: Any) -> dict[str, Any]:
    record = {"identifier": uid(name), "uri": address(name), "fullStatement": name, "lastChangeDateTime": WHEN}
    return record | more


def link(child: str, parent: str, kind: str = "isChildOf", **more: Any) -> dict[str, Any]:
    name = f"{child} {kind} {parent}"
    return {
        "identifier": uid(name),
        "uri": address(name),
        "associationType": kind,
        "originNodeURI": end(child),
        "destinationNodeURI": end(parent),
        "lastChangeDateTime": WHEN,
    } | more


def package(
    tree: Mapping[str, str], items: Iterable[dict[str, Any]] = (), links: Iterable[dict[str, Any]] = (), **more: Any
) -> dict[str, Any]:
    """`tree` names the parent of each item, "Baking" for the document; `items` replace those of the same name."""
    given = {one["fullStatement"]: one for one in items}
    return {
        "CFDocument": {
            "identifier": uid("Baking"),
            "uri": address("Baking"),
            "creator": "Bakers' Guild",
            "title": "Baking",
            "lastChangeDateTime": WHEN,
        },
        "CFItems": [given.get(name) or item(name) for name in tree],
        "CFAssociations": [*(link(child, parent) for child, parent in tree.items()), *links],
    } | more


BREAD = {
    "Doughs": "Baking",
    "Mixes a dough": "Doughs",
    "Proves a dough": "Doughs",
    "Ovens": "Baking",
    "Deck ovens": "Ovens",
    "Loads a deck oven": "Deck ovens",
    "Steams a deck oven": "Deck ovens",
    "Cleans an oven": "Ovens",
}


def opened(content: Any, name: str = "baking.json") -> Opened:
    return files.open_bytes(name, compact(content).encode())


def found(content: Any) -> Found:
    file = opened(content)
    assert case.fits(file)
    return case.read(file).found[0]


def framework(content: Any) -> Framework:
    return found(content).framework


def mends(one: Found) -> list[str]:
    return [finding.id.removeprefix("mended: ") for finding in one.findings if finding.id.startswith("mended: ")]
