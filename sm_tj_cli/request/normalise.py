"""What differs between a job as recorded and as declared, and what of that can be changed in place. Pure.

What the service fills in is never a difference, nor is another spelling of the same thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from sm_tj_cli.request.build import request_of
from sm_tj_cli.request.dialects import dotted, todays_path
from sm_tj_cli.request.overrides import FILLED_FOR_SERVERLESS, NOT_DESCRIBED, UPDATABLE
from sm_tj_cli.request.schema import Kind
from sm_tj_cli.request.service_defaults import FREE, is_absent, is_default

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sm_tj_cli.configuration.model import Lifecycle, ProviderSettings
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.request.schema import Member, Schema, Structure
    from sm_tj_cli.request.training_job import AttributePath, TrainingJob

# "base_model_arn compares equal without its /x.y.z suffix" (the provider's own rule).
_MODEL_VERSION = re.compile(r"/\d{1,4}\.\d{1,4}\.\d{1,4}$")


def differences(
    before: Mapping[str, JSON],
    job: TrainingJob,
    schema: Schema,
    configured: frozenset[str] = frozenset(),
) -> tuple[AttributePath, ...]:
    """The paths at which the declared job is another one than the recorded, in the schema's order.

    What is not known yet is no difference: the job that has to end first says what it will be.

    Args:
        before: the recorded attributes.
        job: as it is declared.
        schema: what can differ.
        configured: what the record was asked for although the service would choose by itself (`free_paths`).
    """
    lifecycle = job.instance.lifecycle
    if lifecycle.ignore_all:
        return ()
    is_serverless = not is_absent(job.attributes.get("serverless_job_config"))
    comparison = _Comparison(configured, FILLED_FOR_SERVERLESS if is_serverless else frozenset())
    found = [
        path
        for path in comparison.structure(before, job.attributes, schema.request, ())
        if not _is_unknown(path, job) and not _is_ignored(path, lifecycle)
    ]
    if job.name_prefix is not None and job.name is None:
        found = [path for path in found if path != ("training_job_name",)]
    if not _is_ignored(("tags",), lifecycle):
        found.extend(path for path in _tags(before, job) if not _is_ignored(path, lifecycle))
    return tuple(found)


def updatable(paths: Sequence[AttributePath], schema: Schema) -> bool:  # noqa: ARG001 - the port's shape
    """Whether UpdateTrainingJob and the tag calls can make all of these changes."""
    return bool(paths) and all(
        any(_is_inside(dotted(path), allowed) for allowed in UPDATABLE) for path in paths
    )


def update_request(
    job: TrainingJob, paths: Sequence[AttributePath], schema: Schema
) -> tuple[dict[str, JSON], Mapping[str, str] | None]:
    """UpdateTrainingJob's members for these changes, and all tags where those changed."""
    roots = {str(path[0]) for path in paths}
    whole = request_of(job.attributes, schema.request)
    fields: dict[str, JSON] = {}
    for name in sorted(roots & {"profiler_config", "profiler_rule_configurations"}):
        api_name = schema.request.members[name].api_name
        off: JSON = {"DisableProfiler": True} if name == "profiler_config" else []
        fields[api_name] = whole.get(api_name, off)
    if "remote_debug_config" in roots:
        fields["RemoteDebugConfig"] = whole.get("RemoteDebugConfig", {"EnableRemoteDebug": False})
    if "resource_config" in roots:
        resources = whole.get("ResourceConfig")
        kept = resources.get("KeepAlivePeriodInSeconds") if isinstance(resources, dict) else None
        fields["ResourceConfig"] = {"KeepAlivePeriodInSeconds": kept or 0}
    if "tags_all" not in roots:
        return fields, None
    tags = job.attributes.get("tags_all")
    return fields, {key: str(text) for key, text in tags.items()} if isinstance(tags, dict) else {}


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Walks a record and a configuration side by side; `configured` are the free paths that were asked for."""

    configured: frozenset[str]
    filled: frozenset[str]

    def structure(
        self,
        before: Mapping[str, JSON],
        after: Mapping[str, JSON],
        structure: Structure,
        path: AttributePath,
    ) -> Iterator[AttributePath]:
        for name, member in structure.members.items():
            never_told = member.path in NOT_DESCRIBED and name not in before
            if not member.api_name or member.kind is Kind.TAGS or never_told:
                continue
            yield from self._member(member, before.get(name), after.get(name), (*path, name))

    def _member(
        self, member: Member, old: JSON, new: JSON, path: AttributePath
    ) -> Iterator[AttributePath]:
        if is_absent(new):
            if not self._is_filled_in(member, old):
                yield path
        elif is_absent(old):
            # What is written out although it is the default means nothing else.
            if not is_default(member, new):
                yield path
        elif member.kind.is_block and isinstance(old, list) and isinstance(new, list):
            yield from self._blocks(member, old, new, path)
        elif member.kind is Kind.MAP and isinstance(old, dict) and isinstance(new, dict):
            for key in sorted(old.keys() | new.keys()):
                if not is_same(old.get(key), new.get(key)):
                    yield (*path, key)
        elif not is_same(old, new):
            yield path

    def _blocks(
        self, member: Member, old: list[JSON], new: list[JSON], path: AttributePath
    ) -> Iterator[AttributePath]:
        assert member.structure is not None
        if len(old) != len(new):
            yield path
            return
        for index, (before, after) in enumerate(zip(old, new, strict=True)):
            if isinstance(before, dict) and isinstance(after, dict):
                yield from self.structure(before, after, member.structure, (*path, index))

    def _is_filled_in(self, member: Member, old: JSON) -> bool:
        """Whether what stands in the record is nothing but what the service fills in by itself."""
        chosen = (FREE - self.configured) | self.filled
        return is_absent(old) or is_default(member, old, chosen)


def is_same(old: JSON, new: JSON) -> bool:
    """Whether two values mean the same to the service, however they are spelled."""
    if old == new:
        return True
    match old, new:
        case list(), list():
            return len(old) == len(new) and all(map(is_same, old, new))
        case str(), str() if new.startswith("arn:") and ":sagemaker:" in new:
            # ARNs of SageMaker are the same in any case, and it answers them in lower case.
            return _arn(old) == _arn(new)
        case str(), str():
            # Terraform's strings are always in form NFC, whatever form the job was made with.
            return normalize("NFC", old) == normalize("NFC", new)
        case _:
            return False


def _arn(text: str) -> str:
    text = text.lower()
    return _MODEL_VERSION.sub("", text) if ":hub-content/" in text else text


def _tags(before: Mapping[str, JSON], job: TrainingJob) -> Iterator[AttributePath]:
    wanted = job.attributes.get("tags_all")
    recorded = before.get("tags_all", before.get("tags"))
    old = recorded if isinstance(recorded, dict) else {}
    if not isinstance(wanted, dict):
        return
    for key in sorted(old.keys() | wanted.keys()):
        is_open = ("tags_all", key) in job.unknown
        if old.get(key) != wanted.get(key) and not is_open and not _is_left(key, job):
            yield ("tags_all", key)


def _is_left(key: str, job: TrainingJob) -> bool:
    settings: ProviderSettings = job.instance.provider
    return key in settings.ignore_tag_keys or key.startswith(
        settings.ignore_tag_prefixes or ("\0",)
    )


def _is_unknown(path: AttributePath, job: TrainingJob) -> bool:
    return any(path[: len(open_path)] == open_path for open_path in job.unknown)


def _is_ignored(path: AttributePath, lifecycle: Lifecycle) -> bool:
    """`ignore_changes` names arguments with or without indices, in either dialect."""
    plain_text = dotted(path).replace("tags_all", "tags")
    exact = ".".join(map(str, path)).replace("tags_all", "tags")
    return any(
        _is_inside(plain_text, ignored) or _is_inside(exact, ignored)
        for ignored in map(todays_path, lifecycle.ignore_changes)
    )


def _is_inside(path: str, whole: str) -> bool:
    return path == whole or path.startswith(f"{whole}.")
