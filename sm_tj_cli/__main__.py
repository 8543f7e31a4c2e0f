"""`python -m sm_tj_cli` is `smtj`."""

import os
import sys

if __name__ == "__main__":
    # Python looks for modules in the working directory first, where a project may have a boto3.py of its own.
    if not sys.flags.safe_path and sys.path[0] == os.getcwd():  # noqa: PTH109 - as Python has it
        del sys.path[0]

    from sm_tj_cli.cli.main import main

    main()
