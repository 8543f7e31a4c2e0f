"""`smtj render`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import addresses
from sm_tj_cli.cli.options import paths_argument, variable_options

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@variable_options
@click.option(
    "--address", metavar="ADDRESS", shell_complete=addresses, help="Only this job's request."
)
@paths_argument
@click.pass_obj
def command(
    session: Session,
    paths: tuple[str, ...],
    address: str | None,
    variables: tuple[tuple[str, str], ...] = (),
) -> None:
    """Print the CreateTrainingJob request as JSON.

    One request for one job or --address, else an object by address; it fits
    aws sagemaker create-training-job --cli-input-json.

    The request is whole: sensitive values stand in it, since it would be of no use without them. Every other verb
    hides them.
    """
    from sm_tj_cli.cli.project import sound_project, store_of
    from sm_tj_cli.cli.rendering import requests
    from sm_tj_cli.pipeline import evaluate
    from sm_tj_cli.render.diagnostics import tell
    from sm_tj_cli.render.json_output import write_document
    from sm_tj_cli.state.model import State

    project = sound_project(session, paths, variables)
    declared = evaluate(project, store_of(session, project).read() or State(""))
    sources = project.loaded.sources
    document, remarks = requests(declared, address, sources)
    tell(session.terminal, (*declared.diagnostics.warnings, *remarks), sources)
    write_document(session.terminal, document)
