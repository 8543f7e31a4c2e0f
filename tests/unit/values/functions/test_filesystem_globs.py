"""`filesystem_globs` against what Terraform answered."""

from __future__ import annotations

import pytest

from tests.unit.values.functions.cases import Case, answer, recorded

pytestmark = pytest.mark.usefixtures("inside_the_folder")


@recorded("filesystem_globs")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case
