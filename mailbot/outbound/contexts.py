"""What every context can do, whatever mail it is of. The classes stand in `*_contexts.py`, `digest.py`, `bundle.py`
and `report_mail.py`: one frozen class for each template, all that the mail may say (docs/decisions/0006).
"""

from __future__ import annotations

from mailbot.outbound import (
    answer_contexts,
    bundle,
    case_contexts,
    digest,
    notice_contexts,
    reminder_contexts,
    report_mail,
)
from mailbot.outbound.fields import Context, TemplateName

ROOMS = (answer_contexts, bundle, case_contexts, digest, notice_contexts, reminder_contexts, report_mail)
"""The modules that hold context classes."""


def context_of(name: TemplateName) -> type[Context]:
    """The context class of a template."""
    found = (one for room in ROOMS for one in vars(room).values() if isinstance(one, type) and issubclass(one, Context))
    return next(one for one in found if getattr(one, "template", "") == name)


def bare_context(context: Context) -> Context:
    """The bare form of a notice; any other context as it is."""
    return context.bare()


def neutral_context(context: Context) -> Context:
    """The same context with neutral values where text may have come from outside."""
    return context.neutral()
