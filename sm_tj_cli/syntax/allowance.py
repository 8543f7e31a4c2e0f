"""How much text one configuration may be, so that a hostile one is refused before it takes long to read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.syntax import faults

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import Findings, SourceRange

MOST_TOKENS = 400_000


@dataclass(slots=True)
class Allowance:
    """What all texts of a configuration may still have together.

    Attributes:
        tokens: words, numbers, strings and symbols, in native syntax and in JSON.
        is_told: whether it was told that there are too many.
    """

    tokens: int = MOST_TOKENS
    is_told: bool = False

    def tell(self, findings: Findings, where: SourceRange) -> None:
        """Tells, once, that there is one too many at `where`."""
        if not self.is_told:
            self.is_told = True
            findings.add([faults.too_many_tokens(where, MOST_TOKENS)])
