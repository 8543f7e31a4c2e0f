"""A module as it was written: its blocks by kind, nothing evaluated yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sm_tj_cli.configuration.decode_terraform import RequiredProvider
    from sm_tj_cli.configuration.model import BackendSettings
    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.syntax.nodes import Attribute, Block, Body, Expression
    from sm_tj_cli.values.constraints import TypeConstraint


@dataclass(frozen=True, slots=True)
class Variable:
    """A `variable` block; a text given for one that `takes_text` is not an expression."""

    name: str
    constraint: TypeConstraint
    default: Expression | None
    description: str
    nullable: bool
    sensitive: bool
    ephemeral: bool
    validations: tuple[Block, ...]
    range: SourceRange
    takes_text: bool = True


@dataclass(frozen=True, slots=True)
class Output:
    """An `output` block."""

    name: str
    value: Expression
    description: str
    sensitive: bool
    ephemeral: bool
    preconditions: tuple[Block, ...]
    range: SourceRange
    depends_on: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """A `resource`, `data` or `ephemeral` block.

    `body` is without the meta-arguments; `actions` are its `provisioner` and `connection` blocks.
    """

    mode: str
    type: str
    name: str
    body: Body
    range: SourceRange
    count: Expression | None = None
    for_each: Expression | None = None
    provider: Expression | None = None
    depends_on: tuple[Expression, ...] = ()
    lifecycle: Block | None = None
    actions: tuple[Block, ...] = ()

    @property
    def address(self) -> str:
        """Its address inside its module."""
        return f"{'' if self.mode == 'managed' else f'{self.mode}.'}{self.type}.{self.name}"


@dataclass(frozen=True, slots=True)
class ModuleCall:
    """A `module` block and the module that it calls; None where that could not be loaded."""

    name: str
    body: Body
    range: SourceRange
    source: str
    source_range: SourceRange
    module: Module | None = None
    count: Expression | None = None
    for_each: Expression | None = None
    providers: Expression | None = None
    depends_on: tuple[Expression, ...] = ()
    has_version: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A `check` block; `data` is the data source that it alone may refer to."""

    name: str
    block: Block
    data: Resource | None
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Module:
    """One module. Names are unique in each table; a second definition was told when it was decoded."""

    directory: str
    variables: dict[str, Variable] = field(default_factory=dict)
    locals: dict[str, Attribute] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    calls: dict[str, ModuleCall] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    providers: tuple[Block, ...] = ()
    moves: tuple[Block, ...] = ()
    removals: tuple[Block, ...] = ()
    imports: tuple[Block, ...] = ()
    backend: BackendSettings | None = None
    required_providers: dict[str, RequiredProvider] = field(default_factory=dict)
