"""What all modules of one evaluation share: the world, the findings, what is being evaluated, who needs whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from sm_tj_cli.diagnostics import Findings
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from sm_tj_cli.configuration.model import Dependency
    from sm_tj_cli.configuration.ports import DataSources, Files, JobRecords, TerraformState
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.values.call import FunctionContext, FunctionTable


Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class World:
    """What evaluating a configuration works with.

    Attributes:
        offline: whether what only Terraform's state or AWS can answer, and variables without a value, are unknown
            instead of errors.
        generates: whether `import` blocks may name resources that are not written yet.
        job_attributes: every argument and attribute that a training job has, so that a typing mistake is told.
    """

    files: Files
    functions: FunctionTable
    context: FunctionContext
    terraform: TerraformState
    records: JobRecords
    data_sources: DataSources
    job_attributes: Collection[str]
    offline: bool = False
    workspace: str = "default"
    working_directory: str = "."
    generates: bool = False


@dataclass(frozen=True, slots=True)
class _Memo:
    value: Value
    dependencies: frozenset[Dependency]


@dataclass(slots=True)
class Shared:
    """One evaluation of a whole configuration.

    Attributes:
        misdirected: where references stand that lead nowhere, which was told.
        lenient: whether what only Terraform's state can answer is unknown, because no job needs it.
    """

    world: World
    root_directory: str = "."
    lenient: bool = False
    findings: Findings = field(default_factory=Findings)
    told: set[str] = field(default_factory=set)
    misdirected: set[SourceRange | None] = field(default_factory=set)
    _memos: dict[str, _Memo] = field(default_factory=dict)
    _running: dict[str, SourceRange] = field(default_factory=dict)
    _collected: list[set[Dependency]] = field(default_factory=list)

    def once(self, key: str, where: SourceRange, compute: Callable[[], Value]) -> Value:
        """The value of the thing called `key`, computed the first time; a cycle is told with all of its names."""
        memo = self._memos.get(key)
        if memo is None:
            if key in self._running:
                self._tell_cycle(key)
                return DYNAMIC_UNKNOWN
            self._running[key] = where
            try:
                value, dependencies = self.collect(compute)
            except RecursionError:
                self._tell_too_deep(where)
                value, dependencies = DYNAMIC_UNKNOWN, frozenset()
            del self._running[key]
            memo = self._memos[key] = _Memo(value, dependencies)
        for dependency in memo.dependencies:
            self.needs(dependency)
        return memo.value

    def remembered(self, key: str, compute: Callable[[], Value]) -> Value:
        """What is put together of things that are each computed `once`: a large one is made a single time."""
        memo = self._memos.get(key)
        if memo is None:
            memo = self._memos[key] = _Memo(*self.collect(compute))
        if self._collected:
            self._collected[-1].update(memo.dependencies)
        return memo.value

    def collect(self, compute: Callable[[], Made]) -> tuple[Made, frozenset[Dependency]]:
        """What is computed, and the jobs that it was made from."""
        self._collected.append(set())
        try:
            made = compute()
        finally:
            found = self._collected.pop()
        return made, frozenset(found)

    @property
    def is_faulty(self) -> bool:
        """Whether an error was told: what needs no job and is not known may be so for that reason alone."""
        return self.findings.has_errors

    def needs(self, dependency: Dependency) -> None:
        """Notes that what is being evaluated needs this job."""
        if self._collected:
            self._collected[-1].add(dependency)

    def _tell_too_deep(self, where: SourceRange) -> None:
        if "depth" not in self.told:
            # Where there is not even room for this, it is told one level further out.
            self.findings.error(
                "Chain too long",
                "This waits for what waits for another, and so on, in a chain that is too long to be followed. Split it up.",
                where,
            )
            self.told.add("depth")

    def _tell_cycle(self, key: str) -> None:
        names = list(self._running)
        cycle = names[names.index(key) :]
        # What refers to itself was told where it does (`static_references`).
        if key not in self.told and len(cycle) > 1:
            self.told.update(cycle)
            self.findings.error("Cycle", f"Cycle: {', '.join(cycle)}", self._running[key])
