# make site: set up and build the sample site.   make serve: preview it.   make test: set up and pass every test.
PYTHON ?= python3
BIN := .venv/bin
.PHONY: site serve test lint types tests bench clean help

help:
	@sed -n 1p Makefile

site:
	@$(PYTHON) tools/setup.py site
	$(BIN)/briefgen build .

serve:
	@$(PYTHON) tools/setup.py site
	$(BIN)/briefgen serve .

test:
	@$(PYTHON) tools/setup.py test
	@$(MAKE) --no-print-directory lint types tests

lint:
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/codespell

types:
	$(BIN)/mypy

tests:
	$(BIN)/pytest --numprocesses 2 --dist loadfile -q

clean:
	rm -rf .venv .briefgen .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
