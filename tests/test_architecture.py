"""The rooms and their direction, read from the imports. What stands here holds for ever."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "mailbot"

RANK = {
    "vocabulary": 0,
    "errors": 0,
    "transport": 0,
    "clock": 0,
    "resources": 0,
    "ingest": 1,
    "rules": 2,
    "cases": 3,
    "privacy": 4,
    "outbound": 5,
    "logs": 5,
    "store": 6,
    "settings": 7,
    "config": 7,
    "steps": 8,
}
"""An earlier room never imports a later one. What is not named here (cli, daemon, demo, ...) comes last."""

LAST = 9
IMAP = frozenset(
    {"ingest.mailbox", "ingest.idle", "ingest.imap_connection", "ingest.imap_erasing", "ingest.imap_session"}
)
SHELL = IMAP | {"outbound.smtp", "transport", "clock", "logs", "resources"}
"""Modules before `store` that touch the world; all others up to `outbound` are functions of their arguments."""

FOREIGN = {
    "imapclient": IMAP,
    "smtplib": frozenset({"outbound.smtp"}),
    "apscheduler": frozenset({"daemon"}),
}
"""Each of these libraries lives in one place."""

WORLDLY = frozenset(
    {"imapclient", "imaplib", "smtplib", "sqlalchemy", "sqlite3", "apscheduler", "structlog", "logging"}
    | {"socket", "ssl", "subprocess", "threading", "random", "secrets", "uuid"}
)
"""What a pure module does not import: servers, databases, threads, logs, chance."""

CLOCKS = {
    "datetime": frozenset({"now", "utcnow", "today"}),
    "date": frozenset({"today"}),
    "time": frozenset({"time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "localtime", "gmtime", "ctime"}),
}
HIDDEN_CLOCKS = frozenset({"make_msgid", "localtime", "utcnow"})
"""Functions of the standard library that read the clock or the host name without being asked."""


def name_of(path: Path) -> str:
    """`ingest.mailbox` for mailbot/ingest/mailbox.py; `ingest` for its `__init__`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


@cache
def modules() -> dict[str, ast.Module]:
    found = {
        name_of(p): ast.parse(p.read_text(encoding="utf-8")) for p in PACKAGE.rglob("*.py") if "shipped" not in p.parts
    }
    return {name: tree for name, tree in found.items() if name}


def imports(tree: ast.Module) -> Iterator[str]:
    """Full names of what a module imports, wherever in it, for type checking too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute here"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(tree: ast.Module) -> set[str]:
    """Modules of mailbot that a module imports, without `mailbot.`."""
    names = {name.removeprefix("mailbot.") for name in imports(tree) if name.startswith("mailbot.")}
    return names & set(modules())


def rank(module: str) -> int:
    return RANK.get(module.partition(".")[0], LAST)


def is_pure(module: str) -> bool:
    return rank(module) <= RANK["outbound"] and module not in SHELL


def test_there_is_something_to_read() -> None:
    assert {"cases.policy", "ingest.message", "store.schema", "cli"} <= set(modules())


def test_an_earlier_room_never_imports_a_later_one() -> None:
    wrong = [
        f"{module} imports {other}"
        for module, tree in modules().items()
        for other in own_imports(tree)
        if rank(other) > rank(module)
    ]
    assert not wrong


def test_a_pure_module_imports_nothing_of_the_world() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, tree in modules().items()
        if is_pure(module)
        for name in imports(tree)
        if name.partition(".")[0] in WORLDLY
    ]
    assert not wrong


def test_a_pure_module_imports_no_shell() -> None:
    wrong = [
        f"{module} imports {other}"
        for module, tree in modules().items()
        if is_pure(module)
        for other in own_imports(tree) & SHELL
    ]
    assert not wrong


def test_each_library_of_the_world_lives_in_its_place() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, tree in modules().items()
        for name in imports(tree)
        if module not in FOREIGN.get(name.partition(".")[0], {module})
    ]
    assert not wrong


def test_the_database_is_spoken_to_in_store_only() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, tree in modules().items()
        if not module.startswith("store")
        for name in imports(tree)
        if name.partition(".")[0] in {"sqlalchemy", "alembic", "sqlite3", "psycopg"}
    ]
    assert not wrong


def clock_reads(tree: ast.Module) -> Iterator[int]:
    """Lines on which a module asks the machine for the time."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=attr, value=ast.Name(id=base) | ast.Attribute(attr=base))):
                if attr in CLOCKS.get(base, ()):
                    yield node.lineno
            case ast.Call(func=ast.Name(id=name)) if name in HIDDEN_CLOCKS:
                yield node.lineno
            case ast.ImportFrom(module="time", names=names) if {alias.name for alias in names} & CLOCKS["time"]:
                yield node.lineno


def test_the_clock_is_read_in_one_module() -> None:
    wrong = [
        f"{module}:{line}" for module, tree in modules().items() if module != "clock" for line in clock_reads(tree)
    ]
    assert not wrong


def test_cleared_text_is_made_in_privacy_only() -> None:
    """The key and the maker without checks are private to the room."""
    wrong = [
        f"{module} imports {name}"
        for module, tree in modules().items()
        if not module.startswith("privacy")
        for name in imports(tree)
        if name in {"mailbot.privacy.cleared._clear", "mailbot.privacy.cleared._KEY"}
    ]
    assert not wrong


def test_the_settings_are_read_in_the_shell_only() -> None:
    """The core gets values."""
    wrong = [
        module for module, tree in modules().items() if is_pure(module) and own_imports(tree) & {"config", "clock"}
    ]
    assert not wrong
