# make instance   builds and proves every report under instances/
# make view       shows a report, RELEASE=instances/NAME, in the interactive viewer
# make check      the quick tests, in two minutes or so on two cores
# make test-most  all tests but the slow ones
# make test       all tests
# make coverage   what the quick tests reach, and whether it is enough
# make readers    the environment in which others' readers open our reports: their tests skip without it
# make versions   the same bytes by every other Python that is at hand; with TESTS=1 the quick tests, too
# make site       docs/ as pages to read, in dist/site
# make release    wheel and sdist in dist/release, each tried in an empty environment
# make fuzz       damaged files of every kind, for ten minutes
# make            lint, types, layers, what is generated, all tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PINS := generator/requirements
RELEASES := $(patsubst %/release.yaml,%,$(wildcard instances/*/release.yaml))
# What is compiled is kept: where that is forbidden, each process of the tests compiles the whole program anew.
export PYTHONDONTWRITEBYTECODE :=
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: all readers instance view taxonomy schemas reference fingerprint docs pictures test test-most check lint types layers fresh fuzz bench coverage versions bytes site release clean

all: lint types layers fresh test

# Two stamps: what runs needs less than what tests.
$(VENV)/.run: pyproject.toml $(PINS)/run.txt
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "tieout needs Python 3.11 or newer; name it with: make PYTHON=...")'
	@test -x $(BIN)/python || { echo "setting up $(VENV)"; $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; }
	@$(PIP) install --require-hashes -r $(PINS)/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run $(PINS)/dev.txt
	@$(PIP) install --require-hashes -r $(PINS)/dev.txt
	@touch $@

# Whole or not at all, since the tests look for its Python.
readers: .venv-peer/.made

.venv-peer/.made: $(PINS)/peer.txt
	@rm -rf .venv-peer && $(PYTHON) -m venv .venv-peer
	@.venv-peer/bin/python -m pip --disable-pip-version-check --quiet --retries 1 install -r $(PINS)/peer.txt || { rm -rf .venv-peer; exit 1; }
	@touch $@

instance: $(VENV)/.run
	@$(BIN)/tieout build $(RELEASES)

view: RELEASE ?= instances/iij-2018q1
view: $(VENV)/.run
	@test -d $(RELEASE)/xbrl || $(BIN)/tieout build $(RELEASE)
	@$(BIN)/tieout view $(RELEASE)

taxonomy: $(VENV)/.run
	@for release in $(RELEASES); do $(BIN)/tieout taxonomy $$release --out dist/$$(basename $$release)-taxonomy || exit $$?; done

schemas: $(VENV)/.run
	@$(BIN)/tieout schemas taxonomy/schemas --reference docs/yaml.md

# The official elements and filers' captions of the base layer, from the tables of ../shared/reference.
reference: $(VENV)/.run
	@$(BIN)/python tests/reference/elements.py
	@$(BIN)/python tests/reference/editions.py

# Which concepts the base layer's version has; UNPUBLISHED=1 where nobody has that version yet.
fingerprint: $(VENV)/.run
	@$(BIN)/python tests/reference/fingerprint.py $(if $(UNPUBLISHED),--unpublished)

# Each finding with cause and cure, the tables of a database, what every key of the YAML says, the figures that no relation covers, and what the notebook shows.
docs: $(VENV)/.dev schemas
	@$(BIN)/python tests/reference/findings.py
	@$(BIN)/python tests/reference/database.py
	@$(BIN)/python tests/notebook.py docs/from-a-release-to-a-plot.ipynb
	@for release in $(RELEASES); do $(BIN)/tieout check $$release --unrelated > docs/$$(basename $$release)-unrelated.md || exit $$?; done

# The pictures of README, from the pages that are committed; needs Chromium.
pictures: $(VENV)/.dev
	@$(BIN)/python tests/pictures.py

test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n auto --dist worksteal

test-most: $(VENV)/.dev
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not slow"

check: $(VENV)/.dev
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not arelle and not browser and not slow and not whole"

lint: $(VENV)/.dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(VENV)/.dev
	@$(BIN)/mypy

layers: $(VENV)/.dev
	@$(BIN)/lint-imports --no-cache

# What is generated and committed is what a build writes now, and Arelle proves it again.
fresh: $(VENV)/.run
	@$(BIN)/tieout schemas taxonomy/schemas --reference docs/yaml.md --check
	@for release in $(RELEASES); do $(BIN)/tieout check $$release --unrelated | diff docs/$$(basename $$release)-unrelated.md - || { echo "out of date: run make docs"; exit 1; }; done
	@$(BIN)/tieout build $(RELEASES) --check --quiet
	@$(BIN)/tieout validate $(RELEASES)

# Damaged files of every kind, for ten minutes; SECONDS=N for others, SEED=N for other damages. What fails is kept
# in tests/fuzz/found and tried first from then on.
fuzz: SECONDS ?= 600
fuzz: SEED ?= 1
fuzz: $(VENV)/.dev
	@$(BIN)/python tests/fuzz/fuzz.py --seconds $(SECONDS) --seed $(SEED)

# In one process, so that nothing is lost between several.
coverage: $(VENV)/.dev
	@$(BIN)/python -m coverage run --data-file=$(VENV)/.coverage -m pytest -n0 -m "not arelle and not browser and not slow and not whole"
	@$(BIN)/python -m coverage report --data-file=$(VENV)/.coverage

# Each in an environment of its own, which is kept. One that cannot have what tieout needs, as there is no index
# or no wheel for it, is told and left out.
OTHERS ?= 3.12 3.13 3.14
versions:
	@for one in $(OTHERS); do \
	  python$$one -c pass 2>/dev/null || { echo "python$$one is not at hand"; continue; }; \
	  made="--no-print-directory PYTHON=python$$one VENV=.venv-$$one"; \
	  $(MAKE) $$made .venv-$$one/.run || { echo "python$$one is left out: what tieout needs cannot be installed"; continue; }; \
	  $(MAKE) $$made bytes $(if $(TESTS),check) || exit $$?; \
	done

bytes: $(VENV)/.run
	@$(BIN)/tieout build $(RELEASES) --check --quiet
	@echo "$$($(BIN)/python --version): the same bytes"

site: $(VENV)/.dev
	@$(BIN)/python tests/reference/commands.py
	@$(BIN)/python tests/reference/gallery.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict --config-file .ci/mkdocs.yml

# Nothing is published: what is in dist/release may be.
release: $(VENV)/.dev
	@$(BIN)/python .ci/release.py dist/release

bench: $(VENV)/.dev
	@$(BIN)/python tests/bench/bench.py
	@$(BIN)/python tests/bench/check.py
	@$(BIN)/python tests/bench/formats.py
	@$(BIN)/python tests/bench/draft.py
	@$(BIN)/python tests/bench/field.py
	@$(BIN)/python tests/bench/digits.py
	@$(BIN)/python tests/bench/next.py
	@$(BIN)/python tests/bench/releases.py
	@$(BIN)/python tests/bench/facts.py
	@$(BIN)/python tests/bench/cold.py
	@$(BIN)/python tests/bench/peer.py
	@$(BIN)/python tests/bench/inplace.py
	@$(BIN)/python tests/bench/large.py
	@$(BIN)/python tests/bench/prose.py
	@$(BIN)/python tests/bench/office.py
	@$(BIN)/python tests/bench/scan.py
	@$(BIN)/python tests/bench/pdf.py
	@$(BIN)/python tests/bench/batch.py
	@$(BIN)/python tests/bench/database.py
	@$(BIN)/python tests/bench/tagged.py
	@$(BIN)/python tests/bench/damages.py

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
