# What one does with Varna. `make help` lists it; README.md says more.
# Recipes use absolute paths, so that `make -C elsewhere/varna run` works too.

ROOT := $(CURDIR)
VENV := $(ROOT)/.venv
BIN := $(VENV)/bin
STAMPS := $(ROOT)/.make
PAGES := $(ROOT)/frontend
SECRETS := $(ROOT)/var/varna.env

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
CORES := $(shell getconf _NPROCESSORS_ONLN)
# What is done at once tells about itself one after the other, where this make can do that.
IN_TURNS := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
# Two more than there are cores: a test that waits for a browser, a disk or a lease leaves its core to another.
TEST_WORKERS ?= $(shell expr $(CORES) + 2)

export VARNA_ENV_FILE ?= $(SECRETS)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export UV_NO_PROGRESS := 1
# Where it is set, every start would compile every module anew: a second or more.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help run test check static static-python static-pages unit pages page-tests bench walkthrough pictures openapi locks clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(STAMPS)/runtime pages $(SECRETS) ## install what is missing and serve on 127.0.0.1:8000, with a demo while nothing else is there
	@cd $(ROOT) && exec $(BIN)/varna serve --migrate --demo --host $(HOST) --port $(PORT)

test: $(STAMPS)/dev $(STAMPS)/node_modules ## everything: the checks, both databases, the browser, the pages' own tests
	@# Most of these keep one core busy and no more: one after the other they took the other cores' time too.
	+$(MAKE) --no-print-directory --jobs=$(CORES) $(IN_TURNS) static-python static-pages pages page-tests
	cd $(ROOT) && $(BIN)/pytest -n $(TEST_WORKERS) --dist worksteal

check: static unit ## the fast half: format, lint, types, arrows, and tests without database or browser

static: static-python static-pages

static-python: $(STAMPS)/dev
	cd $(ROOT) && $(BIN)/ruff format --check .
	cd $(ROOT) && $(BIN)/ruff check .
	cd $(ROOT) && $(BIN)/mypy
	cd $(ROOT) && $(BIN)/lint-imports

static-pages: $(STAMPS)/node_modules
ifneq ($(wildcard $(PAGES)/package.json),)
	cd $(PAGES) && npm run lint
	@# The generated types follow docs/openapi.json; a file that is still written by hand does not say so.
	cd $(PAGES) && if grep -q auto-generated src/api/schema.d.ts; then npm run types -- --check; fi
endif

page-tests: $(STAMPS)/node_modules
ifneq ($(wildcard $(PAGES)/package.json),)
	cd $(PAGES) && npm test
endif

unit: $(STAMPS)/dev
	cd $(ROOT) && $(BIN)/pytest -m "not database and not browser and not slow"

pages: $(STAMPS)/pages

bench: $(STAMPS)/dev ## measure this machine; see bench/README.md
	@cd $(ROOT) && for measure in bench/*.py; do echo "== $$measure"; $(BIN)/python $$measure || exit 1; done

walkthrough: $(STAMPS)/dev ## the main job through the public API, on a server and a database of its own
	@cd $(ROOT) && $(BIN)/python scripts/walkthrough.py

pictures: $(STAMPS)/dev pages ## keep pictures of the pages, at phone and desktop width, in test-results/
	cd $(ROOT) && $(BIN)/python scripts/pictures.py
	cd $(ROOT) && VARNA_PICTURES=1 $(BIN)/pytest -n $(TEST_WORKERS) --dist worksteal tests/browser

openapi: $(STAMPS)/dev $(STAMPS)/node_modules ## write docs/openapi.json from the code, and the pages' types from that
	cd $(ROOT) && $(BIN)/python scripts/openapi.py
ifneq ($(wildcard $(PAGES)/package.json),)
	cd $(PAGES) && npm run types
endif

LOCK = cd $(ROOT) && $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header

locks: $(BIN)/uv ## write the locks again after a change of pyproject.toml (UPGRADE=--upgrade moves versions too)
	$(LOCK) $(UPGRADE) pyproject.toml --group build -o requirements.lock
	$(LOCK) $(UPGRADE) pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove what was installed and built; var/ (the data and its secret) stays
	rm -rf $(VENV) $(STAMPS) $(PAGES)/node_modules $(PAGES)/dist $(ROOT)/dist $(ROOT)/test-results
	rm -rf $(ROOT)/.mypy_cache $(ROOT)/.ruff_cache $(ROOT)/.pytest_cache $(ROOT)/.hypothesis $(ROOT)/.import_linter_cache
	find $(ROOT)/app $(ROOT)/tests $(ROOT)/alembic $(ROOT)/bench $(ROOT)/scripts -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what the commands need -------------------------------------------------------------------------------------
# A stamp says what was installed and is older than its lock when that changes. Someone may have removed the thing
# itself and left its stamp.
ifeq ($(wildcard $(BIN)/uv),)
$(shell rm -f $(STAMPS)/runtime $(STAMPS)/dev)
endif
ifeq ($(wildcard $(PAGES)/node_modules),)
$(shell rm -f $(STAMPS)/node_modules)
endif
ifeq ($(wildcard $(PAGES)/dist/index.html),)
$(shell rm -f $(STAMPS)/pages)
endif

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Varna needs Python 3.11 or newer, and '$(PYTHON)' is not that. Name another: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python has no venv module here. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv

INSTALL = $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes --only-binary :all:
INSTALL_VARNA = $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable $(ROOT)

# The development lock holds everything of the runtime's, in the same versions (a test says so): once it is installed,
# `make run` is content with it and never takes it away.
$(STAMPS)/runtime: $(ROOT)/requirements.lock $(ROOT)/pyproject.toml | $(BIN)/uv
	@mkdir -p $(STAMPS)
	$(INSTALL) $(if $(wildcard $(STAMPS)/dev),$(ROOT)/requirements-dev.lock,$(ROOT)/requirements.lock)
	$(INSTALL_VARNA)
	@touch $@

$(STAMPS)/dev: $(ROOT)/requirements-dev.lock $(ROOT)/pyproject.toml | $(BIN)/uv
	@mkdir -p $(STAMPS)
	$(INSTALL) $(ROOT)/requirements-dev.lock
	$(INSTALL_VARNA)
	@touch $(STAMPS)/runtime $@

$(SECRETS): | $(STAMPS)/runtime
	$(BIN)/varna secret --file $@

ifneq ($(wildcard $(PAGES)/package.json),)
PAGE_SOURCES := $(shell find $(PAGES) -path $(PAGES)/node_modules -prune -o -path $(PAGES)/dist -prune -o -type f -print)

$(STAMPS)/node_modules: $(PAGES)/package.json $(PAGES)/package-lock.json
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null \
	  || { echo "Varna's pages are built with Node 20.19 or newer, and 'node' is not that."; exit 1; }
	@mkdir -p $(STAMPS)
	cd $(PAGES) && npm ci --no-audit --no-fund
	@touch $@

$(STAMPS)/pages: $(STAMPS)/node_modules $(PAGE_SOURCES)
	cd $(PAGES) && npm run build
	@touch $@
else
$(STAMPS)/node_modules $(STAMPS)/pages:
	@:
endif
