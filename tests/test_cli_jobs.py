"""Job architectures and the jobs that are trained for, without a screen."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.database.store import create_store
from desktop.services import job_architectures, people
from desktop.services.framework_imports import Source
from tests.conftest import Run, content, open_sample
from tests.services.test_job_architectures import GUIDE, READING


@pytest.fixture
def database(_sampled: Path, tmp_path: Path) -> Path:
    """The sample program with one job architecture."""
    path = Path(shutil.copy(_sampled, tmp_path / "record.db"))
    with open_sample(path) as store:
        by = next(one.id for one in store.read(people.everyone) if one.name.endswith("Alvarez"))
        source = Source("jobs.txt", "a" * 64)
        store.write(job_architectures.take, source=source, reading=READING, architecture=GUIDE, by=by)
    return path


def as_json(run: Run, *arguments: object) -> Any:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_architectures_are_listed_and_shown(run: Run) -> None:
    code, out, err = run("job", "list")
    assert (code, err) == (0, "")
    assert "brewery-jobs" in out
    (row,) = as_json(run, "job", "list")
    assert (row["title"], row["families"], row["positions"]) == ("Jobs of the brewery", 2, 5)
    code, out, err = run("job", "show", "brewery-jobs")
    assert (code, err) == (0, "")
    for words in ("B  Brewing", "B0  Master of the House", "Brewers", "B1 2  Brewer II"):
        assert words in out
    assert as_json(run, "job", "show", row["id"])["key"] == "brewery-jobs"


def test_a_framework_is_linked_to_a_job_and_tells_the_next_step_up(run: Run) -> None:
    assert run("job", "link", "brewery-jobs", "B1 1", "--framework", "it-generalist") == (0, "The job is linked.\n", "")
    code, out, err = run("job", "of", "--framework", "it-generalist")
    assert (code, err) == (0, "")
    for words in ("Brewer I (B1 1)", "Brewers", "Brewer II (B1 2)"):
        assert words in out
    told = as_json(run, "job", "of", "--framework", "it-generalist")
    assert told == {
        "code": "B1 1",
        "title": "Brewer I",
        "family": "Brewers",
        "next_up": {"code": "B1 2", "title": "Brewer II"},
    }


def test_the_job_of_an_agreement_is_its_own_until_that_is_taken_away(run: Run) -> None:
    run("job", "link", "brewery-jobs", "B1 1", "--framework", "it-generalist")
    assert as_json(run, "job", "of", "--agreement", "2")["code"] == "B1 1"
    run("job", "link", "brewery-jobs", "B1 4", "--agreement", "2")
    assert as_json(run, "job", "of", "--agreement", "2") == {
        "code": "B1 4",
        "title": "Head Brewer",
        "family": "Brewers",
        "next_up": None,
    }
    assert "There is none" in run("job", "of", "--agreement", "2")[1]
    assert run("job", "unlink", "--agreement", "2") == (0, "The job is linked no more.\n", "")
    assert as_json(run, "job", "of", "--agreement", "2")["code"] == "B1 1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "dairy"), "no job architecture “dairy”"),
        (("link", "brewery-jobs", "B9", "--framework", "it-generalist"), "no position B9 in Jobs of the brewery"),
        (("link", "dairy", "B1 1", "--framework", "it-generalist"), "no job architecture “dairy”"),
        (("link", "brewery-jobs", "B1 1", "--framework", "dairying"), "no framework “dairying”"),
        (("link", "brewery-jobs", "B1 1", "--agreement", "999"), "no apprentice 999"),
        (("link", "brewery-jobs", "B1 1"), "Say what it is about."),
        (("link", "brewery-jobs", "B1 1", "--framework", "it-generalist", "--agreement", "2"), "Say what it is about."),
        (("unlink", "--agreement", "2"), "No job is linked here."),
        (("of", "--framework", "it-generalist"), "No job is linked here."),
        (("of",), "Say what it is about."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_wrong_is_refused_in_words_and_writes_nothing(
    run: Run, database: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = content(database)
    code, out, err = run("job", *arguments)
    assert (code, out) == (cli.REFUSED, "")
    assert said in err
    assert content(database) == before


def test_only_a_coordinator_links_a_job(run: Run, database: Path) -> None:
    before = content(database)
    code, out, err = run("--as", "Dana Whitfield", "job", "link", "brewery-jobs", "B1 1", "--agreement", "2")
    assert (code, out) == (cli.REFUSED, "")
    assert "coordinator" in err
    assert content(database) == before


def test_a_record_without_architectures_says_how_to_get_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.db"
    create_store(path).close()
    assert cli.main(["--database", str(path), "job", "list"]) == cli.DONE
    assert "`framework import` reads one" in capsys.readouterr().out
