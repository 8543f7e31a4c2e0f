"""An explanation of an argument in, text or Markdown out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.render.wrapping import hanging, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sm_tj_cli.request.explain import Explanation

RESOURCE = "aws_sagemaker_training_job"


def text_lines(explanation: Explanation, width: int | None) -> Iterator[str]:
    """For a terminal."""
    yield explanation.path or RESOURCE
    for label, text in _facts(explanation):
        yield from hanging(f"  {label:<10} ", text, width)
    if explanation.documentation:
        yield ""
        for paragraph in explanation.documentation.split("\n"):
            yield from wrap(paragraph, width)
    if explanation.members:
        yield ""
        yield "Arguments"
        yield from (f"  {name}" for name in explanation.members)


def markdown_lines(explanation: Explanation) -> Iterator[str]:
    """A section of a page."""
    yield f"### `{explanation.path or RESOURCE}`"
    yield ""
    for label, text in _facts(explanation):
        yield f"- **{label}**: {text}"
    if explanation.documentation:
        yield ""
        yield explanation.documentation
    if explanation.members:
        yield ""
        yield from (f"- `{name}`" for name in explanation.members)


def _facts(explanation: Explanation) -> Iterator[tuple[str, str]]:
    required = ", required" if explanation.is_required else ""
    yield "Type", f"{explanation.kind}{required}"
    if explanation.limits:
        yield "Limits", "; ".join(explanation.limits)
    if explanation.choices:
        yield "Values", ", ".join(explanation.choices)
    if explanation.default:
        yield "Default", explanation.default
    if explanation.is_updatable:
        yield "Changes", "in place"
