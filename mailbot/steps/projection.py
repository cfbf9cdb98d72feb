"""The case files on disk: a projection of the database, written after the commit and again by `verify`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import structlog

from mailbot.cases.case import Case
from mailbot.steps.runtime import Runtime
from mailbot.steps.views import case_detail, iso
from mailbot.store import desk, ledger, mails, register
from mailbot.store.casefile import CaseFiles

log = structlog.get_logger()

WRITTEN_UP_TO = "case_files_up_to"
"""The last link of the chain whose case has its file on disk."""


def write_case_files(office: Runtime) -> int:
    """Write the files of every case in which something happened since the last time; returns how many."""
    with office.store.read() as tx:
        done = int(desk.setting(tx, WRITTEN_UP_TO) or 0)
        _, newest = register.chain_head(tx)
        numbers = register.cases_touched_since(tx, done)
    if newest == done:
        return 0
    _write(office, numbers)
    with office.store.write() as tx:
        desk.remember(tx, WRITTEN_UP_TO, str(newest))
    return len(numbers)


def rewrite_case_files(office: Runtime) -> int:
    """Write every case file anew."""
    with office.store.read() as tx:
        numbers = [case.number for case, _ in register.all_cases(tx)]
    _write(office, numbers)
    return len(numbers)


def _write(office: Runtime, numbers: Iterable[str]) -> None:
    files = CaseFiles(Path(office.settings.archive.root), office.settings.archive.group)
    for number in numbers:
        with office.store.read() as tx:
            loaded = register.load(tx, number)
        if loaded is None:
            continue
        try:
            for name, content in case_file(office, loaded[0]):
                files.write(number, name, content)
        except OSError:
            log.exception("case_file_failed", case=number)
            raise


def case_file(office: Runtime, case: Case) -> Iterator[tuple[str, bytes]]:
    """Each file of the case's folder: name and content."""
    with office.store.read() as tx:
        messages = ledger.messages_of(tx, case.number)
        ours = mails.mails_of(tx, case.number)
        texts = [
            row for kind in ("original", "follow_up", "statement") for row in register.texts(tx, case.number, kind)
        ]
        documents = desk.documents(tx, case.number)
        events = list(register.events(tx, case.number))
    for position, message in enumerate(messages, 1):
        yield ("original.eml" if position == 1 else f"eingang-{position:03}.eml"), message.raw
    for position, mail in enumerate(ours, 1):
        yield f"ausgang-{position:03}-{mail.purpose}.eml", mail.raw
    if texts:
        body = "\n\n".join(f"{row.kind} {iso(office, row.at)}\n{row.subject}\n\n{row.body}" for row in texts)
        yield "anonymisiert.txt", f"{body}\n".encode()
    for document in documents:
        yield document.name, document.content
    detail = json.dumps(case_detail(office, case, office.name), ensure_ascii=False, indent=2)
    yield "vorgang.json", f"{detail}\n".encode()
    lines = [
        json.dumps(
            {"seq": e.seq, "at": iso(office, e.at), "type": e.type, "data": e.data, "hash": e.hash}, ensure_ascii=False
        )
        for e in events
    ]
    yield "ereignisse.log", "".join(f"{line}\n" for line in lines).encode()
