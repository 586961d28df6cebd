# For a newcomer: `make demo` shows the tool at work, `make test` checks it. Both make .venv first where it is missing.
# Needs Python 3.11 or later, make, and network to the package registry (PYTHON=... picks another Python).

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
BIN := .venv/bin
SHARED ?= ../shared
DEMO := build/demo.db

.PHONY: help demo test test-all lint evaluate bench docs clean

help:
	@echo "make demo      install into .venv and show the tool at work on seeds/"
	@echo "make test      all tests, with lint"
	@echo "make test-all  all tests, the property tests with 2,000 examples each"
	@echo "make lint      ruff, mypy, the order of the floors"
	@echo "make evaluate  measure quality, compare with bench/floors.toml"
	@echo "make bench     measure speed and themes"
	@echo "make docs      write docs/reference.md and the tour of README.md anew"
	@echo "make clean     take away .venv and all that was made"

# made again only when pyproject.toml has changed: the package itself is installed in place
.venv/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or later found; name one with PYTHON=..." >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing into .venv, this takes a minute or two"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[plot]'
	@touch $@

.venv/installed-dev: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,plot]'
	@touch $@

demo: .venv/installed
	@mkdir -p build && rm -f $(DEMO)*
	@echo; echo '$$ vnpolicy ingest seeds'; echo
	@$(BIN)/vnpolicy ingest seeds -c $(DEMO) -f table
	@echo; echo '$$ vnpolicy dedupe'; echo
	@$(BIN)/vnpolicy dedupe -c $(DEMO) -f table
	@echo; echo '$$ vnpolicy summary'; echo
	@$(BIN)/vnpolicy summary -c $(DEMO) -f table
	@echo; echo '$$ vnpolicy report -o build/report.html'; echo
	@$(BIN)/vnpolicy report -c $(DEMO) -o build/report.html
	@echo 'build/report.html: one page with all of it, to be opened in a browser'
	@echo; echo 'The same as CSV, which is what a pipe gets:'
	@echo; echo '$$ vnpolicy dedupe | head -5'; echo
	@$(BIN)/vnpolicy dedupe -c $(DEMO) -f csv | head -5
	@echo; echo '$$ vnpolicy summary | head -12'; echo
	@$(BIN)/vnpolicy summary -c $(DEMO) -f csv | head -12

test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto

test-all: .venv/installed-dev
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n auto

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

evaluate: .venv/installed
	$(BIN)/python bench/evaluate.py --vnpolicy $(BIN)/vnpolicy --shared $(SHARED)

bench: .venv/installed
	$(BIN)/python bench/bench.py --vnpolicy $(BIN)/vnpolicy --shared $(SHARED)

docs: .venv/installed-dev
	$(BIN)/python docs/make.py

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
