"""OpenSALT workbooks and CSV files: their tree, their traps, and what comes back."""

import time
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from desktop.errors import KnownError
from desktop.frameworks import answers, catalogue, files
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Answer, Weight
from desktop.frameworks.formats.case import reader as case
from desktop.frameworks.formats.opensalt import reader as opensalt
from desktop.frameworks.formats.opensalt.columns import ASSOCIATION, DOCUMENT, ITEM, folded
from desktop.frameworks.formats.sheet.safe import prefixed, unprefixed
from desktop.frameworks.reading import Found
from tests.frameworks import strategies
from tests.frameworks.formats import case_packages as made
from tests.frameworks.formats import shared
from tests.frameworks.formats.case_packages import BREAD, link, mends, package, uid

Rows = Sequence[Sequence[Any]]


def workbook(items: Rows, links: Rows = (), names: Sequence[str] = ("CF Doc", "CF Item", "CF Association")) -> bytes:
    """Items are rows of identifier, statement, code and place in the tree."""
    book = Workbook()
    book.remove(book.worksheets[0])
    head = [uid("Baking"), "Bakers' Guild", "Baking"]
    for name, columns, rows in zip(names, (DOCUMENT, ITEM, ASSOCIATION), ([head], items, links), strict=True):
        sheet = book.create_sheet(name)
        for row in (columns, *rows):
            sheet.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(content: bytes, name: str = "baking.xlsx") -> Found:
    opened = files.open_bytes(name, content)
    assert opensalt.fits(opened)
    (found,) = opensalt.read(opened).found
    return found


def csv_read(text: str) -> Found:
    return read(text.encode(), "baking.csv")


def tree(one: Framework) -> list[tuple[str, list[str]]]:
    return [(function.title, [learned.title for learned in function.competencies]) for function in one.job_functions]


BAKING = [
    (uid("Ovens"), "Ovens", "B", "2"),
    (uid("Doughs"), "Doughs", "A", "1"),
    (uid("Proves"), "Proves", "A2", "1.2"),
    (uid("Mixes"), "Mixes", "A1", "1.1"),
    (uid("Loads"), "Loads", "B1", "2.1.1"),
    (uid("Deck"), "Deck", "B0", "2.1"),
]


def test_the_place_in_the_tree_gives_parents_and_order() -> None:
    one = read(workbook(BAKING))
    assert tree(one.framework) == [("Doughs", ["Mixes", "Proves"]), ("Ovens", ["Loads"])]
    assert [(heading.title, heading.under) for heading in one.framework.outline] == [("Deck", "B")]
    assert [learned.code for learned in one.framework.competencies()] == ["A1", "A2", "B1"]
    assert (one.framework.title, one.framework.publisher) == ("Baking", "Bakers' Guild")
    assert mends(one) == []
    (place,) = one.places["job_functions", "A", "competencies", "A2"]
    assert place.words == "sheet CF Item, row 4"


def test_sheets_are_told_by_their_headings_whatever_their_names() -> None:
    assert tree(read(workbook(BAKING, names=("a", "b", "c"))).framework) == tree(read(workbook(BAKING)).framework)


def test_other_relations_are_kept_and_a_link_of_the_tree_keeps_its_identifier() -> None:
    links = [
        (uid("x"), uid("Mixes"), "A1", "Precedes", "A2", uid("Proves")),
        (uid("y"), uid("Mixes"), "A1", "Is Child Of", "A", uid("Doughs")),
    ]
    written = opensalt.write_xlsx(read(workbook(BAKING, links)).framework)
    rows = {row[0].value: [cell.value for cell in row] for row in load_workbook(BytesIO(written))["CF Association"]}
    assert rows[uid("x")][1:6] == [uid("Mixes"), "A1", "Precedes", "A2", uid("Proves")]
    assert rows[uid("y")][1:6] == [uid("Mixes"), "A1", "Is Child Of", "A", uid("Doughs")]


