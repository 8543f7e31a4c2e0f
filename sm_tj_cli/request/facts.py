"""What a declared job says, asked by dotted path: the view that the rules have of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.request.given import opening

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.request.training_job import JSON, AttributePath, TrainingJob


@dataclass(frozen=True, slots=True)
class Facts:
    """One job. Paths are dotted and go through the first block of each name."""

    job: TrainingJob

    def value(self, path: str) -> JSON:
        """The value; None where it is absent or not known."""
        found: JSON = dict(self.job.attributes)
        for step in path.split("."):
            if isinstance(found, list):
                found = found[0] if found else None
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def has(self, path: str) -> bool:
        """Whether something is given there, known or not."""
        value = self.value(path)
        return self.is_unknown(path) or (value is not None and value not in ([], {}))

    def is_unknown(self, path: str) -> bool:
        """Whether it, or what it stands in, is not known yet."""
        steps = tuple(path.split("."))
        return any(
            steps[: len(names)] == names
            for names in (_names(open_path) for open_path in self.job.unknown)
        )

    def is_faulty(self, path: str) -> bool:
        """Whether something was written there that could not be read, which was told already."""
        steps = tuple(path.split("."))
        return any(_names(written) == steps for written in self.job.ranges) and not self.has(path)

    def each(self, block: str, name: str) -> Iterator[JSON]:
        """An argument of every one of several blocks."""
        for _, body in self.bodies(block):
            yield body.get(name)

    def bodies(self, block: str) -> Iterator[tuple[int, dict[str, JSON]]]:
        """The blocks of one name, numbered."""
        found = self.value(block)
        for index, body in enumerate(found if isinstance(found, list) else ()):
            if isinstance(body, dict):
                yield index, body

    def error(self, summary: str, detail: str, path: str, index: int | None = None) -> Diagnostic:
        """An error where `path` was written; see `place`."""
        return Diagnostic.error(summary, detail, self.place(path, index))

    def place(self, path: str, index: int | None = None) -> SourceRange:
        """Where it was written, else its nearest parent, for "" the body; `index` chooses one of several root blocks."""
        if not path:
            return opening(self.job.instance.body.range)
        steps = tuple(path.split("."))
        for length in range(len(steps), 0, -1):
            for written, where in self.job.ranges.items():
                if _names(written) == steps[:length] and _is_at(written, index):
                    return where
        return self.job.instance.range


def _names(path: AttributePath) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


def _is_at(path: AttributePath, index: int | None) -> bool:
    return index is None or len(path) < 2 or path[1] == index
