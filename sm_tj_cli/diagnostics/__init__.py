"""How a problem is told: where it is, what it is, why it is one, and what to do about it."""

from sm_tj_cli.diagnostics.diagnostic import Diagnostic, Severity
from sm_tj_cli.diagnostics.diagnostics import Diagnostics, Findings
from sm_tj_cli.diagnostics.few import a_few
from sm_tj_cli.diagnostics.source import SourceFile, SourcePosition, SourceRange
from sm_tj_cli.diagnostics.suggestions import closest, did_you_mean

__all__ = [
    "Diagnostic",
    "Diagnostics",
    "Findings",
    "Severity",
    "SourceFile",
    "SourcePosition",
    "SourceRange",
    "a_few",
    "closest",
    "did_you_mean",
]
