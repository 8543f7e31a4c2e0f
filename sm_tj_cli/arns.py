"""ARNs, and what else names a training job: the text in, its parts out."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_NAME = 63
"""Of a training job (CreateTrainingJob)."""
CONSOLES = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}
"""The AWS console's host, behind the region, by partition."""
_JOB = "training-job/"


@dataclass(frozen=True, slots=True)
class Arn:
    """`arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`; all parts are empty where a text is no ARN."""

    partition: str = ""
    service: str = ""
    region: str = ""
    account: str = ""
    resource: str = ""

    @classmethod
    def of(cls, text: object) -> Arn:
        """The parts of an ARN."""
        parts = text.split(":", 5) if isinstance(text, str) else []
        return cls(*parts[1:]) if len(parts) == 6 and parts[0] == "arn" else cls()

    @classmethod
    def of_page(cls, text: str) -> Arn:
        """The training job whose page in the AWS console has this address, which may say no account."""
        for partition, host in CONSOLES.items() if text.startswith("https://") else ():
            page = re.fullmatch(
                rf"https://(?:(\d{{12}})-[\w-]+\.)?(?:[\w-]+\.)*{re.escape(host)}/sagemaker/[^#]*[?&]region=([\w-]+)[^#]*#/jobs/([\w-]+)(?:[/?].*)?",
                text,
            )
            if page:
                return cls(partition, "sagemaker", page[2], page[1] or "", _JOB + page[3])
        return cls()

    @classmethod
    def of_job(cls, selector: str) -> Arn:
        """The training job that an ARN or the address of its page names; all parts are empty where it is neither."""
        found = cls.of(selector)
        is_job = found.service == "sagemaker" and found.resource.startswith(_JOB)
        return found if is_job else cls.of_page(selector)

    @property
    def name(self) -> str:
        """The resource without its kind: of `training-job/train`, `train`."""
        return self.resource.rpartition("/")[2]


def job_name_in(selector: str) -> str:
    """The name of the job that a name, an ARN or the address of a page means."""
    return Arn.of_job(selector).name or selector


def may_be_a_job(selector: str) -> bool:
    """Whether a job can have this name, ARN or page, so that it makes sense to ask AWS."""
    name = job_name_in(selector)
    is_word = name.isascii() and name.replace("-", "").isalnum()
    return is_word and not name.startswith("-") and len(name) <= LONGEST_NAME
