"""The ``physical-ai`` command, a file a verb."""
