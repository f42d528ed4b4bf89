"""From understood intents to a grounded plan, and the dialogue with the person."""
