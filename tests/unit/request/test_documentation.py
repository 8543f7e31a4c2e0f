from __future__ import annotations

import pytest

from sm_tj_cli.request.documentation import first_sentence, markdown, plain_text

HTML = """<p>Use <code>True</code>, <i>not</i> <code>InstanceType</code> &amp; see <a href="https://x/y">this
 page</a>.</p> <note> <p>Careful.</p> </note> <ul> <li> <p>One</p> </li> <li> <p><a href="https://z">Two</a></p> <ul>
 <li><p>Inner</p></li> </ul> <p>More of two</p> </li> </ul>"""
NAMES = {"InstanceType": "instance_type"}


def test_plain_text() -> None:
    assert plain_text(HTML, NAMES) == (
        "Use True, not instance_type & see this page.\n\nCareful.\n\n- One\n- Two\n  - Inner\n\n  More of two"
    )


def test_markdown() -> None:
    assert markdown(HTML, NAMES) == (
        "Use `True`, *not* `instance_type` & see [this page](https://x/y).\n\nCareful.\n\n- One\n- [Two](https://z)\n"
        "  - Inner\n\n  More of two"
    )


def test_nothing_is_nothing() -> None:
    assert plain_text("", {}) == ""
    assert first_sentence("") == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("Version 1.2 is it. Two", "Version 1.2 is it."),
        ("(Optional) The path", "The path"),
        ("No end", "No end"),
        ("One\n\nTwo.", "One"),
    ],
)
def test_the_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence
