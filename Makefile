# make demo: see smtj work, without an AWS account.   make test: everything that must hold.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test check torture bench screens format docs clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[sandbox,dev]'
	@touch $@

demo: $(STAMP)  ## applies the k-means sample in the sandbox, waits, shows it and its outputs
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh samples/demo.sh

check: $(STAMP)  ## style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check  ## check, then all tests
	$(BIN)/pytest -n auto

torture: $(STAMP)  ## kills, full disks, lost answers, damaged files: all of them, in an hour or two
	$(BIN)/python -m tests.torture --report docs/torture.md
	$(BIN)/python -m tests.property

bench: $(STAMP)  ## the speed of whole commands beside terraform and aws
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/validation.py
	$(BIN)/python benchmarks/sandbox.py
	$(BIN)/python benchmarks/scale.py

screens: $(STAMP)  ## draws docs/screens/ anew, in tmux
	$(BIN)/python docs/screens.py

format: $(STAMP)  ## formats the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(STAMP)  ## writes the pages that are made of the code
	$(BIN)/python -m tests.architecture.function_docs
	$(BIN)/smtj explain --markdown > docs/resource.md

clean:  ## removes the environment
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
