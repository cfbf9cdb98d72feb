# Each of these is sufficient alone on a fresh machine with Python >= 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check bench format clean

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("mailbot needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,postgresql]'
	@touch $(STAMP)

demo: $(STAMP)
	@$(BIN)/mailbot demo

# The databases of the tests are synced at every commit: in memory, where there is room for them, that costs nothing.
ROOM_KB := 4000000
MEMORY := $(shell test -w /dev/shm && test "$$(df -Pk /dev/shm | awk 'END {print $$4}')" -gt $(ROOM_KB) && echo /dev/shm)

test: $(STAMP)
	@TMPDIR=$(or $(TMPDIR),$(MEMORY),/tmp) $(BIN)/python -m pytest -n auto --dist loadfile

check: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(STAMP)
	@$(BIN)/python -m bench

format: $(STAMP)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache
