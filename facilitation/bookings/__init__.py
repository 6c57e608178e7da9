"""One member asks another for time: finding it, agreeing on it, keeping it."""
