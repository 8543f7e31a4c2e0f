"""A run whose threads share one processor.

Python runs one thread at a time. Threads that stand on several processors hand that right on across them, several times
for each call, which took a third of the time of a thousand submissions.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@contextmanager
def on_one_processor() -> Iterator[None]:
    """All threads of this process, and those that they start meanwhile, on one of its processors; afterwards on all again.

    Where the system knows no such thing, or does not allow it, all stays as it is.
    """
    if sys.platform != "linux":
        yield
        return
    allowed = os.sched_getaffinity(0)
    # Runs beside each other take different ones.
    _place({sorted(allowed)[os.getpid() % len(allowed)]})
    try:
        yield
    finally:
        _place(allowed)


def _place(processors: Collection[int]) -> None:
    # A thread may end meanwhile, and not every container has the folder.
    with suppress(OSError):
        for thread in Path("/proc/self/task").iterdir():
            with suppress(OSError):
                os.sched_setaffinity(int(thread.name), processors)
