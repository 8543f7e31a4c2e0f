"""Several problems: `Diagnostics` is the frozen result of a stage, `Findings` collects while one works."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.diagnostics.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sm_tj_cli.diagnostics.source import SourceRange


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
        """Each problem once: one fault of a resource with a thousand instances is told once."""
        return Diagnostics(tuple(dict.fromkeys(self.items)))


# What nearly all of the stages find.
_NOTHING = Diagnostics()


@dataclass(slots=True)
class Findings:
    """Collects problems inside one stage, which hands out `result()` at its end."""

    items: list[Diagnostic] = field(default_factory=list)

    def error(self, summary: str, detail: str = "", subject: SourceRange | None = None) -> None:
        """Adds an error."""
        self.items.append(Diagnostic.error(summary, detail, subject))

    def warning(self, summary: str, detail: str = "", subject: SourceRange | None = None) -> None:
        """Adds a warning."""
        self.items.append(Diagnostic.warning(summary, detail, subject))

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Adds what another stage found."""
        self.items.extend(diagnostics)

    def result(self) -> Diagnostics:
        """What was found so far, frozen."""
        return Diagnostics(tuple(self.items)) if self.items else _NOTHING
