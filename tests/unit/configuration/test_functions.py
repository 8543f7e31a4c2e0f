"""Which functions a module may call."""

from __future__ import annotations

import pytest

from sm_tj_cli.configuration.decode_terraform import RequiredProvider
from sm_tj_cli.configuration.functions import BUILT_IN, ModuleFunctions
from sm_tj_cli.values.functions import STANDARD
from tests.fakes.configurations import evaluated

REQUIRED = (
    f'terraform {{\n  required_providers {{\n    tf = {{ source = "{BUILT_IN}" }}\n  }}\n}}\n'
)


def test_the_built_in_provider_has_the_name_that_the_module_gives_it() -> None:
    found = evaluated(f'{REQUIRED}output "o" {{ value = provider::tf::encode_expr([1]) }}')
    assert (found.outputs["o"], found.told) == ("[1]", [])


@pytest.mark.parametrize("required", ["", REQUIRED])
def test_by_another_name_it_is_refused(required: str) -> None:
    call = 'output "o" { value = provider::terraform::encode_expr([1]) }'
    (told,) = evaluated(required + call).told
    assert told.endswith("Unknown provider function")


def test_only_what_may_be_called_is_proposed() -> None:
    required = {"tf": RequiredProvider(BUILT_IN), "aws": RequiredProvider("hashicorp/aws")}
    names = {name for name in ModuleFunctions(STANDARD, required).names() if "::" in name}
    assert names == {
        "provider::tf::decode_tfvars",
        "provider::tf::encode_expr",
        "provider::tf::encode_tfvars",
    }
    assert not any("::" in name for name in ModuleFunctions(STANDARD, {}).names())
