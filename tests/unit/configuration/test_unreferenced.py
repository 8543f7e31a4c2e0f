"""What no job refers to is evaluated too."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('locals {\n  a = tonumber("x")\n}', "2: Invalid function argument"),
        (
            'variable "v" {\n  type = number\n  default = "x"\n}',
            "3: Invalid default value for variable",
        ),
        (
            'resource "terraform_data" "d" {\n  input = tonumber("x")\n}',
            "2: Invalid function argument",
        ),
    ],
)
def test_faults_are_told(text: str, told: str) -> None:
    assert evaluated(text).told == [told]


def test_in_modules_too() -> None:
    child = 'locals { a = tonumber("x") }\noutput "o" {\n  value = 1\n  precondition {\n    condition = local.b == 2\n    error_message = "no"\n  }\n}\nlocals { b = 1 }'
    text = 'module "m" {\n  source = "./m"\n}'
    assert evaluated({"main.tf": text, "m/main.tf": child}).told == [
        "m/main.tf 1: Invalid function argument",
        "m/main.tf 5: Module output value precondition failed",
    ]


def test_what_is_terraforms_alone_is_no_fault() -> None:
    text = 'resource "aws_vpc" "v" {}\nlocals { id = aws_vpc.v.id }'
    assert evaluated(text).told == []
