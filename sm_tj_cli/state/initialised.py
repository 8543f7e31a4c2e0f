"""What `terraform init` keeps of a backend's settings, for those that stand in no block (`-backend-config`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def initialised(text: str, kind: str, written: Mapping[str, object]) -> dict[str, object]:
    """The settings of the block, `written`, with what init keeps beside them.

    Args:
        text: the content of `.terraform/terraform.tfstate`, empty where there is none.
        kind: the backend's type in the block.
        written: the block's arguments.

    Returns:
        `written` alone where what was kept is of another backend, or of an earlier version of the block.
    """
    try:
        document = json.loads(text) if text.strip() else {}
    except ValueError:
        document = {}
    backend = document.get("backend") if isinstance(document, dict) else None
    kept = backend.get("config") if isinstance(backend, dict) else None
    if not isinstance(kept, dict) or not isinstance(backend, dict) or backend.get("type") != kind:
        return dict(written)
    differs = any(kept.get(name) != value for name, value in written.items() if name in kept)
    return dict(written) if differs else {**kept, **written}
