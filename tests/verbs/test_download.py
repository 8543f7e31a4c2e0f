from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from sm_tj_cli.download.transfer import CHUNK
from tests.fakes.clients import forget, sandbox_clients
from tests.unit.download.hostile_archives import BIG, GOOD, member, packed, symlink, tar, truncated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.sandbox.address import SandboxAddress
    from sm_tj_cli.sandbox.admin import Admin
    from tests.verbs.conftest import Ended, Program

MODEL = "out/train/output/model.tar.gz"


class S3(Protocol):
    def put_object(self, **request: object) -> object: ...
    def delete_object(self, **request: object) -> object: ...


@dataclass(frozen=True)
class Bucket:
    """The bucket that the jobs write to."""

    s3: S3

    def put(self, key: str, body: bytes) -> None:
        self.s3.put_object(Bucket="bucket", Key=key, Body=body)

    def delete(self, key: str) -> None:
        self.s3.delete_object(Bucket="bucket", Key=key)


@pytest.fixture
def bucket(sandbox: SandboxAddress) -> Bucket:
    return Bucket(sandbox_clients(sandbox).s3())  # type: ignore[arg-type]


@pytest.fixture
def applied(with_sandbox: Program, bucket: Bucket) -> Program:
    """One job, completed; its bucket is there."""
    with_sandbox.job()
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    bucket.put("warm", b"")
    return with_sandbox


def download(program: Program, *words: str) -> Ended:
    return program("--sandbox", "download", "train", *words)


def files(ended: Ended) -> dict[str, dict[str, object]]:
    document = ended.json()
    return {it["path"]: it for artifact in document["artifacts"] for it in artifact["files"]}  # type: ignore[attr-defined]


def told(ended: Ended) -> str:
    return " ".join(ended.err.split())


def present(folder: Path) -> list[str]:
    return sorted(str(it.relative_to(folder)) for it in folder.rglob("*") if it.is_file())


def test_a_model_is_fetched_and_verified(applied: Program) -> None:
    ended = download(applied, "--json")
    assert ended.code == 0
    (told,) = files(ended).values()
    body = Path("train/model.tar.gz").read_bytes()
    assert told == {
        "path": "train/model.tar.gz",
        "size": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "uri": f"s3://bucket/{MODEL}",
        "verified_by": "md5",
    }
    assert present(Path("train")) == ["model.tar.gz"]
    again = download(applied)
    assert again.code == 1
    assert "is there already" in again.err
    assert download(applied, "--force").out.splitlines()[1].split() == [
        "train/model.tar.gz", "1", f"{len(body)}", "B", "md5",
    ]  # fmt: skip


def test_an_archive_is_unpacked(applied: Program, bucket: Bucket) -> None:
    bucket.put("out/train/output/output.tar.gz", packed(tar(member("plots/a.txt", b"x"))))
    ended = download(applied, "there", "--extract", "--json")
    assert sorted(files(ended)) == [
        "there/model/code/inference.py",
        "there/model/model.json",
        f"there/output/{GOOD}",
        "there/output/plots/a.txt",
    ]
    assert present(Path("there")) == [it.removeprefix("there/") for it in sorted(files(ended))]
    kinds = [it["kind"] for it in ended.json()["artifacts"]]  # type: ignore[attr-defined]
    assert kinds == ["model", "output"]


def test_a_cut_connection_is_mended(applied: Program, sandbox_admin: Admin) -> None:
    sandbox_admin.faults.add({"do": "truncate", "service": "s3", "operation": f"GET /bucket/{MODEL}"})  # fmt: skip
    assert download(applied, "--extract").code == 0
    assert len(present(Path("train"))) == 2


def fetched_pieces(admin: Admin) -> int:
    return json.dumps(admin.requests.as_json()).count(f'"GET /bucket/{MODEL}"')


def interrupt_after_a_piece() -> None:
    for _ in range(1000):
        if any(it.stat().st_size for it in Path("train/.smtj-download").glob("*.chunks")):
            break
        threading.Event().wait(0.01)
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupted_download_goes_on(
    applied: Program, bucket: Bucket, sandbox_admin: Admin
) -> None:
    body = os.urandom(3 * CHUNK + 5)
    bucket.put(MODEL, body)
    slow = {"do": "latency", "service": "s3", "operation": f"GET /bucket/{MODEL}", "skip": 1, "times": 0, "seconds": 2}  # fmt: skip
    sandbox_admin.faults.add(slow)
    interrupter = threading.Thread(target=interrupt_after_a_piece)
    interrupter.start()
    ended = download(applied)
    interrupter.join()
    assert ended.code == 130
    assert 'kept in "train/.smtj-download": the same command goes on from there' in ended.err
    assert not Path("train/model.tar.gz").exists()
    sandbox_admin.faults.replace([])
    sandbox_admin.requests.clear()
    assert download(applied).code == 0
    assert 0 < fetched_pieces(sandbox_admin) < 4
    assert Path("train/model.tar.gz").read_bytes() == body


