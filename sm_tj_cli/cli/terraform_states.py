"""Terraform's own state, read for references: in a file, or in S3 once something asks for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sm_tj_cli.cli.backends import s3_settings
from sm_tj_cli.cli.outcome import Stopped, stop
from sm_tj_cli.diagnostics import Diagnostics
from sm_tj_cli.state.terraform import TerraformView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sm_tj_cli.addresses import InstanceKey, ResourceAddress
    from sm_tj_cli.cli.wiring import Session
    from sm_tj_cli.configuration.load import LoadedConfiguration
    from sm_tj_cli.configuration.records import TerraformView as View
    from sm_tj_cli.documents import JSON
    from sm_tj_cli.state.backends.s3.settings import S3Settings

TERRAFORM_STATE = "terraform.tfstate"
_SCHEME = "s3://"


def terraform_view(
    session: Session, loaded: LoadedConfiguration, *, offline: bool
) -> tuple[View, Diagnostics]:
    """Where the option says, else the configured backend's, else beside the configuration; what is wrong with it.

    Raises:
        Stopped: what the option names is not there.
    """
    given = session.options.terraform_state
    settings, problems = s3_settings(loaded)
    if given is not None and given.startswith(_SCHEME):
        settings = _named(given, settings)
    elif given is not None or settings is None:
        view, trouble = _in_file(_path(given, loaded), given)
        return view, problems + trouble
    if offline:
        return TerraformView(_address(settings)), problems
    return _InS3(session, settings, must_exist=given is not None), problems


def _path(given: str | None, loaded: LoadedConfiguration) -> Path:
    if given is not None:
        return Path(given)
    backend = loaded.root.backend
    if backend is not None and backend.type == "local" and backend.settings.get("path"):
        return Path(loaded.directory) / str(backend.settings["path"])
    return Path(loaded.directory) / TERRAFORM_STATE


def _in_file(path: Path, given: str | None) -> tuple[TerraformView, Diagnostics]:
    if path.exists() and not path.is_file():
        raise stop("Failed to read Terraform's state", f"{path} is not a regular file.")
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        if given is not None:
            raise stop(
                "Failed to read Terraform's state",
                f'There is no file "{given}" (--terraform-state).',
            ) from problem
        return TerraformView(str(path)), Diagnostics()
    except (OSError, UnicodeDecodeError) as problem:
        raise stop("Failed to read Terraform's state", f"{path}: {problem}.") from problem
    return TerraformView.from_text(text, str(path))


def _named(given: str, settings: S3Settings | None) -> S3Settings:
    """The object of the option, reached as the backend is, where one is configured."""
    from sm_tj_cli.state.backends.s3.settings import S3Settings

    bucket, _, key = given.removeprefix(_SCHEME).partition("/")
    if not bucket or not key:
        raise stop(
            "Failed to read Terraform's state",
            f'"{given}" (--terraform-state) is not of the form s3://bucket/key.',
        )
    if settings is None:
        return S3Settings(bucket, key)
    return replace(settings, bucket=bucket, key=key, workspace="default")


def _address(settings: S3Settings) -> str:
    return f"{_SCHEME}{settings.bucket}/{settings.terraform_key}"


@dataclass(frozen=True)
class _InS3:
    """A view that is fetched when it is asked for: most runs refer to nothing of Terraform's."""

    session: Session
    settings: S3Settings
    must_exist: bool

    @property
    def described(self) -> str:
        return _address(self.settings)

    @property
    def available(self) -> bool:
        return self._view.available

    def instances_json(
        self, address: ResourceAddress
    ) -> Mapping[InstanceKey, Mapping[str, JSON]] | None:
        return self._view.instances_json(address)

    def sensitive_paths(self, address: ResourceAddress, key: InstanceKey) -> Sequence[JSON]:
        return self._view.sensitive_paths(address, key)

    @cached_property
    def _view(self) -> TerraformView:
        from sm_tj_cli.cli.s3_states import objects_of

        objects = objects_of(self.settings, self.session.options, self.session.sandbox_environment)
        found = objects.get(self.settings.terraform_key)
        if found is None and self.must_exist:
            raise stop(
                "Failed to read Terraform's state",
                f'There is no object "{self.described}" (--terraform-state).',
            )
        text = found.content.decode("utf-8", "replace") if found else ""
        view, problems = TerraformView.from_text(text, self.described)
        if problems.has_errors:
            raise Stopped(problems)
        return view
