"""An office's configuration, as the shell uses it: found, read, checked, turned into what the rooms want.

The work is done in `mailbot/settings/`. `Settings` is read in the shell only; the core gets values.
"""

from mailbot.settings.check import check
from mailbot.settings.convert import calendar, directory, house, is_inside, office_facts, policy, zone
from mailbot.settings.find import find_config
from mailbot.settings.load import load
from mailbot.settings.model import Settings

__all__ = [
    "Settings",
    "calendar",
    "check",
    "directory",
    "find_config",
    "house",
    "is_inside",
    "load",
    "office_facts",
    "policy",
    "zone",
]
