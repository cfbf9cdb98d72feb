"""Where presidio is not installed, the bench says so and shows the stored figures with version, date and command."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_without_presidio_the_stored_figures_are_shown_as_such() -> None:
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    said = list(importlib.import_module("bench.privacy").stored())
    assert said[0].startswith("presidio: nicht installiert")
    assert said[1] == "stored figures, not of this run:"
    assert re.fullmatch(r"# presidio-analyzer [\d.]+, \d{1,2} [A-Z][a-z]+ \d{4}:", said[2])
    assert "python -m bench privacy" in said[3]
    assert re.fullmatch(r"all +[\d.]+ +\d+/\d+ +[\d.]+ +\d+/\d+", said[-1])