def refusal(code: str, status: int, message: str = "no", times: int = 1) -> dict[str, object]:
    return {"do": "error", "service": "s3", "operation": f"(GET|HEAD) /bucket/{MODEL}", "code": code, "message": message, "status": status, "times": times}  # fmt: skip


def test_an_object_that_is_replaced_is_fetched_anew_once(
    applied: Program, sandbox_admin: Admin
) -> None:
    rule = {**refusal("PreconditionFailed", 412), "operation": f"GET /bucket/{MODEL}"}
    sandbox_admin.faults.add(rule)
    assert download(applied).code == 0
    sandbox_admin.faults.add({**rule, "times": 2})
    ended = download(applied, "other")
    assert ended.code == 1
    assert f"s3://bucket/{MODEL} was replaced while it was fetched, twice" in told(ended)
    assert not Path("other/model.tar.gz").exists()


@pytest.mark.parametrize(
    ("code", "status", "message", "advice"),
    [
        ("AccessDenied", 403, "not authorized to perform: kms:Decrypt", "Allow kms:Decrypt on the key"),
        ("AccessDenied", 403, "Access Denied", "--bucket-owner ACCOUNT"),
        ("InvalidObjectState", 403, "GLACIER", "restore it first"),
        ("PermanentRedirect", 301, "elsewhere", "name it with --region"),
    ],
)  # fmt: skip
def test_refusals_say_what_to_do(
    applied: Program, sandbox_admin: Admin, code: str, status: int, message: str, advice: str
) -> None:
    sandbox_admin.faults.add(refusal(code, status, message, times=0))
    ended = download(applied, "--json")
    assert ended.code in {1, 9}
    assert advice in told(ended)
    assert ended.json()["diagnostics"]
    assert not Path("train").exists()


def test_the_bucket_has_to_be_the_jobs_accounts(applied: Program) -> None:
    ended = download(applied, "--bucket-owner", "999999999999")
    assert ended.code == 9
    assert "AccessDenied" in ended.err
    assert download(applied, "--bucket-owner", "any").code == 0


def test_jobs_without_a_model(with_sandbox: Program) -> None:
    with_sandbox.job(extra='environment = { SMTJ_SANDBOX_TIMELINE = "quick_failure" }')
    assert with_sandbox("--sandbox", "apply", "--wait").code == 4
    ended = download(with_sandbox)
    assert ended.code == 1
    assert "train has left no model. It is Failed" in told(ended)
    assert not Path("train").exists()
    soft = download(with_sandbox, "--if-exists", "--json")
    assert (soft.code, soft.json()["artifacts"]) == (0, [])
    none = with_sandbox("--sandbox", "download", "nobody")
    assert none.code == 1
    assert "No such training job" in none.err


def test_the_model_outlives_the_job(applied: Program, sandbox: SandboxAddress) -> None:
    forget(sandbox, "train")
    ended = download(applied)
    assert ended.code == 0
    assert 'AWS does not know "train" any more' in told(ended)
    assert present(Path("train")) == ["model.tar.gz"]


def test_a_model_that_was_deleted(applied: Program, bucket: Bucket) -> None:
    bucket.delete(MODEL)
    ended = download(applied)
    assert ended.code == 1
    assert f"There is nothing at s3://bucket/{MODEL}" in told(ended)
    assert download(applied, "--if-exists").code == 0
    assert "no checkpoint_config" in download(applied, "--what", "checkpoints").err


def test_what_a_running_job_has_by_now(with_sandbox: Program, bucket: Bucket) -> None:
    with_sandbox.job(
        extra='environment = { SMTJ_SANDBOX_TIMELINE = "forever" }\n'
        'checkpoint_config { s3_uri = "s3://bucket/ck" }'
    )
    assert with_sandbox("--sandbox", "apply").code == 0
    ended = download(with_sandbox)
    assert "still runs, and its model is uploaded at its end: smtj --sandbox wait train" in told(
        ended
    )
    with_sandbox_s3 = bucket.s3
    with_sandbox_s3.create_bucket(Bucket="bucket")  # type: ignore[attr-defined]
    bucket.put("ck/epoch=1/weights", b"w")
    bucket.put("ck/", b"")
    assert download(with_sandbox, "--what", "checkpoints").code == 0
    assert present(Path("train")) == ["checkpoints/epoch=1/weights"]


