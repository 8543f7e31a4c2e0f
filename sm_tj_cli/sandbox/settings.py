"""What can be set about a running sandbox, over its admin address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class Settings:
    """How the sandbox behaves.

    Attributes:
        speed: how many times faster than their timelines new jobs live.
        timelines: patterns of job names with their timelines; the first that is found in the name holds.
        quotas: how many instances of a type may run at once; a type that is not named has no limit.
        consistency_delay: seconds for which Describe and List do not know a new job.
        log_delay: seconds after which a line can be read.
        stop_grace: seconds between StopTrainingJob and Stopped, as timelines count them.
        script_grace: real seconds after which a script that was told to stop is killed.
        deleting: seconds for which a deleted job is seen as Deleting, as timelines count them.
        all_defaults: whether jobs are described with everything that the service ever fills in.
        clock_skew: seconds by which the service's clock is ahead of the caller's.
    """

    speed: float = 1.0
    timelines: dict[str, str] = field(default_factory=dict)
    quotas: dict[str, int] = field(default_factory=dict)
    consistency_delay: float = 0.0
    log_delay: float = 0.0
    stop_grace: float = 1.0
    script_grace: float = 120.0
    deleting: float = 0.0
    clock_skew: float = 0.0
    all_defaults: bool = False

    def timeline_of(self, name: str) -> str:
        """The timeline of a job of this name."""
        found = (
            timeline for pattern, timeline in self.timelines.items() if re.search(pattern, name)
        )
        return next(found, "success")
