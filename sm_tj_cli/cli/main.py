"""The one boundary: outcomes to exit codes."""


def main() -> None:
    """Runs the command line."""
