"""`smtj graph`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.options import paths_argument, variable_options

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@variable_options
@paths_argument
@click.pass_obj
def command(
    session: Session, paths: tuple[str, ...], variables: tuple[tuple[str, str], ...] = ()
) -> None:
    """Print which job needs which, as DOT: a dashed edge waits for the submission only."""
    from sm_tj_cli.cli.outcome import Stopped
    from sm_tj_cli.cli.project import open_project
    from sm_tj_cli.pipeline import evaluate
    from sm_tj_cli.render.graph import dot_lines, graph_document
    from sm_tj_cli.render.json_output import write_document
    from sm_tj_cli.state.model import State

    project, problems = open_project(session, paths, variables, offline=True)
    declared = evaluate(project, State(""))
    problems = (problems + declared.diagnostics).distinct()
    if problems.has_errors:
        raise Stopped(problems, project.loaded.sources)
    if session.options.json:
        write_document(session.terminal, graph_document(declared.configuration.jobs))
    else:
        session.terminal.out(*dot_lines(declared.configuration.jobs))
