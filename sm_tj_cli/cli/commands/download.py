"""`smtj download`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import directories, recorded_words

if TYPE_CHECKING:
    from sm_tj_cli.cli.exit_codes import ExitCode
    from sm_tj_cli.cli.wiring import Session

_ALL = "all"


@click.command
@click.argument("name", shell_complete=recorded_words)
@click.argument("directory", required=False, metavar="[DIR]", shell_complete=directories)
@click.option(
    "--what",
    multiple=True,
    type=click.Choice(["model", "output", "checkpoints", _ALL]),
    help="What to fetch; the model, and the output if there is some, where nothing is said.",
)
@click.option(
    "--extract", is_flag=True, help="Unpack archives; one with links or odd names is refused."
)
@click.option("--force", is_flag=True, help="Replace what is there; take a model in an odd place.")
@click.option("--if-exists", is_flag=True, help="It is no error where there is nothing.")
@click.option("--no-limits", is_flag=True, help="Unpack archives of any size and number of files.")
@click.option(
    "--bucket-owner",
    metavar="ACCOUNT|any",
    help="The account that has to have the bucket; the job's own where nothing is said.",
)
@click.pass_obj
def command(
    session: Session,
    name: str,
    directory: str | None,
    what: tuple[str, ...],
    extract: bool,
    force: bool,
    if_exists: bool,
    no_limits: bool,
    bucket_owner: str | None,
) -> ExitCode:
    """Fetch a job's model and output into DIR, verified; DIR is called as the job where none is given.

    A download that was cut off goes on where it ended.
    """
    from dataclasses import replace

    from sm_tj_cli.cli.downloading import Wanted, download
    from sm_tj_cli.download.artifacts import Kind

    wanted = Wanted(
        name,
        directory,
        unpack=extract,
        replace=force,
        may_be_missing=if_exists,
        limits=not no_limits,
        owner=bucket_owner,
    )
    if _ALL in what:
        optional = frozenset({Kind.OUTPUT, Kind.CHECKPOINTS})
        wanted = replace(wanted, kinds=tuple(Kind), optional=optional)
    elif what:
        kinds = tuple(Kind(word) for word in dict.fromkeys(what))
        wanted = replace(wanted, kinds=kinds, optional=frozenset())
    return download(session, wanted)
