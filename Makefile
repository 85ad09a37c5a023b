# Each target needs nothing before it.
PYTHON ?= python3
BIN := .venv/bin
export WPL_DATA ?= $(CURDIR)/data

.PHONY: setup mutations reconcile demo test chromium dev lint docs screenshots lock bench clean

setup: .venv/installed

# pip compiles to bytecode as it installs; without that every start is two to four times slower
.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup            ## synthetic deliveries, then the main job
	$(BIN)/wpl demo
	$(BIN)/wpl refresh

test: setup chromium   ## linters, then all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sqlfluff lint --config dbt_project/.sqlfluff --processes 2 --disable-progress-bar dbt_project/models dbt_project/tests
	$(BIN)/pytest

chromium:              ## the browser of the site's tests, where it may be installed; else those tests are skipped
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
		echo "no Chromium: the tests of the site are skipped. Install it, on Debian: sudo apt-get install chromium"

dev: setup             ## Dagster's UI on 127.0.0.1:3000
	umask 077; DAGSTER_HOME=$(CURDIR) WPL_DAGSTER_STORAGE=$(WPL_DATA)/dagster \
		$(BIN)/dagster dev --host 127.0.0.1 --port 3000 --module-name orchestration.definitions

lint: setup            ## the linters, with what they can mend mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup            ## the pages of docs/ that are made from contracts, models, rules and tests
	$(BIN)/python -m orchestration.dictionary

screenshots: setup     ## docs/images, of the site in WPL_DATA (for the README: the demo at scale 1)
	$(BIN)/python docs/images/take.py

lock:                  ## pin again, with hashes and without index addresses; needs uv
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-header -o requirements.lock

bench: setup           ## timings, never part of the tests
	$(BIN)/python benchmarks/run.py

mutations: setup       ## small changes to the models, and which checks notice them; up to an hour
	$(BIN)/python -m tests.mutations

SEEDS ?= 1 2 3
reconcile: setup       ## the report's printed values on full-size demos: make reconcile SEEDS="4 5"
	$(BIN)/python benchmarks/reconcile.py $(SEEDS)

clean:
	rm -rf .venv dbt_project/target
