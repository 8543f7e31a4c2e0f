from __future__ import annotations

from typing import TYPE_CHECKING

from sm_tj_cli.render.console import plain
from sm_tj_cli.render.differences import Differences

if TYPE_CHECKING:
    from sm_tj_cli.render.differences import Written
    from sm_tj_cli.request.training_job import AttributePath


def shown(differences: Differences, before: dict[str, object], after: dict[str, object]) -> str:
    lines = differences.body(before, after, (), 0)  # type: ignore[arg-type]
    return "\n".join(plain(line) for line in lines)


def test_everything_new() -> None:
    after = {
        "name": "x",
        "gone": None,
        "arn": None,
        "tags": {"A b": "1"},
        "groups": ["sg-1"],
        "config": [{"count": 2}],
        "text": "a\nb",
    }
    assert shown(Differences(unknown=frozenset({("arn",)})), {}, after) == (
        "  + arn    = (known after apply)\n"
        "  + groups = [\n"
        '      + "sg-1",\n'
        "    ]\n"
        '  + name   = "x"\n'
        "  + tags   = {\n"
        '      + "A b" = "1"\n'
        "    }\n"
        "  + text   = <<-EOT\n"
        "        a\n"
        "        b\n"
        "    EOT\n"
        "\n"
        "  + config {\n"
        "      + count = 2\n"
        "    }"
    )


def test_only_what_the_configuration_changed_is_a_difference() -> None:
    before = {"name": "x", "arn": "a", "filled_in": 5, "config": [{"count": 2, "type": "m"}]}
    after = {"name": "x", "arn": None, "config": [{"count": 4, "type": "m"}]}
    changes = Differences(
        unknown=frozenset({("arn",)}),
        touched=(("config", 0, "count"),),
        remark=" # needs a new job",
        always=frozenset({"name"}),
    )
    assert shown(changes, before, after) == (
        '  ~ arn  = "a" -> (known after apply)\n'
        '    name = "x"\n'
        "    # (1 unchanged attribute hidden)\n"
        "\n"
        "  ~ config {\n"
        "      ~ count = 2 -> 4 # needs a new job\n"
        "        # (1 unchanged attribute hidden)\n"
        "    }"
    )


def test_maps_and_lists_show_their_differences_only() -> None:
    before = {"tags": {"a": "1", "b": "2", "c": "3"}, "ids": ["x", "y", "z"]}
    after = {"tags": {"a": "1", "b": "5", "d": "4"}, "ids": ["x", "z", "w"]}
    assert shown(Differences(), before, after) == (
        "  ~ ids  = [\n"
        '      - "y",\n'
        '      + "w",\n'
        "        # (2 unchanged elements hidden)\n"
        "    ]\n"
        "  ~ tags = {\n"
        '      ~ "b" = "2" -> "5"\n'
        '      - "c" = "3" -> null\n'
        '      + "d" = "4"\n'
        "        # (1 unchanged element hidden)\n"
        "    }"
    )


def test_secrets_stay_secret() -> None:
    secret = frozenset({("token",), ("parameters", "key"), ("list", 0)})
    before = {"token": "a", "parameters": {"key": "hidden1"}, "list": ["hidden2"]}
    after = {"token": "b", "parameters": {"key": "hidden3"}, "list": ["hidden4"]}
    text = shown(Differences(sensitive=secret), before, after)
    assert "hidden" not in text
    assert "~ token      = (sensitive value)" in text


def test_a_block_that_comes_or_goes() -> None:
    text = shown(
        Differences(), {"channel": [{"name": "a"}]}, {"channel": [{"name": "a"}, {"name": "b"}]}
    )
    assert text == '\n  + channel {\n      + name = "b"\n    }'
    text = shown(Differences(), {"channel": [{"name": "a"}]}, {"channel": []})
    assert text == '\n  - channel {\n      - name = "a" -> null\n    }'


def test_long_texts_are_compared_line_by_line() -> None:
    text = shown(Differences(), {"t": "a\nb\n"}, {"t": "a\nc\n"})
    assert text == "  ~ t = <<-EOT\n        a\n      - b\n      + c\n    EOT"


def test_what_was_written_before_is_written_again_only_where_all_of_it_is_the_same() -> None:
    written: dict[AttributePath, Written] = {}
    place: AttributePath = ("config", 0, "count")
    two, three = {"config": [{"count": 2}]}, {"config": [{"count": 3}]}
    for before, after in (({}, two), ({}, two), ({}, three), (three, {}), ({}, three)):
        expected = shown(Differences(), before, after)
        assert shown(Differences(written=written), before, after) == expected
    hidden = Differences(sensitive=frozenset({place}), written=written)
    assert "count = (sensitive value)" in shown(hidden, {}, three)
    later = Differences(unknown=frozenset({place}), written=written)
    assert "count = (known after apply)" in shown(later, {}, {"config": [{"count": None}]})
    assert "count = 3" in shown(Differences(written=written), {}, three)
