"""A `backend "s3"` block in, its settings out, with Terraform's messages for what is wrong."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from sm_tj_cli.diagnostics import Diagnostics, Findings, did_you_mean
from sm_tj_cli.state.backends.s3.arguments import ARGUMENTS, CONFLICTS, Inappropriate, converted
from sm_tj_cli.state.backends.s3.settings import S3Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sm_tj_cli.diagnostics import SourceRange
    from sm_tj_cli.state.backends.s3.arguments import Setting

_KMS_KEY = re.compile(
    r"(arn:[^:]+:kms:[^:]*:\d{12}:)?((key/)?([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})|alias/[a-zA-Z0-9:/_-]+)"
)
_ROLE_ARN = re.compile(r"arn:[^:]+:iam::\d{12}:role/.+")
_LONGEST_EXTERNAL_ID = 1224
_SSE_KEY_LENGTH = 44
_RETRY_MODES = ("standard", "adaptive")
_DYNAMODB = (
    " smtj never locks with DynamoDB: its own state lies beside Terraform's and has a lock object of its own, as with "
    "use_lockfile."
)


@dataclass(frozen=True, slots=True)
class Written:
    """The block as it was read: its arguments as JSON values, and where they stand.

    What is in `ranges` and not in `values` could not be evaluated, which was told.
    """

    values: Mapping[str, object]
    ranges: Mapping[str, SourceRange]
    range: SourceRange | None
    blocks: Mapping[str, SourceRange]


def read_settings(
    written: Written, environment: Mapping[str, str], workspace: str
) -> tuple[S3Settings | None, Diagnostics]:
    """The settings, None where they cannot be used."""
    reader = _Reader(written, environment)
    values = reader.values()
    # As Terraform: what follows would only tell the same mistakes again.
    if not reader.findings.result().has_errors:
        reader.check(values)
    key = reader.customer_key(values)
    problems = reader.findings.result()
    if problems.has_errors or not values.keys() >= {"bucket", "key"}:
        return None, problems
    prefix = values.get("workspace_key_prefix")
    settings = S3Settings(
        str(values["bucket"]),
        str(values["key"]),
        workspace,
        prefix if isinstance(prefix, str) else "env:",
        values.get("use_lockfile") is not False,
        key,
        values,
    )
    return settings, problems


@dataclass(slots=True)
class _Reader:
    written: Written
    environment: Mapping[str, str]
    findings: Findings = field(default_factory=Findings)

    def values(self) -> dict[str, Setting]:
        """The arguments in their types, with those instead of which deprecated ones stand."""
        for name, where in self.written.blocks.items():
            hint = (
                f' Did you mean to define argument "{name}"? If so, use the equals sign to assign it a value.'
                if name in ARGUMENTS
                else ""
            )
            self.findings.error(
                "Unsupported block type",
                f'Blocks of type "{name}" are not expected here.{hint}',
                where,
            )
        made: dict[str, Setting] = {}
        for name, value in self.written.values.items():
            if name in ARGUMENTS:
                made[name] = self._value(name, cast("Setting", value))
            else:
                self._error(
                    "Unsupported argument",
                    f'An argument named "{name}" is not expected here.{did_you_mean(name, ARGUMENTS)}',
                    name,
                )
        return self._modern({name: value for name, value in made.items() if value is not None})

    def check(self, values: Mapping[str, Setting]) -> None:
        """What the types do not say."""
        for name in ("bucket", "key"):
            if name in self.written.ranges.keys() - self.written.values.keys():
                continue
            if name not in values:
                self._error(
                    "Missing Required Value",
                    f'The attribute "{name}" is required by the backend.\n\nWrite it into the block, or have terraform '
                    "init keep it (-backend-config), where smtj finds it too.",
                    name,
                )
            elif not values[name]:
                self._error("Invalid Value", "The value cannot be empty or all whitespace", name)
        if not values.get("region") and not self._variable("AWS_REGION", "AWS_DEFAULT_REGION"):
            self._error(
                "Missing region value",
                'The "region" attribute or the "AWS_REGION" or "AWS_DEFAULT_REGION" environment variables must be set.',
                "region",
            )
        for first, second in CONFLICTS:
            if first in self.written.values and second in self.written.values:
                self._error(
                    "Invalid Attribute Combination",
                    f"Only one of {first}, {second} can be set.",
                    second,
                )
        self._check_paths(values)
        self._check_words(values)

    def customer_key(self, values: Mapping[str, Setting]) -> bytes | None:
        """The key of SSE-C, from the block or AWS_SSE_CUSTOMER_KEY."""
        name, text = "sse_customer_key", values.get("sse_customer_key")
        if not text:
            name, text = "AWS_SSE_CUSTOMER_KEY", self._variable("AWS_SSE_CUSTOMER_KEY")
        if not isinstance(text, str):
            return None
        if len(text) != _SSE_KEY_LENGTH:
            problem = f"{name} must be {_SSE_KEY_LENGTH} characters in length"
        elif name.isupper() and "kms_key_id" in values:
            problem = f"Only one of kms_key_id and the environment variable {name} can be set."
        else:
            try:
                return b64decode(text, validate=True)
            except ValueError as error:
                problem = f"{name} must be base64 encoded: {error}"
        self._error(f"Invalid {name} value", problem, name)
        return None

    def _value(self, name: str, value: Setting) -> Setting:
        argument = ARGUMENTS[name]
        if argument.refused and value is not None:
            self._error(
                "Unsupported argument", f'smtj does not support "{name}". {argument.refused}', name
            )
        try:
            made = converted(value, argument)
        except Inappropriate as problem:
            self._error(
                "Incorrect attribute value type",
                f'Inappropriate value for attribute "{name}": {problem}',
                name,
            )
            return None
        if argument.inside and isinstance(value, dict):
            for inner in value.keys() - argument.inside.keys():
                self.findings.warning(
                    "Attribute is ignored",
                    f'The object "{name}" has no attribute "{inner}".{did_you_mean(inner, argument.inside)}',
                    self._place(name),
                )
        return made

    def _modern(self, values: dict[str, Setting]) -> dict[str, Setting]:
        for name in [name for name in values if ARGUMENTS[name].instead]:
            instead = ARGUMENTS[name].instead
            more = _DYNAMODB if name.startswith("dynamodb") else ""
            self.findings.warning(
                "Deprecated Parameter",
                f'The parameter "{name}" is deprecated. Use parameter "{instead}" instead.{more}',
                self._place(name),
            )
            outer, _, inner = instead.partition(".")
            if inner:
                self._endpoint(values, name, inner)
            elif outer == "use_path_style":
                values.setdefault(outer, values[name])
            elif outer == "shared_credentials_files":
                values.setdefault(outer, [values[name]])
        return values

    def _endpoint(self, values: dict[str, Setting], name: str, service: str) -> None:
        endpoints = values.get("endpoints")
        known = endpoints if isinstance(endpoints, dict) else {}
        if service in known:
            self._error(
                "Conflicting Parameters",
                f'The parameters "{name}" and "endpoints.{service}" cannot be configured together.',
                name,
            )
        values["endpoints"] = known | {service: values[name]}

    def _check_paths(self, values: Mapping[str, Setting]) -> None:
        for name in ("key", "workspace_key_prefix"):
            text = values.get(name)
            if isinstance(text, str) and (text.startswith("/") or text.endswith("/")):
                self._error("Invalid Value", 'The value must not start or end with "/"', name)
        if "//" in str(values.get("key", "")):
            self._error("Invalid Value", 'Value must not contain "//"', "key")
        for name in ("shared_config_files", "shared_credentials_files"):
            files = values.get(name)
            if isinstance(files, list) and len(files) > 1:
                self._error(
                    "Several files of credentials",
                    f'smtj reads one file of "{name}", not {len(files)}. Name one, or put their profiles into one.',
                    name,
                )

    def _check_words(self, values: Mapping[str, Setting]) -> None:
        key = values.get("kms_key_id")
        if isinstance(key, str) and not _KMS_KEY.fullmatch(key):
            self._error(
                "Invalid KMS Key ID", f'Value must be a valid KMS Key ID, got "{key}"', "kms_key_id"
            )
        mode = values.get("retry_mode")
        if mode is not None and mode not in _RETRY_MODES:
            hint = did_you_mean(str(mode), _RETRY_MODES)
            self._error("Invalid Value", f"unknown RetryMode, {mode}.{hint}", "retry_mode")
        token = values.get("assume_role_with_web_identity")
        if isinstance(token, dict):
            given = {"web_identity_token", "web_identity_token_file"} & token.keys()
            if len(given) != 1:
                self._error(
                    "Missing Required Value",
                    "Exactly one of web_identity_token, web_identity_token_file must be set.",
                    "assume_role_with_web_identity",
                )
        for name in ("assume_role", "assume_role_with_web_identity"):
            role = values.get(name)
            if isinstance(role, dict):
                self._check_role(name, role)

    def _check_role(self, name: str, role: Mapping[str, Setting]) -> None:
        if "duration" in role and not seconds(str(role["duration"])):
            self._error(
                "Invalid Duration",
                f"Duration must be between 15m0s and 12h0m0s, had {role['duration']}",
                name,
            )
        external_id = role.get("external_id")
        if isinstance(external_id, str) and not 2 <= len(external_id) <= _LONGEST_EXTERNAL_ID:
            self._error(
                "Invalid Value Length",
                f"Length must be between 2 and {_LONGEST_EXTERNAL_ID}, had {len(external_id)}",
                name,
            )
        if not _ROLE_ARN.fullmatch(str(role["role_arn"])):
            self._error(
                "Invalid ARN",
                f'The value "{role["role_arn"]}" cannot be parsed as the ARN of a role, such as '
                "arn:aws:iam::123456789012:role/name.",
                name,
            )

    def _variable(self, *names: str) -> str | None:
        return next((self.environment[name] for name in names if self.environment.get(name)), None)

    def _error(self, summary: str, detail: str, name: str) -> None:
        self.findings.error(summary, detail, self._place(name))

    def _place(self, name: str) -> SourceRange | None:
        return self.written.ranges.get(name, self.written.range)


_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9}
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns)")
_SHORTEST, _LONGEST = 900, 43200


def seconds(text: str) -> int | None:
    """Go's spelling of a duration, in seconds; None where it is none, or none that a role's session can have."""
    parts = _PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    total = int(sum(float(number) * _UNITS[unit] for number, unit in parts))
    return total if _SHORTEST <= total <= _LONGEST else None
