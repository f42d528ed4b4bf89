"""How well instructions are understood: benchmark cases, answers to them, and their score."""
