# Everything from a bare checkout with Python 3.11 or later and make.
#   make demo        the program on a made-up company's books
#   make test        the tests, but for the long ones        make test-long   the long ones: faults and fuzz
#   make check       ruff, mypy and the import contracts     make bench       ratios to bare parts, side by side
#   make docs        the documentation's tables anew        make picture     the README's picture anew
#   make constraints writes constraints.txt anew             make clean       removes all that was made here

SHELL := /bin/sh
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: demo test test-long check bench docs picture constraints clean
.DEFAULT_GOAL := demo

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
PACKAGES := cctui screens widgets store
SOURCES := $(foreach p,$(PACKAGES),$(wildcard $(p)/*.py $(p)/*/*.py $(p)/*/*/*.py))
WANTED := python3.11 python3.12 python3.13 python3.14 python3 python
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
# twice as many as there are cores: tests of pages and terminals wait for half of their time
WORKERS := $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) \* 2)
# what pytest rewrites, and what programs under test load, is kept compiled for the next run
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

demo: $(VENV)/.stamp-compiled
	@exec $(BIN)/cctui demo

test: $(VENV)/.stamp-compiled $(VENV)/.stamp-test
	@$(PYTEST) -q -m "not long"

test-long: $(VENV)/.stamp-compiled $(VENV)/.stamp-test
	@$(PYTEST) -q -m long --hypothesis-profile=long

check: $(VENV)/.stamp-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/.stamp-compiled $(VENV)/.stamp-test
	@$(BIN)/python -m bench

docs: $(VENV)/.stamp-compiled
	@$(BIN)/python -m cctui.manual docs/manual.md docs/export.md

# needs the fonts DejaVu Sans Mono and DejaVu Sans Mono Bold
picture: $(VENV)/.stamp-compiled $(VENV)/.stamp-test
	@$(BIN)/python -m docs.draw

$(VENV)/.stamp-venv:
	@for python in $(PYTHON) $(WANTED); do \
	  if $$python -c '$(USABLE)' 2>/dev/null; then \
	    echo "Making $(VENV) with $$($$python --version)."; \
	    $$python -m venv $(VENV) && touch $@; exit; \
	  fi; \
	done; \
	echo "cctui needs Python 3.11 or later with its venv module; install it, or name it: make PYTHON=/path/to/python" >&2; \
	exit 1

$(VENV)/.stamp-run: $(VENV)/.stamp-venv pyproject.toml constraints.txt
	@echo "Installing cctui and what it needs; a minute at most, and only now."
	@$(PIP) -c constraints.txt -e '.[postgres]'
	@touch $@

$(VENV)/.stamp-test: $(VENV)/.stamp-venv pyproject.toml constraints.txt
	@echo "Installing what the tests and checks need; a minute at most, and only now."
	@$(PIP) -c constraints.txt -e '.[test,check]'
	@touch $(VENV)/.stamp-run $@

$(VENV)/.stamp-compiled: $(VENV)/.stamp-run $(SOURCES)
	@env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m compileall -q $(PACKAGES)
	@touch $@

# the versions that this .venv holds; name newer ones in pyproject.toml, or upgrade in .venv, then write them down
constraints: $(VENV)/.stamp-test
	@$(BIN)/python -m pip list --format=freeze --exclude-editable --exclude pip --exclude setuptools > constraints.new
	@mv constraints.new constraints.txt
	@touch $(VENV)/.stamp-run $(VENV)/.stamp-test

clean:
	@rm -rf $(VENV) build dist .hypothesis .mypy_cache .ruff_cache .import_linter_cache .pytest_cache
	@find $(PACKAGES) tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
