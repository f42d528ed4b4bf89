"""Skills closed on measurement: how an admitted plan becomes motion proposals."""
