"""Competency descriptions: the levels are read from the document, and what is broken off is told."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import KnownError
from desktop.frameworks import answers, detect
from desktop.frameworks.document import Competency, Framework
from desktop.frameworks.files import Opened, open_bytes
from desktop.frameworks.findings import Answer, Finding, Weight
from desktop.frameworks.formats.competency_descriptions import reader
from desktop.frameworks.reading import Found, Reading
from tests.frameworks.formats import shared

GARDEN = """Garden Skills by Level

For new gardeners. What follows is:

- Made for one garden only.
- Written so that "Able" is the level to be hired at.

Pruning (Trees)

Cuts what is dead, such as: dry wood and old shoots. Knows
when to stop cutting.

- New: Has never held a saw, or
holds it upside down.
- *Able*: Cuts with a map: first the dead wood, then the well-
known rest.
- o Deft: Cuts without a map.

**Watering**

Gives each bed what it needs.

• _New_: Floods the beds.
• Able: Waters in the
 morning.

 Stops when it rains.
• Deft: Reads the sky and the soil and then decides when it is
"""


def opened(text: str) -> Opened:
    return open_bytes("skills.txt", text.encode())


def reading(text: str = GARDEN) -> Reading:
    return reader.read(opened(text))


def found_in(text: str = GARDEN) -> Found:
    (found,) = reading(text).found
    return found


def framework(text: str = GARDEN) -> Framework:
    return found_in(text).framework


def competencies(text: str = GARDEN) -> list[Competency]:
    return list(framework(text).competencies())


def findings(text: str = GARDEN) -> dict[str, Finding]:
    return {one.id: one for one in found_in(text).findings}


def levels(one: Competency) -> dict[int, str]:
    return {told.level: told.text for told in one.level_texts}


ASKED = {
    "publisher",
    "occupation",
    "approach",
    "level that completes",
    "core or optional",
    "term",
    "OJT hours",
    "RI hours",
}


def doubts(text: str = GARDEN) -> set[str]:
    """What is found beside the questions that every such document leaves open."""
    return set(findings(text)) - ASKED


def test_it_is_known_by_what_it_holds() -> None:
    rising = GARDEN.replace("New", "Novice")
    assert detect.read(opened(rising)).format == "competency-descriptions"
    assert reader.fits(opened(GARDEN))
    assert not reader.fits(opened("Dear friend,\n\n- Bring: bread\n- Bring: salt\n"))
    assert not reader.fits(opened("name: a\nsize: 1\n\nname: b\nsize: 2\n\nname: c\nsize: 3\n"))
    assert not reader.fits(open_bytes("a.json", b"{}"))


def test_each_competency_has_its_title_definition_and_levels() -> None:
    pruning, watering = competencies()
    assert (pruning.code, pruning.title) == ("1.1", "Pruning (Trees)")
    assert pruning.description == ("Cuts what is dead, such as: dry wood and old shoots. Knows when to stop cutting.")
    assert levels(pruning) == {
        1: "Has never held a saw, or holds it upside down.",
        2: "Cuts with a map: first the dead wood, then the well-known rest.",
        3: "Cuts without a map.",
    }
    assert (watering.code, watering.title) == ("1.2", "Watering")
    assert watering.description == "Gives each bed what it needs."
    assert levels(watering) == {
        1: "Floods the beds.",
        2: "Waters in the morning. Stops when it rains.",
        3: "Reads the sky and the soil and then decides when it is",
    }


def test_the_words_of_the_levels_are_those_of_the_document() -> None:
    scale = framework().rating_scale
    assert [(one.level, one.word) for one in scale.levels] == [(1, "New"), (2, "Able"), (3, "Deft")]
    assert scale.completes_at == 2


def test_the_first_line_is_the_title_and_the_rest_above_is_the_description() -> None:
    whole = framework()
    assert (whole.title, whole.key) == ("Garden Skills by Level", "garden-skills-by-level")
    assert whole.description.split("\n")[0] == "For new gardeners. What follows is:"
    assert len(whole.description.split("\n")) == 3


def test_what_it_says_of_levels_is_quoted_where_the_level_that_completes_is_asked_for() -> None:
    one = findings()["level that completes"]
    assert one.weight is Weight.QUESTION
    assert '“Written so that "Able" is the level to be hired at.”' in one.says
    assert [place.words for place in one.places] == ["line 6"]


def test_a_text_that_breaks_off_at_the_end_is_a_question_with_its_line() -> None:
    one = findings()["1.2 deft cut off"]
    assert one.weight is Weight.QUESTION
    assert [place.first for place in one.places] == [28]
    assert GARDEN.split("\n")[27].endswith("when it is")
    changed = answers.apply(found_in(), [Answer(one.id, typed="Reads the sky.")])
    assert levels(list(changed.competencies())[1])[3] == "Reads the sky."


def test_a_text_that_goes_on_behind_an_empty_line_is_told_and_can_be_cut() -> None:
    one = findings()["1.2 able goes on"]
    assert [place.first for place in one.places] == [27]
    changed = answers.apply(found_in(), [Answer(one.id, "cut")])
    assert levels(list(changed.competencies())[1])[2] == "Waters in the morning."


def test_nothing_else_is_doubted() -> None:
    assert doubts() == {"1.2 deft cut off", "1.2 able goes on", "order of levels"}


def test_the_order_of_words_that_tell_nothing_is_asked_for_and_can_be_turned() -> None:
    assert findings()["order of levels"].weight is Weight.QUESTION
    changed = answers.apply(found_in(), [Answer("order of levels", "turned")])
    assert [(one.level, one.word) for one in changed.rating_scale.levels] == [(1, "Deft"), (2, "Able"), (3, "New")]
    assert levels(next(changed.competencies()))[1] == "Cuts without a map."
    assert levels(next(changed.competencies()))[3] == "Has never held a saw, or holds it upside down."


def test_the_highest_level_may_stand_first() -> None:
    falling = GARDEN.replace("New", "Expert").replace("Deft", "Novice")
    assert [one.word for one in framework(falling).rating_scale.levels] == ["Novice", "Able", "Expert"]
    assert levels(competencies(falling)[0])[1] == "Cuts without a map."
    assert findings(falling)["order of levels"].weight is Weight.NOTE
    rising = GARDEN.replace("New", "Novice").replace("Deft", "Expert")
    assert "order of levels" not in findings(rising)


def test_each_part_tells_its_lines() -> None:
    places = found_in().places
    told = {
        "/".join(path[4:] or path[-1:]): [(one.first, one.last) for one in places[path]]
        for path in places
        if "1.1" in path or len(path) == 1
    }
    assert told == {
        "title": [(1, 1)],
        "1.1": [(8, 17)],
        "level_texts/1": [(13, 14)],
        "level_texts/2": [(15, 16)],
        "level_texts/3": [(17, 17)],
    }


def test_a_level_that_is_missing_or_stands_twice_is_told() -> None:
    text = GARDEN.replace("- o Deft: Cuts without a map.", "- Able: Cuts twice.")
    text += "\n\nRaking\n\nRakes.\n\n- New: A.\n- Able: B.\n- Deft: C.\n"
    found = findings(text)
    assert found["1.1 deft missing"].weight is Weight.NOTE
    (twice,) = (one for one in found.values() if " twice " in one.id)
    assert levels(competencies(text)[0])[2].endswith("rest.\nCuts twice.")
    changed = answers.apply(found_in(text), [Answer(twice.id, "second")])
    assert levels(next(changed.competencies()))[2] == "Cuts twice."


def test_levels_in_another_order_are_put_in_order_and_told() -> None:
    text = "Skills\n\nFor all.\n\n"
    for name in ("Digging", "Sowing"):
        text += f"{name}\n\nDoes it.\n\n- Novice: A.\n- Able: B.\n- Expert: C.\n\n"
    text += "Raking\n\nRakes.\n\n- Able: B.\n- Novice: A.\n- Expert: C.\n"
    assert levels(competencies(text)[2]) == {1: "A.", 2: "B.", 3: "C."}
    assert doubts(text) == {"1.3 order"}


def test_a_competency_without_heading_cannot_be_saved_until_it_has_one() -> None:
    text = GARDEN.replace("**Watering**\n\nGives each bed what it needs.\n\n", "")
    one = findings(text)["1.2 title"]
    assert one.weight is Weight.ERROR
    assert list(answers.apply(found_in(text), [Answer(one.id, typed="Watering")]).competencies())[1].title == "Watering"


def test_a_document_that_begins_with_a_competency_has_no_title() -> None:
    text = GARDEN[GARDEN.index("Pruning") :]
    assert findings(text)["title"].weight is Weight.ERROR
    assert [one.title for one in competencies(text)] == ["Pruning (Trees)", "Watering"]


def test_two_headings_above_the_levels_are_a_question() -> None:
    text = GARDEN.replace("Gives each bed what it needs.", "Gives Water to Beds")
    one = findings(text)["1.2 title"]
    assert one.weight is Weight.QUESTION
    assert competencies(text)[1].description == "Gives Water to Beds"
    changed = list(answers.apply(found_in(text), [Answer(one.id, "title")]).competencies())[1]
    assert (changed.title, changed.description) == ("Gives Water to Beds", "")


def test_a_heading_over_several_competencies_is_a_job_function() -> None:
    text = GARDEN.replace("**Watering**", "Wet Work\n\n**Watering**")
    functions = framework(text).job_functions
    assert [(one.title, [two.code for two in one.competencies]) for one in functions] == [
        ("Garden Skills by Level", ["1.1"]),
        ("Wet Work", ["2.1"]),
    ]


def test_a_text_between_the_levels_and_the_next_heading_can_be_joined() -> None:
    text = GARDEN.replace("**Watering**", "and never looks back at it.\n\n**Watering**")
    one = findings(text)["1.1 after deft"]
    assert one.weight is Weight.QUESTION
    assert [passed.text for passed in reading(text).passed] == ["and never looks back at it."]
    changed = answers.apply(found_in(text), [Answer(one.id, "join")])
    assert levels(next(changed.competencies()))[3] == "Cuts without a map. and never looks back at it."


def test_a_text_behind_the_last_level_is_passed_over_and_told() -> None:
    text = GARDEN + "\n\nPrinted in the shed.\n"
    assert "end" in findings(text)
    assert [one.text for one in reading(text).passed] == ["Printed in the shed."]


def test_a_competency_without_levels_is_kept() -> None:
    text = GARDEN.replace("**Watering**", "Raking\n\nRakes the leaves.\n\n**Watering**")
    assert [(one.title, len(one.level_texts)) for one in competencies(text)] == [
        ("Pruning (Trees)", 3),
        ("Raking", 0),
        ("Watering", 3),
    ]
    assert {f"1.2 {word} missing" for word in ("new", "able", "deft")} <= doubts(text)


def test_every_choice_of_every_finding_gives_a_framework() -> None:
    found = found_in()
    for finding in found.findings:
        for choice in finding.choices:
            answers.apply(found, [Answer(finding.id, choice.key)])


def test_paragraphs_without_empty_lines_are_read() -> None:
    text = "\n".join(line for line in GARDEN.split("\n") if line and not line.startswith(" "))
    text = (
        text.replace("or\nholds", "or holds").replace("Knows\nwhen", "Knows when").replace("well-\nknown", "well-known")
    )
    assert [one.title for one in competencies(text)] == ["Pruning (Trees)", "Watering"]
    assert levels(competencies(text)[0])[3] == "Cuts without a map."


def test_counts_are_told() -> None:
    assert {one.what: one.found for one in found_in().tallies} == {"competencies": 2, "levels": 3, "level texts": 6}


@pytest.mark.parametrize("text", ["A letter.\n", "Skills\n\n- one\n- two\n", "- New: a.\n", ":\n- :\n- : :\n"])
def test_a_text_without_levels_is_refused(text: str) -> None:
    with pytest.raises(KnownError, match="holds no competencies with levels"):
        reading(text)


LOWER = st.text("abcdefghijklmnopqrst", min_size=2, max_size=8)
SENTENCES = st.lists(LOWER, min_size=2, max_size=25).map(lambda words: " ".join(words).capitalize() + ".")
NAMES = st.lists(LOWER, min_size=1, max_size=4).map(lambda words: " ".join(words).title())
WORDS = st.lists(LOWER.map(str.capitalize), min_size=2, max_size=5, unique=True)


def wrapped(text: str, width: int) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@settings(deadline=None, max_examples=60)
@given(
    st.data(),
    WORDS,
    st.lists(st.tuples(NAMES, SENTENCES), min_size=2, max_size=4, unique_by=lambda one: one[0]),
    st.sampled_from(["- ", "• ", "* ", "- o ", "– "]),
    st.sampled_from(["", "*", "_", "**"]),
    st.integers(62, 100),
)
def test_the_descriptions_that_were_written_are_read(
    data: st.DataObject, words: list[str], heads: list[tuple[str, str]], bullet: str, mark: str, width: int
) -> None:
    whole, wanted = ["Some Skills", "", "They are made up.", ""], []
    for title, definition in heads:
        told = [data.draw(SENTENCES) for _ in words]
        whole += [title, "", wrapped(definition, width), ""]
        for word, text in zip(words, told, strict=True):
            whole.append(f"{bullet}{mark}{word}{mark}: {wrapped(text, width)}")
        whole.append("")
        wanted.append((title, definition, told))
    found = framework("\n".join(whole))
    assert [one.word for one in sorted(found.rating_scale.levels, key=lambda one: one.level)] in (words, words[::-1])
    falls = found.rating_scale.levels[0].word != words[0]
    read = [
        (one.title, one.description, [told.text for told in one.level_texts][:: -1 if falls else 1])
        for one in found.competencies()
    ]
    assert read == wanted


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_a_damaged_document_is_read_or_refused_in_words(data: st.DataObject) -> None:
    lines = GARDEN.split("\n")
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.sampled_from(lines) | st.text(max_size=30))
        lines[at : at + data.draw(st.integers(0, 3))] = [other]
    file = opened("\n".join(lines) + ".")
    reader.fits(file)
    found = shared.attempt(reader.read, file)
    ids = [one.id for one in found.found[0].findings] if found else []
    assert len(ids) == len(set(ids))


HOSTILE = {
    "many competencies": "T\n\nX y.\n\n" + "A\n\nB c.\n\n- New: a\n- Old: b\n\n" * 20_000,
    "many headings": "T\n\n" + "A\n\nB c.\n\n" * 40_000 + "- New: a\n- Old: b\n\nA\n\n- New: a\n- Old: b\n",
    "almost too many lines": "T\n\nA\n\n- New: a\n- Old: b\n\n" + "A\n\n" * 24_000 + "- New: a\n- Old: b\n",
    "bare headings": "T\n\nA\n\n- New: a\n- Old: b\n\n" + "A\n\n" * 90_000 + "- New: a\n- Old: b\n",
    "many labels": "".join(f"- w{n}: a\n- w{n}: b\n" for n in range(90_000)),
    "one long text": "T\n\nA\n\nD.\n\n- New: " + "word " * 3_000_000 + "\n- Old: b\n- New: a\n- Old: b\n",
    "many lines": "T\n\nA\n\nD.\n\n- New: a\n- Old: b\n- New: a\n- Old: b\n" + "word word\n" * 190_000,
    "repeats": "T\n\nA\n\nD.\n\n- Old: b\n" + "- New: a\n" * 90_000,
    "bullets": "- " * 4_000_000 + "New: a\n" + "- New: a\n- Old: b\n" * 2,
    "controls": "T\n\nA\x07\n\nD.\x00\x1f\n\n- N\x02ew: \u202ea\n- Old: b\n\nB\n\n- N\x02ew: a\n- Old: \x0c\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_read_or_refused_in_time(name: str) -> None:
    file = opened(HOSTILE[name])
    begun = time.perf_counter()
    reader.fits(file)
    shared.attempt(reader.read, file)
    assert time.perf_counter() - begun < 2


TITLES = [
    "Analytical Ability",
    "Stakeholder Engagement",
    "Superior Emotional Intelligence (EQ)",
    "Team Building",
    "Customer Service and Support",
    "Technical Communication",
    "Data Analysis",
    "Systems and Networking",
    "Network Troubleshooting",
    "Incident and Change Management",
    "Product Delivery",
    "Engineering Considerations",
    "Product Design",
]


def test_the_shared_descriptions_are_read_competency_by_competency() -> None:
    file = shared.opened("seeds", "competency-descriptions.txt")
    found = detect.read(file)
    assert found.format == "competency-descriptions"
    whole = found.found[0].framework
    assert whole.title == "Sample Competency Descriptions"
    assert [one.title for one in whole.competencies()] == TITLES
    assert [one.word for one in whole.rating_scale.levels] == ["Unfamiliar", "Familiar", "Experienced", "Master"]
    assert whole.rating_scale.completes_at == 3
    assert all(one.description for one in whole.competencies())
    assert [[told.level for told in one.level_texts] for one in whole.competencies()] == [[1, 2, 3, 4]] * 13
    assert found.passed == ()


def test_every_word_of_the_shared_descriptions_is_read_in_order() -> None:
    file = shared.opened("seeds", "competency-descriptions.txt")
    whole = reader.read(file).found[0].framework
    read = [whole.title, whole.description]
    for one in whole.competencies():
        read += [one.title, one.description]
        for told, level in zip(one.level_texts, whole.rating_scale.levels, strict=True):
            read += [level.word, told.text]
    bullets = str.maketrans("", "", "*-:•")
    written = "".join(" ".join(file.lines).replace("- o ", "- ").translate(bullets).split())
    assert "".join(" ".join(read).translate(bullets).split()) == written


def test_what_is_doubtful_in_the_shared_descriptions_is_told_with_its_line() -> None:
    file = shared.opened("seeds", "competency-descriptions.txt")
    found = {one.id: one for one in reader.read(file).found[0].findings}
    assert set(found) - ASKED == {"1.13 master cut off", "1.12 experienced goes on"}
    assert [one.first for one in found["1.13 master cut off"].places] == [len(file.lines)]
    assert "Meets" in found["level that completes"].says


# Shapes of other publishers.

BEE_KEEPING = (
    (
        "Hive Inspection",
        "Opens hives.",
        ("Holds a smoker.", "Finds the queen: twice in a row.", "Teaches it."),
    ),
    ("Honey Harvest", "Takes honey and leaves enough.", ("Carries frames.", "Uncaps combs.", "Plans the harvest.")),
)
NAMED = ("Awareness", "Intermediate", "Expert")


def bees(level: str, heading: str = "{name}", definition: str = "{text}", between: str = "\n\n") -> str:
    """`level` has places for the number, the name and the text of a level."""
    whole = ["Bee Competency Dictionary"]
    for at, (name, text, told) in enumerate(BEE_KEEPING, start=1):
        whole += [heading.format(name=name, at=at), definition.format(text=text)]
        whole += [
            "\n".join(
                level.format(number=number, name=word, text=one)
                for number, (word, one) in enumerate(zip(NAMED, told, strict=True), start=1)
            )
        ]
    return between.join(whole)


def told(text: str) -> list[tuple[str, str, list[str]]]:
    return [
        (one.title, one.description, [level.text for level in one.level_texts])
        for one in framework(text).competencies()
    ]


@pytest.mark.parametrize(
    "text",
    [
        bees("Level {number} – {name}: {text}"),
        bees("Level {number} – {name}\n{text}"),
        bees("Level {number}: {name}\n• {text}"),
        bees("• {number} – {name}\n{text}"),
        bees("L{number} {name} – {text}"),
        bees("{number}. {name}: {text}", "{at}. {name}"),
        bees("–{name}: {text}"),
        bees("▪ “{name}” — {text}"),
        bees("* **{name}** - {text}"),
        bees("### {name}\n\n- {text}\n", "## {name}"),
        bees("Level {number}\n\n{text}\n"),
        bees("- {name}: {text}", definition="Definition: {text}"),
        bees("{name}: {text}", definition="{text}\n\nBehavioral Indicators"),
        bees("Level {number} – {name}\t{text}", definition="{text}\n\nLevel\tBehavioral Indicators"),
        bees("- {name}: {text}", between="\n"),
    ],
)
def test_levels_are_known_however_they_are_headed(text: str) -> None:
    assert reader.fits(opened(text))
    assert told(text) == [(name, definition, list(levels)) for name, definition, levels in BEE_KEEPING]


def test_each_item_of_a_list_below_a_level_stands_on_a_line_of_its_own() -> None:
    text = bees("Level {number}: {name}\n• {text}\n• Looks after the tools, the smoker,\nthe veil and the gloves.")
    (one, _) = framework(text).competencies()
    assert one.level_texts[0].text == "Holds a smoker.\nLooks after the tools, the smoker, the veil and the gloves."


def test_a_table_with_a_column_for_each_level_is_read_by_its_head() -> None:
    rows = ["Bee Skills", "Competency\tDefinition\tNovice\tCompetent\tExpert"]
    rows += [f"{name}\t{text}\t" + "\t".join(levels) for name, text, levels in BEE_KEEPING]
    rows.insert(3, "\t\tAsks what it is.\t\t")
    assert reader.fits(opened("\n".join(rows)))
    first, second = told("\n".join(rows))
    assert first[2] == ["Holds a smoker. Asks what it is.", *BEE_KEEPING[0][2][1:]]
    assert second == (*BEE_KEEPING[1][:2], list(BEE_KEEPING[1][2]))


def test_heads_and_feet_of_pages_are_passed_over() -> None:
    text = (
        bees("- {name}: {text}")
        .replace("twice", "twice\n\nBee Dictionary | Page 1\n\nand again")
        .replace("Uncaps", "Uncaps\n\nBee Dictionary | Page 2\n\nall")
    )
    assert told(text)[0][2][1] == "Finds the queen: twice and again in a row."
    passed = reading(text).passed
    assert [one.text for one in passed] == ["Bee Dictionary | Page 1", "Bee Dictionary | Page 2"]


def test_a_definition_below_the_levels_belongs_to_the_competency_above() -> None:
    blocks = [
        f"{name}\n\n"
        + "\n".join(f"- {word}: {one}" for word, one in zip(NAMED, levels, strict=True))
        + f"\n\nDefinition: {text}"
        for name, text, levels in BEE_KEEPING
    ]
    text = "\n\n".join(["Bee Competencies", *blocks])
    assert told(text) == [(name, definition, list(levels)) for name, definition, levels in BEE_KEEPING]
    assert not [one for one in found_in(text).findings if "definition" in one.id or "after" in one.id]


def test_the_scale_told_once_says_what_the_levels_mean() -> None:
    scale = "Proficiency Scale\n\n- Awareness: Has heard of it.\n- Intermediate: Does it.\n- Expert: Leads it.\n\n"
    text = bees("- {name}: {text}").replace("Hive Inspection", scale + "Hive Inspection", 1)
    assert [one.meaning for one in framework(text).rating_scale.levels] == ["Has heard of it.", "Does it.", "Leads it."]
    assert len(told(text)) == 2


def test_a_competency_printed_twice_is_passed_over_once() -> None:
    text = bees("- {name}: {text}")
    again = text + "\n\n" + text.split("\n\n", 1)[1]
    assert told(again) == told(text)
    assert [one.text for one in reading(again).passed] == ["Hive Inspection", "Honey Harvest"]


@pytest.mark.parametrize("labels", [("Chair", "Treasurer", "Clerk"), ("Location", "Salary", "Level")])
def test_lists_whose_labels_are_no_levels_are_not_taken(labels: tuple[str, ...]) -> None:
    items = "\n".join(f"- {label}: says a thing or two." for label in labels)
    assert not reader.fits(opened(f"Minutes\n\nMoney\n\nFirst.\n\n{items}\n\nPicnic\n\nSecond.\n\n{items}\n"))
