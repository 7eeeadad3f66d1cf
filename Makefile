# make run: open Journeybook.  make test: everything that must hold.  make bench: measured speed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: run test bench translations pictures wheel clean

run: $(READY)
	@$(BIN)/journeybook

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

translations: $(READY)
	$(BIN)/pyside6-lupdate -silent -pluralonly -no-obsolete -locations none desktop/app.py desktop/views/*.py \
		-ts resources/translations/journeybook_en.ts
	$(BIN)/pyside6-lrelease -silent resources/translations/journeybook_en.ts

pictures: $(READY)
	$(BIN)/python -m tests.pictures

wheel: $(READY)
	$(BIN)/python -m build

# The environment is made anew when what it is made from changes.
$(READY): pyproject.toml constraints.txt installer/linux/system-libraries
	@PYTHON=$(PYTHON) sh installer/linux/make-environment
	@touch $@

clean:
	rm -rf .venv build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
