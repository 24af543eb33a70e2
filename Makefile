# The one list of commands. `make help` prints it.
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test crash check lock

help: ## print this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: ## make the environment in .venv and fetch Neo4j (about 140 MB, once); mends both when run again
	@sh requirements/setup.sh $(VENV)

demo: $(VENV)/.ready ## load the demo world, ask it, print the answers, serve it (ARGS=--no-serve to stop there)
	@$(BIN)/batlas demo $(ARGS)

serve: $(VENV)/.ready ## serve GraphQL on 127.0.0.1:8000
	@$(BIN)/batlas serve $(ARGS)

test: $(VENV)/.ready ## run all tests on a real Neo4j
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

crash: $(VENV)/.ready ## kill Neo4j at 30 points of a document's writing, and see that nothing is left (some minutes)
	@BATLAS_TEST_KILLS=30 $(BIN)/python -m pytest tests/server/test_killed.py $(ARGS)

check: $(VENV)/.ready ## format, lint, types, layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports

lock: $(VENV)/.ready ## renew requirements/*.txt from pyproject.toml
	@cd requirements && sh lock.sh ../$(BIN)/uv

# Its own last step touches the file: what was interrupted is not ready.
$(VENV)/.ready: pyproject.toml requirements/run.txt requirements/checks.txt requirements/setup.sh requirements/node.sh tests/node/package-lock.json graph/server/jars.lock
	@sh requirements/setup.sh $(VENV)
