"""Outputs of other states: `terraform_remote_state`, of a file or an object in S3."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sm_tj_cli.aws.errors import calling
from sm_tj_cli.data_sources._registry import Arguments, Attributes, DataSourceError, data_source
from sm_tj_cli.state.terraform import TerraformView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.clients import Clients

_MOST_BYTES = 64 * 1024 * 1024


class _Body(Protocol):
    def read(self, amount: int) -> bytes: ...


class _Getting(Protocol):
    def get_object(self, **request: object) -> Mapping[str, _Body]: ...


@data_source("terraform_remote_state")
def read_remote_state(clients: Clients, arguments: Arguments) -> Attributes:
    """The root outputs of the state; `defaults` stand for those that it does not have."""
    config = arguments.map("config")
    match arguments.text("backend"):
        case "local":
            place = config.get("path") or "terraform.tfstate"
            text = _file(place)
        case "s3":
            place = f"s3://{config.get('bucket', '')}/{config.get('key', '')}"
            text = _object(clients, config)
        case other:
            raise DataSourceError(
                f'The backend "{other}" cannot be read; smtj reads states of the backends local and s3.'
            )
    view, problems = TerraformView.from_text(text, place)
    for problem in problems.errors:
        raise DataSourceError(problem.detail)
    defaults = arguments.values.get("defaults")
    found = {name: output.value for name, output in view.outputs.items()}
    return {"outputs": {**(defaults if isinstance(defaults, dict) else {}), **found}}


def _file(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise DataSourceError(f'The state "{path}" cannot be read: {problem}.') from problem


def _object(clients: Clients, config: Mapping[str, str]) -> str:
    place = {"Bucket": config.get("bucket", ""), "Key": config.get("key", "")}
    client: _Getting = clients.s3()  # type: ignore[assignment]  # the SDK makes its methods at run time
    with calling("GetObject"):
        return client.get_object(**place)["Body"].read(_MOST_BYTES).decode("utf-8", "replace")
