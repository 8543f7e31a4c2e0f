from __future__ import annotations

import pytest

from sm_tj_cli.render.values import outputs_text, scalar, value_text
from sm_tj_cli.state.model import OutputState

LIST = ["list", "string"]
OBJECT = [
    "object",
    {
        "a": "number",
        "l": ["tuple", ["number", LIST]],
        "m": ["map", "number"],
        "s": ["set", "string"],
    },
]


# What `terraform output` 1.11 prints.
@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("x", "string", '"x"'),
        (None, "dynamic", "null"),
        (None, "string", "tostring(null)"),
        (None, ["list", ["map", "string"]], "tolist(null) /* of map of string */"),
        (None, ["object", {"a": "string"}], "null /* object */"),
        (
            {"a": None, "b": "x"},
            ["map", "string"],
            'tomap({\n  "a" = tostring(null)\n  "b" = "x"\n})',
        ),
        (True, "bool", "true"),
        (1.5, "number", "1.5"),
        ([], LIST, "tolist([])"),
        ({}, ["object", {}], "{}"),
        (["a", "b"], LIST, 'tolist([\n  "a",\n  "b",\n])'),
        ("x\ny\n", "string", "<<EOT\nx\ny\n\nEOT"),
        ({"b": "x\ny"}, ["object", {"b": "string"}], '{\n  "b" = <<-EOT\n  x\n  y\n  EOT\n}'),
        (
            {"a": 1, "l": [1, ["x"]], "m": {"k k": 2}, "s": ["x"]},
            OBJECT,
            (
                '{\n  "a" = 1\n  "l" = [\n    1,\n    tolist([\n      "x",\n    ]),\n  ]\n'
                '  "m" = tomap({\n    "k k" = 2\n  })\n  "s" = toset([\n    "x",\n  ])\n}'
            ),
        ),
    ],
)
def test_values_look_as_terraform_prints_them(value: object, kind: object, text: str) -> None:
    assert value_text(value, kind) == text  # type: ignore[arg-type]


def test_containers_fit_on_a_line() -> None:
    assert scalar({"a": [1, None, {"b": "x"}]}) == '{"a" = [1, null, {"b" = "x"}]}'


def test_outputs_hide_what_is_sensitive() -> None:
    outputs = {"b": OutputState("s3cret", "string", sensitive=True), "a": OutputState(1, "number")}
    assert outputs_text(outputs) == "a = 1\nb = <sensitive>"
