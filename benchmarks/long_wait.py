"""A wait of 28 days for 500 jobs on a clock that takes no time. Prints what it came to.

One call in a hundred is refused, there are two outages of ten minutes, and the credentials expire three times.
`python -m benchmarks.long_wait`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from tests.unit.watch.long_waits import DAY, long_wait

MOST_MB = 150

if __name__ == "__main__":
    done = long_wait(28, full=True)
    memory = int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024
    held = not done.wrong and done.calls < done.seconds and memory < MOST_MB
    print(
        f"501 jobs in {done.seconds / DAY:.2f} days: {len(done.wrong)} wrong verdicts, {done.calls} calls, "
        f"{done.calls / done.seconds:.3f} in a second (below 1), {memory:.0f} MB (below {MOST_MB})"
    )
    sys.exit(not held)
