"""The configuration as everybody else sees it."""

from mailbot.settings.check import check
from mailbot.settings.convert import directory, house, office_facts, policy, zone
from mailbot.settings.load import find_config, load
from mailbot.settings.model import Settings

__all__ = ["Settings", "check", "directory", "find_config", "house", "load", "office_facts", "policy", "zone"]
