"""Whatever is raised, with whatever in it, and whoever logs it: no identifier comes out of logs, hooks or stderr."""

from __future__ import annotations

import ast
import asyncio
import gc
import imaplib
import importlib
import io
import json
import logging
import pkgutil
import smtplib
import ssl
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
import pytest
import sqlalchemy
import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError
from lxml import etree
from pydantic import BaseModel
from test_logs import MARKED, SOURCE, out  # noqa: F401  the fixture

import mailbot
from mailbot.cli import main
from mailbot.errors import ConfigError, MailbotError

NAME, ADDRESS, PHONE, IBAN, NUMBER, STREET, SUBJECT = MARKED
WHOLE = " / ".join(MARKED)
PIECES = (*MARKED, "Schönfeld", "schoenfeld", "Sch\\xf6nfeld", "3845521", "1203 0000", "Lindenweg", "Frau ")


class Person(BaseModel):
    """What pydantic refuses."""

    name: int
    address: int


def raised(deed: Callable[[], object]) -> BaseException:
    try:
        deed()
    except BaseException as error:  # noqa: BLE001  whatever it is
        return error
    raise AssertionError("nothing was raised")


def database_error(statement: str) -> BaseException:
    """An error of SQLAlchemy with its parameters shown, as an engine without `hide_parameters` makes it."""
    engine = sqlalchemy.create_engine("sqlite://")
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE t (name TEXT UNIQUE NOT NULL)"))
        connection.execute(sqlalchemy.text("INSERT INTO t VALUES (:name)"), {"name": WHOLE})
        error = raised(lambda: connection.execute(sqlalchemy.text(statement), {"name": WHOLE}))
    engine.dispose()
    return error


def chained() -> BaseException:
    def deed() -> None:
        try:
            int(WHOLE)
        except ValueError as error:
            error.add_note(WHOLE)
            raise RuntimeError(WHOLE) from error

    return raised(deed)


def of_libraries() -> Iterator[BaseException]:
    """What the libraries raise, made by them where that is possible, with marked data in it."""
    yield database_error("INSERT INTO t VALUES (:name)")
    yield database_error("SELECT :name FROM nothing")
    yield raised(lambda: Person.model_validate({"name": NAME, "address": ADDRESS}))
    yield raised(lambda: jinja2.Environment(autoescape=True).from_string("{{ '" + WHOLE + "' }"))
    yield raised(lambda: jinja2.Environment(undefined=jinja2.StrictUndefined).from_string("{{ x }}").render())  # noqa: S701
    yield jinja2.UndefinedError(WHOLE)
    yield raised(lambda: WHOLE.encode().decode("ascii"))
    yield raised(lambda: WHOLE.encode("ascii"))
    yield raised(lambda: json.loads(WHOLE))
    yield raised(lambda: etree.fromstring(f"<{WHOLE}"))
    yield raised(lambda: Path(STREET, NAME).read_bytes())
    yield raised(lambda: dict[str, str]()[WHOLE])
    yield raised(lambda: getattr(object(), NAME))
    yield raised(lambda: subprocess.run([sys.executable, "-c", "raise SystemExit(1)", NAME], check=True))
    yield IMAPClientError(f"[NONEXISTENT] {WHOLE}")
    yield IMAPClientAbortError(WHOLE)
    yield LoginError(ADDRESS)
    yield imaplib.IMAP4.error(WHOLE)
    yield smtplib.SMTPRecipientsRefused({ADDRESS: (550, SUBJECT.encode())})
    yield smtplib.SMTPDataError(554, WHOLE.encode())
    yield smtplib.SMTPSenderRefused(550, WHOLE.encode(), ADDRESS)
    yield ssl.SSLCertVerificationError(1, WHOLE)
    yield TimeoutError(WHOLE)
    yield ExceptionGroup(NAME, [ValueError(ADDRESS), ExceptionGroup(PHONE, [KeyError(IBAN)])])
    yield type(NAME, (Exception,), {})(WHOLE)
    yield chained()


def of_mailbot() -> Iterator[type[BaseException]]:
    """Every class of exception that a module of the project defines."""
    for module in pkgutil.walk_packages(mailbot.__path__, "mailbot."):
        if not module.name.endswith((".__main__", ".env")) and ".versions." not in module.name:
            importlib.import_module(module.name)
    waiting: list[type[BaseException]] = [BaseException]
    while waiting:
        kind = waiting.pop()
        waiting += type.__subclasses__(kind)
        if kind.__module__.startswith("mailbot."):
            yield kind


OURS = sorted(set(of_mailbot()), key=lambda kind: kind.__name__)
ERRORS = [*of_libraries(), *(kind(WHOLE) for kind in OURS)]
EACH = pytest.mark.parametrize(
    "error", ERRORS, ids=lambda error: f"{type(error).__module__}.{type(error).__qualname__}"
)


def told(text: str) -> list[str]:
    """The marked pieces that stand in an output, however it is escaped."""
    readable = text + text.encode().decode("unicode_escape", "replace")
    return [piece for piece in PIECES if piece.casefold() in readable.casefold()]


def throw(error: BaseException) -> None:
    """Raise it from below, so that it has a traceback with marked values in its frames."""
    customer, text = NAME, WHOLE
    assert customer in text
    raise error


