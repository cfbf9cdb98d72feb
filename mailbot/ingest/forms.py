"""The office's own form (Anlage 1) and the Service Center's tickets, read from a message's text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of an Anlage 1 form or a Service Center ticket, "" where not given. All from outside."""

    recorded_by: str = ""
    org: str = ""
    contact: str = ""
    customer_group: str = ""
    statement: str = ""
    suggestion: str = ""
    remarks: str = ""
    customer_name: str = ""
    customer_address: str = ""
    customer_number: str = ""
    customer_phone: str = ""
    recorded_on: date | None = None
