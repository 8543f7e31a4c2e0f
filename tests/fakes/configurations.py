"""Configurations from texts, in a world without files, clock, AWS or Terraform."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sm_tj_cli.configuration.context import EvaluationContext
from sm_tj_cli.configuration.inputs import VariableSources
from sm_tj_cli.configuration.load import load_configuration
from sm_tj_cli.configuration.records import RecordedJobs
from sm_tj_cli.configuration.resolve import World, evaluate_configuration
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.state.model import State
from sm_tj_cli.values.functions import STANDARD
from sm_tj_cli.values.json_values import from_python, to_json
from sm_tj_cli.values.value import DYNAMIC_UNKNOWN, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import ResourceAddress
    from sm_tj_cli.configuration.load import LoadedConfiguration
    from sm_tj_cli.configuration.model import Configuration, EvaluatedBody, ProviderSettings
    from sm_tj_cli.configuration.ports import Asked

NOW = datetime(2026, 1, 2, tzinfo=UTC)


class MemoryFiles:
    """Files by path; a directory is what has files in it."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(texts)

    def list_directory(self, path: str) -> Sequence[str]:
        prefix = "" if path == "." else f"{path.rstrip('/')}/"
        inside = [name.removeprefix(prefix) for name in self.texts if name.startswith(prefix)]
        return sorted({name.partition("/")[0] for name in inside})

    def read_text(self, path: str) -> str:
        if path not in self.texts:
            raise FileNotFoundError(path)
        return self.texts[path]

    def exists(self, path: str) -> bool:
        return path in self.texts or self.is_directory(path)

    def is_directory(self, path: str) -> bool:
        return path == "." or any(name.startswith(f"{path}/") for name in self.texts)


@dataclass
class MemoryTerraform:
    """Terraform's state: the instances' attributes by resource address."""

    resources: Mapping[str, Mapping[int | str | None, object]] = field(default_factory=dict)
    available: bool = True
    described: str = "terraform.tfstate"

    def instances(self, address: ResourceAddress) -> Mapping[int | str | None, Value] | None:
        found = self.resources.get(str(address))
        return {key: from_python(value) for key, value in found.items()} if found else None


@dataclass
class MemoryDataSources:
    """Data sources by type; each answers with its arguments and these attributes."""

    answers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    asked: list[Mapping[str, object]] = field(default_factory=list)
    problems: Diagnostics = field(default_factory=Diagnostics)
    providers: list[ProviderSettings] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)

    def knows(self, type_name: str) -> bool:
        return type_name in self.answers

    def check(self, type_name: str, body: EvaluatedBody) -> Diagnostics:  # noqa: ARG002
        return Diagnostics()

    def read(self, asked: Sequence[Asked]) -> Sequence[tuple[Value, Diagnostics]]:
        self.rounds.append(len(asked))
        return [self._answer(*one) for one in asked]

    def _answer(
        self, type_name: str, body: EvaluatedBody, provider: ProviderSettings
    ) -> tuple[Value, Diagnostics]:
        arguments = {name: to_json(it.value) for name, it in body.attributes.items()}
        self.asked.append(arguments)
        self.providers.append(provider)
        if self.problems:
            return DYNAMIC_UNKNOWN, self.problems
        return from_python({**arguments, **self.answers[type_name]}), Diagnostics()


@dataclass(frozen=True)
class Evaluated:
    """A configuration, and what was told."""

    configuration: Configuration
    diagnostics: Diagnostics

    @property
    def outputs(self) -> dict[str, object]:
        """The outputs' values as JSON."""
        return {output.name: to_json(output.value) for output in self.configuration.outputs}

    @property
    def told(self) -> list[str]:
        """Each problem as `line: summary`, warnings with `(warning)` behind; the file too where it is not main.tf."""
        return [
            f"{_place(item.subject)}{item.summary}{'' if item.is_error else ' (warning)'}"
            for item in self.diagnostics
        ]


def _place(subject: object) -> str:
    filename, start = getattr(subject, "filename", ""), getattr(subject, "start", None)
    line = f"{start.line}: " if start else ""
    return line if filename in ("", "main.tf") else f"{filename} {line}"


def world_of(files: MemoryFiles, **changes: object) -> World:
    """A world with nothing in it, but for the `changes`."""
    world = World(
        files=files,
        functions=STANDARD,
        context=EvaluationContext(NOW, NOW, bytes, STANDARD),
        terraform=MemoryTerraform(),
        records=RecordedJobs(State(""), frozenset()),
        data_sources=MemoryDataSources(),
        job_attributes=("arn", "environment", "role_arn", "status", "training_job_name"),
    )
    return replace(world, **changes)  # type: ignore[arg-type]


def load(texts: Mapping[str, str] | str) -> tuple[LoadedConfiguration, Diagnostics]:
    """The configuration in these files; a lone text is `main.tf`."""
    files = {"main.tf": texts} if isinstance(texts, str) else texts
    return load_configuration((".",), MemoryFiles(files))


def evaluated(
    texts: Mapping[str, str] | str, inputs: VariableSources | None = None, **changes: object
) -> Evaluated:
    """The configuration in these files, evaluated in a world with the `changes`."""
    files = MemoryFiles({"main.tf": texts} if isinstance(texts, str) else texts)
    loaded, problems = load_configuration((".",), files)
    configuration, more = evaluate_configuration(
        loaded, inputs or VariableSources(), world_of(files, **changes)
    )
    return Evaluated(configuration, (problems + more).distinct())


JOB = 'resource "aws_sagemaker_training_job" "{}" {{\n{}\n}}\n'


def job(name: str, body: str = "") -> str:
    """The text of a training job."""
    return JOB.format(name, body)
