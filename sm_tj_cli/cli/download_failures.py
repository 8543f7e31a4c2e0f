"""What can end a download, told: what it was, what to do, and that what was fetched is kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sm_tj_cli.cli.outcome import Stopped, code_for, stop
from sm_tj_cli.download.finding import UnsafeKeyError
from sm_tj_cli.download.placing import NoRoomError
from sm_tj_cli.download.staging import FOLDER, StagingBusyError
from sm_tj_cli.download.tar_headers import DamagedArchiveError, RefusedArchiveError
from sm_tj_cli.download.transfer import CorruptError, ReplacedError
from sm_tj_cli.service import Kind, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sm_tj_cli.render.console import Terminal

_MOVED = "The bucket is in another region than the job: name it with --region."
_BY_CODE = {
    "301": _MOVED,
    "AuthorizationHeaderMalformed": _MOVED,
    "IllegalLocationConstraintException": _MOVED,
    "PermanentRedirect": _MOVED,
    "InvalidObjectState": "The object is archived: restore it first (aws s3api restore-object).",
    "NoSuchBucket": "The bucket is gone.",
}
_AGAIN = "Check the network, then run it again."
_BY_KIND = {
    Kind.CREDENTIALS: "Renew or configure the credentials, for example with aws sso login, or AWS_PROFILE.",
    Kind.THROTTLED: _AGAIN,
    Kind.UNAVAILABLE: _AGAIN,
}


@contextmanager
def explained(terminal: Terminal, folder: Path, account: str) -> Iterator[None]:
    """Turns what ends the block into a diagnostic.

    Args:
        terminal: where an interruption is told.
        folder: what is downloaded to.
        account: of the job.

    Raises:
        Stopped: anything went wrong.
    """
    try:
        yield
    except KeyboardInterrupt:
        terminal.error("", f"Stopped. {_kept(folder) or 'Nothing was fetched.'}".rstrip())
        raise
    except ServiceError as problem:
        raise _refused(problem, folder, account) from problem
    except (DamagedArchiveError, RefusedArchiveError) as problem:
        raise _not_unpacked(problem) from problem
    except UnsafeKeyError as problem:
        raise stop("Key cannot be a file's name", f"{problem} Nothing was downloaded.") from problem
    except ReplacedError as problem:
        raise stop(
            "Object was replaced",
            f"{problem} was replaced while it was fetched, twice. Nothing was put in its place; run it again once nobody "
            "writes there.",
        ) from problem
    except CorruptError as problem:
        raise stop(
            "Object did not come as it is",
            f"What came of {problem} does not fit the checksum that S3 keeps of it, and was thrown away. Run it again.",
        ) from problem
    except StagingBusyError as problem:
        raise stop(
            "Another download is under way", f'Another run downloads into "{folder}". Wait for it.'
        ) from problem
    except NoRoomError as problem:
        raise stop("Disk is full", f"{problem} {_kept(folder)}".rstrip()) from problem
    except OSError as problem:
        raise stop(
            "File cannot be written",
            f"{problem.filename or folder}: {problem.strerror}. {_kept(folder)}".rstrip(),
        ) from problem


def _kept(folder: Path) -> str:
    if not (folder / FOLDER).is_dir():
        return ""
    return f'What was fetched is kept in "{folder / FOLDER}": the same command goes on from there.'


def _not_unpacked(problem: DamagedArchiveError | RefusedArchiveError) -> Stopped:
    summary = (
        "Archive is damaged" if isinstance(problem, DamagedArchiveError) else "Archive is refused"
    )
    return stop(
        summary,
        f"{problem} Nothing was unpacked. Without --extract the archive itself is downloaded (it need not be fetched "
        "again); --no-limits unpacks archives of any size.",
    )


def _refused(problem: ServiceError, folder: Path, account: str) -> Stopped:
    text = f"{problem}. {_advice(problem, account)} {_kept(folder)}"
    return stop("S3 refused a call", " ".join(text.split()), code_for([problem.kind]))


def _advice(problem: ServiceError, account: str) -> str:
    if "kms" in f"{problem.code} {problem.message}".lower():
        return (
            "Allow kms:Decrypt on the key that the object is encrypted with, in its own policy too."
        )
    if problem.kind is Kind.PERMISSION:
        return (
            "Allow s3:GetObject, and s3:ListBucket for folders. A bucket of another account than the job's "
            f"({account}) has to be named: --bucket-owner ACCOUNT, or any. A bucket whose readers pay is not read."
        )
    return _BY_CODE.get(problem.code) or _BY_KIND.get(problem.kind, "")
