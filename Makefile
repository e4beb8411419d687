# Deux commandes : « make run » sert l'assistant, « make test » lance tous les tests.
PYTHON ?= python3
PORT ?= 7860
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export AESH_DATA_DIR

.PHONY: run test setup lock

run: setup
	$(BIN)/aesh indexer
	$(BIN)/aesh interface --port $(PORT)

test: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# The stamp holds the content of both files: unchanged, pip is not called and no network is needed.
setup:
	@if [ ! -x $(BIN)/python ]; then $(PYTHON) -m venv $(VENV); fi
	@if ! cat requirements.lock pyproject.toml | cmp -s - $(STAMP); then \
	  $(BIN)/python -m pip install --disable-pip-version-check -c requirements.lock -e '.[tests,mcp,llm,masquage]' \
	  && $(BIN)/aesh installer-modele \
	  && cat requirements.lock pyproject.toml > $(STAMP); \
	fi

lock:
	$(BIN)/python -m pip install pip-tools
	$(BIN)/python -m piptools compile --quiet --all-extras --no-header --no-annotate --strip-extras \
	  --no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml
	sed -i -e 's/+cpu//' -e 's/ ;.*//' -e '/^#/d' -e '/^--/d' -e '/^$$/d' requirements.lock
