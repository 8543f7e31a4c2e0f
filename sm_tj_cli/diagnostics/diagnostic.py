"""One problem, as a value (the shape of HCL's `Diagnostic` and of `terraform validate -json`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics.source import SourceRange

# Longer than what AWS encodes in its messages, which is needed whole.
LONGEST_WORD = 10_000
_LONG_WORD = re.compile(rf"(?<!\S)(\S{{200}})\S{{{LONGEST_WORD - 200},}}")


class Severity(StrEnum):
    """Errors stop what was asked for; warnings do not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, why, and what to do.

    Attributes:
        severity: error or warning.
        summary: constant text without names, below 50 characters, no full stop.
        detail: full sentences: what, why, what to do.
        subject: the tight range of the fault, None where no file is to blame.
        context: a wider range worth showing, None for the subject alone.
        address: the resource concerned, printed, None for none.
        refused: whether credentials or a permission are missing, which exit codes tell apart.
    """

    severity: Severity
    summary: str
    detail: str = ""
    subject: SourceRange | None = None
    context: SourceRange | None = None
    address: str | None = None
    refused: bool = False

    @classmethod
    def error(
        cls,
        summary: str,
        detail: str = "",
        subject: SourceRange | None = None,
        *,
        context: SourceRange | None = None,
        address: str | None = None,
        refused: bool = False,
    ) -> Diagnostic:
        """An error."""
        return cls(Severity.ERROR, summary, _short(detail), subject, context, address, refused)

    @classmethod
    def warning(
        cls,
        summary: str,
        detail: str = "",
        subject: SourceRange | None = None,
        *,
        context: SourceRange | None = None,
        address: str | None = None,
    ) -> Diagnostic:
        """A warning."""
        return cls(Severity.WARNING, summary, _short(detail), subject, context, address)

    @property
    def is_error(self) -> bool:
        """Whether this stops what was asked for."""
        return self.severity is Severity.ERROR

    def at(self, subject: SourceRange | None) -> Diagnostic:
        """This problem at `subject`, where it has no place of its own yet."""
        return self if self.subject else replace(self, subject=subject)

    def about(self, address: str) -> Diagnostic:
        """This problem with its resource, where it has none yet."""
        return self if self.address else replace(self, address=address)


def _short(detail: str) -> str:
    """The detail without the rest of names and the like that fill a screen."""
    return _LONG_WORD.sub(r"\1…", detail) if len(detail) > LONGEST_WORD else detail
