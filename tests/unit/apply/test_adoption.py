from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.apply.adoption import Found, look_up
from sm_tj_cli.diagnostics import Diagnostic
from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sm_tj_cli.documents import JSON

PAGE = "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs"
PREFIX = "arn:aws:sagemaker:eu-west-1:123456789012:training-job"


@dataclass
class Account:
    """Training jobs by name; `exact` where they are only found as they are written."""

    names: tuple[str, ...]
    exact: bool = False
    listed: int = field(default=0)

    def describe(self, name: str) -> Mapping[str, JSON]:
        for known in self.names:
            if known == name or (not self.exact and known.lower() == name.lower()):
                return self._summary(known)
        raise ServiceError("DescribeTrainingJob", Kind.NOT_FOUND, Processed.NO, "x", "y")

    def tags(self, arn: str) -> Mapping[str, str]:
        return {"of": arn}

    def list(self) -> Iterator[Mapping[str, JSON]]:
        self.listed += 1
        return map(self._summary, self.names)

    def _summary(self, name: str) -> Mapping[str, JSON]:
        return {"TrainingJobName": name, "TrainingJobArn": f"{PREFIX}/{name.lower()}"}


@pytest.mark.parametrize(
    "identifier", ["My-Job", f"{PREFIX}/my-job", f"{PREFIX}/My-Job", f"{PAGE}/My-Job"]
)
@pytest.mark.parametrize("exact", [False, True])
def test_a_job_is_found_by_its_name_its_arn_and_its_page(identifier: str, *, exact: bool) -> None:
    found = look_up(identifier, Account(("other", "My-Job"), exact))  # type: ignore[arg-type]
    assert isinstance(found, Found)
    assert found.description["TrainingJobName"] == "My-Job"
    assert found.tags == {"of": f"{PREFIX}/my-job"}


@pytest.mark.parametrize(
    ("identifier", "summary", "words"),
    [
        ("nobody", "Cannot import non-existent training job", "smtj list --remote"),
        (
            f"{PREFIX}/nobody",
            "Cannot import non-existent training job",
            "the region eu-west-1 and the account",
        ),
        (
            f"{PREFIX.replace('eu', 'us')}/my-job",
            "Training job is elsewhere",
            "the region us-west-1",
        ),
        (f"{PREFIX.replace('1234', '9999')}/my-job", "Training job is elsewhere", "999956789012"),
        (
            f"{PREFIX.replace('arn:aws:', 'arn:aws-cn:')}/my-job",
            "Training job is elsewhere",
            "--region",
        ),
        (
            "arn:aws:sagemaker:eu-west-1:123456789012:processing-job/x",
            "Not a training job",
            "processing-job/x",
        ),
        (
            PAGE.replace("eu-west", "us-west") + "/My-Job",
            "Training job is elsewhere",
            "its page names the region us-west-1",
        ),
        (f"{PAGE}/nobody", "Cannot import non-existent training job", "the region eu-west-1"),
        ("https://example.com/My-Job", "Not a training job", "the address of its page"),
        ("my job", "Not a training job", "letters, digits and hyphens"),
        ("x" * 64, "Not a training job", "63 at the most"),
    ],
)
def test_why_there_is_none(identifier: str, summary: str, words: str) -> None:
    told = look_up(identifier, Account(("My-Job",)))  # type: ignore[arg-type]
    assert isinstance(told, Diagnostic)
    assert told.summary == summary
    assert words in told.detail


def test_the_account_is_listed_only_for_the_spelling_of_an_arn() -> None:
    account = Account(("My-Job",))
    look_up("nobody", account)  # type: ignore[arg-type]
    look_up(f"{PREFIX}/my-job", account)  # type: ignore[arg-type]
    assert account.listed == 0
