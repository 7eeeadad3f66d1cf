"""Documents at the command line: inspected without a record, answered, taken in, kept as drafts."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

_SHEET = "Code,Skill,Area\n1,Sets up printers,Desk\n2,Answers calls,Desk\n3,Orders parts,Store\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "our desk.csv"
    path.write_text(_SHEET, encoding="utf-8")
    return path


def inspected(run: Run, path: Path) -> dict[str, object]:
    code, out, _err = run("framework", "inspect", path, "--json")
    assert code == 0
    found: dict[str, object] = json.loads(out)
    return found


def answers(found: dict[str, object], path: Path) -> Path:
    """A file that takes what the reader took."""
    (framework,) = found["frameworks"]  # type: ignore[misc]
    taken = {
        one["id"]: one["taken_choice"] or one["choices"][0]["key"]
        for one in framework["findings"]
        if one["severity"] != "note"
    }
    path.write_text(json.dumps(taken), encoding="utf-8")
    return path


def test_a_document_is_inspected_with_its_whole_neutral_form(run: Run, sheet: Path) -> None:
    found = inspected(run, sheet)
    (framework,) = found["frameworks"]  # type: ignore[misc]
    assert (found["format"], framework["competencies"], framework["job_functions"]) == ("sheet", 3, 2)
    document = framework["document"]
    assert [one["title"] for one in document["job_functions"]] == ["Desk", "Store"]
    assert framework["open"] == sum(one["severity"] != "note" for one in framework["findings"]) > 0


def test_open_findings_are_exit_code_1_and_nothing_is_saved(run: Run, sheet: Path, tmp_path: Path) -> None:
    before = run("framework", "list", "--json")[1]
    code, out, err = run("framework", "import", sheet)
    assert (code, "Nothing was saved" in err) == (1, True)
    assert "Sets up printers" not in out
    assert run("framework", "list", "--json")[1] == before
    assert run("framework", "drafts", "--json")[1].strip() == "[]"
    accepted = answers(inspected(run, sheet), tmp_path / "answers.json")
    code, out, _err = run("framework", "import", sheet, "--accept", accepted)
    assert code == 0
    assert "with 3 competencies" in out
    key = json.loads(run("framework", "inspect", sheet, "--json")[1])["frameworks"][0]["key"]
    told = json.loads(run("framework", "decisions", key, "--json")[1])
    assert told["origin"]["file"] == "our desk.csv"
    assert len(told["decisions"]) == len(json.loads(accepted.read_text()))
    assert "in the record already" in run("framework", "import", sheet, "--accept", accepted)[1]


def test_a_draft_is_kept_answered_edited_and_published(run: Run, sheet: Path, tmp_path: Path) -> None:
    accepted = answers(inspected(run, sheet), tmp_path / "answers.json")
    code, out, _err = run("framework", "import", sheet, "--draft", "--json")
    assert code == 0
    draft = json.loads(out)["saved"][0]["draft_id"]
    assert run("framework", "publish", draft)[0] == 2
    assert run("framework", "answer", draft, "--accept", accepted)[0] == 0
    document = json.loads(run("framework", "draft", draft, "--json")[1])
    document["title"] = "Our desk, renamed"
    edited = tmp_path / "edited.json"
    edited.write_text(json.dumps(document), encoding="utf-8")
    assert run("framework", "edit", draft, edited)[0] == 0
    assert run("framework", "publish", draft)[0] == 0
    assert "Our desk, renamed" in run("framework", "list")[1]
    assert run("framework", "discard", draft)[0] == 2


@pytest.mark.parametrize("content", ['{"nothing": "core"}', '["core"]', "{", '{"term": 5}'])
def test_answers_that_are_none_are_refused_and_nothing_is_saved(
    run: Run,
    sheet: Path,
    tmp_path: Path,
    content: str,
) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text(content, encoding="utf-8")
    before = run("framework", "list", "--json")[1]
    assert run("framework", "import", sheet, "--accept", wrong)[0] == 2
    assert run("framework", "list", "--json")[1] == before


def test_one_framework_of_a_document_is_taken_by_its_key(run: Run, sheet: Path) -> None:
    code, _out, err = run("framework", "inspect", sheet, "--only", "none-such")
    assert (code, "holds no framework" in err) == (2, True)
    key = json.loads(run("framework", "inspect", sheet, "--json")[1])["frameworks"][0]["key"]
    assert run("framework", "inspect", sheet, "--only", key)[0] == 0


def test_a_mapping_is_printed_changed_kept_and_used(run: Run, sheet: Path, tmp_path: Path) -> None:
    mapping = json.loads(run("framework", "mapping", sheet)[1])
    mapping["columns"] = [one for one in mapping["columns"] if one["role"] != "job function"]
    changed = tmp_path / "mapping.json"
    changed.write_text(json.dumps(mapping), encoding="utf-8")
    assert run("framework", "save-mapping", "desk", changed)[0] == 0
    assert "desk" in run("framework", "mappings")[1]
    code, out, _err = run("framework", "import", sheet, "--draft", "--json")
    assert code == 0
    assert json.loads(out)["frameworks"][0]["job_functions"] == 1
    assert run("framework", "discard-mapping", "desk")[0] == 0
