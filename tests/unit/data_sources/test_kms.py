"""Keys and aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tests.unit.data_sources.conftest import Make, Read


def test_a_key_by_its_alias(read: Read, make: Make) -> None:
    key = cast(
        "dict[str, str]",
        make("kms", "CreateKey", Description="d", KeyUsage="SIGN_VERIFY", KeySpec="RSA_2048")[
            "KeyMetadata"
        ],
    )
    make("kms", "CreateAlias", AliasName="alias/train", TargetKeyId=key["KeyId"])
    alias = read("aws_kms_alias", 'name = "alias/train"')
    assert (alias["target_key_id"], alias["target_key_arn"]) == (key["KeyId"], key["Arn"])
    assert alias["arn"] == alias["id"] == "arn:aws:kms:us-east-1:123456789012:alias/train"
    found = read("aws_kms_key", 'key_id = "alias/train"')
    assert (found["id"], found["description"], found["enabled"]) == (key["KeyId"], "d", True)
    assert (found["key_usage"], found["multi_region"]) == ("SIGN_VERIFY", False)


def test_the_name_of_an_alias_has_its_prefix(read: Read) -> None:
    told = read("aws_kms_alias", 'name = "train"')
    assert 'begins with "alias/"' in str(told["detail"])
