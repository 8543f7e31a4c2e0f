"""Outputs of other configurations, from their state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.aws.objects import first_bytes
from sm_tj_cli.data_sources._registry import Arguments, Attributes, DataSourceError, data_source
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.state.backends.s3.block import Written, read_settings
from sm_tj_cli.state.terraform import TerraformView
from sm_tj_cli.values.json_values import from_json, from_python
from sm_tj_cli.values.types import parse_json
from sm_tj_cli.values.value import Value, object_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.documents import JSON

_MOST_BYTES = 64 * 1024 * 1024
_LOCAL = ("path", "workspace_dir")
_DEFAULT = "default"
_BAD_BACKEND = "Invalid backend configuration"
_MISSING = "Unable to find remote state"
_NO_STATE = "No stored state was found for the given workspace in the given backend"


@data_source(
    "terraform_remote_state", ("backend",), ("config", "defaults", "workspace"), is_regional=False
)
def read_remote_state(clients: Clients, arguments: Arguments) -> Attributes:
    """The root outputs of the state, in their types; `defaults` stand for those that it does not have."""
    workspace = arguments.text("workspace", _DEFAULT)
    config = arguments.values.get("config")
    settings = config if isinstance(config, dict) else {}
    match arguments.text("backend"):
        case "local":
            place, text = _local(settings, workspace)
        case "s3":
            place, text = _s3(clients, settings, workspace)
        case other:
            raise DataSourceError(
                f'The backend "{other}" cannot be read; smtj reads states of the backends local and s3.',
                "backend",
                _BAD_BACKEND,
            )
    view, problems = TerraformView.from_text(text, place)
    for problem in problems.errors:
        raise DataSourceError(problem.detail)
    defaults = arguments.values.get("defaults")
    found: dict[str, Value] = {}
    for name, value in (defaults if isinstance(defaults, dict) else {}).items():
        found[name] = from_python(value)
    for name, output in view.outputs.items():
        found[name] = from_json(output.value, parse_json(output.type))
    return {"outputs": object_of(found)}


def _local(config: Mapping[str, JSON], workspace: str) -> tuple[str, str]:
    for name in config:
        if name not in _LOCAL:
            raise DataSourceError(
                f'The given configuration is not valid for backend "local": unexpected attribute "{name}".',
                "config",
                _BAD_BACKEND,
            )
    place = str(config.get("path") or "terraform.tfstate")
    if workspace != _DEFAULT:
        folder = str(config.get("workspace_dir") or "terraform.tfstate.d")
        place = f"{folder}/{workspace}/terraform.tfstate"
    path = Path(place)
    if not path.exists():
        blamed = None if workspace == _DEFAULT else "workspace"
        raise DataSourceError(f'{_NO_STATE}: there is no file "{place}".', blamed, _MISSING)
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        raise DataSourceError(f'"{place}" is not a regular file of at most 64 MB.')
    try:
        return place, path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise DataSourceError(f'The state "{place}" cannot be read: {problem}.') from problem


def _s3(clients: Clients, config: Mapping[str, JSON], workspace: str) -> tuple[str, str]:
    given = {name: value for name, value in config.items() if value is not None}
    settings, problems = read_settings(Written(given, {}, None, {}), clients.environment, workspace)
    for problem in problems.errors:
        raise DataSourceError(problem.detail, "config", _BAD_BACKEND)
    assert settings is not None
    place = f"s3://{settings.bucket}/{settings.terraform_key}"
    role = settings.object("assume_role").get("role_arn")
    there = clients.elsewhere(
        settings.text("region"), settings.text("profile"), str(role) if role else None
    )
    try:
        content = first_bytes(
            there, _MOST_BYTES, {"Bucket": settings.bucket, "Key": settings.terraform_key}
        )
    except ServiceError as problem:
        if problem.kind is Kind.NOT_FOUND:
            raise DataSourceError(
                f"{_NO_STATE}: {place} ({problem.code}).", None, _MISSING
            ) from problem
        raise
    return place, content.decode("utf-8", "replace")
