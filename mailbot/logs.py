"""Logs without personal data: what is not known to be harmless does not come out.

A line holds an event (a fixed word), the level, the time, and the fields of `FIELDS`, each of which accepts only
values of its narrow kind: counts, our file numbers, words of our closed sets, names of exception classes. Of an
exception its class and our own lines remain, never its message. Of other libraries' log lines remain the logger's
name and the level. `configure` also takes the hooks that would print a traceback.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import types
from collections.abc import Callable, Iterator, MutableMapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from mailbot.vocabulary import Disposition, Kind, MailState, Purpose

if TYPE_CHECKING:
    import structlog

Line = MutableMapping[str, Any]
Hook = Callable[[type[BaseException], BaseException, types.TracebackType | None], Any]

UNNAMED: Final = "unnamed_event"
HIDDEN: Final = "hidden"
_PACKAGE: Final = Path(__file__).resolve().parent
_EVENT: Final = re.compile(r"[a-z]+(?:_[a-z0-9]+){0,7}")
_CASE: Final = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-[0-9]{4}-[0-9]{6}")
_WORD: Final = re.compile(r"[a-z][a-z0-9_.]{0,40}")
_CLASS: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,60}")
_LOGGER: Final = re.compile(r"[a-z][a-z0-9_]{0,40}(?:\.[A-Za-z0-9_]{1,40}){0,6}")
_QUIET: Final = ("imapclient", "sqlalchemy", "alembic", "apscheduler", "asyncio", "mail.log", "mailparser", "pymap")


def _count(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _case(value: object) -> bool:
    return isinstance(value, str) and _CASE.fullmatch(value) is not None


def _word(value: object) -> bool:
    """A word of a closed set of ours, or several with commas between."""
    return isinstance(value, str) and all(_WORD.fullmatch(part) for part in value.split(","))


def _of(words: type[StrEnum]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in set(words)


def _exception(value: object) -> bool:
    return isinstance(value, str) and _CLASS.fullmatch(value) is not None and value in set(_class_names(BaseException))


def _class_names(base: type[BaseException]) -> Iterator[str]:
    yield base.__name__
    for child in type.__subclasses__(base):
        yield from _class_names(child)


def _reason(value: object) -> bool:
    return value == "process_died" or _exception(value)


FIELDS: Final[dict[str, Callable[[object], bool]]] = {
    **dict.fromkeys(
        ("attempts", "before_start", "code", "count", "effects", "fetched", "new", "row", "rows", "seconds", "size"),
        _count,
    ),
    "case": _case,
    "disposition": _of(Disposition),
    "kind": _of(Kind),
    "purpose": _of(Purpose),
    "state": _of(MailState),
    "job": _word,
    "kinds": _word,
    "loop": _word,
    "template": _word,
    "error": _exception,
    "reason": _reason,
}
"""The fields a log line may have, and what each accepts. A test reads every call of a logger against it."""


def configure(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Set logging up for this process: JSON lines on stderr, or readable lines where that is a terminal.

    Every entry of the program calls it first: without it structlog would print to stdout, unreduced. Calls that
    answer on the terminal ask for `level=logging.WARNING`.
    """
    import structlog

    stream = stream or sys.stderr
    renderer = structlog.dev.ConsoleRenderer() if stream.isatty() else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            exceptions_reduced,
            only_harmless,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    _reduce_foreign_loggers()
    _take_hooks()


def configure_when_needed() -> None:
    """The same for a command that logs nothing of its own: what writes lines is loaded when there is one to write.

    Of what other libraries log nothing is written, of a crash the reduced line.
    """
    _reduce_foreign_loggers()
    logging.getLogger().handlers = [logging.NullHandler()]
    _take_hooks()


def _ours() -> structlog.typing.FilteringBoundLogger:
    import structlog

    if not structlog.is_configured():
        configure(level=logging.CRITICAL)
    found: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return found


def exceptions_reduced(_logger: object, _method: str, line: Line) -> Line:
    """Replace `exc_info` by the exception's class and our own lines of its traceback."""
    found = line.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        line["error"], line["where"] = type(error).__name__, _Frames(our_frames(error.__traceback__))
    return line


class _Frames(tuple[str, ...]):
    """Places in our own source; nobody else can make a value that passes as such."""

    __slots__ = ()


def our_frames(traceback: types.TracebackType | None) -> tuple[str, ...]:
    """The lines of mailbot that an exception came through, innermost last: `steps/intake.py:64`."""
    frames: list[str] = []
    while traceback is not None:
        path = Path(traceback.tb_frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            frames.append(f"{path.relative_to(_PACKAGE)}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return tuple(frames)


def only_harmless(_logger: object, _method: str, line: Line) -> Line:
    """Keep the known fields with values of their kind; a value of another kind becomes "hidden"."""
    event = line.get("event")
    named = isinstance(event, str) and _EVENT.fullmatch(event) is not None
    kept: Line = {"event": event if named else UNNAMED}
    if isinstance(line.get("where"), _Frames):
        kept["where"] = list(line["where"])
    if isinstance(line.get("logger"), str) and _LOGGER.fullmatch(line["logger"]):
        kept["logger"] = line["logger"]
    for field, accepts in FIELDS.items():
        if line.get(field) is not None:
            value = line[field]
            kept[field] = (str(value) if isinstance(value, str) else value) if accepts(value) else HIDDEN
    return kept


class _Reducer(logging.Handler):
    """What other libraries log: the logger's name, the level, the exception's class; never the message."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the reduced line through our own chain."""
        level = logging.ERROR if record.levelno >= logging.ERROR else logging.WARNING
        _ours().log(level, "foreign_log", logger=record.name, exc_info=record.exc_info or None)


def _reduce_foreign_loggers() -> None:
    logging.raiseExceptions = False  # the standard library would print the arguments of a broken log call
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    root.handlers = [_Reducer(logging.WARNING)]
    root.setLevel(logging.WARNING)
    for name in [*_QUIET, *logging.root.manager.loggerDict]:
        foreign = logging.getLogger(name)
        foreign.handlers, foreign.propagate, foreign.level = [], True, logging.WARNING


def _take_hooks() -> None:
    """No traceback is printed by the interpreter: it would hold the exception's message."""

    def crashed(_kind: type[BaseException], error: BaseException, _traceback: types.TracebackType | None) -> None:
        if not isinstance(error, KeyboardInterrupt):
            _ours().critical("crashed", exc_info=error)

    sys.excepthook = crashed
    threading.excepthook = lambda args: _log_crash("thread_crashed", args.exc_value)
    sys.unraisablehook = lambda args: _log_crash("unraisable", args.exc_value)


def _log_crash(event: str, error: BaseException | None) -> None:
    _ours().critical(event, exc_info=error)
