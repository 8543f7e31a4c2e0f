from __future__ import annotations

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.outcome import Stopped, code_for, service_failure, stop
from sm_tj_cli.diagnostics import Diagnostic, Diagnostics
from sm_tj_cli.service import Kind, Processed, ServiceError
from tests.fakes.sagemaker import failure


def test_an_end_has_one_error_and_a_code() -> None:
    end = stop("No", "no.", ExitCode.TIMEOUT)
    assert [found.summary for found in end.diagnostics] == ["No"]
    assert end.code is ExitCode.TIMEOUT


@pytest.mark.parametrize(
    ("kind", "code", "advice"),
    [
        (Kind.CREDENTIALS, ExitCode.CREDENTIALS, "aws sso login"),
        (Kind.PERMISSION, ExitCode.CREDENTIALS, "Allow that action"),
        (Kind.UNAVAILABLE, ExitCode.ERROR, "Check the network"),
        (Kind.OTHER, ExitCode.ERROR, ""),
    ],
)
def test_a_failed_call_says_what_to_do(kind: Kind, code: ExitCode, advice: str) -> None:
    end = service_failure(failure(kind))
    assert end.code is code
    assert advice in next(iter(end.diagnostics)).detail


def test_one_missing_permission_is_enough() -> None:
    assert code_for([Kind.OTHER, Kind.PERMISSION]) is ExitCode.CREDENTIALS
    assert code_for([Kind.OTHER]) is ExitCode.ERROR


def test_a_problem_that_a_refusal_made_has_the_code_of_one() -> None:
    problems = Diagnostics.of(Diagnostic.error("No", "no."), Diagnostic.error("No", refused=True))
    assert Stopped(problems).code is ExitCode.CREDENTIALS
    assert Stopped(problems, code=ExitCode.OUTCOME_UNKNOWN).code is ExitCode.OUTCOME_UNKNOWN
    assert Stopped(Diagnostics.of(Diagnostic.error("No"))).code is ExitCode.ERROR


def test_a_region_that_nobody_named_is_no_refusal_by_aws() -> None:
    error = ServiceError("connect", Kind.OTHER, Processed.NO, "NoRegionError", "Name one.")
    (told,) = service_failure(error).diagnostics
    assert told.summary == "No AWS region is known"
    assert told.detail.startswith("Name one. Or try smtj without an account")
