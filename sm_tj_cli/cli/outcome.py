"""A verb that cannot go on, as one exception: the boundary in `main` tells it and ends with its exit code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.service import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sm_tj_cli.diagnostics import SourceFile
    from sm_tj_cli.service import ServiceError


# Not frozen: leaving a `with` block writes an exception's traceback into it.
@dataclass(eq=False)
class Stopped(Exception):  # noqa: N818 - an end, not always an error
    """What is told, the files that it points into, and the exit code."""

    diagnostics: Diagnostics
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    code: ExitCode = ExitCode.ERROR

    def __post_init__(self) -> None:
        if self.code is ExitCode.ERROR:
            self.code = code_of(self.diagnostics)


def stop(summary: str, detail: str, code: ExitCode = ExitCode.ERROR) -> Stopped:
    """An end with one error that no file is to blame for."""
    return Stopped(Diagnostics.of(Diagnostic.error(summary, detail)), code=code)


def code_for(kinds: Iterable[Kind]) -> ExitCode:
    """9 where credentials or a permission are missing, else 1."""
    refused = {Kind.CREDENTIALS, Kind.PERMISSION} & set(kinds)
    return ExitCode.CREDENTIALS if refused else ExitCode.ERROR


def code_of(diagnostics: Diagnostics) -> ExitCode:
    """9 where credentials or a permission are missing, else 1; 0 without errors."""
    if any(problem.refused for problem in diagnostics.errors):
        return ExitCode.CREDENTIALS
    return ExitCode.ERROR if diagnostics.has_errors else ExitCode.DONE


_OR_SANDBOX = " Or try smtj without an account: smtj --sandbox."
# Failures that are told in their own words, with what to do.
_OWN_WORDS = {
    "NoRegionError": ("No AWS region is known", _OR_SANDBOX),
    "NoCredentialsError": ("No AWS credentials are known", _OR_SANDBOX),
    "AnotherAccount": (
        "Credentials are of another account",
        " Nothing was done. Choose those of that account, for example with --profile or AWS_PROFILE.",
    ),
}


def service_failure(error: ServiceError) -> Stopped:
    """A call that AWS refused or did not answer."""
    if error.code in _OWN_WORDS:
        summary, remedy = _OWN_WORDS[error.code]
        return stop(summary, f"{error.message}{remedy}", code_for([error.kind]))
    advice = {
        Kind.CREDENTIALS: " Renew or configure the credentials (for example with aws sso login, or AWS_PROFILE), "
        "or try smtj without an account: smtj --sandbox.",
        Kind.PERMISSION: " Allow that action for the principal that smtj runs as.",
        Kind.UNAVAILABLE: " Check the network, the region and --endpoint-url, then run it again.",
    }.get(error.kind, "")
    return stop("AWS refused a call", f"{error}.{advice}", code_for([error.kind]))
