"""Several problems: `Diagnostics` is the frozen result of a stage, `Findings` collects while one works.

Both tell each problem once, and of a great many only the first ones: nobody reads more, and a hostile file has millions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sm_tj_cli.diagnostics.source import SourceRange

MOST_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """Problems in the order in which they were found."""

    items: tuple[Diagnostic, ...] = ()

    @classmethod
    def of(cls, *items: Diagnostic) -> Diagnostics:
        """These problems."""
        return cls(items)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)

    def __add__(self, other: Diagnostics) -> Diagnostics:
        return Diagnostics(self.items + other.items) if other.items else self

    @property
    def has_errors(self) -> bool:
        """Whether at least one of them is an error."""
        return bool(self.items) and any(item.is_error for item in self.items)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors alone."""
        return tuple(item for item in self.items if item.is_error)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The warnings alone."""
        return tuple(item for item in self.items if not item.is_error)

    def about(self, address: str) -> Diagnostics:
        """The same problems, each with its resource."""
        return (
            Diagnostics(tuple(item.about(address) for item in self.items)) if self.items else self
        )

    def distinct(self) -> Diagnostics:
        """Each problem once, as far as `Findings` keeps them.

        One fault of a resource with a thousand instances is told once.
        """
        findings = Findings()
        findings.add(self.items)
        return findings.result()


# What nearly all of the stages find.
_NOTHING = Diagnostics()


# What stands in the place of those that are left out.
_REST = "Too many problems"
_REST_DETAIL = (
    f"There are more than the {MOST_TOLD:,} that are told, from here on. Correct these, and run it again to see what is "
    "left."
)


@dataclass(slots=True)
class Findings:
    """Collects problems inside one stage, which hands out `result()` at its end.

    It keeps each problem once, and of errors and of warnings the first 1,000 each.

    Attributes:
        items: what is kept, as keys.
        count: how many were found, those that are not kept included.
    """

    items: dict[Diagnostic, None] = field(default_factory=dict)
    count: int = 0
    _errors: int = 0
    _left_out: Diagnostic | None = None

    def error(self, summary: str, detail: str = "", subject: SourceRange | None = None) -> None:
        """Adds an error."""
        self.add([Diagnostic.error(summary, detail, subject)])

    def warning(self, summary: str, detail: str = "", subject: SourceRange | None = None) -> None:
        """Adds a warning."""
        self.add([Diagnostic.warning(summary, detail, subject)])

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Adds what another stage found."""
        for item in diagnostics:
            self.count += 1
            if item.summary == _REST:
                self._leave_out(item)
            elif item not in self.items:
                self._keep(item)

    def _keep(self, item: Diagnostic) -> None:
        kept = self._errors if item.is_error else len(self.items) - self._errors
        if kept >= MOST_TOLD:
            self._leave_out(Diagnostic(item.severity, _REST, _REST_DETAIL, item.subject))
            return
        self.items[item] = None
        self._errors += item.is_error

    def _leave_out(self, instead: Diagnostic) -> None:
        if self._left_out is None or instead.is_error:
            self._left_out = instead

    @property
    def has_errors(self) -> bool:
        """Whether at least one of them is an error."""
        return self._errors > 0

    @property
    def is_full(self) -> bool:
        """Whether errors are left out already, so that it is of no use to look for more."""
        return self._left_out is not None and self._left_out.is_error

    def result(self) -> Diagnostics:
        """What was found so far, frozen."""
        rest = () if self._left_out is None else (self._left_out,)
        return Diagnostics((*self.items, *rest)) if self.count else _NOTHING
