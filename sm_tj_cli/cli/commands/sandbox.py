"""`smtj sandbox`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import files
from sm_tj_cli.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.group
def command() -> None:
    """A SageMaker on this machine: no account, no credentials, no network."""


@command.command
@click.option(
    "--speed",
    type=click.FloatRange(min=0.01),
    help="How many times faster new jobs live; 1 at first.",
)
@click.option(
    "--faults",
    type=click.Path(path_type=Path),
    metavar="FILE",
    shell_complete=files,
    help="Faults and settings to have, as JSON.",
)
@click.pass_obj
def start(session: Session, speed: float | None, faults: Path | None) -> None:
    """Start it, unless it runs; its options hold for a running one too."""
    from sm_tj_cli.cli.sandboxing import started, tell_address

    tell_address(session, started(speed, faults))


@command.command
@click.pass_obj
def status(session: Session) -> ExitCode:
    """Say whether it runs, and where."""
    from sm_tj_cli.cli.sandboxing import tell_address
    from sm_tj_cli.cli.wiring import sandbox_directory
    from sm_tj_cli.sandbox.control import status as look

    address = look(sandbox_directory())
    tell_address(session, address)
    return ExitCode.DONE if address else ExitCode.ERROR


@command.command
@click.pass_obj
def stop(session: Session) -> None:
    """Stop it and forget its jobs."""
    from sm_tj_cli.cli.wiring import sandbox_directory
    from sm_tj_cli.sandbox.control import stop as end

    was_running = end(sandbox_directory())
    session.terminal.error("The sandbox is stopped." if was_running else "No sandbox was running.")


@command.command(
    name="exec", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False}
)
@click.argument("words", nargs=-1, required=True, metavar="CMD…", type=click.UNPROCESSED)
def execute(words: tuple[str, ...]) -> int:
    """Run a command whose AWS calls go to the sandbox, such as aws s3 ls."""
    from sm_tj_cli.cli.sandboxing import run_inside

    return run_inside(words)
