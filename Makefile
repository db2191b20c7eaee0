# `make run` and `make test` set up everything they need. `make help` lists the rest.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)) python3)
VENV := .venv
PY := $(VENV)/bin/python
OUT := out
export PYTHONUTF8 := 1

.PHONY: help run sample test lint format types judges clients wheel-alone bench build i18n pins clean
.DEFAULT_GOAL := help

help:           ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /make \1|/p' Makefile | while IFS='|' read -r name what; do printf '%-18s %s\n' "$$name" "$$what"; done

run: $(VENV)/.run  ## set up and open the program; without a display build the sample brief
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then exec $(PY) -m briefer; else sh packaging/sample.sh $(PY) $(OUT); fi

sample: $(VENV)/.run  ## the sample brief as Word and PDF, in Japanese and English, into out/
	@sh packaging/sample.sh $(PY) $(OUT)

test: $(VENV)/.dev  ## set up and run the tests (ARGS="-k word" narrows them)
	$(PY) -m pytest $(ARGS)

lint: $(VENV)/.dev  ## style of the code
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

format: $(VENV)/.dev  ## put the code into its agreed form
	$(PY) -m ruff check --fix --exit-zero --quiet .
	$(PY) -m ruff format .

types: $(VENV)/.dev  ## type check
	$(PY) -m mypy

clients: $(VENV)/.dev  ## the slow tests that open papers in LibreOffice, poppler and pandoc
	$(PY) -m pytest -m clients $(ARGS)

wheel-alone: build  ## install the built wheel alone and export the sample brief with it
	sh packaging/wheel-alone.sh "$(PYTHON)" dist

judges: $(VENV)/.run  ## have the sample papers judged by the tools in JUDGES (../shared/tools)
	sh packaging/judges.sh $(PY) "$(or $(JUDGES),../shared/tools)"

bench: $(VENV)/.dev  ## how fast it is, beside a peer in the same run
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(PY) packaging/bench.py $(ARGS)

build: $(VENV)/.dev  ## sdist and wheel into dist/
	rm -rf dist
	$(PY) -m hatchling build

i18n: $(VENV)/.dev  ## collect the interface's texts into resources/i18n and compile them
	sh packaging/i18n.sh $(VENV)/bin

pins:           ## make the hash-pinned requirements anew (needs uv)
	sh packaging/pins.sh

clean:          ## remove everything that was made here
	rm -rf $(VENV) $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find briefer tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.run: packaging/requirements.txt packaging/setup-system.sh packaging/setup-venv.sh
	@sh packaging/setup-system.sh $(PYTHON)
	@sh packaging/setup-venv.sh $(PYTHON) $(VENV) $<
	@touch $@

$(VENV)/.dev: packaging/requirements-dev.txt $(VENV)/.run
	@sh packaging/setup-venv.sh $(PYTHON) $(VENV) $<
	@touch $@
