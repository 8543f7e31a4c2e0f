from __future__ import annotations

import pytest

from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.outcome import code_for, service_failure, stop
from sm_tj_cli.service import Kind
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
