# make demo    the bundled example (or INPUT=file PUBLISHED=date) as an archive and a page
# make test    lint, types, import contracts, tests, scores of our own gold
# make scores  every gold set against its floors; needs the shared folder
# make bench   speed beside what a user would pick instead, as ratios in one run
# make compiled  the rules of reading as machine code in out/compiled (needs a C compiler, takes minutes), and their speed
# make soak    the long form of the property and kill tests
# make lock    pin the dependencies again

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
REPLAY := $(VENV)/replay/.ready
INPUT ?=
PUBLISHED ?=

.PHONY: demo test lint scores bench compiled soak lock clean

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("kirinuki needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@echo "setting up $(VENV) (once) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY)
	@$(BIN)/python examples/demo.py $(if $(INPUT),"$(INPUT)") $(if $(PUBLISHED),--published $(PUBLISHED))

# pywb, by which a test opens what `kirinuki export` writes: by itself, because it pins what our own tools need newer.
$(REPLAY): tests/replay/requirements.lock $(READY)
	@$(PYTHON) -m venv $(VENV)/replay
	@$(VENV)/replay/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/replay/requirements.lock
	@touch $(REPLAY)

test: $(READY) $(REPLAY) lint
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

scores: $(READY)
	$(BIN)/python -m evals.scores

bench: $(READY)
	$(BIN)/python -m bench.run

compiled: $(READY)
	@rm -rf out/compiled
	HATCH_BUILD_HOOK_ENABLE_CUSTOM=true $(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir out/compiled .
	@$(BIN)/python -m zipfile --extract out/compiled/kirinuki-*.whl out/compiled/lib
	PYTHONPATH=out/compiled/lib $(BIN)/python -m bench.run reading layers

soak: $(READY) $(REPLAY)
	KIRINUKI_SOAK=1 $(BIN)/python -m pytest -n auto --dist worksteal

lock: $(READY)
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --group dev --output-file requirements.lock pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --output-file tests/replay/requirements.lock tests/replay/requirements.in

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis
