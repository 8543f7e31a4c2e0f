"""What stopped a command, in; told in our own form, and its exit code out.

Loaded only when something did stop one.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sm_tj_cli import __version__
from sm_tj_cli.cli.commands import FOLLOWING, LINES, VERBS
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.options import places_in
from sm_tj_cli.cli.outcome import Stopped, service_failure, stop
from sm_tj_cli.cli.usage import usage_diagnostic
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.render.console import OutputLostError, Terminal, open_terminal
from sm_tj_cli.render.diagnostics import tell
from sm_tj_cli.render.events import diagnostic_line, summary_line
from sm_tj_cli.render.json_output import failure_document, write_line
from sm_tj_cli.service import ServiceError
from sm_tj_cli.state.store import LockLost, StateLocked, StateNotSaved, StateUnreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

# Python has no error of its own for it.
_NO_THREAD = "can't start new thread"
_GOES_ON = "What was submitted is recorded or in the journal, and the next run goes on from there."
_TOO_MANY_FILES = (
    "Too many open files",
    "The limit on files that are open at once is too low. Raise it (ulimit -n 1024) and run smtj again.",
)
_USED_UP: dict[int | None, tuple[str, str]] = {
    errno.EMFILE: _TOO_MANY_FILES,
    errno.ENFILE: _TOO_MANY_FILES,
    # Help pages are written by click itself.
    errno.ENOSPC: ("Output cannot be written", f"{os.strerror(errno.ENOSPC)}."),
    errno.ENOMEM: (
        "Out of memory",
        f"smtj is given too little memory here (a container's limit, ulimit -v). {_GOES_ON}",
    ),
    errno.EAGAIN: (
        "Too many processes and threads",
        (
            "The machine, or the limits that smtj is run in, leave no room for another thread. Raise the limit (ulimit -u, a "
            f"container's limit of processes), or have smtj do less at once (--parallelism 1). {_GOES_ON}"
        ),
    ),
}


def interrupted(words: Sequence[str], what: str) -> None:
    """Tells that a signal ended the command; lines of JSON end with their summary all the same."""
    terminal = _terminal(words)
    terminal.error("", f"{what}.")
    if "--json" in words and writes_lines(words):
        with suppress(OutputLostError, BrokenPipeError):
            write_line(terminal, {**summary_line({}, ()), "interrupted": True})


def failed(words: Sequence[str], problem: Exception) -> int:
    """Tells what went wrong; with `--json` the document comes all the same.

    Args:
        words: the command line, which may not have been understood.
        problem: what was raised.
    """
    terminal = _terminal(words)
    if isinstance(problem, click.exceptions.NoArgsIsHelpError):
        terminal.error(problem.format_message())
        return ExitCode.ERROR
    end = _end(problem, words)
    # Where nothing can be written any more, the exit code has to do.
    with suppress(OutputLostError):
        tell(terminal, end.diagnostics, end.sources)
        if "--json" in words:
            _write_json(terminal, end, words)
    return end.code


def _write_json(terminal: Terminal, end: Stopped, words: Sequence[str]) -> None:
    if not writes_lines(words):
        write_line(terminal, failure_document(end.diagnostics, end.sources))
        return
    for diagnostic in end.diagnostics:
        write_line(terminal, diagnostic_line(diagnostic, end.sources))
    write_line(terminal, summary_line({}, end.diagnostics))


def writes_lines(words: Sequence[str]) -> bool:
    """Whether the verb of a command line, which may not have been understood, writes events with `--json`."""
    verb = next((word for word in words if word in VERBS), "")
    if verb in FOLLOWING:
        return not {"-f", "--follow"}.isdisjoint(words)
    return verb in LINES and "--dry-run" not in words


def _end(problem: Exception, words: Sequence[str]) -> Stopped:  # noqa: PLR0911 - one for each kind
    match problem:
        case Stopped():
            return problem
        case ServiceError():
            return service_failure(problem)
        case StateLocked():
            return _locked(problem)
        case StateNotSaved():
            return _not_saved(problem)
        case StateUnreadable():
            return Stopped(problem.diagnostics)
        case OutputLostError():
            return stop(
                "Output cannot be written", f"{problem}. What was done until then is recorded."
            )
        case _ if (number := _exhausted(problem)) in _USED_UP:
            return stop(*_USED_UP[number])
        case click.ClickException():
            return Stopped(Diagnostics.of(usage_diagnostic(problem)))
        case _:
            return Stopped(Diagnostics.of(_internal_error(problem, words)))


def _locked(problem: StateLocked) -> Stopped:
    return stop(
        "State is locked",
        f"{problem}. Nothing was done. Wait for it (--lock-timeout 5m), or, if its process is gone for certain: "
        f"smtj force-unlock {problem.info.id or 'ID'}",
        ExitCode.STATE_LOCKED,
    )


def _not_saved(problem: StateNotSaved) -> Stopped:
    if isinstance(problem, LockLost):
        return stop("State lock was taken away", problem.message, ExitCode.STATE_LOCKED)
    return stop("State could not be saved", problem.message, ExitCode.STATE_NOT_SAVED)


def _exhausted(problem: Exception) -> int | None:
    """The number of the error that tells what the machine has no more of; other errors have other numbers, or none."""
    match problem:
        case MemoryError():
            return errno.ENOMEM
        case RuntimeError() if str(problem) == _NO_THREAD:
            return errno.EAGAIN
        case OSError():
            return problem.errno
        case _:
            return None


def _internal_error(problem: Exception, words: Sequence[str]) -> Diagnostic:
    text = "".join(traceback.format_exception(problem)) if "--debug" in words else ""
    last = traceback.extract_tb(problem.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    how = "" if text else "Run it again with --debug for the traceback. "
    return Diagnostic.error(
        "smtj itself failed",
        f"{type(problem).__name__} at {place}: {problem}\n\nThis is a fault of smtj {__version__}, not of your "
        f"files. {how}Please report it with this text and what `smtj version --json` prints.\n{text}".rstrip(),
    )


def _terminal(words: Sequence[str]) -> Terminal:
    return open_terminal(
        sys.stdout,
        sys.stderr,
        os.environ,
        no_color="--no-color" in words,
        whereabouts=places_in(words).whereabouts,
    )
