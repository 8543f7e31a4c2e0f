"""What may stand in each of the language's own blocks: arguments, nested blocks, and how many labels they have.

A block comes in as it was written and goes out with its nested blocks told apart from its arguments, which JSON does
not; what does not belong there, and what is missing, is told. Parts that a provider, a module or a backend defines are
open: whoever knows them checks them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.blocks import check_names
from sm_tj_cli.configuration.json_body import with_blocks
from sm_tj_cli.syntax.nodes import Unreadable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sm_tj_cli.diagnostics import Findings
    from sm_tj_cli.syntax.nodes import Block, Body


@dataclass(frozen=True, slots=True)
class BlockSchema:
    """What one kind of block may hold.

    Attributes:
        labels: what its labels are, as messages call them.
        required: the arguments that must be there.
        optional: the others.
        static: the arguments that are names, not values; JSON writes them as strings.
        blocks: the nested blocks.
        is_open: whether there may be others of both kinds.
    """

    labels: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    static: tuple[str, ...] = ()
    blocks: Mapping[str, BlockSchema] = field(default_factory=dict)
    is_open: bool = False


CONDITION = BlockSchema(required=("condition", "error_message"))
CONNECTION = BlockSchema(is_open=True)
PROVISIONER = BlockSchema(("type",), blocks={"connection": CONNECTION}, is_open=True)
LIFECYCLE = BlockSchema(
    optional=("create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"),
    static=("ignore_changes", "replace_triggered_by"),
    blocks={"precondition": CONDITION, "postcondition": CONDITION},
)
RESOURCE = BlockSchema(
    ("type", "name"),
    optional=("count", "for_each", "provider", "depends_on"),
    static=("provider", "depends_on"),
    blocks={
        "lifecycle": LIFECYCLE,
        "timeouts": BlockSchema(is_open=True),
        "provisioner": PROVISIONER,
        "connection": CONNECTION,
        "_": BlockSchema(is_open=True),
    },
    is_open=True,
)
DATA = replace(
    RESOURCE,
    blocks={name: RESOURCE.blocks[name] for name in ("lifecycle", "timeouts", "_")},
)
TERRAFORM = BlockSchema(
    optional=("required_version", "experiments", "language"),
    static=("experiments", "language"),
    blocks={
        "backend": BlockSchema(("type",), is_open=True),
        "cloud": BlockSchema(is_open=True),
        "required_providers": BlockSchema(is_open=True),
        "provider_meta": BlockSchema(("provider",), is_open=True),
    },
)
TOP_LEVEL: Mapping[str, BlockSchema] = {
    "terraform": TERRAFORM,
    "provider": BlockSchema(("type",), is_open=True),
    "variable": BlockSchema(
        ("name",),
        optional=("type", "default", "description", "nullable", "sensitive", "ephemeral"),
        static=("type",),
        blocks={"validation": CONDITION},
    ),
    "locals": BlockSchema(is_open=True),
    "output": BlockSchema(
        ("name",),
        required=("value",),
        optional=("description", "sensitive", "ephemeral", "depends_on"),
        static=("depends_on",),
        blocks={"precondition": CONDITION, "postcondition": CONDITION},
    ),
    "resource": RESOURCE,
    "data": DATA,
    "ephemeral": DATA,
    "module": BlockSchema(
        ("name",),
        required=("source",),
        optional=("version", "count", "for_each", "providers", "depends_on"),
        static=("providers", "depends_on"),
        is_open=True,
    ),
    "moved": BlockSchema(required=("from", "to"), static=("from", "to")),
    "removed": BlockSchema(
        required=("from",),
        static=("from",),
        blocks={
            "lifecycle": BlockSchema(optional=("destroy",)),
            "provisioner": PROVISIONER,
            "connection": CONNECTION,
        },
    ),
    "import": BlockSchema(
        required=("to", "id"), optional=("for_each", "provider"), static=("to", "provider")
    ),
    "check": BlockSchema(("name",), blocks={"assert": CONDITION, "data": DATA}),
}
LABELS = {name: len(schema.labels) for name, schema in TOP_LEVEL.items()}


def conform_file(body: Body, findings: Findings, *, overrides: bool = False) -> Body:
    """A file's blocks, as `conform` leaves them; in a file that overrides nothing is required."""
    if body.from_json:
        body = with_blocks(body, LABELS, (), findings)
    check_names(body, (), tuple(TOP_LEVEL), findings)
    blocks = tuple(
        conform(block, TOP_LEVEL[block.type], findings, overrides=overrides)
        for block in body.blocks
        if block.type in TOP_LEVEL and has_labels(block, TOP_LEVEL[block.type], findings)
    )
    return replace(body, attributes={}, blocks=blocks)


def conform(
    block: Block, schema: BlockSchema, findings: Findings, *, overrides: bool = False
) -> Block:
    """The block with its nested blocks; what does not fit the schema is told, and what has no labels is left out."""
    body = block.body
    if body.from_json:
        labels = {name: len(inner.labels) for name, inner in schema.blocks.items()}
        body = with_blocks(body, labels, schema.static, findings)
    if not schema.is_open:
        check_names(body, (*schema.required, *schema.optional), tuple(schema.blocks), findings)
    for name in () if overrides else schema.required:
        if name not in body.attributes:
            findings.error(
                "Missing required argument",
                f'The argument "{name}" is required, but no definition was found.',
                body.end_range if body.from_json else block.definition_range,
            )
    body = _without_unreadable(body, schema.static)
    if "for_each" in schema.optional:
        _check_repetition(body, findings)
    blocks = tuple(
        inner if found is None else conform(inner, found, findings)
        for inner in body.blocks
        if ((found := schema.blocks.get(inner.type)) is None and schema.is_open)
        or (found is not None and has_labels(inner, found, findings))
    )
    return replace(block, body=replace(body, blocks=blocks))


def _without_unreadable(body: Body, static: Collection[str]) -> Body:
    """Without what should be names and could not be read; a value that could not is one that is not known."""
    kept = {
        name: attribute
        for name, attribute in body.attributes.items()
        if name not in static or not isinstance(attribute.expression, Unreadable)
    }
    return body if len(kept) == len(body.attributes) else replace(body, attributes=kept)


def _check_repetition(body: Body, findings: Findings) -> None:
    """Tells `count` and `for_each` side by side."""
    found = body.attributes
    if "count" in found and "for_each" in found:
        findings.error(
            'Invalid combination of "count" and "for_each"',
            'The "count" and "for_each" meta-arguments are mutually-exclusive, only one should be used to be explicit '
            "about the number of resources to be created.",
            found["for_each"].name_range,
        )


def has_labels(block: Block, schema: BlockSchema, findings: Findings) -> bool:
    """Whether the block has as many labels as it must; told where it has not."""
    names, wanted = ", ".join(schema.labels), len(schema.labels)
    if len(block.labels) < wanted:
        findings.error(
            f"Missing {schema.labels[len(block.labels)]} for {block.type}",
            f"All {block.type} blocks must have {wanted} label{'s' if wanted > 1 else ''} ({names}).",
            block.definition_range,
        )
    elif len(block.labels) > wanted:
        findings.error(
            f"Extraneous label for {block.type}",
            f"Only {wanted} labels ({names}) are expected for {block.type} blocks."
            if wanted
            else f"No labels are expected for {block.type} blocks.",
            block.label_ranges[wanted],
        )
    return len(block.labels) == wanted
