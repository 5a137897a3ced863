# The ways in: `make site` builds content/, `make docs` the manual in docs/, `make check` says whether the program is good.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE_MODULES := tests/browser/node_modules tests/hosts/node_modules
APT_HINT := On Debian and Ubuntu: sudo apt install python3-venv

# Each stamp stands for something installed; it is made again only when its lock file is newer.
MADE := $(VENV)/.stamp-made
RUNTIME := $(VENV)/.stamp-runtime
DEV := $(VENV)/.stamp-dev
NODE := $(NODE_MODULES:%=%/.package-lock.json)

PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest --numprocesses auto

.DEFAULT_GOAL := site
.PHONY: site docs test check reference bench bench-growth endurance lock clean

site: $(RUNTIME)
	@$(BIN)/python -m sitegen build
	@echo "The site is in public/. To look at it, run"
	@echo "    $(PYTHON) -m http.server --bind 127.0.0.1 -d public 8000"
	@echo "and open http://127.0.0.1:8000/"

docs: $(RUNTIME)
	@$(BIN)/python -m sitegen build -C docs --strict

test: $(DEV) $(NODE)
	$(PYTEST)

check: $(DEV) $(NODE)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) --cov --cov-report=term

# What is made of the program's own explanations: pages of the docs, and the sample's examples. A test compares them.
reference: $(RUNTIME)
	$(BIN)/python -c 'from pathlib import Path; from sitegen.cli.reference import write_reference; write_reference(Path())'

# SIZES="100 1000", TOOLS="hugo sitegen", PARTS="builds" or "serve" and RUNS=5 choose; RECORD=1 writes the reports also
# for a choice of sizes or tools. A part that is not measured stays in the report as it was.
BENCH := $(BIN)/python -m bench $(if $(SIZES),--sizes "$(SIZES)") $(if $(TOOLS),--tools "$(TOOLS)") \
	$(if $(PARTS),--parts "$(PARTS)") $(if $(RUNS),--runs $(RUNS)) $(if $(RECORD),--record)

bench: $(DEV)
	$(BENCH) $(if $(GROWTH),--growth)

bench-growth: $(DEV)
	$(BENCH) --growth

# A thousand rebuilds of a preview take a minute or two; the other tests make do with fewer.
endurance: $(DEV)
	REBUILDS=1000 $(BIN)/python -m pytest tests/test_serve_endurance.py

lock: $(DEV)
	$(BIN)/uv pip compile $(LOCK_FLAGS) pyproject.toml requirements.in --output-file requirements.txt
	$(BIN)/uv pip compile $(LOCK_FLAGS) $(UNUSED) requirements-dev.in --output-file requirements-dev.txt
	$(BIN)/npm install --prefix tests/browser --package-lock-only --ignore-scripts --no-audit --no-fund
	$(BIN)/npm install --prefix tests/hosts --package-lock-only --ignore-scripts --no-audit --no-fund

clean:
	rm -rf $(VENV) $(NODE_MODULES) .bench bench/results public .sitegen docs/public docs/.sitegen dist
	rm -rf htmlcov .coverage .hypothesis
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find sitegen tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# One lock file for every supported Python and system, with every file's hash and no registry's address.
LOCK_FLAGS := --quiet --no-config --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --strip-extras --custom-compile-command "make lock"

# Isso's second way to read Markdown, which it does not import unless asked to, would have to be compiled from C.
UNUSED := --no-emit-package misaka --no-emit-package cffi --no-emit-package pycparser

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "sitegen needs Python 3.11 or newer. To name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "This Python cannot make virtual environments. $(APT_HINT)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# The project goes in as it stands, built by the locked hatchling, so that nothing unlocked is fetched.
$(RUNTIME): requirements.txt pyproject.toml $(MADE)
	$(PIP) install --require-hashes --requirement requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	$(PIP) install --require-hashes --no-deps --requirement requirements-dev.txt
	@touch $@

# Without these packages the tests that want them are skipped, and say so; under CI they fail.
$(NODE): tests/%/node_modules/.package-lock.json: tests/%/package-lock.json $(DEV)
	@$(BIN)/npm ci --prefix tests/$* --ignore-scripts --no-audit --no-fund --loglevel=error \
		&& touch $@ || echo "npm's registry did not answer: what needs the packages of tests/$* will not be tested."
