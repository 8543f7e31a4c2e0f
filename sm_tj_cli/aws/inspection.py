"""Whether things of an account are there: one reading call each, for the check before a submission.

Failures are `service.ServiceError`; "not there" is an answer, not a failure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call, objects
from sm_tj_cli.service import Kind, Processed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.clients import Clients
    from sm_tj_cli.documents import JSON

# >>> The code of an instance type's quota "… for training job usage" goes here. Codes are the same in all accounts; that
# a code is of this quota is read from the answer.
QUOTA_CODES: dict[tuple[str, ...], str] = {
    ("ml.c7i.large",): "L-3FD3F6D0",
    ("ml.g4dn.xlarge",): "L-3F53BF0F",
    ("ml.g5.2xlarge",): "L-2D6DEB3C",
    ("ml.m5.large",): "L-611FA074",
}


class AccountInspection:
    """The account and region that `clients` talk to."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @property
    def region(self) -> str | None:
        """The region, None where nothing says it."""
        return self._clients.region_name()

    def trusted_by_role(self, name: str) -> frozenset[str] | None:
        """IAM GetRole: the services that may assume the role (`*` for all), None where there is no such role."""
        answer = self._ask("iam", "GetRole", {"RoleName": name})
        if answer is None:
            return None
        role = answer.get("Role")
        policy = role.get("AssumeRolePolicyDocument") if isinstance(role, dict) else None
        return _trusted(policy if isinstance(policy, dict) else {})

    def has_objects(self, bucket: str, prefix: str) -> bool | None:
        """S3 ListObjectsV2: whether a key begins so, None where there is no such bucket."""
        request = {"Bucket": bucket, "Prefix": prefix, "MaxKeys": 1}
        answer = self._ask("s3", "ListObjectsV2", request)
        return None if answer is None else bool(answer.get("Contents"))

    def bucket_region(self, bucket: str) -> str | None:
        """S3 HeadBucket: the bucket's region, empty where it is not told, None where there is no such bucket."""
        answer = self._ask("s3", "HeadBucket", {"Bucket": bucket})
        return None if answer is None else str(answer.get("BucketRegion") or "")

    def has_image(self, registry: str, repository: str, reference: str) -> bool:
        """ECR DescribeImages, by tag or by digest."""
        kind = "imageDigest" if reference.startswith("sha256:") else "imageTag"
        request = {
            "registryId": registry,
            "repositoryName": repository,
            "imageIds": [{kind: reference}],
        }
        answer = self._ask("ecr", "DescribeImages", request)
        return answer is not None and bool(answer.get("imageDetails"))

    def has_subnet(self, name: str) -> bool:
        """EC2 DescribeSubnets."""
        answer = self._ask("ec2", "DescribeSubnets", {"SubnetIds": [name]})
        return answer is not None and bool(answer.get("Subnets"))

    def has_security_group(self, name: str) -> bool:
        """EC2 DescribeSecurityGroups."""
        answer = self._ask("ec2", "DescribeSecurityGroups", {"GroupIds": [name]})
        return answer is not None and bool(answer.get("SecurityGroups"))

    def knows_quota(self, kind: tuple[str, ...]) -> bool:
        """Whether the quota of an instance type can be asked for."""
        return kind in QUOTA_CODES

    def quota(self, kind: tuple[str, ...]) -> float:
        """Service Quotas GetServiceQuota: how many instances may train at once."""
        request = {"ServiceCode": "sagemaker", "QuotaCode": QUOTA_CODES[kind]}
        answer = self._ask("service-quotas", "GetServiceQuota", request)
        quota = answer.get("Quota") if answer else None
        use = "spot training job usage" if "spot" in kind else "training job usage"
        if isinstance(quota, dict) and quota.get("QuotaName") == f"{kind[0]} for {use}":
            value = quota.get("Value")
            if isinstance(value, int | float):
                return float(value)
        raise ServiceError(
            "GetServiceQuota",
            Kind.NOT_FOUND,
            Processed.NO,
            "NoSuchQuota",
            f"no quota of {kind[0]} for {use}",
        )

    def _ask(
        self, service: str, operation: str, request: Mapping[str, object]
    ) -> dict[str, JSON] | None:
        """The answer, None where the service says that there is no such thing."""
        try:
            return call(self._clients.client(service, attempts=1), operation, request)
        except ServiceError as error:
            if error.kind is Kind.NOT_FOUND:
                return None
            raise


def _trusted(policy: Mapping[str, JSON]) -> frozenset[str]:
    statements = policy.get("Statement")
    listed = objects(statements) if isinstance(statements, list) else objects([statements])
    found: set[str] = set()
    for statement in listed:
        principal = statement.get("Principal")
        if statement.get("Effect") != "Allow":
            continue
        services = principal.get("Service") if isinstance(principal, dict) else principal
        found.update(map(str, services if isinstance(services, list) else [services or ""]))
    return frozenset(found - {""})
