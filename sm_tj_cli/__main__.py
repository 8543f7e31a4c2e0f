"""`python -m sm_tj_cli` is `smtj`."""

from sm_tj_cli.cli.main import main

if __name__ == "__main__":
    main()
