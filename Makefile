# make demo    the bundled example (or INPUT=file PUBLISHED=date) as an archive and a page
# make test    lint, types, import contracts, tests, scores of our own gold
# make scores  every gold set against its floors; needs the shared folder
# make bench   speed beside what a user would pick instead, as ratios in one run
# make soak    the long form of the property and kill tests
# make lock    pin the dependencies again

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INPUT ?=
PUBLISHED ?=

.PHONY: demo test lint scores bench soak lock clean

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("kirinuki needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@echo "setting up $(VENV) (once) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY)
	@$(BIN)/python examples/demo.py $(if $(INPUT),"$(INPUT)") $(if $(PUBLISHED),--published $(PUBLISHED))

test: $(READY) lint
	$(BIN)/python -m pytest -n auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

scores: $(READY)
	$(BIN)/python -m evals.scores

bench: $(READY)
	$(BIN)/python -m bench.run

soak: $(READY)
	KIRINUKI_SOAK=1 $(BIN)/python -m pytest -n auto

lock: $(READY)
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --group dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
