"""No personal data comes out of the logs, whoever logs it and however."""

from __future__ import annotations

import ast
import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from mailbot.logs import _EVENT, FIELDS, HIDDEN, UNNAMED, configure, only_harmless
from mailbot.vocabulary import Disposition, Purpose

MARKED = (
    "Anna Schönfeld",
    "anna.schoenfeld@web.example",
    "0176 3845521",
    "DE02 1203 0000 0000 2020 51",
    "241A384552",
    "Lindenweg 4, 38300 Wolfenbüttel",
    "Beschwerde über Frau Schönfeld",
)
SOURCE = Path(__file__).parents[1] / "mailbot"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Logging as the daemon sets it up, into a string; everything is put back afterwards."""
    root = logging.getLogger()
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure(stream)
    yield stream
    logging.captureWarnings(capture=False)
    logging.raiseExceptions = True
    root.handlers, root.level = handlers, level
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    structlog.reset_defaults()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_known_fields_with_harmless_values_come_out(out: io.StringIO) -> None:
    structlog.get_logger().info(
        "message_taken_in", row=7, disposition=Disposition.CASE, case="KRM-2026-000123", purpose=Purpose.FORWARD
    )
    line = lines(out)[0]
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "message_taken_in",
        "level": "info",
        "row": 7,
        "disposition": "case",
        "case": "KRM-2026-000123",
        "purpose": "forward",
    }


def test_a_command_that_logs_nothing_reports_a_crash_in_the_reduced_line_all_the_same() -> None:
    program = (
        "import logging, sys; from mailbot.logs import configure_when_needed; configure_when_needed()\n"
        f"logging.getLogger('mailparser').critical({MARKED[0]!r})\n"
        "assert 'structlog' not in sys.modules\n"
        f"raise ValueError({MARKED[0]!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert not done.stdout
    line = json.loads(done.stderr)
    assert (line["event"], line["error"], line["level"]) == ("crashed", "ValueError", "critical")
    assert MARKED[0] not in done.stderr


@pytest.mark.parametrize("field", [*FIELDS, "subject", "text", "sender", "where", "logger", "exc_info", "stack_info"])
@pytest.mark.parametrize("marked", MARKED)
def test_marked_data_comes_out_of_no_field(out: io.StringIO, field: str, marked: str) -> None:
    structlog.get_logger().warning("mail_refused", **{field: marked})
    assert marked not in out.getvalue()
    assert lines(out)[0].get(field, HIDDEN) == HIDDEN


@pytest.mark.parametrize("marked", MARKED)
def test_marked_data_comes_out_of_no_event(out: io.StringIO, marked: str) -> None:
    log = structlog.get_logger()
    log.info(marked)
    log.info("refused %s", marked)
    log.bind(sender=marked).info(f"refused {marked}")
    assert [line["event"] for line in lines(out)] == [UNNAMED] * 3
    assert marked not in out.getvalue()


def test_a_call_on_the_terminal_asks_for_warnings_only(out: io.StringIO) -> None:
    configure(out, level=logging.WARNING)
    structlog.get_logger().info("mail_sent", code=250)
    structlog.get_logger().warning("mail_refused", code=450)
    assert [line["event"] for line in lines(out)] == ["mail_refused"]


def test_an_exception_leaves_its_class_and_no_message(out: io.StringIO) -> None:
    try:
        json.loads(MARKED[0])
    except ValueError:
        structlog.get_logger().exception("message_failed", row=1)
    line = lines(out)[0]
    assert (line["error"], line["where"]) == ("JSONDecodeError", [])
    assert MARKED[0] not in out.getvalue()


def test_an_exception_shows_our_own_lines(out: io.StringIO) -> None:
    from mailbot.privacy.cleared import file_number

    try:
        file_number(MARKED[0])
    except Exception as error:  # noqa: BLE001  whatever it is, its place is wanted
        structlog.get_logger().error("message_failed", exc_info=error)
    assert lines(out)[0]["where"][0].startswith("privacy/cleared.py:")


def test_a_group_of_exceptions_leaves_no_message(out: io.StringIO) -> None:
    structlog.get_logger().error("loop_failed", exc_info=ExceptionGroup(MARKED[0], [ValueError(MARKED[1])]))
    assert "ExceptionGroup" in out.getvalue()
    assert MARKED[0] not in out.getvalue()
    assert MARKED[1] not in out.getvalue()


@pytest.mark.parametrize("name", ["imapclient.imaplib", "sqlalchemy.engine.Engine", "apscheduler", "mail.log", "other"])
def test_other_libraries_leave_their_name_and_level(out: io.StringIO, name: str) -> None:
    log = logging.getLogger(name)
    log.info("SELECT %s", MARKED[0])
    log.warning("login of %s", MARKED[1])
    try:
        Path(MARKED[2]).read_bytes()
    except OSError:
        log.exception("with %s", MARKED[3])
    assert [(line["logger"], line["level"]) for line in lines(out)] == [(name, "warning"), (name, "error")]
    assert not any(marked in out.getvalue() for marked in MARKED)


def test_a_logger_named_after_a_person_is_not_named(out: io.StringIO) -> None:
    logging.getLogger(MARKED[0]).warning("here")
    assert "logger" not in lines(out)[0]


def test_a_broken_log_call_prints_no_arguments(out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("other").warning("%d", MARKED[0])
    assert MARKED[0] not in out.getvalue() + capsys.readouterr().err


def test_warnings_are_reduced(out: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(MARKED[0], UserWarning, stacklevel=1)
        logging.captureWarnings(capture=False)
    assert lines(out)[0]["logger"] == "py.warnings"
    assert MARKED[0] not in out.getvalue()


def test_an_uncaught_exception_prints_no_message(out: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    error = ValueError(MARKED[0])
    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=lambda: json.loads(MARKED[0]), name=MARKED[1])
    thread.start()
    thread.join()
    assert [line["event"] for line in lines(out)] == ["crashed", "thread_crashed"]
    assert MARKED[0] not in out.getvalue() + capsys.readouterr().err


@given(st.dictionaries(st.sampled_from([*FIELDS, "event", "other", "where"]), st.text(min_size=3)))
def test_no_text_with_a_capital_a_space_or_an_at_sign_comes_out(line: dict[str, str]) -> None:
    """Words of ours have none of them; what has is a name, an address or a sentence."""
    kept = only_harmless(None, "info", dict(line))
    known = set(FIELDS) | {"event", "where", "logger"}
    assert set(kept) <= known
    for field, value in kept.items():
        if field not in {"case", "error", "reason"} and value != HIDDEN:
            assert value == value.lower()
            assert not set(str(value)) & set(" @")


def log_calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a logger in the package."""
    levels = {"debug", "info", "warning", "error", "exception", "critical", "log"}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "logger"), attr=attr)) if attr in levels:
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def test_every_log_call_names_a_fixed_event_and_known_fields() -> None:
    wrong = []
    for where, call in log_calls():
        match call.args:
            case [ast.Constant(value=str(event))] if _EVENT.fullmatch(event):
                pass
            case _:
                wrong.append(f"{where}: the event is no fixed word")
        fields = {keyword.arg for keyword in call.keywords} - {"exc_info"}
        wrong += [f"{where}: {field} is no known field" for field in fields - set(FIELDS)]
    assert not wrong


def test_only_logs_and_the_shell_import_structlog_by_name() -> None:
    """A logger under another name than `log` would escape the test above."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "structlog.get_logger" in text and path.name != "logs.py":
            assert "\nlog = structlog.get_logger()\n" in text, path
