"""Values that are not known yet: the names of `local.…` in `unknowns.json`, for Terraform and for ours.

Terraform knows the output of a `terraform_data` that is not created yet by its type alone, and its id as not null.
"""

from __future__ import annotations

from pathlib import Path

from sm_tj_cli.values.types import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
)
from sm_tj_cli.values.value import Value, object_of, unknown, unknown_not_null

RECORDS = Path(__file__).with_name("unknowns.json")

_PAIR = ObjectType((("a", STRING), ("b", NUMBER)))

# The name, an expression of its type, and the type.
TYPED: tuple[tuple[str, str, Type], ...] = (
    ("s", '"x"', STRING),
    ("n", "1", NUMBER),
    ("b", "true", BOOL),
    ("ls", 'tolist(["x"])', ListType(STRING)),
    ("ln", "tolist([1])", ListType(NUMBER)),
    ("ss", 'toset(["x"])', SetType(STRING)),
    ("ms", 'tomap({ x = "x" })', MapType(STRING)),
    ("o", '{ a = "x", b = 1 }', _PAIR),
    ("t", '["x", 1]', TupleType((STRING, NUMBER))),
    ("lo", 'tolist([{ a = "x", b = 1 }])', ListType(_PAIR)),
    ("mo", 'tomap({ x = { a = "x", b = 1 } })', MapType(_PAIR)),
    ("ll", 'tolist([tolist(["x"])])', ListType(ListType(STRING))),
)

CONFIGURATION = (
    'resource "terraform_data" "id" {}\n'
    + "".join(
        f'resource "terraform_data" "{name}" {{\n  input = {written}\n}}\n'
        for name, written, _ in TYPED
    )
    + "locals {\n  id = terraform_data.id.id\n  d  = jsondecode(terraform_data.id.id)\n"
    + "".join(f"  {name} = terraform_data.{name}.output\n" for name, _, _ in TYPED)
    + "}\n"
)

OURS: Value = object_of(
    {
        "id": unknown_not_null(STRING),
        "d": unknown(DYNAMIC),
        **{name: unknown(kind) for name, _, kind in TYPED},
    }
)
