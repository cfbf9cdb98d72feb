"""mailbot runs the complaint mailbox of a public office by e-mail."""

__version__ = "0.1.0"
