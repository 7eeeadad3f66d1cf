import time

import pytest

from desktop.codes import Kind
from desktop.errors import KnownError
from desktop.frameworks import answers, files
from desktop.frameworks.document import HourRange
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.findings import Answer, Weight
from desktop.frameworks.formats.sheet import reader as sheet
from desktop.frameworks.formats.sheet.reader import Column, LevelColumn, Mapping, Role
from desktop.frameworks.reading import Found
from tests.frameworks.formats import shared
from tests.frameworks.formats.books import book, finding, ids, only, table


def read(text: str, mapping: Mapping | None = None) -> Found:
    return only(sheet.read(table(text), mapping))


def taken(text: str) -> dict[Role, int]:
    return {one.role: one.at for one in sheet.guess(table(text)).columns}


BAKERY = (
    "Code,Area,Skill,Core or optional,Hours,Novice,Proficient\n"
    "B1,Doughs,Kneads by hand,Core,100,Follows,Leads\n"
    "B2,Doughs,Kneads by machine,Optional,100,Watches,\n"
    "B3,Ovens,Fires the oven,Core,40,Loads,Plans\n"
)


def test_columns_are_told_by_their_headings() -> None:
    mapping = sheet.guess(table(BAKERY))
    assert {one.role: one.at for one in mapping.columns} == {
        Role.CODE: 0,
        Role.GROUP: 1,
        Role.TITLE: 2,
        Role.KIND: 3,
        Role.HOURS: 4,
    }
    assert [(one.at, one.level, one.word) for one in mapping.levels] == [(5, 1, "Novice"), (6, 2, "Proficient")]


def test_rows_become_job_functions_with_competencies_and_level_texts() -> None:
    framework = read(BAKERY).framework
    assert [(one.number, one.title) for one in framework.job_functions] == [("1", "Doughs"), ("2", "Ovens")]
    assert [one.code for one in framework.competencies()] == ["B1", "B2", "B3"]
    assert [one.kind for one in framework.competencies()] == [Kind.CORE, Kind.OPTIONAL, Kind.CORE]
    first, second, _ = framework.competencies()
    assert [(one.level, one.text) for one in first.level_texts] == [(1, "Follows"), (2, "Leads")]
    assert [(one.level, one.text) for one in second.level_texts] == [(1, "Watches")]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_cells_may_be_parted_by_commas_semicolons_or_tabs(sign: str) -> None:
    found = read(BAKERY.replace(",", sign))
    assert next(found.framework.competencies()).title == "Kneads by hand"


def test_headings_match_in_any_case_and_with_any_punctuation() -> None:
    assert taken("SKILL_NAME,skill-code,Min. hours\nSews,S1,4\n") == {Role.TITLE: 0, Role.CODE: 1, Role.HOURS: 2}


def test_the_sheet_and_the_row_of_headings_are_found_in_a_workbook() -> None:
    opened = book(
        {
            "Read me": [["This book lists what a weaver learns."]],
            "Weaving": [
                ["Weaver"],
                [],
                ["No.", "Competency", "Group"],
                [1, "Sets up the loom", "Loom"],
                [2, "Ties knots", "Loom"],
            ],
        }
    )
    assert sheet.fits(opened)
    mapping = sheet.guess(opened)
    assert (mapping.sheet, mapping.heading_row) == ("Weaving", 3)
    reading = sheet.read(opened)
    assert only(reading).framework.title == "Weaver"
    assert [one.code for one in only(reading).framework.competencies()] == ["1", "2"]
    assert [one.text for one in reading.passed] == ["Weaver"]


def test_a_word_of_a_row_is_no_heading_where_the_row_above_has_more() -> None:
    opened = table("kind of row,title,description\noutcome,Reads,Plans\noutcome,Writes,Lists\n")
    assert sheet.guess(opened).heading_row == 1
    assert sheet.fits(opened)


def test_levels_that_fall_from_left_to_right_are_turned_round() -> None:
    mapping = sheet.guess(table("Skill,Expert,Competent,Beginner\nPaints,Leads,Works,Helps\n"))
    assert [one.word for one in mapping.levels] == ["Beginner", "Competent", "Expert"]


