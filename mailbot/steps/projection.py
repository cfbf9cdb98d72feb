"""The case files on disk: a projection of the database, written after the commit and again by `verify`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import structlog

from mailbot.cases.case import Case
from mailbot.errors import PermanentError
from mailbot.outbound.digest_facts import Deed
from mailbot.steps.failing import tell_failed
from mailbot.steps.runtime import Runtime
from mailbot.steps.views import case_detail, iso
from mailbot.store import desk, ledger, mails, register
from mailbot.store.casefile import CaseFiles

log = structlog.get_logger()

TEXTS = ("original", "follow_up", "doubtful", "apart", "statement")
OUTSIDE = "[E-Mail]"
DOCX = ".docx"
WRITTEN_UP_TO = "case_files_up_to"
"""The last link of the chain whose case has its file on disk."""


def write_case_files(office: Runtime) -> int:
    """Write the files of every case in which something happened since the last time; returns how many.

    PermanentError at the end when some could not be written: those of all others are, and the next time tries again.
    """
    with office.store.read() as tx:
        done = int(desk.setting(tx, WRITTEN_UP_TO) or 0)
        _, newest = register.chain_head(tx)
        numbers = register.cases_touched_since(tx, done) if newest != done else []
    _write_all(office, office.case_files(), numbers, missing_only)
    if newest != done:
        with office.store.write() as tx:
            desk.remember(tx, WRITTEN_UP_TO, str(newest))
    return len(numbers)


def rewrite_case_files(office: Runtime) -> int:
    """Compare every file of every case and put it right; returns how many were missing or not as they should be.

    PermanentError at the end when some could not be written.
    """
    write_case_files(office)
    files = office.case_files()
    with office.store.read() as tx:
        numbers = [case.number for case, _ in register.all_cases(tx)]
    _write_all(office, files, numbers, everything)
    return files.written


Wanted = Callable[[Path], bool]
"""Whether a file whose content never changes has to be written."""


def missing_only(path: Path) -> bool:
    """Mails never change: one that is there is right, for it was written whole or not at all."""
    return not path.is_file()


def everything(path: Path) -> bool:
    """For `verify`: each file is compared and put right."""
    del path
    return True


def _write_all(office: Runtime, files: CaseFiles, numbers: Iterable[str], wanted: Wanted) -> None:
    """One folder that cannot be written keeps no other case from its file."""
    failed = 0
    for number in numbers:
        try:
            _write(office, files, number, wanted)
        except (OSError, PermanentError):
            failed += 1
            log.exception("case_file_failed", case=number)
            tell_failed(office, Deed.PROJECTION, number)
    if failed:
        raise PermanentError(
            f"{failed} case files could not be written: see that the service user may write into [archive] root and "
            "that its disk is not full; everything else is done"
        )


def _write(office: Runtime, files: CaseFiles, number: str, wanted: Wanted) -> None:
    with office.store.read() as tx:
        loaded = register.load(tx, number)
    if loaded is None:
        return
    documents = dict(_documents(office, number))
    for name, content in (*_mails(office, files, number, wanted), *documents.items()):
        files.write_original(number, name, content)
    files.drop_others(number, DOCX, documents)
    for name, content in _papers(office, loaded[0]):
        files.write(number, name, content)


def _mails(office: Runtime, files: CaseFiles, number: str, wanted: Wanted) -> Iterator[tuple[str, bytes]]:
    """The messages that came in and the mails that left, byte by byte."""
    with office.store.read() as tx:
        for position, message in enumerate(ledger.messages_of(tx, number), 1):
            name = "original.eml" if position == 1 else f"eingang-{position:03}.eml"
            if wanted(files.original(number, name)) and (
                raw := ledger.message(tx, message.id).raw
            ):  # an erased one has none
                yield name, raw
        for position, mail in enumerate(mails.mails_of(tx, number), 1):
            name = f"ausgang-{position:03}-{mail.purpose}.eml"
            if wanted(files.original(number, name)):
                yield name, mails.raw_of(tx, mail.id)


def _documents(office: Runtime, number: str) -> Iterator[tuple[str, bytes]]:
    with office.store.read() as tx:
        documents = desk.documents(tx, number)
    yield from ((document.name, document.content) for document in documents)


def _detail(office: Runtime, case: Case) -> dict[str, Any]:
    """The case as `mailbot case --json` shows it; beside sealed originals without what could name a customer."""
    detail = case_detail(office, case, office.name)
    if office.store.cipher is None:
        return detail
    hidden = [
        {**mail, "to": _inside(office, mail["to"]), "cc": _inside(office, mail["cc"])} for mail in detail["mails"]
    ]
    return {**detail, "message_id": None, "mails": hidden}  # a Message-ID can name host and writer


def _inside(office: Runtime, addresses: Iterable[str]) -> list[str]:
    known = office.directory.addresses
    return [one if one.lower() in known or office.house.is_internal(one) else OUTSIDE for one in addresses]


def _papers(office: Runtime, case: Case) -> Iterator[tuple[str, bytes]]:
    """What grows with the case and names nobody: its texts, fields and events."""
    with office.store.read() as tx:
        texts = [row for kind in TEXTS for row in register.texts(tx, case.number, kind)]
        events = list(register.events(tx, case.number))
    if texts:
        body = "\n\n".join(f"{row.kind} {iso(office, row.at)}\n{row.subject}\n\n{row.body}" for row in texts)
        yield "anonymisiert.txt", f"{body}\n".encode()
    detail = json.dumps(_detail(office, case), ensure_ascii=False, indent=2)
    yield "vorgang.json", f"{detail}\n".encode()
    lines = [
        {"seq": event.seq, "at": iso(office, event.at), "type": event.type, "data": event.data, "hash": event.hash}
        for event in events
    ]
    yield "ereignisse.log", "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()
