"""Benchmarks: what they print depends on the machine, so nothing here is a test."""
