"""The bridge between Japanese instructions, language-model agents and robots."""
