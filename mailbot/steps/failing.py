"""What the daemon could not do, for the next digest (domain, section 8): by kind, case and time, without any text."""

from __future__ import annotations

from mailbot.outbound.digest_facts import Deed, What
from mailbot.steps.runtime import Runtime
from mailbot.store import desk
from mailbot.store.schema import FindingRow


def tell_failed(office: Runtime, deed: Deed, number: str = "") -> None:
    """Note it once until the officer was told, however often the deed fails in between."""

    def known(row: FindingRow) -> bool:
        return (row.what, row.detail, row.case_number or "") == (What.TROUBLE, deed, number)

    with office.store.write() as tx:
        if not any(map(known, desk.untold(tx))):
            desk.add_finding(
                tx, FindingRow(at=office.now(), what=What.TROUBLE, case_number=number or None, detail=deed)
            )
