"""The record: one hash chain of JSON lines for each process, written without blocking it."""
