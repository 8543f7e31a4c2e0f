"""The one boundary: a command line in, an exit code out; whatever happens is told in our own form."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import chdir, nullcontext
from typing import TYPE_CHECKING, NoReturn

import click

from sm_tj_cli import __version__
from sm_tj_cli.cli.arguments import normalise
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.interrupts import SIGNALS, Terminated
from sm_tj_cli.cli.options import GlobalOptions, global_options
from sm_tj_cli.cli.program import Program

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

_COMPLETION_VARIABLE = "_SMTJ_COMPLETE"
# A configuration of ten thousand jobs is millions of values without a cycle among them: with Python's own thresholds
# the collector, which looks for cycles alone, takes half of the time of a plan.
_COLLECT_AFTER = (100_000, 20, 10)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and ends the process with its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    _open_closed_streams()
    gc.set_threshold(*_COLLECT_AFTER)
    if _COMPLETION_VARIABLE in os.environ:
        from sm_tj_cli.cli.shells import complete

        program = Program(__version__, _call)
        sys.exit(complete(program, _COMPLETION_VARIABLE, os.environ[_COMPLETION_VARIABLE]))
    code = _to_the_end(sys.argv[1:] if arguments is None else arguments)
    # Python looks for cycles once more when it ends, in all that there is, which takes as long as many a command.
    gc.freeze()
    sys.exit(code)


DEEPEST_STACK = 6_000
"""Calls inside each other: some 500 references in a chain, in half of the stack that a process has at least."""


def run(arguments: Sequence[str]) -> int:
    """Runs one command line inside this process; its exit code."""
    # Values that refer to each other in a long chain are evaluated one inside the other.
    sys.setrecursionlimit(max(sys.getrecursionlimit(), DEEPEST_STACK))
    words = normalise(arguments)
    try:
        return _invoke(words)
    except click.exceptions.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        _silence_output()
        return ExitCode.OUTPUT_CLOSED
    except KeyboardInterrupt as stop:
        return _interrupted(words, stop)
    except Exception as problem:  # noqa: BLE001 - the one boundary
        return _failed(words, problem)


def _to_the_end(arguments: Sequence[str]) -> int:
    """Runs the command line; once its outcome is there, what is left is Python's cleaning up, which nothing interrupts."""
    try:
        code = run(arguments)
        _ignore_signals()
    except KeyboardInterrupt as stop:
        # Once more while the first one is told, or just when all was done.
        _ignore_signals()
        code = ExitCode.TERMINATED if isinstance(stop, Terminated) else ExitCode.INTERRUPTED
    return code


def _ignore_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _invoke(words: list[str]) -> int:
    program = Program(__version__, _call)
    # A copy: click takes out what it has understood, and failures are told by the words.
    with program.make_context("smtj", list(words)) as context:
        outcome = program.invoke(context)
    return outcome if isinstance(outcome, int) else ExitCode.DONE


def _call(verb: Callable[[], object]) -> object:
    context = click.get_current_context()
    options = global_options(context)
    if options.sandbox and options.endpoint_url is not None:
        raise click.UsageError(
            "--sandbox and --endpoint-url exclude each other: both say where the calls go. Give one of them.",
            context,
        )
    with _directory(options, context):
        context.obj = _open_session(options)
        return verb()


def _open_session(options: GlobalOptions) -> object:
    # A help page needs none of this, so it does not pay for it.
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.render.console import open_terminal

    terminal = open_terminal(
        sys.stdout,
        sys.stderr,
        os.environ,
        no_color=options.no_color,
        whereabouts=options.whereabouts,
    )
    return Session(options, terminal)


def _directory(options: GlobalOptions, context: click.Context) -> chdir[str] | nullcontext[None]:
    if options.chdir is None:
        return nullcontext()
    if not os.path.isdir(options.chdir):  # noqa: PTH112 - as the user wrote it
        raise click.BadParameter(
            f'"{options.chdir}" is not a directory.', context, param_hint="--chdir"
        )
    return chdir(options.chdir)


def _interrupted(words: Sequence[str], stop: KeyboardInterrupt) -> int:
    from sm_tj_cli.cli.failures import interrupted

    is_terminated = isinstance(stop, Terminated)
    interrupted(words, "Terminated" if is_terminated else "Interrupted")
    return ExitCode.TERMINATED if is_terminated else ExitCode.INTERRUPTED


def _failed(words: Sequence[str], problem: Exception) -> int:
    from sm_tj_cli.cli.failures import failed

    return failed(words, problem)


def _silence_output() -> None:
    # The interpreter flushes standard output at its end and would complain once more.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_closed_streams() -> None:
    """Opens what the caller closed (`>&-`) on nothing, lest a file of ours gets its number."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            if descriptor != number:
                os.dup2(descriptor, number)
                os.close(descriptor)
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8"))  # noqa: SIM115, PTH123 - to the end


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise Terminated
