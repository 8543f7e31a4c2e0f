"""From PATH arguments to a project that can be evaluated, and to the state that belongs to it."""

from __future__ import annotations

import os
import secrets
import sys
from typing import TYPE_CHECKING

from sm_tj_cli.cli.backends import own_place, workspace_of
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.questions import answer
from sm_tj_cli.cli.terraform_states import terraform_view
from sm_tj_cli.configuration.context import EvaluationContext
from sm_tj_cli.configuration.inputs import VariableSources, unwritten
from sm_tj_cli.configuration.load import LocalFiles, load_configuration
from sm_tj_cli.configuration.records import RecordedJobs, TerraformRecords
from sm_tj_cli.configuration.resolve import World
from sm_tj_cli.pipeline import Project
from sm_tj_cli.state.model import State
from sm_tj_cli.values.functions import STANDARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.diagnostics import Diagnostics
    from sm_tj_cli.state.store import StateStore


def open_project(
    session: Session,
    paths: Sequence[str],
    variables: tuple[tuple[str, str], ...] = (),
    *,
    offline: bool = False,
    are_settled: bool = False,
) -> tuple[Project, Diagnostics]:
    """The configuration at these paths, ready to be evaluated, and what is wrong with its text.

    `are_settled`: the variables are those of a saved plan.
    """
    files = LocalFiles()
    kept = os.environ.get("TF_DATA_DIR") or ".terraform"
    loaded, problems = load_configuration(paths, files, kept)
    view, trouble = terraform_view(session, loaded, offline=offline)
    now = session.clock.now()
    world = World(
        files=files,
        functions=STANDARD,
        context=EvaluationContext(now, now, secrets.token_bytes, STANDARD),
        terraform=TerraformRecords(view),
        records=RecordedJobs(State(""), frozenset()),
        data_sources=session.data_sources(offline=offline),
        job_attributes=session.schema.attribute_names,
        offline=offline,
        workspace=workspace_of(loaded.directory),
        working_directory=os.getcwd(),  # noqa: PTH109 - as the shell has it
    )
    asks = session.options.input and sys.stdin.isatty() and not offline
    ask = _ask if asks else None
    inputs = VariableSources(variables, os.environ, ask, session.answers, are_settled=are_settled)
    return Project(loaded, inputs, world, session.schema), problems + trouble


def sound_project(
    session: Session,
    paths: Sequence[str],
    variables: tuple[tuple[str, str], ...] = (),
    *,
    are_settled: bool = False,
) -> Project:
    """As `open_project`, for verbs that act.

    Raises:
        Stopped: something is wrong with the text.
    """
    project, problems = open_project(session, paths, variables, are_settled=are_settled)
    if problems.has_errors:
        raise Stopped(problems, project.loaded.sources)
    return project


def settled_variables(project: Project) -> tuple[tuple[str, str], ...]:
    """The arguments for variables with which a later run, elsewhere, has the values of this one."""
    inputs, loaded = project.inputs, project.loaded
    more = unwritten(
        inputs, loaded.directory, loaded.root.variables, project.world.files, loaded.tokens
    )
    return (*inputs.arguments, *more)


def store_of(session: Session, project: Project) -> StateStore:
    """Smtj's state of this project.

    Raises:
        Stopped: it would be kept in a backend that smtj cannot use.
    """
    return session.store(own_place(session.options.state, project.loaded))


def _ask(name: str, description: str, is_secret: bool) -> str:  # noqa: FBT001 - the port's shape
    text = f"var.{name}\n  {description}\n\n" if description else f"var.{name}\n"
    return answer(f"{text}  Enter a value", hidden=is_secret)
