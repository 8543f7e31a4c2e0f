"""What functions ask of the world."""

from __future__ import annotations

import pytest

from tests.fakes.configurations import evaluated


def test_the_time_is_one_moment() -> None:
    text = 'output "o" { value = [timestamp(), plantimestamp()] }'
    assert evaluated(text).outputs == {"o": ["2026-01-02T00:00:00Z"] * 2}


@pytest.mark.parametrize(
    ("template", "expected"),
    [("hello ${name}", "hello x"), ("%{ for i in [1, 2] }${i}%{ endfor }", "12")],
)
def test_templates_have_their_own_names(template: str, expected: str) -> None:
    text = 'locals { t = TEMPLATE }\noutput "o" { value = templatestring(local.t, { name = "x" }) }'
    quoted = '"' + template.replace("${", "$${").replace("%{", "%%{") + '"'
    assert evaluated(text.replace("TEMPLATE", quoted)).outputs == {"o": expected}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("${none}", 'does not contain key "none"'),
        ("${templatestring(name, {})}", "recursively call"),
    ],
)
def test_templates_that_cannot_be_rendered(template: str, words: str) -> None:
    quoted = '"' + template.replace("${", "$${").replace('"', '\\"') + '"'
    text = f'locals {{ t = {quoted} }}\noutput "o" {{ value = templatestring(local.t, {{ name = "x" }}) }}'
    (problem,) = evaluated(text).diagnostics
    assert words in problem.detail
