"""Differences, carry-overs and crosswalks without a screen."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.frameworks import catalogue
from desktop.services import frameworks
from tests.conftest import Run, content, open_sample

OLD = catalogue.find("it-generalist")


@pytest.fixture
def database(_sampled: Path, tmp_path: Path) -> Path:
    """The sample program, with a version in which 1a reads otherwise and the last of job function 1 is gone."""
    path = Path(shutil.copy(_sampled, tmp_path / "record.db"))
    first, *others = OLD.job_functions
    one, *rest = first.competencies
    learned = (one.model_copy(update={"title": f"{one.title} and writes it down"}), *rest[:-1])
    functions = (first.model_copy(update={"competencies": learned}), *others)
    with open_sample(path) as store:
        new = OLD.model_copy(update={"version": "next", "job_functions": functions})
        store.write(frameworks.adopt, framework=new)
    return path


def as_json(run: Run, *arguments: object) -> Any:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


CARRY = ("framework", "carry-over", "2", "--to", "it-generalist", "--version", "next")
LAST = OLD.job_functions[0].competencies[-1].code


def test_a_difference_is_told_part_by_part(run: Run) -> None:
    old, new = f"it-generalist@{OLD.version}", "it-generalist@next"
    code, out, err = run("framework", "diff", old, new)
    assert (code, err) == (0, "")
    assert "reworded" in out
    assert "\n2 parts changed, " in out
    found = as_json(run, "framework", "diff", old, new)
    counts = {one["change"]: one["parts"] for one in found["counts"]}
    assert counts["reworded"] == counts["retired"] == 1
    assert as_json(run, "framework", "diff", old, old)["is_same"]


def test_shipped_frameworks_are_compared_without_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    some = ["it-generalist", "sample-help-desk"]
    for command in ("diff", "crosswalk"):
        assert cli.main(["--database", str(tmp_path / "none.db"), "framework", command, *some]) == 0
    assert not list(tmp_path.iterdir())


def test_without_pairs_the_suggestions_are_printed_and_nothing_is_written(run: Run, database: Path) -> None:
    before = content(database)
    code, out, _err = run(*CARRY)
    assert code == 0
    assert "Nothing is written." in out
    found = as_json(run, *CARRY)
    assert found["competencies"][0]["from"] == found["competencies"][0]["to"][0]
    assert content(database) == before


def test_confirmed_pairs_are_previewed_then_carried_then_taken_back(run: Run, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.json"
    pairs.write_text(json.dumps(as_json(run, *CARRY)), encoding="utf-8")
    was = as_json(run, "apprentice", "progress", "2")
    seen = as_json(run, *CARRY, "--pairs", pairs, "--preview")
    assert [(one["kind"], one["code"]) for one in seen["left_out"]] == [("competency", LAST)]
    assert seen["after"]["core_required"] == seen["before"]["core_required"] - 1
    assert as_json(run, "apprentice", "progress", "2") == was
    assert "preview" not in run(*CARRY, "--pairs", pairs, "--preview")[1]
    code, out, err = run(*CARRY, "--pairs", pairs)
    assert (code, out, err) == (0, f"Agreement 2 is under it-generalist now. Left out: competency {LAST}.\n", "")
    now = as_json(run, "apprentice", "progress", "2")
    assert now["framework_version"] == "next"
    assert now["ojt_approved_minutes"] == seen["after"]["ojt_approved_minutes"]
    assert {one["carried_from"] for one in as_json(run, "sign-off", "list", "--apprentice", "2")} > {
        f"1a of version {OLD.version}"
    }
    assert run("check", "database")[0] == 0
    assert run("framework", "carry-over", "2", "--undo", "--reason", "Too early")[0] == 0
    assert as_json(run, "apprentice", "progress", "2") == was
    assert run("check", "database")[0] == 0


def test_a_policy_moves_all_apprentices_of_a_version(run: Run, tmp_path: Path) -> None:
    every = ("framework", "carry-over", "--all-of", f"it-generalist@{OLD.version}", *CARRY[3:])
    pairs = tmp_path / "pairs.json"
    pairs.write_text(json.dumps(as_json(run, *every)), encoding="utf-8")
    assert as_json(run, *every, "--pairs", pairs, "--policy", "nobody") == {"agreements": [], "written": True}
    seen = as_json(run, *every, "--pairs", pairs, "--preview")
    assert seen["agreements"]
    assert not seen["written"]
    moved = as_json(run, *every, "--pairs", pairs)
    assert moved == {"agreements": seen["agreements"], "written": True}
    under = [row["id"] for row in as_json(run, "apprentice", "list") if row["framework_version"] == "next"]
    assert sorted(under) == sorted(moved["agreements"])


def test_a_crosswalk_is_confirmed_kept_and_withdrawn_and_is_evidence(run: Run, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.json"
    pairs.write_text(json.dumps({"competencies": [{"from": "1a", "to": "1c"}]}), encoding="utf-8")
    walk = ("framework", "crosswalk", f"it-generalist@{OLD.version}", "sample-help-desk")
    assert run(*walk, "--confirm", pairs)[1] == "1 pair is confirmed; 0 stood already.\n"
    (kept,) = as_json(run, *walk)["competencies"][0]["confirmed"]
    assert kept["code"] == "1c"
    code, out, _err = run(
        *("apprentice", "credit", "2", "--kind", "OJT", "--hours", "8", "--evidence", "Letter"),
        *("--crosswalk", "sample-help-desk"),
    )
    assert (code, out) == (0, "8 h are credited.\n")
    assert run(*walk, "--withdraw", kept["id"])[0] == 0
    assert as_json(run, *walk)["competencies"][0]["confirmed"] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["diff", "it-generalist", "none"], "No framework “none”"),
        (["diff", "it-generalist", "it-generalist@9"], "There is no version 9"),
        (["carry-over", "--to", "it-generalist"], "A carry-over is of one agreement"),
        (["carry-over", "2"], "It is not said which framework"),
        (["carry-over", "2", "--to", "it-generalist", "--version", OLD.version], "This is Information Technology"),
        ([*CARRY[1:], "--pairs", "/none.json"], "There is no file /none.json."),
        ([*CARRY[1:], "--pairs", "/"], "The file / cannot be read."),
        (["carry-over", "2", "--undo"], "A reversal needs a reason."),
        (["carry-over", "2", "--undo", "--reason", "No"], "This agreement was never carried over."),
        (["carry-over", "--all-of", "it-generalist", "--undo", "--reason", "No"], "A carry-over is taken back for one"),
        (["crosswalk", "it-generalist", "sample-help-desk", "--withdraw", "x"], "This pair is not in the record."),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(run: Run, database: Path, arguments: list[str], told: str) -> None:
    before = content(database)
    code, out, err = run("framework", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(told)
    assert content(database) == before
