from __future__ import annotations

from sm_tj_cli.render.explanation import explanation_document, markdown_lines, text_lines
from sm_tj_cli.request.explain import Explanation

INNER = Explanation(
    "block.count", "whole number", is_required=True, limits=("1 to 9",), summary="How many."
)
BLOCK = Explanation(
    "block",
    "block",
    is_updatable=True,
    default="one",
    since="2018",
    old_name="bloc",
    documentation="What it is.\n\n- a long item that has to be wrapped somewhere",
    members=(INNER,),
)


def test_a_block_on_a_terminal() -> None:
    assert list(text_lines(BLOCK, 32)) == [
        "block",
        "  Type       block",
        "  Default    one",
        "  A change   is made in place",
        '  Dialect    2018, as "bloc"',
        "",
        "What it is.",
        "",
        "- a long item that has to be",
        "  wrapped somewhere",
        "",
        "Arguments",
        "  count  (whole number,",
        "         required) How many.",
    ]


def test_an_attribute() -> None:
    attribute = Explanation("arn", "string", is_exported=True, since="2018")
    assert list(text_lines(attribute, None)) == [
        "arn",
        "  Type       string, known after apply",
        "  Dialect    2018",
    ]


def test_the_resource_names_the_next_command() -> None:
    whole = Explanation(
        "", "resource", members=(INNER, Explanation("arn", "string", is_exported=True))
    )
    lines = list(text_lines(whole, None))
    assert lines[0] == "aws_sagemaker_training_job"
    assert "Attributes, known after apply" in lines
    assert lines[-1] == '"smtj explain count" says more of one of them.'


def test_markdown() -> None:
    assert list(markdown_lines(INNER)) == [
        "### `block.count`",
        "",
        "- **Type**: whole number, required",
        "- **Limits**: 1 to 9",
        "- **A change**: is a new job",
    ]
    assert list(markdown_lines(BLOCK))[-1] == "- `count`: How many."


def test_a_document_for_programs() -> None:
    document = explanation_document(BLOCK)
    assert document["path"] == "block"
    assert document["members"] == [
        {"path": "block.count", "kind": "whole number", "is_required": True, "summary": "How many."}
    ]
