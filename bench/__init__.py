"""Benchmarks: each module has a `run()` that returns its table; `make bench` prints them all."""
