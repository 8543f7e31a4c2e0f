"""Draws `docs/screens/`: what smtj shows on terminals of 80 and 160 columns, on a dark and a light ground.

Every screen is a real one, of a real terminal (tmux) and the sandbox. Usage: `make screens`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from rich.text import Text

FOLDER = Path(__file__).parent / "screens"
WIDTHS = (80, 160)
HEIGHT = 90
THEMES = {"dark": SVG_EXPORT_THEME, "light": DEFAULT_TERMINAL_THEME}
PATIENCE = 60.0

CONFIGURATION = r"""
resource "aws_sagemaker_training_job" "sweep" {
  for_each          = { slow = "0.01", fast = "0.1" }
  training_job_name = "mnist-${each.key}"
  role_arn          = "arn:aws:iam::123456789012:role/training"

  algorithm_specification {
    training_image      = "123456789012.dkr.ecr.us-east-1.amazonaws.com/mnist:1"
    training_input_mode = "File"
    metric_definitions {
      name  = "loss"
      regex = "- loss: ([0-9.]+)"
    }
    metric_definitions {
      name  = "accuracy"
      regex = "accuracy: ([0-9.]+)"
    }
  }

  resource_config {
    instance_type     = "ml.g5.xlarge"
    instance_count    = 1
    volume_size_in_gb = 30
  }

  hyper_parameters    = { lr = each.value }
  environment         = { SMTJ_SANDBOX_TIMELINE = "LIFE" }
  output_data_config { s3_output_path = "s3://bucket/mnist" }
  stopping_condition { max_runtime_in_seconds = 3600 }
}
"""


@dataclass(frozen=True)
class Screen:
    """A screen: the command, the life of the jobs, and what shows that it is there."""

    name: str
    command: str
    shown: str
    timeline: str = "success"


SCREENS = (
    Screen("wait", "smtj --sandbox wait 'mnist-*'", r"(?s)(Training.*){3}", "success*8"),
    Screen("list", "smtj list", "mnist-slow"),
    Screen("show", "smtj --sandbox show mnist-slow", "model.tar.gz"),
    Screen("failed", "smtj --sandbox show mnist-slow", "ml.g5.xlarge", "failure"),
    Screen("logs", "smtj --sandbox logs 'mnist-*' --tail 8", "SUCCESS"),
    Screen("metrics", "smtj --sandbox metrics 'mnist-*'", r"(?s)since its.*since its"),
    Screen("download", "smtj --sandbox download mnist-slow --extract", "mnist-slow/model"),
)


def main() -> None:
    """Draws all screens, or those that the command line names."""
    FOLDER.mkdir(exist_ok=True)
    for screen in SCREENS:
        if sys.argv[1:] and screen.name not in sys.argv[1:]:
            continue
        for width in WIDTHS:
            drawn = capture(screen, width)
            for theme in THEMES:
                draw(screen, width, theme, drawn)
        print(screen.name)


def capture(screen: Screen, width: int) -> str:
    """What the command shows, with its colours as ANSI codes."""
    with tempfile.TemporaryDirectory() as directory:
        environment = os.environ | {
            "SMTJ_SANDBOX_DIR": f"{directory}/.sandbox",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PS1": "$ ",
        }
        Path(directory, "main.tf").write_text(
            CONFIGURATION.replace("LIFE", screen.timeline), "utf-8"
        )
        apply = ["smtj", "--sandbox", "apply", *(["--wait"] if screen.name != "wait" else [])]
        subprocess.run(apply, cwd=directory, env=environment, capture_output=True, check=False)
        try:
            return _typed(screen, width, directory, environment)
        finally:
            subprocess.run(
                ["smtj", "sandbox", "stop"], env=environment, capture_output=True, check=True
            )


def _typed(screen: Screen, width: int, directory: str, environment: dict[str, str]) -> str:
    socket = ["tmux", "-L", f"smtj-{os.getpid()}"]
    size = ["-x", str(width), "-y", str(HEIGHT)]
    shell = ["new-session", "-d", *size, "-c", directory, "bash", "--norc"]
    subprocess.run([*socket, *shell], env=environment, check=True)
    try:
        subprocess.run([*socket, "set", "-g", "status", "off"], check=True)
        subprocess.run([*socket, "send-keys", f"clear; {screen.command}", "Enter"], check=True)
        return _shown(socket, screen)
    finally:
        subprocess.run([*socket, "kill-server"], check=False)


def _shown(socket: list[str], screen: Screen) -> str:
    end, plain = time.monotonic() + PATIENCE, ""
    while time.monotonic() < end:
        asked = [*socket, "capture-pane", "-p", "-e"]
        text = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        plain = Text.from_ansi(text).plain
        if re.search(screen.shown, plain) and (
            screen.name == "wait" or plain.rstrip().endswith("$")
        ):
            return text
        time.sleep(0.2)
    raise SystemExit(f"{screen.command} has not shown {screen.shown!r} but:\n{plain}")


def draw(screen: Screen, width: int, theme: str, drawn: str) -> None:
    """Writes `NAME-WIDTH-THEME.svg`."""
    lines = [line for line in drawn.rstrip().split("\n") if line != "$"]
    if Text.from_ansi(lines[-1]).plain.strip() == "$":
        del lines[-1]
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, file=nowhere, width=width, force_terminal=True)
        console.print(Text(f"$ {screen.command}"))
        for line in lines:
            console.print(Text.from_ansi(line), soft_wrap=True)
        told = console.export_svg(title="smtj", theme=THEMES[theme], unique_id=screen.name)
    # The picture stands alone: no font is fetched for it.
    told = re.sub(r"@font-face \{.*?\}\s*", "", told, flags=re.DOTALL)
    (FOLDER / f"{screen.name}-{width}-{theme}.svg").write_text(told, "utf-8")


if __name__ == "__main__":
    main()
