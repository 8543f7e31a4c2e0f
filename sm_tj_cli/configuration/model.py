"""The configuration after evaluation: what every later stage works from.

A resource instance keeps its arguments as they were written (blocks as blocks, maps as maps), each with its
value and its place, so that the stage that knows the schema can tell faults where they stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.diagnostics import SourceFile, SourceRange
    from sm_tj_cli.syntax.nodes import Expression
    from sm_tj_cli.values.value import Value


@dataclass(frozen=True, slots=True)
class EvaluatedAttribute:
    """`name = value`. `expression` finds the place of a part of an object or tuple constructor."""

    name: str
    value: Value
    expression: Expression
    range: SourceRange
    name_range: SourceRange


@dataclass(frozen=True, slots=True)
class EvaluatedBlock:
    """A nested block, `dynamic` ones already expanded; an open one stands for a number that is not known yet."""

    type: str
    labels: tuple[str, ...]
    body: EvaluatedBody
    range: SourceRange
    type_range: SourceRange
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class EvaluatedBody:
    """Arguments and blocks in the order of the file.

    `end_range` is where a missing one is told; a common one is the same object in all instances of its resource.
    """

    range: SourceRange
    end_range: SourceRange
    attributes: Mapping[str, EvaluatedAttribute]
    blocks: tuple[EvaluatedBlock, ...] = ()
    is_common: bool = False


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The resource's `lifecycle` block.

    `ignore_changes` are dotted paths; `ignore_all` is the keyword; `triggers` are the jobs of `replace_triggered_by`.
    """

    prevent_destroy: bool = False
    create_before_destroy: bool = False
    ignore_all: bool = False
    ignore_changes: tuple[str, ...] = ()
    triggers: tuple[InstanceAddress, ...] = ()


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """A `provider "aws"` block, as far as connections and tags need it; all values known."""

    alias: str | None = None
    region: str | None = None
    profile: str | None = None
    assume_role_arn: str | None = None
    default_tags: Mapping[str, str] = field(default_factory=dict)
    ignore_tag_keys: frozenset[str] = frozenset()
    ignore_tag_prefixes: tuple[str, ...] = ()
    endpoints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dependency:
    """An edge to another training job: `completed` where the job must have Completed, else submitted."""

    address: InstanceAddress
    completed: bool


@dataclass(frozen=True, slots=True)
class JobInstance:
    """One declared `aws_sagemaker_training_job` instance, evaluated.

    `body` has neither meta-arguments nor `lifecycle`, `timeouts`, `provisioner`, `connection`.
    """

    address: InstanceAddress
    body: EvaluatedBody
    range: SourceRange
    lifecycle: Lifecycle = Lifecycle()
    provider: ProviderSettings = ProviderSettings()
    dependencies: tuple[Dependency, ...] = ()


@dataclass(frozen=True, slots=True)
class OutputValue:
    """A root module's output."""

    name: str
    value: Value
    sensitive: bool
    description: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A `moved` block: the record at `source` is the record of `target`."""

    source: str
    target: str
    range: SourceRange


@dataclass(frozen=True, slots=True)
class Removal:
    """A `removed` block; `destroy` false forgets without stopping."""

    source: str
    destroy: bool
    range: SourceRange


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """One `import` block, or one of its `for_each` items."""

    target: InstanceAddress
    id: str
    range: SourceRange


@dataclass(frozen=True, slots=True)
class BackendSettings:
    """The `backend` block of `terraform { }`: its type and its literal settings.

    `places` says where the arguments stand, `blocks` the blocks inside it, which no backend of ours has.
    """

    type: str
    settings: Mapping[str, object]
    range: SourceRange
    places: Mapping[str, SourceRange] = field(default_factory=dict)
    blocks: Mapping[str, SourceRange] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that a configuration says, evaluated with what was known.

    Attributes:
        directory: where the root module lies, as the user named it.
        sources: every file read, by name, for snippets.
        jobs: the declared training jobs in address order.
        provider: the default `provider "aws"`, for records that no resource declares any more.
        dormant: training jobs without instances, as far as their text alone says what they are.
    """

    directory: str
    sources: Mapping[str, SourceFile]
    jobs: tuple[JobInstance, ...] = ()
    outputs: tuple[OutputValue, ...] = ()
    moves: tuple[Move, ...] = ()
    removals: tuple[Removal, ...] = ()
    imports: tuple[ImportRequest, ...] = ()
    backend: BackendSettings | None = None
    provider: ProviderSettings = ProviderSettings()
    dormant: tuple[JobInstance, ...] = ()
