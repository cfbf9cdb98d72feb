"""Bytes to message: fetch, parse, and tell automatic mail from people's."""
