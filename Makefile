# Skridtvis. To begin: make demo (try it) and make test (check it).
PORT ?= 5000
DATA ?= var
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install demo test test-slow lint bench bench-nation lock sbom audit

help:
	@echo "make demo        installerer, indlæser demopersoner og starter på http://127.0.0.1:$(PORT)"
	@echo "make demo RESET=1  begynder forfra med nye demopersoner"
	@echo "make test        kører alle prøver (også i en rigtig browser og på PostgreSQL)"
	@echo "make test-slow   de prøver, der tager lang tid"
	@echo "make lint        stil, lag og skabeloner"
	@echo "make bench       målinger, som forhold"
	@echo "make sbom        hvad portalen er lavet af (CycloneDX)"
	@echo "make audit       kendte svagheder i pakkerne, hvor tjenesten kan nås"
	@echo "make bench-nation  det samme for hele landet; tager mange minutter"

install: $(VENV)/.installed node_modules/.installed
	@$(BIN)/python tools/build_static.py

demo: install
	@PORTAL_MODE=demo PORTAL_DATA="$(DATA)" $(BIN)/portal demo --port $(PORT) $(if $(RESET),--reset)

test: install $(VENV)/.installed-test
	@$(BIN)/python tools/browser.py
	@$(MAKE) --no-print-directory lint
	@$(BIN)/pytest -n auto --dist worksteal -m "not slow"

test-slow: install $(VENV)/.installed-test
	@$(BIN)/python tools/browser.py
	@$(BIN)/pytest -n auto --dist worksteal -m slow

lint: $(VENV)/.installed-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --lint --quiet portal/templates

bench: install $(VENV)/.installed-bench
	@$(BIN)/python -m bench

bench-nation: install $(VENV)/.installed-bench
	@$(BIN)/python -m bench.nation

lock: $(VENV)/.installed
	@$(BIN)/python tools/lock.py

sbom: $(VENV)/.installed
	@$(BIN)/python tools/sbom.py

audit: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet pip-audit
	@$(BIN)/pip-audit --strict --disable-pip --require-hashes -r requirements.txt

$(VENV)/.installed: requirements.txt pyproject.toml
	@sh tools/python.sh "$(PYTHON)" "$(VENV)" requirements.txt
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed requirements-test.txt
	@echo "Henter det, prøverne bruger …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/.installed-bench: $(VENV)/.installed requirements-bench.txt
	@echo "Henter det, målingerne bruger …"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-bench.txt
	@touch $@

node_modules/.installed: package.json package-lock.json $(VENV)/.installed
	@sh tools/node.sh "$(BIN)"
	@touch $@
