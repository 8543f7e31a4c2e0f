from __future__ import annotations

import pytest

from sm_tj_cli.cli.options import GlobalOptions
from sm_tj_cli.cli.outcome import Stopped
from sm_tj_cli.cli.planned_places import as_planned, places

MADE = GlobalOptions(
    state="o.tfstate", region="us-west-2", profile="p", terraform_state="s3://b/k", sandbox=True
)


@pytest.mark.parametrize(
    "now",
    [
        GlobalOptions(),
        GlobalOptions(region="us-west-2", sandbox=True),
        GlobalOptions(state="./o.tfstate"),
        MADE,
    ],
)
def test_a_plan_is_applied_where_it_was_made_for(now: GlobalOptions) -> None:
    assert as_planned(now, places(MADE), "p") == MADE


def test_what_is_no_place_is_as_given_now() -> None:
    now = GlobalOptions(json=True, chdir="d")
    assert as_planned(now, places(GlobalOptions(json=False, chdir="e")), "p") == now


def test_a_plan_that_kept_no_places_is_applied_as_given_now() -> None:
    now = GlobalOptions(region="eu-west-1")
    assert as_planned(now, None, "p") == now


@pytest.mark.parametrize(
    ("made", "now", "told"),
    [
        (
            MADE,
            GlobalOptions(region="eu-west-1"),
            "with --region us-west-2, and is to be applied with --region eu-west-1",
        ),
        (
            MADE,
            GlobalOptions(state="q.tfstate"),
            "with --state o.tfstate, and is to be applied with --state q.tfstate",
        ),
        (
            GlobalOptions(),
            GlobalOptions(profile="q"),
            "without --profile, and is to be applied with --profile q",
        ),
        (
            GlobalOptions(),
            GlobalOptions(sandbox=True),
            "without --sandbox, and is to be applied with --sandbox",
        ),
        (
            MADE,
            GlobalOptions(endpoint_url="http://a"),
            "without --endpoint-url, and is to be applied with --endpoint-url http://a",
        ),
    ],
)
def test_another_place_is_refused_with_both(
    made: GlobalOptions, now: GlobalOptions, told: str
) -> None:
    with pytest.raises(Stopped) as stopped:
        as_planned(now, places(made), "p.plan")
    (found,) = stopped.value.diagnostics
    assert f"p.plan was made {told}. Nothing was done." in found.detail
