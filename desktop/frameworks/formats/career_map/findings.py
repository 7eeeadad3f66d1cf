"""What a career map leaves open about one occupation, as findings."""

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

from desktop.codes import Kind
from desktop.frameworks import answers
from desktop.frameworks.document import Competency, RatingScale
from desktop.frameworks.findings import REMOVED, Change, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats.career_map.draft import Draft, Unit, joined
from desktop.frameworks.formats.career_map.levels import MOST_SPLITS, Placed, Split, divided
from desktop.frameworks.formats.career_map.pages import Section
from desktop.frameworks.formats.career_map.text import place

FUNCTION = "1"
"""The number of the one job function of an occupation."""


def path_of(code: str) -> Path:
    return ("job_functions", FUNCTION, "competencies", code)


def of_competency(placed: Placed, one: Competency, scale: RatingScale, description: str) -> Iterator[Finding]:
    """`description` is that of the occupation."""
    places = tuple(placed.draft.places)
    if placed.open:
        yield _to_place(placed, one, scale, (*places, *_places(placed.open)))
    elif not one.level_texts and placed.draft.shared is None:
        yield _empty(one, places)
    if placed.taken and placed.other:
        yield _list_begins(placed, placed.taken, placed.other, one, scale)
    if placed.draft.is_fixed and one.level_texts and placed.draft.shared is None:
        yield from _without_text(one, scale, places)
    if placed.draft.whole:
        yield _title_in_cell(placed.draft.whole, one, places)
    for text in one.level_texts:
        if text.text == description:
            yield _same_as_description(one, text.level, scale, places)


def _title_in_cell(whole: str, one: Competency, places: tuple[Place, ...]) -> Finding:
    path = path_of(one.code)
    other = (Change((*path, "title"), whole[:2000]), Change((*path, "description"), None))
    return Finding(
        id=f"{one.code} title",
        weight=Weight.NOTE,
        about=one.code,
        says=f"One cell holds “{whole[:200]}”, and nothing shows where the title ends.",
        taken=f"The title is “{one.title}”, the rest its definition",
        places=places,
        choices=(
            Choice("apart", f"The title is “{one.title}”, the rest its definition"),
            Choice("whole", "All of it is the title", other),
        ),
        taken_key="apart",
        part=path,
    )


def _places(units: Sequence[Unit]) -> tuple[Place, ...]:
    return (place(units[0].first, units[-1].last),) if units else ()


def _to_place(placed: Placed, one: Competency, scale: RatingScale, places: tuple[Place, ...]) -> Finding:
    count, levels = len(placed.open), len(scale.levels)
    paragraphs = "1 paragraph" if count == 1 else f"{count} paragraphs"
    cells = f"{levels} levels" + (" and a definition" if any(one.is_defined for one in placed.splits) else "")
    return Finding(
        id=f"{one.code} levels",
        weight=Weight.QUESTION,
        about=one.code,
        says=f"“{one.title}” has {paragraphs} for {cells}, and the page does not show which is which.",
        taken="No level has a text yet; the paragraphs are kept in order.",
        places=places,
        choices=tuple(_choice(split, one, scale, [unit.text for unit in placed.open]) for split in placed.splits),
        entry=Entry.SPLIT,
        path=path_of(one.code),
        part=path_of(one.code),
    )


def _choice(split: Split, one: Competency, scale: RatingScale, paragraphs: Sequence[str]) -> Choice:
    counts = [int(split.is_defined), *split.counts] if split.is_defined else list(split.counts)
    levels = [level.level for level in scale.levels]
    changes = answers.split(path_of(one.code), list(paragraphs), levels, counts)
    return Choice(split.key, _in_words(split, scale), changes)


def _in_words(split: Split, scale: RatingScale) -> str:
    """ "Definition: paragraph 1; Novice: 2 to 3; …"."""
    told, start = [], 0
    names = [level.word for level in scale.levels]
    cells = [("Definition", 1)] if split.is_defined else []
    for name, count in (*cells, *zip(names, split.counts, strict=True)):
        numbers = f"paragraph {start + 1}" if count == 1 else f"paragraphs {start + 1} to {start + count}"
        told.append(f"{name}: {numbers if count else 'nothing'}")
        start += count
    return "; ".join(told)


def _empty(one: Competency, places: tuple[Place, ...]) -> Finding:
    return Finding(
        id=f"{one.code} text",
        weight=Weight.ERROR,
        about=one.code,
        says=f"Below “{one.title}” stands no text for any level. It may be the first half of a longer title, or none.",
        taken="A competency without level texts",
        places=places,
        choices=(
            Choice("keep", "Keep it without level texts"),
            Choice("leave out", "Leave it out", (Change(path_of(one.code), REMOVED),)),
        ),
        part=path_of(one.code),
    )


def _list_begins(placed: Placed, taken: Split, other: Split, one: Competency, scale: RatingScale) -> Finding:
    paragraphs = [unit.text for unit in placed.units]
    return Finding(
        id=f"{one.code} list",
        weight=Weight.NOTE,
        about=one.code,
        says=f"In “{one.title}” a list follows right after a list, with no sentence of its own before it.",
        taken="It begins the text of the next level: so every level has one.",
        places=_places(placed.units),
        choices=(_choice(taken, one, scale, paragraphs), _choice(other, one, scale, paragraphs)),
        taken_key=taken.key,
        part=path_of(one.code),
    )


