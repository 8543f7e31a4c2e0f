"""An explanation of an argument in, text, Markdown or JSON out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sm_tj_cli.render.wrapping import hanging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sm_tj_cli.request.explain import Explanation

RESOURCE = "aws_sagemaker_training_job"
_LONGEST_NAME = 28
_ITEM = re.compile(r"( *- | *)")


def text_lines(explanation: Explanation, width: int | None) -> Iterator[str]:
    """For a terminal."""
    yield explanation.path or RESOURCE
    for label, text in facts(explanation):
        yield from hanging(f"  {label:<10} ", text, width)
    if explanation.documentation:
        yield ""
        for line in explanation.documentation.split("\n"):
            lead = _ITEM.match(line)
            assert lead is not None
            yield from hanging(lead[0], line[lead.end() :], width)
    arguments = [member for member in explanation.members if not member.is_exported]
    yield from _table("Arguments", arguments, width)
    attributes = [member for member in explanation.members if member.is_exported]
    yield from _table("Attributes, known after apply", attributes, width)
    if not explanation.path:
        yield ""
        yield from hanging(
            "", f'"smtj explain {arguments[0].name}" says more of one of them.', width
        )


def _table(title: str, members: Iterable[Explanation], width: int | None) -> Iterator[str]:
    found = list(members)
    if not found:
        return
    yield ""
    yield title
    column = min(max(len(member.name) for member in found), _LONGEST_NAME)
    for member in found:
        required = _required(member)
        kind = "" if member.is_exported else f"({member.kind}{required}) "
        yield from hanging(f"  {member.name:<{column}}  ", f"{kind}{member.summary}", width)


def _required(explanation: Explanation) -> str:
    unless = f" unless {explanation.unless} is given" if explanation.unless else ""
    return f", required{unless}" if explanation.is_required else ""


def markdown_lines(explanation: Explanation) -> Iterator[str]:
    """A section of a page."""
    yield f"### `{explanation.path or RESOURCE}`"
    yield ""
    for label, text in facts(explanation):
        yield f"- **{label}**: {text}"
    if explanation.documentation:
        yield ""
        yield explanation.documentation
    if explanation.members:
        yield ""
        yield from (f"- `{member.name}`: {member.summary}" for member in explanation.members)


def explanation_document(explanation: Explanation) -> dict[str, object]:
    """For programs; what stands in a block is named and summed up."""
    return {
        "path": explanation.path,
        "kind": explanation.kind,
        "is_required": explanation.is_required,
        "unless": explanation.unless,
        "is_exported": explanation.is_exported,
        "is_updatable": explanation.is_updatable,
        "limits": list(explanation.limits),
        "choices": list(explanation.choices),
        "default": explanation.default,
        "since": explanation.since,
        "old_name": explanation.old_name,
        "documentation": explanation.documentation,
        "members": [
            {
                "path": member.path,
                "kind": member.kind,
                "is_required": member.is_required,
                "summary": member.summary,
            }
            for member in explanation.members
        ],
    }


def facts(explanation: Explanation) -> Iterator[tuple[str, str]]:
    """What is known of it, label and text."""
    required = _required(explanation)
    known = ", known after apply" if explanation.is_exported else ""
    yield "Type", f"{explanation.kind}{required}{known}"
    if not explanation.path:
        return
    if explanation.limits:
        yield "Limits", "; ".join(explanation.limits)
    if explanation.choices:
        yield "Values", ", ".join(explanation.choices)
    if explanation.default:
        yield "Default", explanation.default
    if not explanation.is_exported:
        yield "A change", "is made in place" if explanation.is_updatable else "is a new job"
    if explanation.old_name:
        yield "Dialect", f'{explanation.since}, as "{explanation.old_name}"'
    elif explanation.since:
        yield "Dialect", explanation.since
