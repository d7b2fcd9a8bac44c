# make run: install, read the sample corpus, serve. make test: install, test. Both can be repeated.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
DATA ?= data
HOST ?= 127.0.0.1
PORT ?= 8000
SEEDS ?= ../shared/seeds
NER_DATA ?= ../shared/data/ner
# How long the encoder is trained: `--minutes 45` on processor cores, nothing on a GPU.
JOINT ?= $(if $(shell command -v nvidia-smi),,--minutes 45)
CODE := nlp corpus models service tests benchmarks

# A server for the tests of the store; without it they run on SQLite alone, but fail where CI is set.
POSTGRES := $(firstword $(wildcard /usr/lib/postgresql/*/bin/initdb) $(shell command -v initdb))

# What the tests of the pages need; without it they are skipped, but fail where CI is set.
BROWSER := $(firstword $(foreach name,chromium chromium-browser google-chrome,$(shell command -v $(name))))

.PHONY: install run browser postgres test check models further small evaluate clean

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

# The peers of benchmarks/search.py, never together with the project's own packages.
benchmarks/.venv: benchmarks/peers.txt
	$(PYTHON) -m venv $@
	$@/bin/pip install --quiet --requirement $<
	touch $@

# The peer of benchmarks/tagging.py.
benchmarks/.venv-annif: benchmarks/annif.txt
	$(PYTHON) -m venv $@
	$@/bin/pip install --quiet --requirement $<
	touch $@

# The users of benchmarks/load.py.
benchmarks/.venv-load: benchmarks/load.txt
	$(PYTHON) -m venv $@
	$@/bin/pip install --quiet --requirement $<
	touch $@

$(VENV)/installed-build: $(VENV)/installed
	$(BIN)/pip install --quiet --editable '.[build]'
	touch $@

run: install
	$(BIN)/fundstelle ingest corpus/data/reports.jsonl --data $(DATA)
	$(BIN)/fundstelle serve --data $(DATA) --host $(HOST) --port $(PORT)

postgres:
ifeq ($(POSTGRES),)
	@if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql; \
	else echo "No PostgreSQL here: tests of the store run on SQLite alone."; fi
endif

browser:
ifeq ($(BROWSER),)
	@if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium; \
	else echo "No Chromium here: the tests in a browser are skipped."; fi
endif

# Two at a time; with more threads each they would wait for each other. Byte code is kept, as many
# tests start the program.
test: $(VENV)/installed-dev browser postgres
	PYTHONDONTWRITEBYTECODE= OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/installed-dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: install
	$(BIN)/fundstelle ingest corpus/data/reports.jsonl --data $(DATA)
	$(BIN)/fundstelle evaluate --seeds $(SEEDS) --data $(DATA) --errors docs/name-errors.md

models: $(VENV)/installed-build
	$(BIN)/python -m models.recipes.encoder
	$(BIN)/python -m models.recipes.joint --public $(NER_DATA) $(JOINT)
	$(BIN)/python -m models.recipes.general_names --germeval $(NER_DATA)
	$(MAKE) small

# After more documents or questions were annotated: the encoder stays, and with it every index.
further: $(VENV)/installed-build
	$(BIN)/python -m models.recipes.names_further --public $(NER_DATA) --minutes 55
	$(BIN)/python -m models.recipes.questions_further --public $(NER_DATA)
	$(MAKE) small

# What is trained above the encoder in minutes.
small: $(VENV)/installed-build
	$(BIN)/python -m models.recipes.heads
	$(BIN)/python -m models.recipes.documents
	$(BIN)/python -m models.recipes.project_places
	$(BIN)/python -m models.recipes.themes
	$(BIN)/python -m models.recipes.theme_review

clean:
	rm -rf $(VENV) $(DATA)
