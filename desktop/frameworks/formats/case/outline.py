"""The tree of a framework, parents before children, as an export writes it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desktop.frameworks.document import Competency, Framework, Heading, JobFunction
from desktop.frameworks.formats.case.parts import COMPETENCY, FUNCTION, HEADING
from desktop.frameworks.formats.case.records import parsed

_LAST = 10**9


@dataclass(eq=False)
class Node:
    """`kind` says which part it is; `raw` is what the source said of it. `rank` is its place in the document."""

    kind: str
    part: Competency | Heading | JobFunction
    raw: dict[str, Any]
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    rank: int = _LAST
    id: str = ""

    @property
    def code(self) -> str:
        return self.part.number if isinstance(self.part, JobFunction) else self.part.code

    @property
    def title(self) -> str:
        return self.part.title


def roots_of(framework: Framework) -> list[Node]:
    """What stands at the top, in order; what was gathered under no heading stands where it stood in the source."""
    headings = {one.id: _node(HEADING, one) for one in framework.outline}
    functions = {one.number: _node(FUNCTION, one) for one in framework.job_functions}
    tops = _hang_headings(headings, functions)
    nodes: list[Node] = []
    for function in framework.job_functions:
        above = functions[function.number]
        heading = headings.get(function.under)
        if heading is not None and tops[heading] is None:
            above.parent = heading
        if not is_gathered(function, above.raw):
            nodes.append(above)
        for one in function.competencies:
            below = _node(COMPETENCY, one)
            named = headings.get(one.under)
            below.parent = named if named is not None and tops[named] is above else above
            nodes.append(below)
    return _in_order(nodes, list(headings.values()))


def walk(roots: list[Node]) -> Iterator[Node]:
    """Every node, parents first, siblings in order."""
    left = list(reversed(roots))
    while left:
        one = left.pop()
        yield one
        left += reversed(one.children)


def is_gathered(function: JobFunction, raw: dict[str, Any]) -> bool:
    """Whether the reader made it for items without a heading, and nobody has given it a name since."""
    return "gathered" in raw and raw["gathered"] == function.title


def _node(kind: str, part: Competency | Heading | JobFunction) -> Node:
    return Node(kind, part, parsed(part.origin.raw) if part.origin else {})


def _hang_headings(headings: dict[str, Node], functions: dict[str, Node]) -> dict[Node, Node | None]:
    """Each heading under its own; by heading the job function that it stands below, None at the top. A heading
    that stands under itself by some way round is put at the top."""
    tops: dict[Node, Node | None] = {}
    for heading in headings.values():
        way: list[Node] = []
        seen: set[Node] = set()
        here: Node | None = heading
        top: Node | None = None
        while here is not None and here not in tops and here not in seen:
            way.append(here)
            seen.add(here)
            under = here.part.under
            here.parent = headings.get(under) or functions.get(under)
            if here.parent is not None and here.parent.kind == FUNCTION:
                top, here = here.parent, None
            else:
                here = here.parent
        if here is not None and here in tops:
            top = tops[here]
        elif here is not None:
            here.parent = None
        tops |= dict.fromkeys(way, top)
    return tops


def _in_order(nodes: list[Node], headings: list[Node]) -> list[Node]:
    """A heading stands where the first thing below it stands."""
    for rank, one in enumerate(nodes):
        here: Node | None = one
        while here is not None and here.rank == _LAST:
            here.rank, here = rank, here.parent
    roots: list[Node] = []
    for one in (*nodes, *headings):
        above = one.parent
        while above is not None and above.kind == FUNCTION and is_gathered(_function(above), above.raw):
            above = above.parent
        one.parent = above
        (above.children if above else roots).append(one)
    for siblings in (roots, *(one.children for one in (*nodes, *headings))):
        siblings.sort(key=lambda node: node.rank)
    return roots


def _function(node: Node) -> JobFunction:
    assert isinstance(node.part, JobFunction)
    return node.part
