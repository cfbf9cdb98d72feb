"""The configuration of an office: its model, loading it, and every mistake that can be found in it."""
