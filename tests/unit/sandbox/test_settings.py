from __future__ import annotations

from sm_tj_cli.sandbox.settings import Settings


def test_the_first_pattern_found_in_the_name_holds() -> None:
    settings = Settings(timelines={"^a": "failure", "b": "capacity"})
    assert [settings.timeline_of(name) for name in ("ab", "cb", "c")] == [
        "failure",
        "capacity",
        "success",
    ]
