"""Names in a scope: those that a `for` binds hide all others."""

from __future__ import annotations

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.values.functions import STANDARD
from sm_tj_cli.values.scope import NoReferences, Scope
from sm_tj_cli.values.value import number
from tests.unit.values.functions.cases import FixedContext


def test_a_child_has_more_names_and_leaves_its_parent_alone() -> None:
    parent = Scope(NoReferences(), STANDARD, FixedContext(), {"x": number(1)})
    child = parent.child({"x": number(2), "y": number(3)})
    assert (parent.variables, child.variables) == (
        {"x": number(1)},
        {"x": number(2), "y": number(3)},
    )


def test_where_there_are_no_names_each_is_told() -> None:
    where = SourceFile("a", "b").range(0, 1)
    value, used, problems = NoReferences().resolve("b", (), where)
    assert (value.is_known, used) == (False, 0)
    assert [(item.summary, item.subject) for item in problems] == [("Variables not allowed", where)]
