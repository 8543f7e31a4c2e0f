from __future__ import annotations

from xml.etree import ElementTree as ET

from sm_tj_cli.sandbox.identity import ARN, caller_identity


def test_the_caller_is_always_the_same() -> None:
    tree = ET.fromstring(caller_identity().body)
    assert tree.findtext(".//{*}Arn") == ARN
    assert tree.findtext(".//{*}Account") == "123456789012"