@EACH
def test_no_way_of_logging_tells_it(error: BaseException, out: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    foreign = logging.getLogger("sqlalchemy.engine.Engine")
    try:
        throw(error)
    except BaseException as caught:
        structlog.get_logger().exception("message_failed", row=1, detail=WHOLE, error=str(caught))
        structlog.get_logger().error("message_failed", exc_info=caught, stack_info=True)
        foreign.exception("for %s: %r", NAME, caught)
        foreign.error(caught, exc_info=True, stack_info=True, extra={"customer": NAME})
        logging.getLogger("apscheduler.executors.default").exception("Job %s raised", WHOLE)
        sys.excepthook(type(caught), caught, caught.__traceback__)
    assert told(out.getvalue() + "".join(capfd.readouterr())) == []
    assert len(out.getvalue().splitlines()) >= 5


@EACH
def test_threads_jobs_tasks_and_finalizers_do_not_tell_it(
    error: BaseException,
    out: io.StringIO,  # noqa: F811
    capfd: pytest.CaptureFixture[str],
) -> None:
    thread = threading.Thread(target=throw, args=(error,), name=NAME)
    thread.start()
    thread.join()
    if isinstance(error, Exception):
        loop = asyncio.new_event_loop()
        loop.call_exception_handler({"message": WHOLE, "exception": error})
        loop.close()
        Unraisable(error)
        gc.collect()
    assert told(out.getvalue() + "".join(capfd.readouterr())) == []


class Unraisable:
    """Raises while it is thrown away."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __del__(self) -> None:
        throw(self.error)


def test_a_job_of_the_calendar_does_not_tell_it(out: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    done = threading.Event()
    scheduler = BackgroundScheduler()
    scheduler.add_listener(lambda _: done.set())
    scheduler.start()
    scheduler.add_job(throw, args=(ValueError(WHOLE),), name=NAME)
    done.wait(5)
    scheduler.shutdown()
    assert told(out.getvalue() + "".join(capfd.readouterr())) == []


def test_a_warning_does_not_tell_it(out: io.StringIO, capfd: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(WHOLE, DeprecationWarning, stacklevel=1)
        warnings.warn_explicit(WHOLE, UserWarning, f"/{NAME}.py", 1)
        logging.captureWarnings(capture=False)
    assert told(out.getvalue() + "".join(capfd.readouterr())) == []
    assert out.getvalue().count("foreign_log") == 2


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_our_own_errors_keep_what_they_are_given_out_of_the_log_but_for_their_class(
    kind: type[BaseException],
    out: io.StringIO,  # noqa: F811
) -> None:
    structlog.get_logger().error("loop_failed", exc_info=kind(WHOLE))
    assert json.loads(out.getvalue())["error"] == kind.__name__
    assert told(out.getvalue()) == []


BOOM = """
import sys
sys.path.insert(0, {tests!r})
import typer
import mailbot.cli as cli
from test_nothing_told import ERRORS, throw

@cli.app.command()
def boom(number: int) -> None:
    throw(ERRORS[number])

sys.argv = ["mailbot", "boom", {number!r}]
cli.main()
"""


@pytest.mark.parametrize("number", [0, 2, 6, 14, 18, len(ERRORS) - len(OURS) - 1])
def test_the_command_line_does_not_tell_what_broke_it(number: int) -> None:
    """Whatever a command raises that is none of our errors: one line, no traceback, no text, an exit code."""
    code = BOOM.format(tests=str(Path(__file__).parent), number=str(number))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert told(done.stdout + done.stderr) == []


def test_a_wrong_call_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["mailbot", "case"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


HARMLESS = {
    "deed", "group", "name", "template.name", "context.template", "type(self).__name__", "source.value", "root", "spec",
    "failed", "where",
}  # fmt: skip
"""Words of ours, of the configuration, of templates: what a message may hold. ConfigError names files."""


def test_no_error_of_ours_is_given_text_from_outside() -> None:
    """Messages of the command line are those of `MailbotError`; a value in one of them is a word of ours."""
    kinds = {kind.__name__ for kind in OURS if issubclass(kind, MailbotError) and not issubclass(kind, ConfigError)}
    wrong = []
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Raise(exc=ast.Call(func=ast.Name(id=kind), args=arguments)) if kind in kinds:
                    pieces = [piece for argument in arguments for piece in ast.walk(argument)]
                    values = [ast.unparse(one.value) for one in pieces if isinstance(one, ast.FormattedValue)]
                    wrong += [f"{path.name}:{node.lineno}: {value}" for value in values if value not in HARMLESS]
                    wrong += [f"{path.name}:{node.lineno}: a computed message" for a in arguments if _is_computed(a)]
    assert wrong == []


def _is_computed(argument: ast.expr) -> bool:
    return not isinstance(argument, ast.Constant | ast.JoinedStr)


def test_nothing_is_left_in_temporary_files_of_ours() -> None:
    """No module makes a temporary file by a name of its own; the one folder there is, of the demo, goes with it."""
    users = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "tempfile" in path.read_text(encoding="utf-8")
    }
    assert users <= {"demo.py"}
