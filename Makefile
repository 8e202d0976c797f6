PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo test lint format types messages benchmark

install: $(VENV)/runtime.stamp

$(VENV)/runtime.stamp: pyproject.toml requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/runtime.stamp requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

# The whole product in the browser, on sample data. AUTOPLAY=1: the others answer too, the round closes.
demo: $(VENV)/runtime.stamp
	$(BIN)/phieu demo $(if $(AUTOPLAY),--autoplay)

test: lint types
	$(BIN)/pytest

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

# Collects the texts of the program into the catalogues; what is new stands there untranslated.
messages: $(VENV)/dev.stamp
	$(BIN)/python -m phieu.locales.collect

benchmark: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks
