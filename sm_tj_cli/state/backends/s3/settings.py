"""Where states lie in S3 and how to reach them, as a `backend "s3"` block says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.state.backends.s3.arguments import Setting


@dataclass(frozen=True, slots=True)
class S3Settings:
    """Where smtj's and Terraform's states lie.

    Attributes:
        workspace: Terraform's, which is a part of the keys unless it is `default`.
        locks: false only where the block says `use_lockfile = false`.
        sse_customer_key: 32 bytes, None without.
        values: all arguments in their types, those that are null left out.
    """

    bucket: str
    key: str
    workspace: str = "default"
    workspace_key_prefix: str = "env:"
    locks: bool = True
    sse_customer_key: bytes | None = field(default=None, repr=False)
    values: Mapping[str, Setting] = field(default_factory=dict, repr=False)

    @property
    def terraform_key(self) -> str:
        """The key of Terraform's own state."""
        if self.workspace == "default":
            return self.key
        return "/".join(
            part for part in (self.workspace_key_prefix, self.workspace, self.key) if part
        )

    @property
    def own_key(self) -> str:
        """The key of smtj's state: `a/terraform.tfstate` -> `a/terraform.smtj.tfstate`."""
        folder, slash, name = self.terraform_key.rpartition("/")
        ending = PurePosixPath(name).suffix
        return f"{folder}{slash}{name.removesuffix(ending)}.smtj{ending}"

    def text(self, name: str) -> str | None:
        """A string, None where it is left out or empty."""
        value = self.values.get(name)
        return value if isinstance(value, str) and value else None

    def flag(self, name: str) -> bool:
        """A bool, false where it is left out."""
        return self.values.get(name) is True

    def texts(self, name: str) -> list[str]:
        """A set of strings, empty where it is left out."""
        value = self.values.get(name)
        return [str(item) for item in value] if isinstance(value, list) else []

    def object(self, name: str) -> dict[str, Setting]:
        """An object or a map, empty where it is left out."""
        value = self.values.get(name)
        return value if isinstance(value, dict) else {}
