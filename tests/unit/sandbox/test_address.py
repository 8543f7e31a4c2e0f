from __future__ import annotations

from pathlib import Path

from sm_tj_cli.sandbox.address import SandboxAddress


def test_the_environment_names_the_url_for_every_service() -> None:
    found = SandboxAddress("http://127.0.0.1:1234", 1, Path("/place")).environment
    urls = {name for name, value in found.items() if value == "http://127.0.0.1:1234"}
    assert {"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_SAGEMAKER", "AWS_ENDPOINT_URL_S3"} <= urls
    assert found["AWS_CONFIG_FILE"] == "/place/aws_config"
