"""The competencies of the schedule and of the detail pages, brought together by code and by wording."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from desktop.frameworks.formats.occupational.parts import Printed, PrintedFunction, letter, letter_place
from desktop.frameworks.formats.occupational.rows import clean

LIKELY = 85.0
"""Two wordings this alike, of 100, are one competency; below it the coordinator is asked."""
POSSIBLE = 60.0
_MOST_COMPARED = 10_000
_WORDS = re.compile(r"\w+")


@dataclass(slots=True)
class Pair:
    """One competency, as the schedule and as the details have it; `score` is how alike the two wordings are, of
    100. `repeats` is the code that is printed where another competency has it too."""

    code: str
    schedule: Printed | None = None
    detail: Printed | None = None
    score: float = 100.0
    repeats: str = ""

    @property
    def either(self) -> Printed:
        one = self.schedule or self.detail
        assert one is not None
        return one


def pair(number: str, schedule: PrintedFunction | None, detail: PrintedFunction | None) -> list[Pair]:
    """The competencies of one job function in the order of their codes."""
    in_detail = _without_repeats(number, detail.items if detail else [])
    in_schedule = _joined(schedule.items if schedule else [], {_key(one.detail) for one in in_detail if one.detail})
    left = _match(in_schedule, in_detail)
    places = {id(one): at for at, one in enumerate(in_schedule)}
    in_order = all(
        one.code == f"{number}{letter(places[id(one.schedule)])}" for one in in_detail if one.schedule is not None
    )
    taken = {one.code for one in in_detail}
    for item in left:
        code = item.code if item.code and item.code not in taken else ""
        if not code:
            at = places[id(item)] if in_order else len(in_detail)
            code = _free(number, at, taken)
        taken.add(code)
        in_detail.append(Pair(code, schedule=item))
    return sorted(in_detail, key=lambda one: _order(one.code))


def _without_repeats(number: str, items: Sequence[Printed]) -> list[Pair]:
    found: list[Pair] = []
    printed = {one.code for one in items}
    by_code: dict[str, Printed] = {}
    for item in items:
        known = by_code.get(item.code)
        if known is None:
            by_code[item.code] = item
            found.append(Pair(item.code, detail=item))
        elif _key(known) == _key(item):
            # The head of the competency printed once more on its next page.
            known.standards += item.standards
        else:
            code = _free(number, _place(item.code) + 1, printed)
            printed.add(code)
            found.append(Pair(code, detail=item, repeats=item.code))
    return found


def _joined(items: Sequence[Printed], known: set[str]) -> list[Printed]:
    """A title that the schedule breaks over two rows is one where the details have it whole."""
    found: list[Printed] = []
    for item in items:
        before = found[-1] if found else None
        if before is not None and _key(before) not in known and f"{_key(before)} {_key(item)}" in known:
            before.title.go_on(item.title.text, item.title.last)
            before.kind = before.kind or item.kind
        else:
            found.append(item)
    return found


def _match(items: Sequence[Printed], pairs: Sequence[Pair]) -> list[Printed]:
    """Gives each pair its item of the schedule; those that no pair fits are left."""
    left = _match_by(items, pairs, lambda item: item.code) if any(item.code for item in items) else list(items)
    left = _match_by(left, pairs, _key)
    open_ = [one for one in pairs if one.schedule is None]
    if len(left) * len(open_) <= _MOST_COMPARED:
        left = _match_alike(left, open_)
    return left


def _match_by(items: Sequence[Printed], pairs: Sequence[Pair], key: Callable[[Printed], str]) -> list[Printed]:
    waiting: dict[str, Pair] = {}
    for one in pairs:
        if one.schedule is None and one.detail is not None:
            waiting.setdefault(key(one.detail), one)
    left: list[Printed] = []
    for item in items:
        found = waiting.pop(key(item), None) if key(item) else None
        if found is None or found.detail is None:
            left.append(item)
        else:
            found.schedule, found.score = item, alike(item, found.detail)
    return left


def _match_alike(items: Sequence[Printed], pairs: Sequence[Pair]) -> list[Printed]:
    scores = sorted(
        (
            (alike(item, one.detail), -abs(at - place), at, place)
            for at, item in enumerate(items)
            for place, one in enumerate(pairs)
            if one.detail is not None
        ),
        reverse=True,
    )
    used: set[int] = set()
    for score, apart, at, place in scores:
        # What is less alike must at least stand in the same place.
        fits = score >= LIKELY or (score >= POSSIBLE and apart == 0)
        if fits and at not in used and pairs[place].schedule is None:
            pairs[place].schedule, pairs[place].score = items[at], score
            used.add(at)
    return [item for at, item in enumerate(items) if at not in used]


def alike(first: Printed, second: Printed) -> float:
    a, b = _key(first)[:400], _key(second)[:400]
    return max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b)) if a and b else 0.0


def _key(one: Printed | None) -> str:
    return " ".join(_WORDS.findall(clean(one.title.text).casefold())) if one else ""


def _free(number: str, at: int, taken: set[str]) -> str:
    for place in range(at, at + len(taken) + 1):
        code = f"{number}{letter(place)}"
        if code not in taken:
            return code
    return f"{number}{letter(at + len(taken) + 1)}"


def _place(code: str) -> int:
    suffix = code.lstrip("0123456789")
    if suffix.startswith("."):
        return int(suffix[1:]) - 1
    return max(letter_place(suffix), 0)


def _order(code: str) -> tuple[int, str]:
    return _place(code), code


def spare_codes(number: str, pairs: Sequence[Pair]) -> list[str]:
    """For each pair a code that nothing in its job function has, should it prove to be two competencies."""
    start = max((_place(one.code) for one in pairs), default=-1) + 1
    return [f"{number}{letter(start + at)}" for at in range(len(pairs))]
