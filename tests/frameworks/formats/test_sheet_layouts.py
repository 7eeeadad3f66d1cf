"""Sheets as other offices lay them out: totals, headings alone in a row, ladders, words of other fields."""

from desktop.codes import Kind
from desktop.frameworks.document import HourRange
from desktop.frameworks.findings import Weight
from desktop.frameworks.formats.sheet import cells
from desktop.frameworks.formats.sheet import reader as sheet
from desktop.frameworks.reading import Reading
from tests.frameworks.formats.books import Rows, book, finding, ids, only, table


def read(rows: Rows, title: str = "Sheet1") -> Reading:
    made = book({title: rows})
    assert sheet.fits(made)
    return sheet.read(made)


def outline(reading: Reading) -> list[tuple[str, list[str]]]:
    framework = only(reading).framework
    return [(one.title, [task.title for task in one.competencies]) for one in framework.job_functions]


def test_totals_are_no_competencies_and_their_hours_count_once() -> None:
    reading = read(
        [
            ["No.", "Work process", "Competency", "Hours"],
            ["a", "Soil", "Tills", 100],
            ["b", "Soil", "Tests", 150],
            ["", "Soil Subtotal", "", 250],
            ["c", "Water", "Lays pipe", 500],
            ["", "Grand Total", "", 800],
        ]
    )
    found = only(reading)
    assert outline(reading) == [("Soil", ["Tills", "Tests"]), ("Water", ["Lays pipe"])]
    assert found.framework.ojt == HourRange(minimum=750)
    assert [(one.found, one.printed) for one in found.tallies if one.what == "OJT hours"] == [(750, 800)]
    assert len(reading.passed) == 2


def test_a_competency_that_speaks_of_totals_is_one() -> None:
    reading = read([["Duty", "Task"], ["Till", "Totals the drawer"], ["Till", "Counts coins"]])
    assert outline(reading) == [("Till", ["Totals the drawer", "Counts coins"])]


def test_a_heading_alone_in_its_row_is_the_job_function_of_the_rows_below() -> None:
    reading = read(
        [
            ["Unit skills"],
            ["Skill", "Method", "Date"],
            ["Vital signs"],
            ["Takes a pulse", "O"],
            ["Takes a temperature", "O"],
            ["Hygiene"],
            ["Washes hands", "D"],
            ["Wears a mask", "D"],
            ["Preceptor signature: ______"],
        ]
    )
    assert outline(reading) == [
        ("Vital signs", ["Takes a pulse", "Takes a temperature"]),
        ("Hygiene", ["Washes hands", "Wears a mask"]),
    ]


def test_capital_letters_tell_headings_where_every_row_has_one_cell() -> None:
    reading = read(
        [
            ["Competency", "Code", "Date", "Initials"],
            ["VITAL SIGNS"],
            ["Takes a pulse"],
            ["Takes a temperature"],
            ["HYGIENE"],
            ["Washes hands"],
        ]
    )
    assert [name for name, _ in outline(reading)] == ["VITAL SIGNS", "HYGIENE"]


def test_a_note_below_the_table_is_passed_over() -> None:
    reading = read([["Area", "Skill"], ["A", "B"], ["A", "C"], ["Note: levels add up."]])
    assert outline(reading) == [("A", ["B", "C"])]
    assert [one.text for one in reading.passed] == ["Note: levels add up."]


def test_the_steps_of_a_ladder_are_levels_of_its_areas() -> None:
    found = only(
        read(
            [
                ["Competency Area", "Operator I", "Operator II", "Lead Operator"],
                ["Laboratory", "Samples", "Tests", "Approves"],
                ["Pumps", "Greases", "Rebuilds", "Plans"],
            ]
        )
    )
    assert [one.word for one in found.framework.rating_scale.levels] == ["Operator I", "Operator II", "Lead Operator"]
    assert [(one.title, len(one.level_texts)) for one in found.framework.competencies()] == [
        ("Laboratory", 3),
        ("Pumps", 3),
    ]


def test_a_statement_beside_a_code_of_its_own_is_a_competency() -> None:
    reading = read([["ID", "Description", "Work Role"], ["T0001", "Gets funds", "W1"], ["T0002", "Advises", "W2"]])
    assert outline(reading) == [("W1", ["Gets funds"]), ("W2", ["Advises"])]


def test_what_is_labelled_above_the_headings_is_of_the_occupation() -> None:
    found = only(
        read(
            [
                ["Occupation:", "Optician"],
                ["RAPIDS Code: 89CB"],
                ["O*NET:", "29-2081.00"],
                ["Domain", "Competency", "Required? (Y/N)"],
                ["Lens", "Edges", "Y"],
                ["Lens", "Tints", "N"],
            ]
        )
    )
    assert found.framework.title == "Optician"
    assert found.framework.occupation.rapids_code == "0089CB"
    assert [one.code for one in found.framework.occupation.onet_codes] == ["29-2081.00"]
    assert finding(found, "title").weight is Weight.NOTE


def test_a_column_that_never_changes_names_the_occupation() -> None:
    text = "O*NET-SOC Code,Title,Task,Task Type\n" + "".join(
        f"49-9041.00,Mechanics,{task},{kind}\n" for task, kind in (("Oils", "Core"), ("Shows", "Supplemental"))
    )
    framework = only(sheet.read(table(text))).framework
    assert framework.title == "Mechanics"
    assert [one.code for one in framework.occupation.onet_codes] == ["49-9041.00"]
    assert [one.kind for one in framework.competencies()] == [Kind.CORE, Kind.OPTIONAL]


def test_other_sheets_with_the_same_headings_are_told() -> None:
    rows = [["Unit", "Competency"], ["Meters", "Reads one"]]
    found = only(sheet.read(book({"Year 1": rows, "Year 2": rows, "Pay": [["Step", "Wage"], [1, 2]]})))
    assert "“Year 2”" in finding(found, "other sheets").says
    assert "other sheets" not in ids(only(sheet.read(book({"Year 1": rows}))))


def test_hours_are_read_as_people_type_them() -> None:
    assert cells.hours("Approx. 2 000") == HourRange(minimum=2000)
    assert cells.hours("500-700 hrs") == HourRange(minimum=500, maximum=700)
    assert cells.hours("1 2000") is None
