"""Every main job without a screen.

Exit codes: 0 done, 1 a check failed, 2 bad usage or input (one sentence on stderr, nothing written),
3 a defect of ours (written down without names).
"""

import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Annotated

import typer

import desktop
from desktop import defects, settings, words
from desktop.cli import (
    agreements,
    backups,
    carry_overs,
    checks,
    demo,
    documents,
    employers,
    encryption,
    evidence,
    framework_drafts,
    hours,
    jobs,
    people_keys,
    sample_papers,
    self_test,
    sheet_mappings,
    sign_in,
    sign_offs,
    start,
    unlocking,
)
from desktop.cli.at_work import Root
from desktop.cli.output import PipeClosed, complain, note_unseen, say
from desktop.errors import KnownError

DONE, FAILED, REFUSED, DEFECT = range(4)
STOPPED = 130

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


def _say_version(is_wanted: bool) -> None:
    if is_wanted:
        say(f"Journeybook {desktop.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    database: Annotated[
        Path | None, typer.Option("--database", metavar="FILE", help="The record; your own one if not given.")
    ] = None,
    _record_passphrase_fd: unlocking.RecordPassphraseFd = None,
    who: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Who you are: an id or an exact full name. You sign in.")
    ] = "",
    passphrase_fd: Annotated[
        int | None,
        typer.Option(
            "--passphrase-fd",
            metavar="N",
            min=0,
            help="Read your passphrase from this file descriptor, one line; it is asked for if not given.",
        ),
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """The training record of registered apprentices. Without a command it opens the window."""
    context.obj = Root(database or settings.default_database(), who, passphrase_fd)


app.command("start")(start.start)
_groups = (
    framework_drafts,
    sheet_mappings,
    carry_overs,
    jobs,
    agreements,
    documents,
    hours,
    sign_offs,
    evidence,
    people_keys,
    sign_in,
    employers,
    checks,
)
for _app in dict.fromkeys(_group.app for _group in _groups):
    # A group that stands in several modules is one.
    app.add_typer(_app)
app.command("backup")(backups.back_up)
app.command("backups")(backups.list_backups)
app.command("restore")(backups.restore)
app.command("accept-older")(backups.accept_older)
app.command("encrypt")(encryption.encrypt)
app.command("decrypt")(encryption.decrypt)
app.command("record-passphrase")(encryption.record_passphrase)
app.command("demo")(demo.make)
app.command("self-test")(self_test.self_test)
app.command("sample-papers")(sample_papers.sample_papers)


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A console in an old code page prints ? instead of breaking off.
            stream.reconfigure(errors="replace")
    guard = _Guard()
    with guard:
        guard.code = _run(arguments)
        sys.stdout.flush()
    return guard.code


def _run(arguments: Sequence[str]) -> int:
    if not all(_is_text(one) for one in arguments):
        raise KnownError("An argument holds bytes that are not letters.", "Write it in UTF-8.")
    note_unseen(words.unseen("\n".join(arguments)))
    command = typer.main.get_command(app)
    code = command.main(args=list(arguments), prog_name="journeybook", standalone_mode=False)
    return code if isinstance(code, int) else DONE


def _is_text(argument: str) -> bool:
    return "\0" not in argument and not any("\ud800" <= letter <= "\udfff" for letter in argument)


class _Guard:
    """Turns whatever ends a command into an exit code, and lets nothing but a sentence out."""

    def __init__(self) -> None:
        self.code = DONE

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if error is None:
            return True
        for kinds, answer in self._answers:
            if isinstance(error, kinds):
                self.code = answer(error)
                return True
        return False

    @property
    def _answers(self) -> tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Callable[..., int]], ...]:
        return (
            ((PipeClosed, BrokenPipeError), _close_pipe),
            (KnownError, _refuse),
            (OSError, _tell_system),
            (typer.TyperException, _tell_usage),
            ((typer.Abort, KeyboardInterrupt), _stop),
            (Exception, _own_up),
        )


def _close_pipe(_error: BaseException) -> int:
    """Python would complain once more when it flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _refuse(error: KnownError) -> int:
    complain(str(error))
    return REFUSED


def _tell_system(error: OSError) -> int:
    """What the system refused: most often a path that may not be looked at."""
    why = error.strerror or "the system refused it"
    complain(f"{error.filename or 'A file'} cannot be used: {why}.")
    return REFUSED


def _tell_usage(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "journeybook"
    said = " ".join(error.format_message().split()).rstrip(".")
    complain(f"{said}{'' if said.endswith('?') else '.'} See `{command} --help`.")
    return REFUSED


def _stop(_error: BaseException) -> int:
    complain("Stopped.")
    return STOPPED


def _own_up(error: BaseException) -> int:
    is_written = defects.write_down(type(error), error.__traceback__)
    where = f" What failed is written down in {settings.log_file()}." if is_written else ""
    complain(f"Journeybook itself is wrong here, and nothing was saved.{where}")
    return DEFECT
