# Two commands for a fresh machine: `make site` and `make test`. Everything they need they make themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
AS_OF ?=

.PHONY: help site test serve check lint golden photos bench bench-peers audit licences lock clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(VENV)/site.stamp: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本 / Python 3.11+ is needed"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q generator # where Python is told to write no bytecode, every command would compile anew
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

site: $(VENV)/site.stamp ## build the public site into site/
	$(BIN)/zhanbang build $(if $(AS_OF),--as-of $(AS_OF))

serve: $(VENV)/site.stamp ## preview on http://127.0.0.1:8000/, reloads on every change
	$(BIN)/zhanbang serve $(if $(AS_OF),--as-of $(AS_OF))

check: $(VENV)/site.stamp ## check all data, build nothing
	$(BIN)/zhanbang check

test: $(VENV)/test.stamp ## run the test suite (installs a browser on Debian as root)
	@sh tests/browser/provide.sh
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --durations=15

golden: $(VENV)/test.stamp ## rewrite the expected outputs of tests; read the diff before you commit it
	$(BIN)/python -m pytest --golden

photos: $(VENV)/test.stamp ## contact sheets of every page kind and reading setting into photos/
	@sh tests/browser/provide.sh
	$(BIN)/python tests/browser/photos.py

lint: $(VENV)/test.stamp ## format check, ruff, mypy
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/test.stamp ## time 100, 1,000 and 10,000 works, photos and the search beside the peers; writes tests/bench/RESULTS.md
	$(BIN)/python -m tests.bench.run --date $(or $(DATE),$$(date +%F)) $(if $(SIZES),--sizes $(SIZES)) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(PARTS),--parts $(PARTS))

bench-peers: ## install the peers of `make bench` into .cache/bench/
	PYTHON=$(PYTHON) sh tests/bench/provide.sh

audit: site $(VENV)/test.stamp ## what is long or needs Java or Node: a crash at every step, 10,000 works, axe in every setting, Nu checker, Lighthouse
	THOROUGH=1 $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder tests/recovery tests/publish tests/site/test_works.py \
	  tests/browser/test_access.py tests/browser/test_policy.py tests/browser/test_works.py
	sh tests/audit/nu.sh
	$(BIN)/python -m tests.audit.lighthouse

licences: $(VENV)/site.stamp ## list the licences of everything locked, into generator/LICENCES.md
	$(BIN)/python tests/audit/licences.py

lock: ## resolve the dependencies anew into the three lock files
	test -x $(VENV)/lock/bin/python || $(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --upgrade pip pip-tools
	for extra in "" "-cluster" "-test"; do \
	  $(VENV)/lock/bin/pip-compile --quiet --upgrade --allow-unsafe --generate-hashes --strip-extras --no-annotate --no-header \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra build --extra av --extra demo $${extra:+--extra $${extra#-}} \
	    -o requirements$$extra.lock pyproject.toml; \
	done

clean: ## remove what the other targets made, but not the environment
	rm -rf site .site.* .cache photos
