"""What an expression refers to: names that nothing inside of it binds."""

from __future__ import annotations

import pytest

from sm_tj_cli.syntax.nodes import NumberLiteral, Traversal
from sm_tj_cli.syntax.walk import descend, references, static_name
from tests.unit.syntax.cases import body_of, expression_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1", []),
        ("a.b[c.d].e", ["a", "c"]),
        ('"x${a}%{ if b }${c}%{ endif }"', ["a", "b", "c"]),
        ("[for x in a : x.y + z if x]", ["a", "z"]),
        ("{ for k, v in x : k => v... }", ["x"]),
        ("[for x in x : x]", ["x"]),
        ("[for x in a : [for y in x : [x, y, b]]]", ["a", "b"]),
        ("{ a = b, (c) = d }", ["b", "c", "d"]),
        ("f(a, b...) ? c : -d", ["c", "a", "b", "d"]),
        ("a[*].b[c]", ["a", "c"]),
        ("f(a)[b].c", ["a", "b"]),
        ("[for x in a : 1][b]", ["a", "b"]),
        ("f(a)[*].c[b]", ["a", "b"]),
        ('"%{ if a }${b}%{ else }${c}%{ endif }"', ["a", "b", "c"]),
        ('"${a}"', ["a"]),
        ("!(a)", ["a"]),
        ("[for k, v in k : v]", ["k"]),
        ("{ for k, v in a : k => b if c }", ["a", "b", "c"]),
        ('"%{ for x in a }${x}${b}%{ endfor }"', ["a", "b"]),
    ],
)
def test_the_free_names_of_an_expression(text: str, names: list[str]) -> None:
    assert sorted(root for root, _, _ in references(expression_of(text))) == sorted(names)


def test_the_steps_of_a_reference_come_with_it() -> None:
    ((_, steps, _),) = references(expression_of('a.b["c"]'))
    assert [static_name(step) for step in steps] == ["b", "c"]


def test_the_steps_of_a_splat_do_not_come_with_it() -> None:
    ((root, steps, where),) = references(expression_of("a[*].b"))
    assert (root, steps, where.end.column) == ("a", (), 7)


@pytest.mark.parametrize(
    ("text", "name"), [("a.b", "b"), ('a["b"]', "b"), ("a[0]", None), ("a[b]", None), ("a.0", None)]
)
def test_only_a_literal_name_is_static(text: str, name: str | None) -> None:
    found = expression_of(text)
    assert isinstance(found, Traversal)
    assert [static_name(step) for step in found.steps] == [name]


def test_a_body_refers_to_what_its_blocks_refer_to() -> None:
    body = body_of("x = a\ny {\n  z = b\n}\n")
    assert [root for root, _, _ in references(body)] == ["a", "b"]


def test_everything_in_a_node_is_found_from_the_outside_in() -> None:
    found = list(descend(expression_of("[1, [2, f(3)]]")))
    assert [node.text for node in found if isinstance(node, NumberLiteral)] == ["1", "2", "3"]
    assert found[0] is not found[1]
