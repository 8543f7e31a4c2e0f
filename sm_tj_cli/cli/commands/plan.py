"""`smtj plan`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.completions import files
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.options import (
    lock_options,
    paths_argument,
    preflight_option,
    target_options,
    variable_options,
)

if TYPE_CHECKING:
    from sm_tj_cli.cli.wiring import Session


@click.command
@variable_options
@target_options
@click.option("--prune", is_flag=True, help="Stop and forget what is no longer in the files.")
@click.option("--refresh/--no-refresh", default=True, help="Ask AWS for the jobs' status.")
@click.option("--refresh-only", is_flag=True, help="Only bring the records up to date.")
@click.option("--detailed-exitcode", is_flag=True, help="End with 2 where there are changes.")
@click.option(
    "--out", metavar="FILE", shell_complete=files, help="Save the plan; smtj apply takes the file."
)
@click.option(
    "--generate-config-out",
    metavar="FILE",
    shell_complete=files,
    help="Write the resources that import blocks name and nobody wrote yet to this new file.",
)
@preflight_option
@lock_options
@paths_argument
@click.pass_obj
def command(
    session: Session,
    paths: tuple[str, ...],
    detailed_exitcode: bool,
    prune: bool,
    refresh: bool,
    refresh_only: bool,
    target: tuple[str, ...],
    exclude: tuple[str, ...],
    replace: tuple[str, ...],
    rerun: tuple[str, ...],
    out: str | None,
    generate_config_out: str | None,
    preflight: bool | None,
    lock_timeout: float,  # noqa: ARG001 - planning takes no lock
    variables: tuple[tuple[str, str], ...] = (),
) -> ExitCode:
    """Show what apply would do. Reads only, but for the file of --generate-config-out."""
    from sm_tj_cli.cli.outcome import code_of
    from sm_tj_cli.cli.planning import checked, save_plan, show_plan
    from sm_tj_cli.cli.project import settled_variables, sound_project, store_of
    from sm_tj_cli.cli.unfinished import unfinished
    from sm_tj_cli.pipeline import Asked, evaluate, make_plan

    session = session.with_options(session.options.for_paths(paths))
    if generate_config_out is not None:
        from sm_tj_cli.cli.import_blocks import write_for_imports

        paths = write_for_imports(session, paths, variables, generate_config_out)
    project = sound_project(session, paths, variables)
    store = store_of(session, project)
    recorded = store.read()
    asked = Asked(target, exclude, replace, rerun, prune, refresh, refresh_only)
    declared = evaluate(project, session.names.first_state(recorded))
    plan = make_plan(project, declared, session.services, asked)
    plan = checked(session, plan, wanted=preflight)
    begun = unfinished(store, recorded, session.options.whereabouts)
    plan = dataclasses.replace(plan, diagnostics=plan.diagnostics + begun)
    show_plan(session, plan, project.loaded.sources)
    if plan.diagnostics.has_errors:
        return code_of(plan.diagnostics)
    if out is not None:
        command = (paths, settled_variables(project), asked)
        save_plan(session, plan, command, recorded, out)
    return ExitCode.CHANGES if detailed_exitcode and plan.has_changes else ExitCode.DONE