def test_a_place_that_a_sheet_took_for_a_number_is_read_as_it_was_meant() -> None:
    numbers = [("d", "Doughs", None, 1), *((f"i{at}", f"Item {at}", None, float(f"1.{at}")) for at in range(1, 11))]
    one = read(workbook(numbers))
    assert tree(one.framework) == [("Doughs", [f"Item {at}" for at in range(1, 11)])]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (["1", "1.1", "1.1"], [("a", ["b"]), ("Other competencies", ["c"])]),
        (["1", "1.2.1", "nowhere"], [("a", ["b"]), ("Other competencies", ["c"])]),
        (["1", "1.1", "1." * 30], [("a", ["b"]), ("Other competencies", ["c"])]),
    ],
)
def test_places_that_cannot_be_are_mended_and_told(places: list[str], expected: Any) -> None:
    rows = [(name, name, None, place) for name, place in zip("abc", places, strict=True)]
    one = read(workbook(rows))
    assert "tree codes" in mends(one)
    assert tree(one.framework) == expected


def test_a_csv_names_parents_by_code_or_identifier() -> None:
    one = csv_read(
        "Identifier,Human Coding Scheme,Full Statement,Is Child Of,Sequence Number\r\n"
        "d,D,Doughs,,\r\nb,D.2,Proves,D,2\r\na,D.1,Mixes,d,1\r\n"
    )
    assert tree(one.framework) == [("Doughs", ["Mixes", "Proves"])]
    assert mends(one) == []
    title = one.findings[0]
    assert (title.id, title.weight) == ("title", Weight.QUESTION)
    assert answers.apply(one, [Answer("title", typed="Bread")]).occupation.title == "Bread"
    (place,) = one.places["job_functions", "D", "competencies", "D.2"]
    assert place.words == "row 3"


def test_a_csv_without_identifiers_or_parents_is_a_flat_list() -> None:
    one = csv_read("CFItemType;fullStatement;parent\nStandard;Mixes;\nStandard;Mixes;\nStandard;Proves;nobody\n")
    assert tree(one.framework) == [("baking", ["Mixes", "Mixes", "Proves"])]
    assert mends(one) == ["parent elsewhere"]


@given(strategies.frameworks())
@settings(max_examples=20, deadline=None)
def test_a_workbook_gives_back_what_was_written(one: Framework) -> None:
    if one.job_functions:
        same(read(opensalt.write_xlsx(one)), one)


@given(strategies.frameworks())
@settings(max_examples=25, deadline=None)
def test_a_csv_gives_back_what_was_written(one: Framework) -> None:
    if one.job_functions:
        same(csv_read(opensalt.write_csv(one)), one)


@pytest.mark.parametrize("key", catalogue.keys())
@pytest.mark.parametrize("write", [opensalt.write_xlsx, lambda one: opensalt.write_csv(one).encode()])
def test_shipped_frameworks_come_back_whole(key: str, write: Callable[[Framework], bytes]) -> None:
    one = catalogue.find(key)
    same(read(write(one)), one)


def same(found: Found, one: Framework) -> None:
    def plain_parts(framework: Framework) -> Any:
        def bare(part: Any) -> Any:
            if isinstance(part, list):
                return [bare(inner) for inner in part]
            return {k: bare(v) for k, v in part.items() if k != "origin"} if isinstance(part, dict) else part

        return bare(framework.model_dump(mode="json"))

    assert plain_parts(found.framework) == plain_parts(one)
    assert [finding.id for finding in found.findings if finding.must_answer] == []


@pytest.mark.parametrize("name", ["case-ordering.json", "case-smart-level.json"])
@pytest.mark.parametrize("write", [opensalt.write_xlsx, lambda one: opensalt.write_csv(one).encode()])
def test_shared_packages_go_through_sheets_with_identifiers_order_and_texts(
    name: str, write: Callable[[Framework], bytes]
) -> None:
    one = case.read(shared.opened("data", name)).found[0].framework
    back = read(write(one)).framework
    assert [told(part) for part in back.competencies()] == [told(part) for part in one.competencies()]
    assert [told(part) for part in back.job_functions] == [told(part) for part in one.job_functions]
    assert [told(part) for part in back.outline] == [told(part) for part in one.outline]
    assert write(back) == write(one) or opensalt.write_csv(back) == opensalt.write_csv(one)