def test_numbered_levels_keep_their_numbers() -> None:
    mapping = sheet.guess(table("Skill,Level 0,Level 2: Able,Level 5 - Master\nPaints,None,Works,Leads\n"))
    assert [(one.level, one.word) for one in mapping.levels] == [(0, "Level 0"), (2, "Able"), (5, "Master")]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Email,Hours\nAnn,a@example.org,5\nBob,b@example.org,6\n",
        "A man walked in,\tand said that skill\nis not all,\tbut it helps\n",
        "Some skill\tis needed here\nand then\tmore of it\nand more\n",
        "Just a line\nand another\n",
        "Old code,Old title,New code,New title\n1,One,2,Two\n3,Three,4,Four\n",
    ],
    ids=["a list of people", "prose with commas", "prose with tabs", "lines", "a list of renamed codes"],
)
def test_what_is_no_table_of_competencies_does_not_fit(text: str) -> None:
    assert not sheet.fits(table(text))


@pytest.mark.parametrize("content", [b"{}", b"%PDF-1.4", b"PK\x03\x04 broken", b"\0\0"])
def test_other_files_do_not_fit(content: bytes) -> None:
    assert not sheet.fits(Opened("x", content, Form.WORKBOOK if content.startswith(b"PK") else Form.UNKNOWN))


def test_what_each_column_was_taken_as_is_told() -> None:
    told = finding(read(BAKERY), "columns")
    assert told.weight is Weight.NOTE
    for words in ("“Code”: code", "“Area”: job function", "“Skill”: title", "level 2, Proficient"):
        assert words in told.taken


def test_columns_that_are_not_taken_are_told_and_passed_over() -> None:
    reading = sheet.read(table("Skill,Color\nPaints,red\nSews,\n"))
    assert "not taken: “Color”" in finding(only(reading), "columns").taken
    assert [(one.text, one.why) for one in reading.passed] == [("red", "the column is not mapped")]


def test_a_poor_guess_is_asked_about() -> None:
    told = finding(read("Old code,Old title,New code,New title\n1,One,2,Two\n3,Three,4,Four\n"), "columns")
    assert told.weight is Weight.QUESTION


def test_a_mapping_by_hand_reads_what_no_guess_would() -> None:
    text = "x,y,z\nOven,Fires,Hot\nOven,Cleans,Cold\n"
    mapping = Mapping(
        sheet="made.csv",
        heading_row=1,
        columns=(Column(role=Role.GROUP, at=0), Column(role=Role.TITLE, at=1), Column(role=Role.DESCRIPTION, at=2)),
    )
    (function,) = read(text, mapping).framework.job_functions
    assert function.title == "Oven"
    assert [(one.title, one.description) for one in function.competencies] == [("Fires", "Hot"), ("Cleans", "Cold")]


def test_a_saved_mapping_is_known_again_by_the_headings() -> None:
    saved = Mapping.model_validate_json(sheet.guess(table(BAKERY)).model_dump_json())
    other = table("CODE,area,Skill ,core or optional,hours,novice,PROFICIENT\nX,Y,Z,,,,\n", "other.csv")
    assert saved.suits(other)
    assert [one.code for one in only(sheet.read(other, saved)).framework.competencies()] == ["X"]
    assert not saved.suits(table("Code,Skill\nX,Y\n"))
    assert not saved.suits(Opened("x.pdf", b"%PDF-1.4", Form.PDF))


def test_a_mapping_finds_its_headings_in_another_row_and_sheet() -> None:
    saved = sheet.guess(book({"One": [["Skill", "Code"], ["Sews", "S"]]}))
    moved = book({"Two": [["About"], ["Skill", "Code"], ["Knits", "K"]]})
    assert saved.suits(moved)
    assert [one.title for one in only(sheet.read(moved, saved)).framework.competencies()] == ["Knits"]


@pytest.mark.parametrize(
    "mapping",
    [
        Mapping(sheet="made.csv", heading_row=1, columns=(Column(role=Role.CODE, at=0),)),
        Mapping(sheet="made.csv", heading_row=9, columns=(Column(role=Role.TITLE, at=0),)),
        Mapping(
            sheet="made.csv", heading_row=1, columns=(Column(role=Role.TITLE, at=0), Column(role=Role.TITLE, at=1))
        ),
        Mapping(
            sheet="made.csv",
            heading_row=1,
            columns=(Column(role=Role.TITLE, at=0),),
            levels=(LevelColumn(at=1, level=1, word="Able"),),
        ),
        Mapping(sheet="made.csv", heading_row=1, columns=(Column(role=Role.TITLE, at=150),)),
    ],
    ids=["no title", "no such row", "two titles", "one level", "no such column"],
)
def test_a_mapping_that_cannot_be_used_is_refused_in_words(mapping: Mapping) -> None:
    with pytest.raises(KnownError) as caught:
        read("a,b\nc,d\n", mapping)
    assert caught.value.advice


