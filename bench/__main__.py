"""`make bench`: the table of every benchmark there is, one after the other.

A benchmark is a module of this package with a `report()` that returns the lines of its table, or a `run()` that does
so without arguments and prints or returns them. What cannot be measured on this machine says so in a line.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
import time
from collections.abc import Callable, Iterable
from itertools import takewhile
from types import ModuleType

import bench


def modules(wanted: list[str]) -> list[str]:
    """The names of the benchmarks, all of them or those that begin like one of the arguments; options are theirs."""
    wanted = list(takewhile(lambda word: not word.startswith("--"), wanted))
    names = sorted(module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith("_"))
    return [name for name in names if not wanted or name.startswith(tuple(wanted))]


def measure(module: ModuleType) -> Callable[[], object] | None:
    """What the module offers to be measured, or None."""
    for name in ("report", "run"):
        found = getattr(module, name, None)
        if callable(found) and not any(
            one.default is one.empty and one.kind not in {one.VAR_POSITIONAL, one.VAR_KEYWORD}
            for one in inspect.signature(found).parameters.values()
        ):
            return found  # type: ignore[no-any-return]
    return None


def lines_of(table: object) -> Iterable[str]:
    """The lines of a table that a benchmark returned, whatever it is made of."""
    if table is None:
        return ()
    if isinstance(table, str):
        return (table,)
    return (str(row) for row in table) if isinstance(table, Iterable) else (str(table),)


def main(wanted: list[str]) -> int:
    """Print every table; 1 where a benchmark failed."""
    failed = 0
    for name in modules(wanted):
        module = importlib.import_module(f"bench.{name}")
        benchmark = measure(module)
        if benchmark is None:
            continue
        title = (module.__doc__ or name).strip().splitlines()[0]
        print(f"\n{name}: {title}", flush=True)
        begun = time.monotonic()
        try:
            for line in lines_of(benchmark()):
                print(f"  {line}", flush=True)
        except Exception as error:  # noqa: BLE001  one benchmark that fails must not hide the others
            failed = 1
            print(f"  failed: {type(error).__name__}: {error}")
        print(f"  ({time.monotonic() - begun:.0f} s)")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