def told(part: Any) -> tuple[Any, ...]:
    return (part.origin.id, part.title, part.number if hasattr(part, "number") else part.code, part.under)


def test_links_to_several_go_through_a_csv() -> None:
    links = [link("Mixes a dough", "Proves a dough", "precedes"), link("Mixes a dough", "Ovens", "precedes")]
    one = made.framework(package(BREAD, links=links))
    back = csv_read(opensalt.write_csv(one)).framework
    learned = next(back.competencies())
    assert learned.origin is not None
    assert learned.origin.raw.count('"precedes"') == 2


DANGEROUS = ["=1+1", "+1", "-1", "@x", "'=1+1", "''-", "'quoted'", "plain"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_taken_for_a_formula_and_every_text_comes_back(text: str) -> None:
    one = made.framework(package({"D": "Baking", text: "D"}))
    written = opensalt.write_csv(one)
    assert [learned.title for learned in csv_read(written).framework.competencies()] == [text]
    cells = load_workbook(BytesIO(opensalt.write_xlsx(one)))["CF Item"]
    assert cells["B3"].value == text
    assert cells["B3"].data_type == "s"


@given(st.text(max_size=12) | st.sampled_from(DANGEROUS))
def test_a_safe_cell_never_computes_and_gives_its_text_back(text: str) -> None:
    assert not prefixed(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unprefixed(prefixed(text)) == text


@pytest.mark.parametrize("heading", ["Human Coding Scheme", "humanCodingScheme", " HUMAN_coding-scheme "])
def test_headings_are_matched_by_their_letters(heading: str) -> None:
    assert folded(heading) == "humancodingscheme"


def test_other_tables_do_not_fit() -> None:
    for name in ("standards-workbook-competency.xlsx", "standards-workbook-generic.xlsx", "sheet-uk-ddat-skills.csv"):
        assert not opensalt.fits(shared.opened("data", name))


@pytest.mark.parametrize("content", [b"code,title\n1,Doughs\n", b"fullStatement\nMixes\n", b'{"CFItems": []}'])
def test_other_text_does_not_fit(content: bytes) -> None:
    assert not opensalt.fits(files.open_bytes("a.csv", content))


def test_sheets_without_items_are_refused_in_words() -> None:
    with pytest.raises(KnownError, match="without items"):
        read(workbook([]))


_cells = st.none() | st.text(max_size=6) | st.integers() | st.floats(allow_nan=False) | st.booleans()


@given(st.lists(st.lists(_cells, max_size=13), max_size=6))
@settings(max_examples=20, deadline=None)
def test_any_cells_are_findings_or_a_known_error(rows: list[list[Any]]) -> None:
    sheet = files.Sheet("CF Item", tuple(enumerate([ITEM, *map(tuple, rows)], start=1)))
    opened = files.open_bytes("a.xlsx", workbook(BAKING))
    opened.__dict__["sheets"] = (sheet,)
    try:
        (found,) = opensalt.read(opened).found
    except KnownError:
        return
    assert opensalt.write_csv(found.framework)
    assert case.write(found.framework)


@pytest.mark.parametrize("many", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
def test_thousands_of_rows_are_read_in_time(many: int) -> None:
    lines = [f"i{at},Does thing {at},C.{at},{f'C.{at % 100}' if at > 99 else ''}" for at in range(many)]
    text = "identifier,fullStatement,humanCodingScheme,isChildOf\n" + "\n".join(lines)
    opened = files.open_bytes("a.csv", text.encode())
    start = time.process_time()
    (found,) = opensalt.read(opened).found
    assert time.process_time() - start < max(0.5, many / 5_000)
    assert sum(1 for _ in found.framework.competencies()) == many - 100
