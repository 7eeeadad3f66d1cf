"""The page on the command line names every command, every exit code and every key of the JSON."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
import pytest
import typer

from desktop import cli
from tests.conftest import Run

PAGE = (Path(__file__).parent.parent / "docs" / "command-line.md").read_text(encoding="utf-8")
_CODE = re.compile(r"`([^`]+)`")


def _section(heading: str) -> str:
    """What stands under a heading, to the next of the same rank."""
    rank = heading.split()[0]
    return PAGE.split(f"{heading}\n", 1)[1].split(f"\n{rank} ", 1)[0]


def _first_cells(section: str) -> list[str]:
    return [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")][1:]


def _commands(command: click.Command, path: str = "") -> Iterator[str]:
    inside = getattr(command, "commands", None)
    if inside is None:
        yield path.strip()
        return
    for name, one in inside.items():
        yield from _commands(one, f"{path} {name}")


def test_every_command_has_its_line() -> None:
    told = [_CODE.findall(cell)[0] for cell in _first_cells(_section("## Commands"))]
    assert sorted(told) == sorted(_commands(typer.main.get_command(cli.app)))


def test_every_exit_code_has_its_line() -> None:
    told = [int(cell) for cell in _first_cells(_section("## Exit codes"))]
    assert told == [cli.DONE, cli.FAILED, cli.REFUSED, cli.DEFECT, cli.STOPPED]


def _keys(value: object, before: str = "") -> set[str]:
    """Every key down to the plain values, such as "parts[].part_minutes"."""
    if isinstance(value, Mapping):
        return {key for name, one in value.items() for key in _keys(one, f"{before}.{name}" if before else name)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return {key for one in value for key in _keys(one, f"{before}[]" if before else "")}
    return {before}


def _told(command: str) -> set[str]:
    cells = _first_cells(_section(f"### `{command}`"))
    return {key for cell in cells for key in _CODE.findall(cell)}


@pytest.mark.parametrize("command", re.findall(r"^### `(.+)`$", PAGE, re.MULTILINE))
def test_the_json_has_the_keys_of_the_page(run: Run, command: str) -> None:
    if command == "backups":
        run("backup")
    if command == "people keys":
        run("sign-in", "set-up")
    if command.startswith("evidence"):
        run("--as", "Maya Okonkwo", "sign-off", "ask", "7d", "--apprentice", "2", "--observation", "Alone")
    code, out, _err = run(*command.split(), "--json")
    assert code == 0
    told = _told(command)
    if command.startswith("apprentice show"):
        told |= _told("apprentice list")
    assert _keys(json.loads(out)) == told
