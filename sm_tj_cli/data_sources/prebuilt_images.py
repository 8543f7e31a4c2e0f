"""Images that AWS has built for SageMaker: which account's registry has them, by region. Nothing is asked of AWS.

`prebuilt_images.json` is a list of `{"repositories": [name], "registries": {region: account id}}`, from
https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-algo-docker-registry-paths.html and
https://github.com/aws/deep-learning-containers/blob/master/available_images.md.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sm_tj_cli.data_sources._registry import Arguments, Attributes, DataSourceError, data_source
from sm_tj_cli.data_sources.partitions import partition_of
from sm_tj_cli.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.aws.clients import Clients


@data_source("aws_sagemaker_prebuilt_ecr_image", ("repository_name",), ("dns_suffix", "image_tag"))
def read_prebuilt_image(clients: Clients, arguments: Arguments) -> Attributes:
    """The registry of a prebuilt image, and its path for `training_image`."""
    name, tag = arguments.text("repository_name"), arguments.text("image_tag", "1")
    region = arguments.text("region", clients.region_name() or "")
    if not region:
        raise DataSourceError("No AWS region is set. Name one with --region or AWS_REGION.")
    registry = _registry(name, region)
    suffix = arguments.text("dns_suffix", partition_of(region)[1])
    return {
        "dns_suffix": suffix,
        "id": registry,
        "image_tag": tag,
        "region": region,
        "registry_id": registry,
        "registry_path": f"{registry}.dkr.ecr.{region}.{suffix}/{name}:{tag}",
        "repository_name": name,
    }


def _registry(name: str, region: str) -> str:
    tables = _registries()
    if name not in tables:
        raise DataSourceError(
            f'AWS has no prebuilt image "{name}".{did_you_mean(name, sorted(tables))} '
            f"There are: {', '.join(sorted(tables))}."
        )
    if region not in tables[name]:
        raise DataSourceError(
            f'No registry is known that has "{name}" in {region}; it is in: {", ".join(tables[name])}.'
        )
    return tables[name][region]


@cache
def _registries() -> Mapping[str, Mapping[str, str]]:
    """Repository -> region -> account."""
    text = files("sm_tj_cli.data_sources").joinpath("prebuilt_images.json").read_text("utf-8")
    return {
        name: group["registries"] for group in json.loads(text) for name in group["repositories"]
    }
