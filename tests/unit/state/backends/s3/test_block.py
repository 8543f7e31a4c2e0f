"""The backend block: Terraform's meaning and messages, recorded from Terraform 1.11."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from sm_tj_cli.diagnostics import Diagnostics, SourceFile, SourceRange
from sm_tj_cli.state.backends.s3.block import Written, read_settings, seconds

if TYPE_CHECKING:
    from sm_tj_cli.state.backends.s3.settings import S3Settings

SOUND = {"bucket": "b", "key": "a/terraform.tfstate", "region": "eu-west-1"}
KEY = b64encode(bytes(32)).decode()
ROLE = "arn:aws:iam::123456789012:role/x"
BLOCK = SourceFile("main.tf", "bucket key").range(0, 10)
INSIDE = SourceFile("main.tf", "bucket key").range(0, 6)


def read(
    values: dict[str, object],
    environment: dict[str, str] | None = None,
    workspace: str = "default",
    blocks: dict[str, SourceRange] | None = None,
) -> tuple[S3Settings | None, Diagnostics]:
    places = dict.fromkeys(values, INSIDE)
    return read_settings(Written(values, places, BLOCK, blocks or {}), environment or {}, workspace)


def sound(
    values: dict[str, object],
    environment: dict[str, str] | None = None,
    workspace: str = "default",
) -> S3Settings:
    settings, _ = read(SOUND | values, environment, workspace)
    assert settings is not None
    return settings


def told(values: dict[str, object], environment: dict[str, str] | None = None) -> list[str]:
    return [f"{item.summary}: {item.detail}" for item in read(SOUND | values, environment)[1]]


@pytest.mark.parametrize(
    ("values", "workspace", "terraforms", "ours"),
    [
        ({}, "default", "a/terraform.tfstate", "a/terraform.smtj.tfstate"),
        ({"key": "state"}, "default", "state", "state.smtj"),
        ({"key": "a.b/c"}, "default", "a.b/c", "a.b/c.smtj"),
        ({"key": "k.json"}, "dev", "env:/dev/k.json", "env:/dev/k.smtj.json"),
        ({"key": "k", "workspace_key_prefix": "w"}, "dev", "w/dev/k", "w/dev/k.smtj"),
        ({"key": "k", "workspace_key_prefix": ""}, "dev", "dev/k", "dev/k.smtj"),
    ],
)
def test_where_the_states_lie(
    values: dict[str, object], workspace: str, terraforms: str, ours: str
) -> None:
    settings = sound(values, workspace=workspace)
    assert (settings.terraform_key, settings.own_key) == (terraforms, ours)


@pytest.mark.parametrize(
    ("values", "locks"),
    [({}, True), ({"use_lockfile": True}, True), ({"use_lockfile": "false"}, False)],
)
def test_only_who_says_so_goes_without_a_lock(values: dict[str, object], locks: bool) -> None:
    assert sound(values).locks is locks


def test_values_have_their_types() -> None:
    settings = sound(
        {
            "encrypt": "true",
            "profile": "p",
            "acl": "",
            "allowed_account_ids": ["1"],
            "assume_role": {"role_arn": ROLE},
            "token": None,
        }
    )
    assert settings.flag("encrypt")
    assert not settings.flag("insecure")
    assert settings.text("profile") == "p"
    assert settings.text("acl") is None
    assert settings.text("token") is None
    assert settings.texts("allowed_account_ids") == ["1"]
    assert settings.object("assume_role") == {"role_arn": ROLE}


@pytest.mark.parametrize("name", ["AWS_REGION", "AWS_DEFAULT_REGION"])
def test_the_environment_names_the_region(name: str) -> None:
    assert not read(SOUND | {"region": None}, {name: "eu-west-1"})[1]


@pytest.mark.parametrize(
    ("values", "environment"),
    [({"sse_customer_key": KEY}, {}), ({}, {"AWS_SSE_CUSTOMER_KEY": KEY})],
)
def test_the_customers_key(values: dict[str, object], environment: dict[str, str]) -> None:
    settings = sound(values, environment)
    assert settings.sse_customer_key == bytes(32)
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"bucket": None},
            'Missing Required Value: The attribute "bucket" is required by the backend.',
        ),
        ({"key": None}, 'Missing Required Value: The attribute "key" is required by the backend.'),
        ({"region": ""}, 'Missing region value: The "region" attribute or the "AWS_REGION"'),
        ({"bucket": ""}, "Invalid Value: The value cannot be empty or all whitespace"),
        ({"key": "/a"}, 'Invalid Value: The value must not start or end with "/"'),
        ({"key": "a/"}, 'Invalid Value: The value must not start or end with "/"'),
        ({"key": "a//b"}, 'Invalid Value: Value must not contain "//"'),
        ({"workspace_key_prefix": "/x"}, 'Invalid Value: The value must not start or end with "/"'),
        ({"kms_key_id": "foo"}, 'Invalid KMS Key ID: Value must be a valid KMS Key ID, got "foo"'),
        ({"retry_mode": "fast"}, "Invalid Value: unknown RetryMode, fast"),
        (
            {"kms_key_id": "alias/x", "sse_customer_key": KEY},
            "Invalid Attribute Combination: Only one of kms_key_id, sse_customer_key can be set.",
        ),
        (
            {"allowed_account_ids": ["1"], "forbidden_account_ids": ["2"]},
            "Invalid Attribute Combination: Only one of allowed_account_ids, forbidden_account_ids can be set.",
        ),
        (
            {"sse_customer_key": "abc"},
            "Invalid sse_customer_key value: sse_customer_key must be 44 characters in length",
        ),
        (
            {"sse_customer_key": "!" * 44},
            "Invalid sse_customer_key value: sse_customer_key must be base64",
        ),
        (
            {"encrypt": "maybe"},
            'Incorrect attribute value type: Inappropriate value for attribute "encrypt": a bool',
        ),
        (
            {"assume_role": {"rol_arn": "x"}},
            'Incorrect attribute value type: Inappropriate value for attribute "assume_role": attribute "role_arn" is',
        ),
        (
            {"assume_role": {"role_arn": ROLE, "duration": "1s"}},
            "Invalid Duration: Duration must be between 15m0s and 12h0m0s, had 1s",
        ),
        (
            {"assume_role": {"role_arn": ROLE, "external_id": "a"}},
            "Invalid Value Length: Length must be between 2 and 1224, had 1",
        ),
        (
            {"assume_role": {"role_arn": "x"}},
            'Invalid ARN: The value "x" cannot be parsed as the ARN',
        ),
        (
            {"assume_role_with_web_identity": {"role_arn": ROLE}},
            "Missing Required Value: Exactly one of web_identity_token, web_identity_token_file must be set.",
        ),
        (
            {"bukcet": "x"},
            'Unsupported argument: An argument named "bukcet" is not expected here. Did you mean "bucket"?',
        ),
        ({"no_proxy": "x"}, 'Unsupported argument: smtj does not support "no_proxy".'),
        ({"shared_config_files": ["a", "b"]}, "Several files of credentials: smtj reads one file"),
        (
            {"endpoint": "http://a", "endpoints": {"s3": "http://b"}},
            'Conflicting Parameters: The parameters "endpoint" and "endpoints.s3" cannot be configured together.',
        ),
    ],
)
def test_what_is_wrong_is_told_in_terraforms_words(values: dict[str, object], words: str) -> None:
    settings, problems = read(SOUND | values)
    assert settings is None
    assert any(f"{item.summary}: {item.detail}".startswith(words) for item in problems.errors)
    assert all(item.subject in {INSIDE, BLOCK} for item in problems)


def test_a_key_in_the_environment_beside_another_one() -> None:
    [words] = told({"kms_key_id": "alias/x"}, {"AWS_SSE_CUSTOMER_KEY": KEY})
    assert "Only one of kms_key_id and the environment variable AWS_SSE_CUSTOMER_KEY" in words


def test_what_could_not_be_evaluated_is_not_missing_as_well() -> None:
    places = dict.fromkeys(SOUND, INSIDE)
    values = {name: value for name, value in SOUND.items() if name != "bucket"}
    settings, problems = read_settings(Written(values, places, BLOCK, {}), {}, "default")
    assert settings is None
    assert not problems


def test_every_mistake_of_a_block_is_told() -> None:
    assert len(read({"key": "/a//"})[1]) == 4


@pytest.mark.parametrize(
    ("values", "instead", "made"),
    [
        ({"endpoint": "http://a"}, "endpoints.s3", {"s3": "http://a"}),
        ({"sts_endpoint": "http://a"}, "endpoints.sts", {"sts": "http://a"}),
        ({"iam_endpoint": "http://a"}, "endpoints.iam", {"iam": "http://a"}),
    ],
)
def test_old_endpoints_stand_for_new_ones(
    values: dict[str, object], instead: str, made: dict[str, object]
) -> None:
    assert sound(values).object("endpoints") == made
    assert f'Use parameter "{instead}" instead.' in told(values)[0]


def test_other_old_arguments_stand_for_new_ones() -> None:
    assert sound({"force_path_style": True}).flag("use_path_style")
    assert sound({"shared_credentials_file": "f"}).texts("shared_credentials_files") == ["f"]


def test_the_table_of_locks_is_explained() -> None:
    [words] = told({"dynamodb_table": "t"})
    assert words.startswith('Deprecated Parameter: The parameter "dynamodb_table" is deprecated.')
    assert "never locks with DynamoDB" in words


def test_a_member_that_an_object_does_not_have() -> None:
    [words] = told({"endpoints": {"s3s": "http://a"}})
    assert 'no attribute "s3s". Did you mean "s3"?' in words


def test_a_block_inside_is_none_of_terraforms() -> None:
    _, problems = read(dict(SOUND), blocks={"assume_role": INSIDE, "x": INSIDE})
    assert [item.summary for item in problems] == ["Unsupported block type"] * 2
    assert "use the equals sign" in problems.items[0].detail


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15m", 900),
        ("1h30m", 5400),
        ("3600s", 3600),
        ("0.5h", 1800),
        ("13h", None),
        ("x", None),
        ("", None),
    ],
)
def test_durations(text: str, number: int | None) -> None:
    assert seconds(text) == number
