"""The errors that cross a room's border.

MailbotError
├── ConfigError      the configuration is wrong: a person must change it (exit 2)
├── TemporaryError   a server did not answer: the deed is repeated later (exit 3)
└── PermanentError   repeating will not help: a person must look at it

A message never holds text from outside; it says what to do.
"""


class MailbotError(Exception):
    """Whatever mailbot raises on purpose."""


class ConfigError(MailbotError):
    """The configuration or the call is wrong; each finding names file, key and what is allowed."""

    def __init__(self, *findings: str) -> None:
        super().__init__("\n".join(findings))
        self.findings = findings


class TemporaryError(MailbotError):
    """A server could not be reached or refused for now."""


class PermanentError(MailbotError):
    """The deed cannot be done as it stands."""
