"""terraform_data needs no provider."""

from __future__ import annotations

from sm_tj_cli.configuration.terraform_data import terraform_data
from sm_tj_cli.values.json_values import from_python, to_json
from sm_tj_cli.values.value import SENSITIVE, string
from tests.fakes.configurations import MemoryTerraform, evaluated


def test_its_output_is_its_input() -> None:
    found = terraform_data({"input": string("x")}, None)
    assert to_json(found) == {"id": None, "input": "x", "output": "x", "triggers_replace": None}


def test_its_id_is_terraforms() -> None:
    terraform = MemoryTerraform({"terraform_data.d": {None: {"id": "i", "output": "old"}}})
    text = (
        'resource "terraform_data" "d" { input = "new" }\noutput "o" { value = terraform_data.d }'
    )
    assert evaluated(text, terraform=terraform).outputs["o"] == {
        "id": "i", "input": "new", "output": "new", "triggers_replace": None,
    }  # fmt: skip


def test_a_secret_stays_hidden_in_it() -> None:
    found = terraform_data({"input": string("x").with_marks({SENSITIVE})}, from_python({"id": "i"}))
    assert isinstance(found.raw, dict)
    assert SENSITIVE in found.raw["output"].marks


def test_it_has_no_other_arguments() -> None:
    text = 'resource "terraform_data" "d" {\n  inpt = 1\n  x {}\n}'
    assert evaluated(text).told == ["2: Unsupported argument", "3: Unsupported block type"]
