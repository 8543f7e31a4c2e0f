"""IAM roles."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.data_sources.conftest import Make, Read


def test_a_role(read: Read, make: Make) -> None:
    policy = json.dumps({"Version": "2012-10-17", "Statement": []})
    tags = [{"Key": "team", "Value": "ml"}]
    make("iam", "CreateRole", RoleName="training", AssumeRolePolicyDocument=policy, Tags=tags)
    role = read("aws_iam_role", 'name = "training"')
    assert role["arn"] == "arn:aws:iam::123456789012:role/training"
    assert (role["id"], role["path"], role["tags"]) == ("training", "/", {"team": "ml"})
    assert json.loads(str(role["assume_role_policy"])) == json.loads(policy)
    assert role["permissions_boundary"] == ""


def test_a_role_that_is_not_there(read: Read) -> None:
    told = read("aws_iam_role", 'name = "nobody"')
    assert told["summary"] == "Data source cannot be read"
    assert "nobody" in str(told["detail"])
    assert "check its name, and the account" in str(told["detail"])
