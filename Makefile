# For a newcomer: `make demo` shows the tool at work, `make test` checks it. Both make .venv first where it is missing.
# Needs Python 3.11 or later, make, and network to the package registry (PYTHON=... picks another Python).

PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11 python,\
	$(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
BIN := .venv/bin
SHARED ?= ../shared
DEMO := build/demo.db
FUZZ_SECONDS ?= 300
MUTANTS ?= 300
# tests that counting makes too slow, that look at what is loaded or leave no room on the disk for the counts, or
# in which threads are stopped, which CPython 3.11 does not survive while it is traced
UNTRACED := linear or heavy or alone_is_light or a_quota or dask or killed_leaves or end_with_their_parent

# what pip installs is what the lock says, with its hashes; then the package itself, in place
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED := $(PIP) --require-hashes -r
IN_PLACE := $(PIP) --no-deps --no-build-isolation --editable .
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--upgrade --custom-compile-command "make lock"

.PHONY: help demo test test-all lowest lint lock fuzz coverage golden mutants evaluate bench docs clean

help:
	@echo "make demo      install into .venv and show the tool at work on seeds/"
	@echo "make test      all tests, with lint"
	@echo "make test-all  all tests, the property tests with 2,000 examples each"
	@echo "make lowest    the tests with the oldest dependencies that pyproject.toml allows"
	@echo "make lint      ruff, mypy, the order of the floors, known holes in dependencies"
	@echo "make fuzz      the property tests with 50,000 examples each, the readers against damaged files"
	@echo "make coverage  which lines and branches the tests run through"
	@echo "make golden    write anew what every stage gives of our test texts; read the diff"
	@echo "make mutants   which changes of the code the tests notice"
	@echo "make lock      choose the newest dependencies, write requirements*.lock anew"
	@echo "make evaluate  measure quality, compare with bench/floors.toml"
	@echo "make bench     measure speed and themes"
	@echo "make docs      write docs/reference.md and the tour of README.md anew"
	@echo "make clean     take away .venv and all that was made"

# made again only when the locks have changed: the package itself is installed in place
.venv/installed: pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or later found; name one with PYTHON=..." >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing into .venv, this takes a minute or two"
	@$(LOCKED) requirements.lock
	@$(IN_PLACE)
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@$(LOCKED) requirements-dev.lock
	@touch $@

.venv/installed-fuzz: .venv/installed-dev requirements-fuzz.lock
	@$(LOCKED) requirements-fuzz.lock
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
	$(BIN)/python -m pytest -n auto --dist worksteal

test-all: .venv/installed-dev
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n auto --dist worksteal

# the oldest versions that pyproject.toml allows, on the oldest Python
lowest: .venv/installed-dev
	@rm -rf build/lowest && $(BIN)/uv venv --quiet --python 3.11 build/lowest
	$(BIN)/uv pip install --quiet --python build/lowest --resolution lowest-direct '.[plot,cluster,dev]'
	build/lowest/bin/python -m pytest -n auto --dist worksteal --ignore tests/test_floors.py

lint: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python bench/audit.py requirements-dev.lock

# what the package is built with is locked too, so that installing it in place fetches nothing
lock: .venv/installed-dev
	@mkdir -p build && printf 'hatchling>=1.25\neditables>=0.5\n' > build/build.in
	$(LOCK) --extra plot -o requirements.lock pyproject.toml build/build.in
	$(LOCK) --extra plot --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml build/build.in
	$(LOCK) --group fuzz -c requirements-dev.lock -o requirements-fuzz.lock

fuzz: .venv/installed-fuzz
	HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -n auto -m hypothesis
	$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS)

coverage: .venv/installed-dev
	@rm -rf build/coverage && mkdir -p build/coverage
	$(BIN)/python -m coverage run -m pytest -n auto -k "not ($(UNTRACED))"
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

golden: .venv/installed-dev
	$(BIN)/python tests/golden/golden.py --write

mutants: .venv/installed-fuzz
	$(BIN)/python bench/mutants.py --sample $(MUTANTS)

evaluate: .venv/installed
	$(BIN)/python bench/evaluate.py --vnpolicy $(BIN)/vnpolicy --shared $(SHARED)

bench: .venv/installed
	$(BIN)/python bench/bench.py --vnpolicy $(BIN)/vnpolicy --shared $(SHARED)

docs: .venv/installed-dev
	$(BIN)/python docs/make.py

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