def test_the_same_hours_on_each_row_count_once() -> None:
    found = read(
        "Area,Skill,Hours\nDoughs,Kneads,100\nDoughs,Rolls,100\nOvens,Fires,40\nOvens,Cleans,40\nShop,Sells,10\n"
    )
    assert [one.ojt.minimum for one in found.framework.job_functions] == [100, 40, 10]
    assert found.framework.ojt == HourRange(minimum=150)
    note = finding(found, "hours")
    assert note.weight is Weight.NOTE
    summed = answers.apply(found, [Answer("hours", "sum")])
    assert [one.ojt.minimum for one in summed.job_functions] == [200, 80, 10]


def test_different_hours_on_the_rows_are_added() -> None:
    found = read("Area,Skill,Hours\nDoughs,Kneads,100\nDoughs,Rolls,50\n")
    assert found.framework.job_functions[0].ojt.minimum == 150
    assert "different hours" in ids(found)


@pytest.mark.parametrize(
    ("hours", "once", "summed"), [(("40", "40", "80"), 120, 160), (("40", "40", ""), 40, 80)], ids=["some", "blank"]
)
def test_hours_that_can_be_read_in_two_ways_are_asked_about(hours: tuple[str, ...], once: float, summed: float) -> None:
    rows = "".join(f"Doughs,Skill {at},{one}\n" for at, one in enumerate(hours))
    found = read(f"Area,Skill,Hours\n{rows}")
    (question,) = (one for one in found.findings if one.id.startswith("hours of"))
    assert question.weight is Weight.QUESTION
    assert {one.key for one in question.choices} == {"once", "sum"}
    for key, wanted in (("once", once), ("sum", summed)):
        framework = answers.apply(found, [Answer(question.id, key)])
        assert framework.job_functions[0].ojt.minimum == wanted


def test_one_figure_all_down_the_sheet_is_asked_about() -> None:
    found = read("Skill,Hours\nKneads,40\nRolls,40\n")
    assert finding(found, "hours").weight is Weight.QUESTION
    assert found.framework.ojt.minimum == 40


def test_without_a_job_function_column_there_is_one() -> None:
    (function,) = read("Skill,Code\nKneads,A\nRolls,B\n").framework.job_functions
    assert (function.title, len(function.competencies)) == ("made", 2)


def test_a_job_function_named_on_its_first_row_only_goes_on_below() -> None:
    found = read("Area,Skill\nDoughs,Kneads\n,Rolls\nOvens,Fires\n")
    assert [len(one.competencies) for one in found.framework.job_functions] == [2, 1]
    assert "rows without job function" in ids(found)


def test_missing_level_texts_are_noted() -> None:
    found = read("Skill,Novice,Expert\nKneads,Helps,Leads\nRolls,,\nBakes,Helps,\n")
    assert "1 of 3" in finding(found, "no level texts").says
    assert "1.2" in finding(found, "no level texts").taken
    assert "1 of 3" in finding(found, "some level texts").says


@pytest.mark.parametrize(
    ("heading", "marks", "kinds"),
    [
        ("Core", ("x", ""), (Kind.CORE, Kind.OPTIONAL)),
        ("Optional?", ("yes", "no"), (Kind.OPTIONAL, Kind.CORE)),
        ("Required", ("Y", "N"), (Kind.CORE, Kind.OPTIONAL)),
        ("Core or optional", ("Core skill", "Elective"), (Kind.CORE, Kind.OPTIONAL)),
    ],
)
def test_words_for_core_and_optional_are_read_under_their_heading(
    heading: str, marks: tuple[str, str], kinds: tuple[Kind, Kind]
) -> None:
    found = read(f"Skill,{heading}\nKneads,{marks[0]}\nRolls,{marks[1]}\n")
    assert tuple(one.kind for one in found.framework.competencies()) == kinds


def test_a_word_that_is_neither_core_nor_optional_is_asked_about() -> None:
    found = read("Skill,Kind\nKneads,core\nRolls,special\nBakes,special\n")
    question = finding(found, "core or optional special")
    assert question.weight is Weight.QUESTION
    chosen = answers.apply(found, [Answer(question.id, "optional")])
    assert [one.kind for one in chosen.competencies()] == [Kind.CORE, Kind.OPTIONAL, Kind.OPTIONAL]


