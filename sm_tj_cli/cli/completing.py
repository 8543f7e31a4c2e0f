"""What a word of a console's expression can go on with: functions, names, and what lies behind a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.addresses import TRAINING_JOB
from sm_tj_cli.configuration.functions import ModuleFunctions
from sm_tj_cli.configuration.terraform_data import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sm_tj_cli.configuration.module import Resource
    from sm_tj_cli.pipeline import Project
    from sm_tj_cli.values.value import Value

_FIXED = ("path.cwd", "path.module", "path.root", "terraform.workspace")


def candidates(project: Project, evaluate: Callable[[str], Value | None], text: str) -> list[str]:
    """The words that begin with `text`, sorted; behind a name, those of its attributes.

    Only what is at hand is evaluated: no data source is read for the sake of a completion.
    """
    stem, dot, _ = text.rpartition(".")
    found: Iterable[str] = _names(project)
    if dot and not any(name.startswith(text) for name in found):
        found = (f"{stem}.{name}" for name in _attributes(project, evaluate, stem))
    return sorted({name for name in found if name.startswith(text)})


def _names(project: Project) -> set[str]:
    root = project.loaded.root
    return {
        *(
            f"{name}("
            for name in ModuleFunctions(project.world.functions, root.required_providers).names()
        ),
        *(f"var.{name}" for name in root.variables),
        *(f"local.{name}" for name in root.locals),
        *(f"module.{name}" for name in root.calls),
        *root.resources,
        *_FIXED,
    }


def _attributes(
    project: Project, evaluate: Callable[[str], Value | None], stem: str
) -> Iterable[str]:
    resources: Mapping[str, Resource] = project.loaded.root.resources
    resource = resources.get(stem.partition("[")[0])
    if resource is not None and resource.type == TRAINING_JOB and resource.mode == "managed":
        return project.world.job_attributes
    if resource is not None and resource.type == "terraform_data":
        return ATTRIBUTES
    if stem.startswith("data."):
        return ()
    value = evaluate(stem)
    return value.raw if value is not None and isinstance(value.raw, dict) else ()
