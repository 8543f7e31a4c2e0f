"""Which harness notices which fault in our own code."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.torture.answers import garbled
from tests.torture.disk import orderly
from tests.torture.kills import killed_in
from tests.torture.rivals import contended, robbed
from tests.torture.workshop import Report

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.torture.workshop import Workshop

CATCHES: dict[str, Callable[[Workshop], Report]] = {
    # Behind the answer that the job was made.
    "no_journal": lambda shop: killed_in(shop, [("_confirm", 1)]),
    # The third file that is written is the first state with jobs: between its two halves.
    "truncating_write": lambda shop: killed_in(shop, [("replace_file", 18)]),
    # Behind the settling.
    "settled_before_saved": lambda shop: killed_in(shop, [("saves", 4)]),
    "sdk_retries": lambda shop: garbled(shop, 3, [0], ["closed before it was read"]),
    "trusted_answer": lambda shop: garbled(shop, 3, [1], ["answer without an ARN"]),
    "lost_is_refused": lambda shop: garbled(shop, 3, [1], ["closed before the answer"]),
    "no_fsync": orderly,
    "no_directory_sync": orderly,
    "no_lock": lambda shop: contended(shop, 1),
    "lock_on_the_state": lambda shop: contended(shop, 1),
    "no_lock_in_s3": lambda shop: contended(shop, 1, in_s3=True),
    "no_if_match": lambda shop: robbed(shop, ["overtaken_later"]),
    "unlock_without_compare": lambda shop: robbed(shop, ["lock_stolen"]),
}


def catch(shop: Workshop, mutant: str) -> tuple[Report, Report]:
    """The same harness over our code as it is, and with the fault in it."""
    return CATCHES[mutant](shop), CATCHES[mutant](replace(shop, mutant=mutant))


def all_caught(shop: Workshop) -> Report:
    """Each fault in our own code has to be noticed."""
    report = Report("Faults in our own code")
    began = time.monotonic()
    for name in CATCHES:
        sane, faulty = catch(shop, name)
        unnoticed = [] if faulty.wrong else ["was not noticed"]
        report.add(name, sane.wrong + unnoticed, note="noticed" if faulty.wrong else "missed")
    report.seconds = time.monotonic() - began
    return report
