"""The shared vocabulary: skills, steps, plan, verdict, outcome, motion stream, reason codes."""
