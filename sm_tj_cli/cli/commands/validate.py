"""`smtj validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.options import paths_argument, variable_options

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@variable_options
@paths_argument
@click.pass_obj
def command(
    session: Session, paths: tuple[str, ...], variables: tuple[tuple[str, str], ...] = ()
) -> ExitCode:
    """Check everything that can be known offline.

    What only Terraform's state or AWS can answer counts as unknown, not as an error.
    """
    from sm_tj_cli.cli.project import open_project
    from sm_tj_cli.pipeline import evaluate
    from sm_tj_cli.render.diagnostics import tell
    from sm_tj_cli.render.json_output import validate_document, write_document
    from sm_tj_cli.state.model import State

    project, problems = open_project(session, paths, variables, offline=True)
    problems = (problems + evaluate(project, State("")).diagnostics).distinct()
    sources = project.loaded.sources
    if session.options.json:
        write_document(session.terminal, validate_document(problems, sources))
    else:
        tell(session.terminal, problems, sources)
        if not problems.has_errors:
            warned = ", but there were some validation warnings as shown above" if problems else ""
            session.terminal.out(f"Success! The configuration is valid{warned}.")
    return ExitCode.ERROR if problems.has_errors else ExitCode.DONE