def _without_text(one: Competency, scale: RatingScale, places: tuple[Place, ...]) -> Iterator[Finding]:
    levels = [level.level for level in scale.levels]
    has = [text.level for text in one.level_texts]
    missing = [level for level in scale.levels if level.level not in has]
    if not missing:
        return
    names = " and ".join(level.word for level in missing)
    texts = [text.text for text in one.level_texts]
    as_is = _texts(has, texts)
    ways = {"as printed": Choice("as printed", f"{names} stays without a text", (_set_texts(one, as_is),))}
    if missing[-1].level == levels[-1]:
        upper = levels[len(levels) - len(texts) :]
        told = ", ".join(level.word for level in scale.levels if level.level in upper)
        ways["moved up"] = Choice("moved up", f"They are the texts of {told}", (_set_texts(one, _texts(upper, texts)),))
    yield Finding(
        id=f"{one.code} gap",
        weight=Weight.NOTE,
        about=one.code,
        says=f"The page has no text in the column {names} of “{one.title}”.",
        taken=f"{names} has no text",
        places=places,
        choices=tuple(ways.values()),
        taken_key="as printed",
        part=path_of(one.code),
    )


def _texts(levels: Sequence[int], texts: Sequence[str]) -> list[dict[str, Any]]:
    return [{"level": level, "text": text} for level, text in zip(levels, texts, strict=True)]


def _set_texts(one: Competency, texts: list[dict[str, Any]]) -> Change:
    return Change((*path_of(one.code), "level_texts"), texts)


def _same_as_description(one: Competency, level: int, scale: RatingScale, places: tuple[Place, ...]) -> Finding:
    rated = scale.find(level)
    word = rated.word if rated else str(level)
    rest = [text for text in one.level_texts if text.level != level]
    without = _texts([text.level for text in rest], [text.text for text in rest])
    return Finding(
        id=f"{one.code} {word} description",
        weight=Weight.NOTE,
        about=one.code,
        says=f"The text of {word} in “{one.title}” is the job description of the occupation, word for word.",
        taken="The text as it stands",
        places=places,
        choices=(
            Choice("keep", "Keep it as it stands"),
            Choice("leave out", f"{word} has no text", (_set_texts(one, without),)),
        ),
        taken_key="keep",
        part=path_of(one.code),
    )


def of_shared(drafts: Sequence[Draft], codes: Sequence[str], scale: RatingScale) -> Finding:
    """Cells of a group whose paragraphs are not as many as its competencies."""
    shared = drafts[0].shared
    cells = shared.cells if shared is not None else {}
    levels = sorted(cells)
    names = [scale.levels[level].word for level in levels]
    counted = ", ".join(f"{len(cells[level])} below {name}" for level, name in zip(levels, names, strict=True))
    titles = ", ".join(f"“{one.title[:60]}”" for one in drafts[:6])
    ways = [divided(len(cells[level]), len(drafts))[:MOST_SPLITS] for level in levels]
    combined = islice(product(*ways), MOST_SPLITS)
    return Finding(
        id=f"{codes[0]} columns",
        weight=Weight.QUESTION,
        about=", ".join(codes),
        says=f"{len(drafts)} competencies stand side by side ({titles}), but not as many paragraphs: {counted}.",
        taken=f"Those levels have no text yet; the paragraphs are kept in order with {codes[0]}.",
        places=tuple(where for level in levels for where in _places(cells[level])),
        choices=tuple(
            _shared_choice(drafts, codes, cells, scale, dict(zip(levels, way, strict=True))) for way in combined
        ),
        part=path_of(codes[0]),
    )


def _shared_choice(
    drafts: Sequence[Draft],
    codes: Sequence[str],
    cells: dict[int, tuple[Unit, ...]],
    scale: RatingScale,
    counts: dict[int, tuple[int, ...]],
) -> Choice:
    changes = []
    for at, (draft, code) in enumerate(zip(drafts, codes, strict=True)):
        texts = dict(draft.texts)
        for level, way in counts.items():
            start = sum(way[:at])
            if way[at]:
                texts[level] = joined(cells[level][start : start + way[at]])
        told = _texts([scale.levels[level].level for level in sorted(texts)], [texts[level] for level in sorted(texts)])
        changes.append(Change((*path_of(code), "level_texts"), told))
    changes.append(Change((*path_of(codes[0]), "unplaced"), []))
    key = "; ".join(" ".join(map(str, way)) for way in counts.values())
    words = "; ".join(
        f"{scale.levels[level].word}: {', '.join(f'{count} to {code}' for count, code in zip(way, codes, strict=True))}"
        for level, way in counts.items()
    )
    return Choice(key, words, tuple(changes))


def of_section(section: Section, at: int, code: str) -> Finding:
    """A section before the grid. `at` is its place among the facts, `code` one that no competency has."""
    as_competency = {
        "code": code,
        "title": section.title,
        "kind": Kind.CORE.value,
        "description": "\n".join(section.paragraphs)[:20_000],
    }
    return Finding(
        id=f"section {section.title[:200]}, fact {at + 1}",
        weight=Weight.NOTE,
        about=section.title,
        says=f"“{section.title}” looks like a competency, but stands before the grid and has no levels.",
        taken="A fact about the occupation",
        places=(place(section.first, section.last),),
        choices=(
            Choice("fact", "It is a fact about the occupation"),
            Choice("competency", "It is a competency too", (Change(path_of(code), as_competency),)),
        ),
        taken_key="fact",
        part=("facts", str(at)),
    )
