"""The addresses that `moved`, `removed` and `import` blocks name, as they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sm_tj_cli.addresses import format_key
from sm_tj_cli.configuration.decode_resource import static_reference
from sm_tj_cli.configuration.static_references import RESERVED
from sm_tj_cli.syntax.nodes import (
    AttributeStep,
    IndexStep,
    NumberLiteral,
    Reference,
    StringLiteral,
    Traversal,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sm_tj_cli.diagnostics import Findings, SourceRange
    from sm_tj_cli.syntax.nodes import Block, Expression, Step
    from sm_tj_cli.values.value import Value

_KEYWORDS = RESERVED | {"var", "local", "each", "count", "path", "self", "terraform"}


@dataclass(frozen=True, slots=True)
class StaticAddress:
    """An address inside a module: its text, whether a resource's or a module's, and where its last key stands."""

    text: str
    is_module: bool
    is_data: bool
    range: SourceRange
    key_range: SourceRange | None = None

    @property
    def without_key(self) -> str:
        """The text without the key at its end."""
        return self.text.rpartition("[")[0] if self.key_range else self.text


def address_in(block: Block, name: str, findings: Findings) -> StaticAddress | None:
    """What the argument names; None, with an error, where that is no address. A missing one was told already."""
    attribute = block.body.attributes.get(name)
    if attribute is None or static_reference(attribute.expression, findings, quoted=False) is None:
        return None
    return address_of(attribute.expression, findings, None)


def address_of(
    expression: Expression, findings: Findings, evaluate: Callable[[Expression], Value] | None
) -> StaticAddress | None:
    """The address that an expression spells; `evaluate` gives the keys that are no literals."""
    match expression:
        case Traversal(Reference(root), steps, where):
            pass
        case _:
            findings.error(
                "Invalid address",
                "A resource address is required here, such as aws_sagemaker_training_job.name.",
                expression.range,
            )
            return None
    if root in _KEYWORDS:
        findings.error(
            "Invalid address",
            f'The keyword "{root}" is reserved and cannot be used to target a resource address. If you are targeting a '
            'resource type that uses a reserved keyword, please prefix your address with "resource.".',
            where,
        )
        return None
    texts = [root, *(_text(step, evaluate) for step in steps)]
    names = [text for text in texts if not text.startswith("[")]
    while names[:1] == ["module"]:
        names = names[2:]
    last = steps[-1]
    key = last.range if isinstance(last, IndexStep) else None
    text = "".join(part if part.startswith("[") else f".{part}" for part in texts)[1:]
    text = text.removeprefix("resource.")
    return StaticAddress(text, not names, names[:1] == ["data"], where, key)


def _text(step: Step, evaluate: Callable[[Expression], Value] | None) -> str:
    match step:
        case AttributeStep(name):
            return name
        case IndexStep(StringLiteral(text)):
            return format_key(text)
        case IndexStep(NumberLiteral(text)):
            return f"[{text}]"
        case IndexStep(key) if evaluate is not None:
            value = evaluate(key)
            return format_key(value.raw) if isinstance(value.raw, str) else f"[{value.raw}]"
        case _:
            return "[*]"
