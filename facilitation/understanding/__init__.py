"""Plain words: what somebody means who does not speak in commands."""
