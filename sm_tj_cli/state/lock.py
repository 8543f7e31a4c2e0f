"""Who holds a state: Terraform's lock information, so that each tool can read the other's."""

from __future__ import annotations

import json
from dataclasses import dataclass

_KEYS = {
    "ID": "id",
    "Operation": "operation",
    "Info": "info",
    "Who": "who",
    "Version": "version",
    "Created": "created",
    "Path": "path",
}


@dataclass(frozen=True, slots=True)
class LockInfo:
    """A lock's holder. `created` is RFC 3339 UTC, `who` is `user@host`, `path` the state that is locked."""

    id: str
    operation: str = ""
    info: str = ""
    who: str = ""
    version: str = ""
    created: str = ""
    path: str = ""

    def to_json(self) -> str:
        """The text of a lock file."""
        return json.dumps({key: getattr(self, name) for key, name in _KEYS.items()})

    @classmethod
    def from_json(cls, text: str) -> LockInfo:
        """The holder in a lock file; what cannot be read is empty, since a lock holds all the same."""
        try:
            document = json.loads(text)
        except ValueError:
            document = {}
        content = document if isinstance(document, dict) else {}
        return cls(**{name: str(content.get(key) or "") for key, name in _KEYS.items()})

    @property
    def sentence(self) -> str:
        """`held by ann@host since 2026-01-01T00:00:00Z for apply (lock ID …)`."""
        who = f"held by {self.who}" if self.who else "held by another process"
        since = f" since {self.created}" if self.created else ""
        what = f" for {self.operation}" if self.operation else ""
        return f"{who}{since}{what}" + (f" (lock ID {self.id})" if self.id else "")
