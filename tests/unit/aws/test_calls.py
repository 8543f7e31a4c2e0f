from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from sm_tj_cli.aws.calls import call, objects, plain


class FakeClient:
    def describe_something(self, **request: object) -> dict[str, object]:
        return {"Asked": request, "ResponseMetadata": {"RequestId": "x"}}

    def close(self) -> None:
        pass


def test_the_operation_is_the_method_in_snake_case() -> None:
    assert call(FakeClient(), "DescribeSomething", {"A": 1}) == {"Asked": {"A": 1}}


def test_times_are_utc_to_the_millisecond() -> None:
    east = datetime(2026, 1, 2, 3, 4, 5, 678_900, tzinfo=timezone(timedelta(hours=2)))
    assert plain({"a": [east, datetime(2026, 1, 1, tzinfo=UTC)]}) == {
        "a": ["2026-01-02T01:04:05.678Z", "2026-01-01T00:00:00Z"]
    }


def test_objects_of_what_is_no_list() -> None:
    assert objects(None) == []
    assert objects([{"a": 1}, 2]) == [{"a": 1}]
