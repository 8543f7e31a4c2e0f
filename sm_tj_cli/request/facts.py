"""What a declared job says, asked by dotted path: the view that the rules have of it.

A path goes through the first block of each name (`resource_config.instance_type`) or through the one that is
numbered (`input_data_config.2.channel_name`). What is not known yet is neither given nor missing, and what was wrong
was told already: so it counts as given, without a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.request.given import opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob


@dataclass(frozen=True, slots=True)
class Facts:
    """One job."""

    job: TrainingJob

    def value(self, path: str) -> JSON:
        """The value; None where it is absent, not known or wrong."""
        steps = _steps(path)
        return None if steps in self.job.faulty else self._written(steps)

    def is_given(self, path: str) -> bool:
        """Whether something certainly stands there."""
        steps = _steps(path)
        return steps in self.job.faulty or self._written(steps) not in (None, [], {})

    def lacks(self, path: str) -> bool:
        """Whether certainly nothing stands there."""
        steps = _steps(path)
        if self._written(steps) not in (None, [], {}):
            return False
        doubtful = self.job.unknown | self.job.faulty
        return not doubtful or not any(
            steps[:length] in doubtful for length in range(1, len(steps) + 1)
        )

    def text(self, path: str) -> str | None:
        """A string; None for anything else."""
        found = self.value(path)
        return found if isinstance(found, str) else None

    def number(self, path: str) -> int | None:
        """A whole number; None for anything else."""
        found = self.value(path)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def blocks(self, path: str) -> Iterator[str]:
        """The paths of the blocks of this name."""
        found = self._written(_steps(path))
        yield from (
            f"{path}.{index}" for index in range(len(found) if isinstance(found, list) else 0)
        )

    def error(self, summary: str, detail: str, path: str) -> Diagnostic:
        """An error where `path` was written."""
        return Diagnostic.error(summary, detail, self.place(path))

    def warning(self, summary: str, detail: str, path: str) -> Diagnostic:
        """A warning where `path` was written."""
        return Diagnostic.warning(summary, detail, self.place(path))

    def place(self, path: str) -> SourceRange:
        """Where it was written, else its nearest parent; for "" the opening of the resource's body."""
        return self.place_of(_steps(path))

    def place_of(self, steps: AttributePath) -> SourceRange:
        """The same for a path in steps."""
        for length in range(len(steps), 0, -1):
            found = self.job.ranges.get(steps[:length])
            if found is not None:
                return found
        return opening(self.job.instance.body.range)

    def _written(self, steps: AttributePath) -> JSON:
        found = self.job.attributes.get(str(steps[0]))
        if found is None:
            return None
        for step in steps[1:]:
            if isinstance(found, dict) and isinstance(step, str):
                found = found.get(step)
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found


@cache
def _steps(path: str) -> AttributePath:
    found: list[str | int] = []
    for name in filter(None, path.split(".")):
        if name.isdigit():
            found.append(int(name))
            continue
        if found and isinstance(found[-1], str):
            found.append(0)
        found.append(name)
    return tuple(found)
