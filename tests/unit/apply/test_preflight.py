from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.apply.preflight import MOST_CALLS, with_preflight
from sm_tj_cli.plan.change import Action, Change, Plan
from sm_tj_cli.service import Kind, ServiceError
from tests.fakes.jobs import address, record, training_job
from tests.fakes.sagemaker import failure
from tests.fakes.worlds import state_of

if TYPE_CHECKING:
    from sm_tj_cli.configuration.model import ProviderSettings
    from sm_tj_cli.request.training_job import TrainingJob

GIVEN = {
    "input_data_config": [
        {"data_source": [{"s3_data_source": [{"s3_uri": "s3://inputs/x"}]}], "channel_name": "c"}
    ],
    "output_data_config": [{"s3_output_path": "s3://out/x"}],
    "vpc_config": [{"subnets": ["subnet-1"], "security_group_ids": ["sg-1"]}],
    "algorithm_specification": [
        {"training_image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1"}
    ],
}


@dataclass
class Account:
    """An account in which everything is there, but for what is said."""

    trusted: frozenset[str] | None = frozenset({"sagemaker.amazonaws.com"})
    objects: bool | None = True
    bucket: str | None = "eu-west-1"
    there: bool = True
    most: float = 100
    error: ServiceError | None = None
    calls: Counter[str] = field(default_factory=Counter)
    region: str | None = "eu-west-1"

    def inspection(self, provider: ProviderSettings, region: str | None) -> Account:
        assert provider is not None
        assert region is None
        return self

    def trusted_by_role(self, name: str) -> frozenset[str] | None:
        return self._asked(name, self.trusted)  # type: ignore[return-value]

    def has_objects(self, bucket: str, prefix: str) -> bool | None:
        return self._asked(bucket + prefix, self.objects)  # type: ignore[return-value]

    def bucket_region(self, bucket: str) -> str | None:
        return self._asked(bucket, self.bucket)  # type: ignore[return-value]

    def has_image(self, registry: str, repository: str, reference: str) -> bool:
        return bool(self._asked(registry + repository + reference, self.there))

    def has_subnet(self, name: str) -> bool:
        return bool(self._asked(name, self.there))

    def has_security_group(self, name: str) -> bool:
        return bool(self._asked(name, self.there))

    def knows_quota(self, kind: tuple[str, ...]) -> bool:
        return kind == ("ml.m5.large",)

    def quota(self, kind: tuple[str, ...]) -> float:
        self._asked(kind[0], None)
        return self.most

    def _asked(self, what: str, answer: object) -> object:
        self.calls[what] += 1
        if self.error is not None:
            raise self.error
        return answer


def checked(account: Account, *jobs: TrainingJob) -> Plan:
    changes = tuple(Change(job.address, Action.CREATE, job=job) for job in jobs)
    return with_preflight(Plan(changes, (), state_of()), account)


def summaries(account: Account, *jobs: TrainingJob) -> list[str]:
    return [found.summary for found in checked(account, *jobs).diagnostics]


def test_where_all_is_there_that_is_said() -> None:
    account = Account()
    plan = checked(account, training_job(**GIVEN))  # type: ignore[arg-type]
    assert not plan.diagnostics
    assert plan.preflight is not None
    assert len(plan.preflight.checked) == sum(account.calls.values()) == 7
    assert "image a:1" in plan.preflight.checked


@pytest.mark.parametrize(
    ("account", "summary"),
    [
        (Account(trusted=None), "Role does not exist"),
        (Account(trusted=frozenset({"ec2.amazonaws.com"})), "Role does not trust SageMaker"),
        (Account(objects=False), "Input data does not exist"),
        (Account(objects=None), "Input data does not exist"),
        (Account(bucket=None), "Output bucket does not exist"),
        (Account(bucket="us-east-1"), "Output bucket is in another region"),
        (Account(there=False), "Image does not exist"),
        (Account(there=False), "Subnet does not exist"),
        (Account(there=False), "Security group does not exist"),
        (Account(most=0), "Quota is too small"),
    ],
)
def test_what_is_missing_is_an_error(account: Account, summary: str) -> None:
    plan = checked(account, training_job(**GIVEN))  # type: ignore[arg-type]
    (found,) = [item for item in plan.diagnostics if item.summary == summary]
    assert found.is_error
    assert found.detail.endswith("--no-preflight.")


def test_a_quota_for_fewer_than_all_is_a_warning() -> None:
    jobs = [training_job(label) for label in "abc"]
    plan = checked(Account(most=2), *jobs)
    (found,) = plan.diagnostics
    assert (found.is_error, found.summary) == (False, "Quota is smaller than all jobs together")


def test_what_is_not_told_is_noted_and_no_error() -> None:
    plan = checked(Account(error=failure(Kind.PERMISSION)), training_job())
    assert not plan.diagnostics
    assert plan.preflight is not None
    assert plan.preflight.checked == ()
    assert "role training (ACall: ACode)" in plan.preflight.unchecked


def test_however_many_jobs_there_are_ten_calls_are_the_most_and_each_kind_has_its_turn() -> None:
    jobs = []
    for number in range(40):
        role = f"arn:aws:iam::123456789012:role/r{number}"
        jobs.append(training_job(f"j[{number}]", **{**GIVEN, "role_arn": role}))  # type: ignore[arg-type]
    account = Account()
    plan = checked(account, *jobs)
    assert sum(account.calls.values()) == MOST_CALLS
    assert plan.preflight is not None
    assert {text.split()[0] for text in plan.preflight.checked} >= {
        "role",
        "input",
        "image",
        "quota",
    }
    assert len(plan.preflight.unchecked) == 40 + 6 - MOST_CALLS


def test_a_shared_need_is_told_once() -> None:
    jobs = [training_job(label) for label in "abc"]
    plan = checked(Account(trusted=None), *jobs)
    (found,) = plan.diagnostics
    assert "2 more jobs need it too" in found.detail


def test_where_nothing_is_submitted_nothing_is_asked() -> None:
    account = Account()
    kept = Change(address(), Action.NO_OP, before=record(), job=training_job())
    plan = with_preflight(Plan((kept,), (), state_of()), account)
    assert plan.preflight is None
    assert not account.calls
