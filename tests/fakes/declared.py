"""Text of a configuration to its training jobs, without files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from sm_tj_cli.aws.service_model import load_training_job_model
from sm_tj_cli.configuration.context import EvaluationContext
from sm_tj_cli.configuration.inputs import VariableSources
from sm_tj_cli.configuration.load import load_configuration
from sm_tj_cli.configuration.records import RecordedJobs, TerraformRecords
from sm_tj_cli.configuration.resolve import World
from sm_tj_cli.pipeline import Declared, Project, evaluate
from sm_tj_cli.request.schema import Schema
from sm_tj_cli.state.model import State
from sm_tj_cli.values.functions import STANDARD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@cache
def schema() -> Schema:
    """The schema of the installed service model."""
    return Schema.from_model(load_training_job_model())


@dataclass(frozen=True)
class TextFiles:
    """Files in memory, by name, all in one directory."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def list_directory(self, _path: str) -> Sequence[str]:
        return sorted(self.texts)

    def read_text(self, path: str) -> str:
        if path not in self.texts:
            raise FileNotFoundError(path)
        return self.texts[path]

    def exists(self, path: str) -> bool:
        return path in self.texts or path == "."

    def is_directory(self, path: str) -> bool:
        return path == "."


class NoTerraformState:
    """Terraform manages nothing here."""

    available = False
    described = "nowhere"

    def instances_json(self, _address: object) -> None:
        return None

    def sensitive_paths(self, _address: object, _key: object) -> Sequence[None]:
        return ()


class NoDataSources:
    """Nothing is read."""

    def knows(self, _type_name: str) -> bool:
        return False

    def read(self, type_name: str, _body: object, _provider: object) -> tuple[object, object]:
        raise AssertionError(type_name)


def declared(text: str, **others: str) -> Declared:
    """What `main.tf` declares. `others` are further files, their names with `__` for dots: `a__auto__tfvars`."""
    named = {name.replace("__", "."): content for name, content in others.items()}
    files = TextFiles({"main.tf": text, **named})
    loaded, problems = load_configuration((".",), files)
    world = World(
        files=files,
        functions=STANDARD,
        context=EvaluationContext(NOW, NOW, bytes, STANDARD),
        terraform=TerraformRecords(NoTerraformState()),
        records=RecordedJobs(State(""), frozenset()),
        data_sources=NoDataSources(),
        job_attributes=schema().attribute_names,
        offline=False,
        workspace="default",
        working_directory="/",
    )
    found = evaluate(Project(loaded, VariableSources(), world, schema()), State(""))
    return Declared(
        found.configuration, found.jobs, found.state, (problems + found.diagnostics).distinct()
    )
