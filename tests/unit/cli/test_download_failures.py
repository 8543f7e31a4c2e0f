from __future__ import annotations

import errno
from pathlib import Path

import pytest

from sm_tj_cli.cli.download_failures import explained
from sm_tj_cli.cli.exit_codes import ExitCode
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.download.finding import UnsafeKeyError
from sm_tj_cli.download.placing import NoRoomError
from sm_tj_cli.download.staging import FOLDER, StagingBusyError
from sm_tj_cli.download.tar_headers import DamagedArchiveError, RefusedArchiveError
from sm_tj_cli.download.transfer import CorruptError, ReplacedError
from sm_tj_cli.service import Kind, Processed, ServiceError
from tests.unit.render.samples import Screen


def told(problem: BaseException, folder: Path = Path("out")) -> tuple[str, str, ExitCode]:
    with pytest.raises(Stopped) as caught, explained(Screen().terminal, folder, "123456789012"):
        raise problem
    (diagnostic,) = caught.value.diagnostics
    return diagnostic.summary, diagnostic.detail, caught.value.code


def refused(code: str, kind: Kind, message: str = "no") -> ServiceError:
    return ServiceError("GetObject s3://b/k", kind, Processed.NO, code, message)


@pytest.mark.parametrize(
    ("problem", "summary", "part"),
    [
        (DamagedArchiveError("It is cut off."), "Archive is damaged", "Nothing was unpacked."),
        (RefusedArchiveError('"a" is a FIFO.'), "Archive is refused", '"a" is a FIFO.'),
        (UnsafeKeyError('"k" x.'), "Key cannot be a file's name", "Nothing was downloaded."),
        (ReplacedError("s3://b/k"), "Object was replaced", "s3://b/k was replaced"),
        (CorruptError("s3://b/k"), "Object did not come as it is", "does not fit the checksum"),
        (StagingBusyError(), "Another download is under way", '"out"'),
        (NoRoomError("5 too few."), "Disk is full", "5 too few."),
        (
            OSError(errno.ENOSPC, "No space left on device", "out/x"),
            "File cannot be written",
            "out/x: No space left on device.",
        ),
    ],
)
def test_what_went_wrong_is_told(problem: Exception, summary: str, part: str) -> None:
    found = told(problem)
    assert found[0] == summary
    assert part in found[1]
    assert found[2] is ExitCode.ERROR


@pytest.mark.parametrize(
    ("problem", "advice", "code"),
    [
        (refused("AccessDenied", Kind.PERMISSION), "the job's (123456789012)", ExitCode.CREDENTIALS),
        (refused("AccessDenied", Kind.PERMISSION, "kms:Decrypt"), "Allow kms:Decrypt", ExitCode.CREDENTIALS),
        (refused("KMS.DisabledException", Kind.OTHER), "Allow kms:Decrypt", ExitCode.ERROR),
        (refused("ExpiredToken", Kind.CREDENTIALS), "aws sso login", ExitCode.CREDENTIALS),
        (refused("NoSuchBucket", Kind.NOT_FOUND), "The bucket is gone.", ExitCode.ERROR),
        (refused("PermanentRedirect", Kind.OTHER), "--region", ExitCode.ERROR),
        (refused("InvalidObjectState", Kind.OTHER), "restore it first", ExitCode.ERROR),
        (refused("SlowDown", Kind.THROTTLED), "run it again", ExitCode.ERROR),
        (refused("Odd", Kind.OTHER), "GetObject s3://b/k: Odd: no.", ExitCode.ERROR),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do(problem: ServiceError, advice: str, code: ExitCode) -> None:
    summary, detail, found = told(problem)
    assert (summary, found) == ("S3 refused a call", code)
    assert advice in detail
    assert "  " not in detail


def test_it_says_that_what_was_fetched_is_kept(tmp_path: Path) -> None:
    assert "kept" not in told(NoRoomError("x."), tmp_path)[1]
    (tmp_path / FOLDER).mkdir()
    assert "goes on from there" in told(NoRoomError("x."), tmp_path)[1]
    assert "goes on from there" in told(refused("SlowDown", Kind.THROTTLED), tmp_path)[1]


def test_an_interruption_stays_one(tmp_path: Path) -> None:
    screen = Screen()
    with pytest.raises(KeyboardInterrupt), explained(screen.terminal, tmp_path, ""):
        raise KeyboardInterrupt
    assert screen.error.getvalue() == "\nStopped. Nothing was fetched.\n"
