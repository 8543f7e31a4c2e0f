"""Where states are kept. >>> A state backend goes in its own file here, and its line in this table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "smtj.tfstate"

# Terraform's backend types in which smtj can keep its state.
BACKENDS = ("local", "s3")


def beside_terraforms(path: str) -> str:
    """Smtj's own file beside Terraform's: `a/terraform.tfstate` -> `a/terraform.smtj.tfstate`."""
    found = Path(path)
    return str(found.with_name(f"{found.stem}.smtj{found.suffix}"))


def local_path(
    directory: str, option: str | None, kind: str | None, settings: Mapping[str, object]
) -> Path | None:
    """The state's file.

    Args:
        directory: the configuration's.
        option: `--state`, None where it is not given.
        kind: the type of the `backend` block, None where there is none.
        settings: what stands in that block.

    Returns:
        None where the state is not kept in a file.
    """
    if option is not None:
        return Path(option)
    if kind is None:
        return Path(directory) / FILE
    if kind != "local":
        return None
    return Path(directory) / beside_terraforms(str(settings.get("path") or "terraform.tfstate"))
