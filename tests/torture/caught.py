"""Which harness notices which fault in our own code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.torture.harnesses import Report, contended, garbled, killed_in, orderly

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.torture.harnesses import Workshop

CATCHES: dict[str, Callable[[Workshop], Report]] = {
    # Behind the answer that the job was made.
    "no_journal": lambda shop: killed_in(shop, [("_confirm", 1)]),
    # The third file that is written is the first state with jobs: between its two halves.
    "truncating_write": lambda shop: killed_in(shop, [("replace_file", 16)]),
    # Behind the settling.
    "settled_before_saved": lambda shop: killed_in(shop, [("saves", 4)]),
    "sdk_retries": lambda shop: garbled(shop, 3, [0], ["closed before it was read"]),
    "trusted_answer": lambda shop: garbled(shop, 3, [1], ["answer without an ARN"]),
    "lost_is_refused": lambda shop: garbled(shop, 3, [1], ["closed before the answer"]),
    "no_fsync": orderly,
    "no_directory_sync": orderly,
    "no_lock": lambda shop: contended(shop, 1),
}


def catch(shop: Workshop, mutant: str) -> tuple[Report, Report]:
    """The same harness over our code as it is, and with the fault in it."""
    return CATCHES[mutant](shop), CATCHES[mutant](replace(shop, mutant=mutant))
