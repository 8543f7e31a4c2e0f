"""ECR."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call, objects
from sm_tj_cli.data_sources._registry import (
    JSON,
    Arguments,
    Attributes,
    DataSourceError,
    data_source,
)

if TYPE_CHECKING:
    from sm_tj_cli.aws.clients import Clients


@data_source("aws_ecr_repository", ("name",), ("registry_id", "tags"))
def read_repository(clients: Clients, arguments: Arguments) -> Attributes:
    """ECR DescribeRepositories."""
    repository = _repository(clients, arguments.text("name"), arguments.text("registry_id", ""))
    arn = repository.get("repositoryArn")
    scanning = repository.get("imageScanningConfiguration")
    encryption = repository.get("encryptionConfiguration")
    return {
        "arn": arn,
        "encryption_configuration": [
            {"encryption_type": item.get("encryptionType"), "kms_key": item.get("kmsKey") or ""}
            for item in objects([encryption])
        ],
        "id": repository.get("repositoryName"),
        "image_scanning_configuration": [
            {"scan_on_push": item.get("scanOnPush")} for item in objects([scanning])
        ],
        "image_tag_mutability": repository.get("imageTagMutability"),
        "name": repository.get("repositoryName"),
        "registry_id": repository.get("registryId"),
        "repository_url": repository.get("repositoryUri"),
    }


@data_source(
    "aws_ecr_image",
    ("repository_name",),
    ("image_digest", "image_tag", "most_recent", "registry_id"),
)
def read_image(clients: Clients, arguments: Arguments) -> Attributes:
    """ECR DescribeImages: by tag, by digest, or the one that was pushed last."""
    name, registry = arguments.text("repository_name"), arguments.text("registry_id", "")
    tag, digest = arguments.text("image_tag", ""), arguments.text("image_digest", "")
    request = _request({"repositoryName": name}, registry)
    wanted = {key: text for key, text in (("imageTag", tag), ("imageDigest", digest)) if text}
    if not wanted and not arguments.flag("most_recent"):
        raise DataSourceError("One of image_tag, image_digest and most_recent is needed.")
    if wanted:
        request["imageIds"] = [wanted]
    images = _images(clients, request)
    if not images:
        raise DataSourceError(f'The repository "{name}" has no such image.')
    image = max(images, key=lambda item: str(item.get("imagePushedAt")))
    url = _repository(clients, name, registry).get("repositoryUri")
    pushed = image.get("imagePushedAt")
    return {
        "id": image.get("imageDigest"),
        "image_digest": image.get("imageDigest"),
        "image_pushed_at": _epoch(pushed),
        "image_size_in_bytes": image.get("imageSizeInBytes"),
        "image_tags": image.get("imageTags") or [],
        "image_uri": f"{url}@{image.get('imageDigest')}",
        "registry_id": image.get("registryId"),
    }


def _images(clients: Clients, request: dict[str, object]) -> list[dict[str, JSON]]:
    images: list[dict[str, JSON]] = []
    while True:
        answer = call(clients.client("ecr"), "DescribeImages", request)
        images.extend(objects(answer.get("imageDetails")))
        token = answer.get("nextToken")
        if not token:
            return images
        request = {**request, "nextToken": token}


def _repository(clients: Clients, name: str, registry: str) -> dict[str, JSON]:
    request = _request({"repositoryNames": [name]}, registry)
    found = objects(
        call(clients.client("ecr"), "DescribeRepositories", request).get("repositories")
    )
    if not found:
        raise DataSourceError(f'There is no repository "{name}".')
    return found[0]


def _request(content: dict[str, object], registry: str) -> dict[str, object]:
    return {**content, "registryId": registry} if registry else content


def _epoch(time: JSON) -> JSON:
    return int(datetime.fromisoformat(time).timestamp()) if isinstance(time, str) else None
