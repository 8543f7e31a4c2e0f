from __future__ import annotations

import pytest

from sm_tj_cli.render.masking import HIDDEN, mask, masked, masked_code


def test_secrets_are_hidden_by_path_and_by_name() -> None:
    attributes = {
        "environment": {"DB_PASSWORD": "x", "MODE": "fast", "EMPTY_SECRET": ""},
        "output_data_config": [{"kms_key_id": "k"}, {"kms_key_id": "l"}],
        "api_key": None,
    }
    shown, paths = mask(attributes, {("output_data_config", 1, "kms_key_id")})
    assert shown == {
        "environment": {"DB_PASSWORD": HIDDEN, "MODE": "fast", "EMPTY_SECRET": ""},
        "output_data_config": [{"kms_key_id": "k"}, {"kms_key_id": HIDDEN}],
        "api_key": None,
    }
    assert paths == {
        ("environment", "DB_PASSWORD"),
        ("output_data_config", 1, "kms_key_id"),
    }


def test_a_value_may_be_hidden_whole() -> None:
    assert masked({"a": 1}, {()}) == HIDDEN


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('  api_key = "ab" # mine', '  api_key = "**" # mine'),
        ('{ "HF_TOKEN": "a\\"b", "k": "v" }', '{ "HF_TOKEN": "****", "k": "v" }'),
        ('("DB_PASSWORD") = "x"', '("DB_PASSWORD") = "*"'),
        (
            "password = <<-EOT\n  ab\n  c\n  EOT\nk = 1",
            "password = <<-EOT\n****\n***\n  EOT\nk = 1",
        ),
        ("secret = <<EOT\nab", "secret = <<EOT\n**"),
        ('note = "hf_0123456789abcdefghijklmnopqrstuv"', f'note = "{"*" * 35}"'),
        ('secret = "arn:aws:x"', 'secret = "arn:aws:x"'),
        ('max_tokens = "10"', 'max_tokens = "10"'),
        ("api_key = var.key", "api_key = var.key"),
    ],
)
def test_code_keeps_its_columns(code: str, shown: str) -> None:
    assert masked_code(code) == shown
    assert len(shown) == len(code)
