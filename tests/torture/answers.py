"""What can become of the answer to a CreateTrainingJob, as rules of the sandbox, and applies that meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.torture.workshop import Report, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.torture.forge import Ended, Forge
    from tests.torture.scene import Scene

GARBLED: dict[str, dict[str, object]] = {
    "closed before it was read": {"do": "reset_before"},
    "closed before the answer": {"do": "reset_after"},
    "answer cut short": {"do": "truncate"},
    "answer is not JSON": {"do": "body", "body": '{"TrainingJobArn": '},
    "answer is empty": {"do": "body", "body": ""},
    "answer without an ARN": {"do": "body", "body": "{}"},
    "ARN of another job": {
        "do": "body",
        "body": '{"TrainingJobArn":"arn:aws:sagemaker:us-east-1:123456789012:training-job/other"}',
    },
    "500, not made": {"do": "error", "code": "InternalFailure", "status": 500},
    "500, made": {"do": "error_after", "code": "InternalFailure", "status": 500},
    "503 with a page": {"do": "body", "status": 503, "body": "<html>Busy</html>"},
    "throttled": {"do": "error", "code": "ThrottlingException", "message": "Rate exceeded"},
    "no answer in time": {"do": "latency", "seconds": 1.5},
    "name taken, by this very call": {
        "do": "error_after",
        "code": "ResourceInUse",
        "message": "Training job names must be unique within an AWS account and region",
        "status": 400,
    },
    "role not known everywhere yet": {
        "do": "error",
        "code": "ValidationException",
        "message": "Could not assume role arn:aws:iam::123456789012:role/training.",
        "status": 400,
    },
}


def garbled_all(shop: Workshop, kinds: Iterable[str] = tuple(GARBLED)) -> Report:
    """One apply in which each job's Create is answered in another way."""
    report = Report("Lost and garbled answers, all kinds at once")
    kinds = list(kinds)
    rules = [
        {"operation": "CreateTrainingJob", "name": f"^job-{number}(-|$)", **GARBLED[kind]}
        for number, kind in enumerate(kinds)
    ]

    def one(forge: Forge, case: object) -> None:
        scene = shop.scene(forge, len(kinds))
        with shop.faults(*rules):
            ended = scene.apply("--parallelism", str(len(kinds)), **shop.misfortunes)
            struck = all(rule.fired for rule in shop.server.admin.faults.rules)
        report.add(str(case), _wrong(scene, ended), hit=struck)

    return shop.in_turn(report, ["all kinds"], one)


def garbled(shop: Workshop, jobs: int, calls: Iterable[int], kinds: Iterable[str]) -> Report:
    """Each kind of lost or garbled answer, to one Create after the other."""
    report = Report(f"Lost and garbled answers, {jobs} jobs")

    def one(forge: Forge, case: object) -> None:
        kind, number = case  # type: ignore[misc]
        scene = shop.scene(forge, jobs)
        rule = {"operation": "CreateTrainingJob", **GARBLED[kind], "skip": number, "times": 1}
        with shop.faults(rule):
            ended = scene.apply(**shop.misfortunes)
            struck = bool(shop.server.admin.faults.rules[0].fired)
        report.add(f"{kind}, call {number}", _wrong(scene, ended), hit=struck)

    calls = list(calls)
    return shop.in_turn(report, [(kind, number) for kind in kinds for number in calls], one)


def _wrong(scene: Scene, ended: Ended) -> list[str]:
    wrong = scene.told_badly(ended) + scene.wrong()
    return [*wrong, f"ended with {ended.code}: {ended.err[-600:]}"] if ended.code else wrong
