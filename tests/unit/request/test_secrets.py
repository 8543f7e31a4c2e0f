from __future__ import annotations

import pytest

from sm_tj_cli.request.secrets import is_secret, is_secret_name

SECRETS = """
password DB_PASSWORD dbPassword HF_TOKEN HUGGING_FACE_HUB_TOKEN token github-token WANDB_API_KEY wandb_api_key
AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN clientSecret NEPTUNE_API_TOKEN APIKEY GOOGLE_CREDENTIALS ssh_private_key
"""
INNOCENT = """
max_tokens pad_token eos_token_id tokenizer num_new_tokens max_new_token stop_token k key keys primary_key s3_key
sort_key secret_arn DB_PASSWORD_SECRET_ID password_length epochs special_token next_token "" 9 kms_key_id api_keys
"""


@pytest.mark.parametrize("name", SECRETS.split())
def test_names_of_secrets(name: str) -> None:
    assert is_secret_name(name)


@pytest.mark.parametrize("name", INNOCENT.split())
def test_names_of_what_machine_learning_has(name: str) -> None:
    assert not is_secret_name(name)


@pytest.mark.parametrize(
    ("name", "value", "secret"),
    [
        ("HF_TOKEN", "hf_abc", True),
        ("HF_TOKEN", "", False),
        ("DB_SECRET", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x", False),
        ("NOTE", "AKIAABCDEFGHIJKLMNOP", True),
        ("URL", "postgres://me:pw@host/db", True),
        ("URL", "https://host:8080/a@b", False),
        ("epochs", "10", False),
    ],
)
def test_entries(name: str, value: str, *, secret: bool) -> None:
    assert is_secret(name, value) is secret
