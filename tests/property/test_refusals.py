"""Whatever the service model forbids is refused in the line in which it stands, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from sm_tj_cli.diagnostics import SourceFile
from sm_tj_cli.request.generate import assignments, generate
from sm_tj_cli.request.schema import snake_case
from sm_tj_cli.syntax.parse import parse_file
from tests.fakes.declared import declared, schema
from tests.property.mutations import mutations
from tests.property.profile import examples
from tests.property.requests import PATHS, requests

if TYPE_CHECKING:
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Body
    from tests.property.settling import Request


@pytest.mark.parametrize("path", PATHS)
def test_what_the_model_forbids_is_refused_where_it_stands(path: str) -> None:
    @examples(1)
    @given(requests(path))
    def check(request: Request) -> None:
        for label, mutated in mutations(request, path):
            made = generate("job", mutated, schema().request)
            found = declared(made.text, secrets__auto__tfvars=assignments(made.secrets))
            told = {
                item.subject.start.line: item.detail
                for item in found.diagnostics.errors
                if item.subject
            }
            expected = lines_of(made.text, path, is_there=label != "left out")
            assert told, label
            assert not told.keys() - expected, (
                label,
                {line: told[line] for line in told.keys() - expected},
            )

    check()


def lines_of(text: str, path: str, *, is_there: bool) -> set[int]:
    """The lines of an argument or of all blocks of its name; of one that is missing, the lines of what it is missing in."""
    body, problems = parse_file(SourceFile("main.tf", text))
    assert not problems.has_errors
    resource = next(block for block in body.blocks if block.type == "resource")
    inside, whole = resource.body, [resource.definition_range]
    names = [snake_case(step) for step in path.split(".")]
    for name in names if is_there else names[:-1]:
        whole = _places(inside, name)
        inside = next((block.body for block in inside.blocks if block.type == name), inside)
    if not is_there:
        return {whole[0].start.line}
    return {line for place in whole for line in range(place.start.line, place.end.line + 1)}


def _places(body: Body, name: str) -> list[SourceRange]:
    if name in body.attributes:
        return [body.attributes[name].range]
    return [block.range.to(block.body.range) for block in body.blocks if block.type == name]
