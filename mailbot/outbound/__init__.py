"""Render, check, send."""
