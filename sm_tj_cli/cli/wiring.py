"""The only place that names concrete adapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sm_tj_cli.cli.options import GlobalOptions
    from sm_tj_cli.render.console import Terminal


@dataclass(frozen=True)
class Session:
    """What a verb works with: the global options, the terminal, and the adapters."""

    options: GlobalOptions
    terminal: Terminal
