"""`collection_sets` against what Terraform answered."""

from __future__ import annotations

from sm_tj_cli.values.types import STRING, SetType
from sm_tj_cli.values.value import SENSITIVE, string, unknown, unknown_not_null
from tests.unit.values.functions.cases import Case, answer, plain, recorded, value_of


@recorded("collection_sets")
def test_answers_as_terraform_does(case: Case) -> None:
    assert answer(case) == case


def test_sets_with_unknown_elements_are_unknown() -> None:
    assert value_of('setsubtract(["a", x], ["b"])', x=unknown(STRING)) == unknown_not_null(
        SetType(STRING)
    )
    assert plain(value_of('setproduct([x], ["b"])', x=unknown(STRING))) == [["unknown", "b"]]
    assert not value_of('setproduct(toset(["a", x]), ["b"])', x=unknown(STRING)).is_known


def test_rows_of_a_product_keep_the_marks_of_their_elements() -> None:
    secret = string("s").with_marks({SENSITIVE})
    product = value_of('setproduct([x, "a"], ["b"])', x=secret)
    assert not product.is_sensitive
    assert [sorted(row.all_marks()) for row in product.parts()] == [[SENSITIVE], []]
    assert value_of('setproduct(sensitive(["a"]), ["b"])').is_sensitive
    assert value_of('setproduct(toset([x, "a"]), toset(["b"]))', x=secret).is_sensitive
    assert value_of('setproduct(toset([x, y]), ["b"])', x=secret, y=unknown(STRING)).is_sensitive
