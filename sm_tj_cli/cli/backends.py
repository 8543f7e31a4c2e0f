"""From the `backend` block to the place of smtj's state."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.diagnostics import Diagnostics, did_you_mean
from sm_tj_cli.state.backends import BACKENDS, local_path

if TYPE_CHECKING:
    from sm_tj_cli.configuration.load import LoadedConfiguration
    from sm_tj_cli.state.backends.s3.settings import S3Settings

_TERRAFORMS = (
    "azurerm", "consul", "cos", "gcs", "http", "kubernetes", "local", "oci", "oss", "pg", "remote", "s3",
)  # fmt: skip


def workspace_of(directory: str) -> str:
    """Terraform's workspace: of the environment, else the one selected in this directory."""
    given = os.environ.get("TF_WORKSPACE")
    return given or _kept(directory, "environment").strip() or "default"


def own_place(option: str | None, loaded: LoadedConfiguration) -> Path | S3Settings:
    """Where smtj's state of this configuration lies; `option` is `--state`.

    Raises:
        Stopped: it would be kept in a backend that smtj cannot use.
    """
    backend = loaded.root.backend
    kind, settings = (backend.type, backend.settings) if backend else (None, {})
    path = local_path(loaded.directory, option, kind, settings)
    if path is not None:
        return path
    found, problems = s3_settings(loaded)
    if problems.has_errors:
        raise Stopped(problems, loaded.sources)
    if found is not None:
        return found
    hint = "" if kind in _TERRAFORMS else did_you_mean(str(kind), BACKENDS)
    raise stop(
        "Unsupported backend",
        f'The configuration keeps its state in a backend of type "{kind}", which smtj cannot use.{hint} Give smtj a '
        "file for its own state with --state FILE.",
    )


def s3_settings(loaded: LoadedConfiguration) -> tuple[S3Settings | None, Diagnostics]:
    """What the block says where it is of type s3, with what `terraform init` keeps of it."""
    backend = loaded.root.backend
    if backend is None or backend.type != "s3":
        return None, Diagnostics()
    from sm_tj_cli.state.backends.s3.block import Written, read_settings
    from sm_tj_cli.state.initialised import initialised

    kept = _kept(loaded.directory, "terraform.tfstate")
    values = initialised(kept, backend.type, backend.settings)
    written = Written(values, backend.places, backend.range, backend.blocks)
    return read_settings(written, os.environ, workspace_of(loaded.directory))


def _kept(directory: str, name: str) -> str:
    """A file of `.terraform`, empty where there is none."""
    folder = Path(directory) / (os.environ.get("TF_DATA_DIR") or ".terraform")
    place = folder / name
    try:
        return place.read_text(encoding="utf-8") if place.is_file() else ""
    except (OSError, UnicodeDecodeError):
        return ""
