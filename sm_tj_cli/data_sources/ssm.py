"""Systems Manager's parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.aws.calls import call
from sm_tj_cli.data_sources._registry import Arguments, Attributes, data_source

if TYPE_CHECKING:
    from sm_tj_cli.aws.clients import Clients


@data_source("aws_ssm_parameter", ("name",), ("with_decryption",), sensitive=("value",))
def read_parameter(clients: Clients, arguments: Arguments) -> Attributes:
    """SSM GetParameter; the value is sensitive, `insecure_value` is given for plain ones only."""
    name = arguments.text("name")
    decrypts = arguments.flag("with_decryption", default=True)
    answer = call(clients.client("ssm"), "GetParameter", {"Name": name, "WithDecryption": decrypts})
    parameter = answer["Parameter"]
    assert isinstance(parameter, dict)
    is_secret = parameter.get("Type") == "SecureString"
    return {
        "arn": parameter.get("ARN"),
        "id": name,
        "insecure_value": None if is_secret else parameter.get("Value"),
        "name": parameter.get("Name"),
        "type": parameter.get("Type"),
        "value": parameter.get("Value"),
        "version": parameter.get("Version"),
        "with_decryption": decrypts,
    }
