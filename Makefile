# Signboard. `make` alone prints what can be made; each target says it behind `##`.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
BIN := .venv/bin
EXAMPLE := var/gwangju-2020

.PHONY: help up test check faults bench docs clean

help:
	@awk -F ': *## *' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: ## Build the example's board and serve it at http://127.0.0.1:8000 (PORT=8001 make up: at another port)
	@tools/bootstrap.sh
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
		{ echo "Port $(PORT) is taken; choose another: PORT=8001 make up" >&2; exit 1; }
	@tools/example.sh $(EXAMPLE)
	@exec $(BIN)/signboard serve $(EXAMPLE) --port $(PORT)

test: ## Install what the tests need, check the code and run every test
	@tools/packages.sh tests chromium 'postgresql:/usr/lib/postgresql/*/bin/initdb' g++:cc
	@tools/bootstrap.sh dev
	@tools/verifiers.sh
	@$(MAKE) check
	@$(BIN)/pytest -n auto --dist loadfile

check: ## Check format, lint, types and who imports whom
	@tools/bootstrap.sh dev
	$(BIN)/ruff format --check --quiet
	$(BIN)/ruff check --quiet
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.reference --check

faults: ## Try a thousand faults at random calls (COUNT=100 SEED=7 make faults: so many, those again)
	@tools/packages.sh faults g++:cc
	@tools/bootstrap.sh dev
	@cd tests && PYTHONPATH=. ../$(BIN)/python -m faulting --count $(or $(COUNT),1000) $(if $(SEED),--seed $(SEED))

bench: ## Measure reading, folding, hashing, appending and publishing, against what bounds them
	@tools/packages.sh benchmarks hugo 'postgresql:/usr/lib/postgresql/*/bin/initdb'
	@tools/bootstrap.sh dev
	@tools/example.sh $(EXAMPLE)
	@$(BIN)/python -m bench $(EXAMPLE) $(if $(JSON),--json $(JSON))

docs: ## Write docs/reference anew from the code
	@tools/bootstrap.sh dev
	$(BIN)/python -m tools.reference

clean: ## Remove what was built: the example's board, the environments, the caches
	rm -rf $(EXAMPLE) $(EXAMPLE).new $(EXAMPLE).old .venv .uv
	rm -rf .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache .grimp_cache
