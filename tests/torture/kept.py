"""Where the state of a scene lies, as a witness outside of the program sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from sm_tj_cli.aws.objects import S3Objects


class Kept(Protocol):
    """A state with what lies beside it."""

    def content(self) -> bytes | None:
        """The state's bytes, None where there is none."""
        ...

    def left(self) -> list[str]:
        """What should not lie there after a run that came to its end."""
        ...

    def lock_id(self) -> str | None:
        """The lock that a killed run left, which nobody may break without being asked to."""
        ...


@dataclass(frozen=True)
class InFile:
    """`smtj.tfstate` in a directory."""

    directory: Path

    def content(self) -> bytes | None:
        path = self.directory / "smtj.tfstate"
        return path.read_bytes() if path.exists() else None

    def left(self) -> list[str]:
        found = [path.name for path in self.directory.glob(".smtj.tfstate.*.tmp")]
        journal = self.directory / "smtj.tfstate.smtj-intents"
        return found + (["the journal"] if journal.exists() else [])

    def lock_id(self) -> str | None:
        # The kernel frees it.
        return None


@dataclass(frozen=True)
class InS3:
    """The object at a key, with its lock and its journal."""

    objects: S3Objects
    key: str

    def content(self) -> bytes | None:
        found = self.objects.get(self.key)
        return found.content if found else None

    def left(self) -> list[str]:
        beside = (f"{self.key}.tflock", f"{self.key}.smtj-intents")
        return [key for key in beside if self.objects.get(key)]

    def lock_id(self) -> str | None:
        found = self.objects.get(f"{self.key}.tflock")
        return str(json.loads(found.content)["ID"]) if found else None