@pytest.fixture
def uncompressed(with_sandbox: Program, bucket: Bucket) -> Program:
    with_sandbox.job()
    path = with_sandbox.directory / "train.tf"
    told = '{ s3_output_path = "s3://bucket/out" }'
    more = '{\n s3_output_path = "s3://bucket/out"\n compression_type = "NONE"\n }'
    path.write_text(path.read_text().replace(told, more))
    assert with_sandbox("--sandbox", "apply", "--wait").code == 0
    bucket.put("warm", b"")
    return with_sandbox


def test_an_uncompressed_model_of_many_files(uncompressed: Program, bucket: Bucket) -> None:
    for number in range(120):
        bucket.put(f"out/train/output/model/shards/{number}", b"%d" % number)
    bucket.put("out/train/output/data/plot.txt", b"x")
    ended = download(uncompressed, "--json")
    assert ended.code == 0
    assert len(files(ended)) == 123
    assert Path("train/model/shards/119").read_bytes() == b"119"
    assert Path("train/output/data/plot.txt").read_bytes() == b"x"


@pytest.mark.parametrize("key", ["../../../evil", "a\x1b[2Jb", "MODEL.json", "code"])
def test_hostile_keys_are_refused_before_anything_is_fetched(
    uncompressed: Program, bucket: Bucket, key: str
) -> None:
    bucket.put(f"out/train/output/model/{key}", b"evil")
    ended = download(uncompressed)
    assert ended.code == 1
    assert "Nothing was downloaded." in told(ended)
    assert "\x1b" not in ended.err
    assert not Path("train").exists()


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        (packed(tar(symlink("model.json", "/etc/passwd"))), "Archive is refused"),
        (packed(tar(member("../evil"))), "Archive is refused"),
        (truncated(BIG), "Archive is damaged"),
        (b"no archive", "Archive is damaged"),
    ],
)
def test_hostile_archives_leave_nothing_and_are_not_fetched_again(
    applied: Program, bucket: Bucket, sandbox_admin: Admin, body: bytes, summary: str
) -> None:
    bucket.put(MODEL, body)
    ended = download(applied, "--extract")
    assert ended.code == 1
    assert summary in ended.err
    assert [it for it in present(Path("train")) if not it.startswith(".smtj-download/")] == []
    assert not (applied.directory / "evil").exists()
    sandbox_admin.requests.clear()
    assert download(applied).code == 0
    assert fetched_pieces(sandbox_admin) == 0
    assert Path("train/model.tar.gz").read_bytes() == body


def test_a_model_in_an_odd_place(applied: Program, bucket: Bucket, sandbox_admin: Admin) -> None:
    answer = {
        "TrainingJobName": "train",
        "TrainingJobArn": "arn:aws:sagemaker:us-east-1:123456789012:training-job/train",
        "TrainingJobStatus": "Completed",
        "ModelArtifacts": {"S3ModelArtifacts": "s3://bucket/elsewhere/model.tar.gz"},
        "OutputDataConfig": {"S3OutputPath": "s3://bucket/out"},
    }
    bucket.put("elsewhere/model.tar.gz", b"odd")
    sandbox_admin.faults.add(
        {"do": "body", "operation": "DescribeTrainingJob", "body": json.dumps(answer), "times": 0}
    )
    ended = download(applied)
    assert ended.code == 1
    assert "not in the job's own s3_output_path (s3://bucket/out)" in told(ended)
    forced = download(applied, "--force", "--json")
    assert (forced.code, forced.json()["diagnostics"][0]["summary"]) == (
        0,
        "Model is in an odd place",
    )  # type: ignore[index]
    assert Path("train/model.tar.gz").read_bytes() == b"odd"


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """As on a disk that is nearly full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_fills_up(applied: Program, bucket: Bucket) -> None:
    bucket.put(MODEL, packed(tar(member("big", bytes(9_000_000)))))
    with no_file_above(8_000_000):
        ended = download(applied, "--extract")
    assert ended.code == 1
    assert "File too large" in ended.err
    assert [it for it in present(Path("train")) if not it.startswith(".smtj-download/")] == []


def test_only_one_job_and_one_run_at_a_time(applied: Program) -> None:
    applied.job("other")
    assert applied("--sandbox", "apply", "--wait").code == 0
    ended = applied("--sandbox", "download", "*")
    assert (ended.code, "means 2 jobs" in ended.err) == (1, True)
    from sm_tj_cli.download.staging import Staging

    with Staging(Path("train")):
        busy = download(applied)
    assert (busy.code, "Another run downloads" in busy.err) == (1, True)
