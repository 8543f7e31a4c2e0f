from __future__ import annotations

import pytest

from sm_tj_cli.state.backends.s3.settings import S3Settings

ROLE = "arn:aws:iam::123456789012:role/x"


@pytest.mark.parametrize(
    ("key", "workspace", "prefix", "terraforms", "ours"),
    [
        ("a/terraform.tfstate", "default", "env:", "a/terraform.tfstate", "a/terraform.smtj.tfstate"),
        ("state", "default", "env:", "state", "state.smtj"),
        ("a.b/c", "default", "env:", "a.b/c", "a.b/c.smtj"),
        ("k.json", "dev", "env:", "env:/dev/k.json", "env:/dev/k.smtj.json"),
        ("k", "dev", "w", "w/dev/k", "w/dev/k.smtj"),
        ("k", "dev", "", "dev/k", "dev/k.smtj"),
    ],
)  # fmt: skip
def test_our_state_lies_beside_terraforms(
    key: str, workspace: str, prefix: str, terraforms: str, ours: str
) -> None:
    settings = S3Settings("b", key, workspace, prefix)
    assert (settings.terraform_key, settings.own_key) == (terraforms, ours)


def test_arguments_are_asked_for_by_their_type() -> None:
    values = {"encrypt": True, "profile": "p", "acl": "", "ids": ["1"], "role": {"role_arn": ROLE}}
    settings = S3Settings("b", "k", values=values)
    assert (settings.flag("encrypt"), settings.flag("insecure")) == (True, False)
    assert (settings.text("profile"), settings.text("acl"), settings.text("none")) == ("p", None, None)  # fmt: skip
    assert (settings.texts("ids"), settings.texts("none")) == (["1"], [])
    assert (settings.object("role"), settings.object("none")) == ({"role_arn": ROLE}, {})


def test_a_customers_key_is_not_printed() -> None:
    assert "x00" not in repr(S3Settings("b", "k", sse_customer_key=bytes(32)))
