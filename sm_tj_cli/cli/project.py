"""From PATH arguments to a project that can be evaluated, and to the state that belongs to it."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.configuration.context import EvaluationContext
from sm_tj_cli.configuration.inputs import VariableSources
from sm_tj_cli.configuration.load import LocalFiles, load_configuration
from sm_tj_cli.configuration.records import RecordedJobs, TerraformRecords
from sm_tj_cli.configuration.resolve import World
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.pipeline import Project
from sm_tj_cli.state.backends import local_path
from sm_tj_cli.state.model import State
from sm_tj_cli.state.terraform import TerraformView
from sm_tj_cli.values.functions import STANDARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.configuration.load import LoadedConfiguration
    from sm_tj_cli.configuration.model import BackendSettings
    from sm_tj_cli.state.store import StateStore

TERRAFORM_STATE = "terraform.tfstate"


def open_project(
    session: Session,
    paths: Sequence[str],
    variables: tuple[tuple[str, str], ...] = (),
    *,
    offline: bool = False,
) -> tuple[Project, Diagnostics]:
    """The configuration at these paths, ready to be evaluated, and what is wrong with its text."""
    files = LocalFiles()
    loaded, problems = load_configuration(paths, files)
    view, trouble = _terraform_view(session, loaded)
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
        workspace=os.environ.get("TF_WORKSPACE") or "default",
        working_directory=os.getcwd(),  # noqa: PTH109 - as the shell has it
    )
    asks = session.options.input and sys.stdin.isatty() and not offline
    inputs = VariableSources(variables, os.environ, _ask if asks else None)
    return Project(loaded, inputs, world, session.schema), problems + trouble


def sound_project(
    session: Session, paths: Sequence[str], variables: tuple[tuple[str, str], ...] = ()
) -> Project:
    """As `open_project`, for verbs that act.

    Raises:
        Stopped: something is wrong with the text.
    """
    project, problems = open_project(session, paths, variables)
    if problems.has_errors:
        raise Stopped(problems, project.loaded.sources)
    return project


def store_of(session: Session, project: Project) -> StateStore:
    """Smtj's state of this project.

    Raises:
        Stopped: it would be kept in a backend that smtj cannot use.
    """
    return session.store(_path(session, project.loaded.directory, project.loaded.root.backend))


def _path(session: Session, directory: str, backend: BackendSettings | None) -> Path:
    kind, settings = (backend.type, backend.settings) if backend else (None, {})
    path = local_path(directory, session.options.state, kind, settings)
    if path is None:
        raise stop(
            "Unsupported backend",
            f'The configuration keeps its state in a backend of type "{kind}", which smtj cannot use. Give smtj a '
            "file for its own state with --state FILE.",
        )
    return path


def _terraform_view(
    session: Session, loaded: LoadedConfiguration
) -> tuple[TerraformView, Diagnostics]:
    """Terraform's own state: where the option says, else the configured backend's, else beside the configuration."""
    given = session.options.terraform_state
    backend = loaded.root.backend
    path = Path(loaded.directory) / TERRAFORM_STATE
    if backend is not None and backend.type == "local" and backend.settings.get("path"):
        path = Path(loaded.directory) / str(backend.settings["path"])
    if given is not None:
        path = Path(given)
        if not path.exists():
            raise stop(
                "Failed to read Terraform's state",
                f'There is no file "{given}" (--terraform-state).',
            )
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return TerraformView(str(path)), Diagnostics()
    except (OSError, UnicodeDecodeError) as problem:
        raise stop("Failed to read Terraform's state", f"{path}: {problem}.") from problem
    return TerraformView.from_text(text, str(path))


def _ask(name: str, description: str, is_secret: bool) -> str:  # noqa: FBT001 - the port's shape
    text = f"var.{name}\n  {description}\n\n" if description else f"var.{name}\n"
    return str(click.prompt(f"{text}  Enter a value", hide_input=is_secret, err=True))