def test_a_row_without_a_title_is_an_error_that_is_typed_or_left_out() -> None:
    found = read("Code,Skill,Description\nA,Kneads,By hand\nB,,By machine\n")
    error = finding(found, "B title")
    assert error.weight is Weight.ERROR
    typed = answers.apply(found, [Answer(error.id, typed="Mixes")])
    assert [one.title for one in typed.competencies()] == ["Kneads", "Mixes"]
    assert [one.code for one in answers.apply(found, [Answer(error.id, "leave out")]).competencies()] == ["A"]


def test_a_code_that_stands_twice_makes_two_competencies_and_a_note() -> None:
    found = read("Code,Skill\nA,Kneads\nA,Rolls\n")
    assert [one.code for one in found.framework.competencies()] == ["A", "A (2)"]
    assert [one.code for one in answers.apply(found, [Answer("code A (2)", "leave out")]).competencies()] == ["A"]


def test_the_typed_title_names_framework_and_occupation() -> None:
    framework = answers.apply(read(BAKERY), [Answer("title", typed="Baker")])
    assert (framework.title, framework.occupation.title) == ("Baker", "Baker")


def test_long_cells_are_cut_and_told() -> None:
    found = read(f"Skill,Description\n{'k' * 3000},x\nRolls,{'d' * 30_000}\n")
    assert [len(one.title) for one in found.framework.competencies()] == [2000, 5]
    assert "2 cells" in finding(found, "long cells").says


def test_every_choice_and_every_place_can_be_used() -> None:
    found = read(BAKERY + "B3,Ovens,,maybe,40,,\n")
    for one in found.findings:
        for choice in one.choices:
            answers.apply(found, [Answer(one.id, choice.key)])
    for path in found.places:
        answers.get(found.framework, path)
    assert len(ids(found)) == len(found.findings)


def test_headings_that_stand_once_more_on_the_next_page_are_no_row() -> None:
    head, *rows = BAKERY.splitlines()
    assert len(list(read("\n".join([head, rows[0], head, rows[1]])).framework.competencies())) == 2


def test_many_rows_are_read_quickly() -> None:
    rows = "".join(f"K{at},Area {at % 7},Skill {at},Core,10,{'text ' * 20},{'more ' * 20}\n" for at in range(5000))
    start = time.process_time()
    found = read(BAKERY.splitlines()[0] + "\n" + rows)
    assert time.process_time() - start < 2
    assert len(list(found.framework.competencies())) == 5000


def test_the_skills_of_the_digital_professions_have_their_level_texts() -> None:
    opened = shared.opened("data", "sheet-uk-ddat-skills.csv")
    assert sheet.fits(opened)
    framework = only(sheet.read(opened)).framework
    competencies = list(framework.competencies())
    assert [one.word for one in framework.rating_scale.levels] == ["Awareness", "Working", "Practitioner", "Expert"]
    assert len(competencies) == 188
    assert sum(len(one.level_texts) == 4 for one in competencies) == 166
    assert sum(not one.level_texts for one in competencies) == 22


def test_a_table_of_codes_is_no_framework_unless_its_columns_are_mapped() -> None:
    opened = shared.opened("data", "onet-2010-to-2019.csv")
    assert not sheet.fits(opened)
    found = only(sheet.read(opened))
    assert finding(found, "columns").weight is Weight.QUESTION
    by_hand = Mapping(
        sheet=opened.sheets[0].title,
        heading_row=1,
        columns=(Column(role=Role.CODE, at=0), Column(role=Role.TITLE, at=1)),
    )
    codes = [one.code for one in only(sheet.read(opened, by_hand)).framework.competencies()]
    assert "15-1151.00" in codes
    assert len(codes) == len(opened.sheets[0].rows) - 1


@pytest.mark.parametrize(
    "name", ["career-map.txt", "competency-descriptions.txt", "it-generalist.txt", "job-number-guide.txt"]
)
def test_documents_of_running_text_do_not_fit(name: str) -> None:
    assert not sheet.fits(shared.opened("seeds", name))


def test_marks_that_are_no_words_are_asked_about_one_by_one_and_the_many_together() -> None:
    long = "x" * 70
    marks = [f"{long}{number}" for number in range(30)]
    rows = "".join(f"{number},Task number {number},Desk,{mark}\n" for number, mark in enumerate(marks))
    opened = files.open_bytes("marks.csv", f"Code,Task,Area,Core or optional\n99,First,Desk,core\n{rows}".encode())
    (found,) = sheet.read(opened).found
    asked = [one for one in found.findings if one.about == "Core or optional"]
    assert len({one.id for one in found.findings}) == len(found.findings)
    changed = {change.path for one in asked for choice in one.choices for change in choice.changes}
    assert len(changed) == len(marks)
