"""A training job's life as data, and where it stands at a moment. Pure: every time is passed in.

A timeline is written as its phases with their seconds, then its ending with the reason of a failure:
`Starting 0.5, Training 5, Failed AlgorithmError: out of memory`. `NAME` is one of `TIMELINES`; `*10` behind
either makes all phases ten times as long.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

TIMELINES = {
    "success": "Starting 0.5, Downloading 0.5, Training 2.2, Uploading 0.6, Completed",
    "failure": "Starting 0.5, Downloading 0.5, Training 1, Failed AlgorithmError: "
    'ExecuteUserScriptError:\nExitCode 1\nErrorMessage "RuntimeError: loss is not a number", exit code: 1',
    "quick_failure": "Starting 0.2, Failed ClientError: Data download failed:NoSuchKey (404): "
    "The specified key does not exist., exit code: 1",
    "capacity": "Starting 1, Failed CapacityError: Unable to provision requested ML compute capacity. "
    "Please retry using a different ML instance type.",
    "internal_error": "Starting 0.5, Training 0.5, Failed InternalServerError: "
    "We encountered an internal error.  Please try again.",
    "spot": "Starting 0.5, Downloading 0.3, Training 1, Interrupted 0.4, Starting 0.4, Downloading 0.3, "
    "Training 1.5, Uploading 0.5, Completed",
    "restart": "Starting 0.5, Downloading 0.3, Training 0.5, Restarting 0.4, Starting 0.4, Downloading 0.3, "
    "Training 1.5, Uploading 0.5, Completed",
    "pending": "Starting 0.3, Pending 3, Starting 0.3, Downloading 0.3, Training 1.5, Uploading 0.5, Completed",
    "max_runtime": "Starting 0.5, Downloading 0.5, Training 2, Uploading 0.5, MaxRuntimeExceeded",
    "max_wait": "Starting 0.5, Training 0.5, Interrupted 2, MaxWaitTimeExceeded",
    "stopped": "Starting 0.5, Downloading 0.5, Training 1, Stopping 0.5, Stopped",
    "unknown_status": "Starting 0.5, Hibernating 1.5, Training 1, Uploading 0.5, Completed",
    "forever": "Starting 0.5, Downloading 0.5, Training inf, Completed",
}

_PHASE = re.compile(r"\s*([A-Z]\w*) (\d+(?:\.\d+)?|inf)\s*(?:,|$)")
_ENDING = re.compile(r"\s*([A-Z]\w*)(?: (.*))?", re.DOTALL)
_FACTOR = re.compile(r"\*(\d+(?:\.\d+)?)$")

_MESSAGES = {
    "Starting": "Preparing the instances for training",
    "Pending": "Waiting for training capacity",
    "LaunchingMLInstances": "Launching requested ML instances",
    "Downloading": "Downloading the training image",
    "Training": "Training image download completed. Training in progress.",
    "Uploading": "Uploading generated training model",
    "Interrupted": "Training job interrupted",
    "Restarting": "Restarting the training job",
    "Stopping": "Stopping the training job",
    "Completed": "Training job completed",
    "Failed": "Training job failed",
    "Stopped": "Training job stopped",
    "MaxRuntimeExceeded": "Training job runtime exceeded MaxRuntimeInSeconds provided",
    "MaxWaitTimeExceeded": "Training job exceeded MaxWaitTimeInSeconds provided",
}
_STATUS = {
    "Completed": "Completed",
    "Failed": "Failed",
    "Stopped": "Stopped",
    "MaxRuntimeExceeded": "Stopped",
    "MaxWaitTimeExceeded": "Stopped",
}
_WITHOUT_INSTANCES = {"Starting", "Pending", "LaunchingMLInstances", "Stopping", *_STATUS}


class TimelineError(ValueError):
    """The text is no timeline; its message says what was expected."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A secondary status and how long it lasts."""

    secondary: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Phases one after the other, then for ever `ending` (a secondary status), with the reason of a failure."""

    phases: tuple[Phase, ...]
    ending: str
    failure: str | None = None

    def scaled(self, factor: float) -> Timeline:
        """The same life, `factor` times as long."""
        phases = tuple(Phase(phase.secondary, phase.seconds * factor) for phase in self.phases)
        return replace(self, phases=phases)


@dataclass(frozen=True, slots=True)
class Transition:
    """One item of SecondaryStatusTransitions; `end` is None while it lasts."""

    secondary: str
    start: float
    end: float | None

    @property
    def message(self) -> str:
        """The service's StatusMessage."""
        return _MESSAGES.get(self.secondary, self.secondary)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a job stands."""

    status: str
    transitions: tuple[Transition, ...]
    failure: str | None

    @property
    def secondary(self) -> str:
        """The SecondaryStatus."""
        return self.transitions[-1].secondary

    @property
    def is_over(self) -> bool:
        """Whether the job has ended."""
        return self.status in {"Completed", "Failed", "Stopped", "Deleting"}

    @property
    def started(self) -> float | None:
        """TrainingStartTime: when the instances were there."""
        found = (
            step.start for step in self.transitions if step.secondary not in _WITHOUT_INSTANCES
        )
        return next(found, None)

    @property
    def ended(self) -> float | None:
        """TrainingEndTime."""
        return self.transitions[-1].start if self.is_over else None

    @property
    def modified(self) -> float:
        """When the status changed last."""
        return self.transitions[-1].start

    @property
    def billable_seconds(self) -> float:
        """The time on instances: interruptions cost nothing."""
        return sum(
            step.end - step.start
            for step in self.transitions
            if step.end is not None and step.secondary not in _WITHOUT_INSTANCES | {"Interrupted"}
        )


def parse_timeline(text: str) -> Timeline:
    """The timeline written `text`.

    Raises:
        TimelineError: it is none.
    """
    factor = 1.0
    if found := _FACTOR.search(text):
        factor, text = float(found[1]), text[: found.start()]
    text = TIMELINES.get(text, text)
    phases, at = [], 0
    while step := _PHASE.match(text, at):
        phases.append(Phase(step[1], float(step[2])))
        at = step.end()
    ending = _ENDING.fullmatch(text, at)
    if not ending or ending[1] not in _STATUS or not phases:
        raise TimelineError(
            f'"{text}" is neither one of {", ".join(TIMELINES)} nor written like '
            '"Starting 1, Training 5, Failed AlgorithmError: why".'
        )
    return Timeline(tuple(phases), ending[1], ending[2]).scaled(factor)


def limited(timeline: Timeline, max_runtime: float) -> Timeline:
    """The same life under MaxRuntimeInSeconds: the time on instances ends it."""
    left, kept = max_runtime, []
    for phase in timeline.phases:
        if phase.secondary in _WITHOUT_INSTANCES | {"Interrupted"} or phase.seconds < left:
            kept.append(phase)
            left -= 0 if phase.secondary in _WITHOUT_INSTANCES | {"Interrupted"} else phase.seconds
            continue
        return Timeline((*kept, Phase(phase.secondary, left)), "MaxRuntimeExceeded")
    return timeline


def moment(
    timeline: Timeline,
    created: float,
    now: float,
    stopped: float | None = None,
    grace: float = 1.0,
) -> Moment:
    """Where a job of this timeline stands at `now`, given when it was created and told to stop.

    `grace` is what lies between that and Stopped: the service sends SIGTERM, then waits for up to 120 s.
    """
    steps = _schedule(timeline, created)
    if stopped is not None and stopped < steps[-1][1]:
        steps = [step for step in steps if step[1] <= stopped and step[0] != "Stopping"]
        steps += [("Stopping", stopped), ("Stopped", stopped + grace)]
    steps = [step for step in steps if step[1] <= now] or steps[:1]
    ends = [start for _, start in steps[1:]]
    secondary, last = steps[-1]
    status = _STATUS.get(secondary, "Stopping" if secondary == "Stopping" else "InProgress")
    over = status in {"Completed", "Failed", "Stopped"}
    transitions = tuple(
        Transition(name, start, end)
        for (name, start), end in zip(steps, [*ends, last if over else None], strict=True)
    )
    failure = timeline.failure if status == "Failed" else None
    return Moment(status, transitions, failure[:1024] if failure else None)


def _schedule(timeline: Timeline, created: float) -> list[tuple[str, float]]:
    steps, at = [], created
    for phase in timeline.phases:
        steps.append((phase.secondary, at))
        at += phase.seconds
        if math.isinf(at):
            break
    return [*steps, (timeline.ending, at)]
